"""证据清单 with its files: kept encrypted with their digest, given out to whoever works on the case."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from huiyin.audit.models import Entry
from huiyin.commitments.tests.trial import PICTURE
from huiyin.files import intake
from huiyin.penalties import actions
from huiyin.penalties.tests.trial import EVIDENCE, penalty

pytestmark = pytest.mark.django_db


@pytest.fixture
def who(robot, morning):
    return {"actor": robot, "at": morning}


@pytest.fixture
def filed(bureau, who):
    return actions.register(penalty(bureau), **who)


def test_a_file_is_listed_with_its_digest_and_given_out(filed, who, desk):
    actions.add_evidence(filed, **EVIDENCE, file=PICTURE, **who)
    actions.add_evidence(filed, **EVIDENCE | {"name": "涉案车辆"}, **who)
    with_file, without = filed.evidence.order_by("pk")
    assert intake.content_of(with_file.file) == PICTURE[2]
    client = desk("行政处罚岗")
    page = client.get(f"/desk/penalties/{filed.pk}/").content.decode()
    assert hashlib.sha256(PICTURE[2]).hexdigest()[:16] in page
    assert "没有电子文件" in page
    address = f"/desk/penalties/{filed.pk}/evidence/{with_file.pk}/"
    assert client.get(address).content == PICTURE[2]
    assert client.get(f"/desk/penalties/{filed.pk}/evidence/{without.pk}/").status_code == 404
    assert Client().get(address).status_code == 302
    stranger = desk("热线办理岗", username="stranger")
    assert stranger.get(address).status_code in (403, 404)


@pytest.mark.parametrize(
    ("post", "is_read"),
    [("行政处罚岗", True), ("法制审核岗", True), ("行政处罚负责人", True), ("分管领导", False)],
)
def test_a_file_is_read_by_whoever_works_on_the_case(filed, who, desk, post, is_read):
    actions.add_evidence(filed, **EVIDENCE, file=PICTURE, **who)
    address = f"/desk/penalties/{filed.pk}/evidence/{filed.evidence.get().pk}/"
    client = desk(post)
    page = client.get(f"/desk/penalties/{filed.pk}/").content.decode()
    assert EVIDENCE["name"] in page
    assert (address in page) is is_read
    assert client.get(address).status_code == (200 if is_read else 403)
    assert Entry.objects.filter(verb="penalties.evidence.read").count() == int(is_read)


def test_the_form_takes_a_file_and_keeps_what_was_typed_without(filed, desk):
    client, door = desk("行政处罚岗"), f"/desk/penalties/{filed.pk}/add_evidence/"
    page = client.get(door)
    assert page.status_code == 200
    assert 'type="file"' in page.content.decode()
    typed = {**EVIDENCE, "obtained_on": EVIDENCE["obtained_on"].isoformat()}
    bad = SimpleUploadedFile("程序.exe", b"MZ" + b"\0" * 60)
    refused = client.post(door, {**typed, "file": bad})
    assert refused.status_code == 422
    assert "现场检查笔录" in refused.content.decode()
    assert not filed.evidence.exists()
