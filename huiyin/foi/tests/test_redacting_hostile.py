"""区分处理: what strangers, rivals and garbage get."""

import io

import pytest

from huiyin.audit.models import Entry
from huiyin.files.models import RedactionPlan
from huiyin.files.tests import redaction_samples as files
from huiyin.files.tests.redaction_samples import SECRET
from huiyin.foi.models import Application
from huiyin.organisations.models import Organisation

from . import factories
from . import paper_samples as samples
from .redacting_room import GROUND, HERE, Room

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("coarse_pages")]
KEPT = "公开内容"


@pytest.fixture
def case(bureau, robot, morning):
    return samples.application(bureau, robot, morning)


@pytest.fixture
def room(client, case, robot, morning, bureau):
    room = Room(client, case, robot, morning)
    room.user = room.enter(bureau)
    return room


GARBAGE = {
    "not a number": {"x": "nan"},
    "infinite": {"x": "inf"},
    "negative": {"x": "-5"},
    "huge": {"width": "1e308"},
    "beyond the page": {"width": "95"},
    "no height": {"height": "0"},
    "JSON": {"y": '[{"page": 0}]'},
    "nothing": {"y": ""},
    "an unknown ground": {"ground": "E99"},
    "no reason": {"reason": ""},
    "NUL in the reason": {"reason": "a\x00b"},
    "no version": {"version": "x"},
    "a version of forty digits": {"version": "9" * 40},
    "an unknown act": {"do": "erase"},
    "a box that is not there": {"do": "drop", "number": "7"},
    "a box before the first": {"do": "edit", "number": "-1"},
    "nothing to be found": {"do": "find", "words": ""},
    "too many words": {"do": "find", "words": "、".join("abcdefghijklmnopqrstuvwxyz1234567")},
    "a word that is not there": {"do": "find", "words": "没有这个词"},
}


def test_garbage_is_answered_and_changes_nothing(room):
    attached = room.attach(files.plain(SECRET))
    room.open(attached)
    for kind, fields in GARBAGE.items():
        answer = room.post(attached, **{"do": "add", **GROUND, **HERE, **fields})
        assert answer.status_code in (409, 422), kind
        assert not room.plan(attached).boxes, kind


def test_a_page_that_is_not_there_is_the_nearest(room):
    sample = files.Sample()
    for _ in range(2):
        sample.page(sample.text(KEPT, files.LEFT, files.TOP))
    attached = room.attach(sample.bytes())
    asked = {"0": 1, "-3": 1, "99999999999": 1, "999": 2, "２": 1, "2": 2, "x": 1}
    for page, shown in asked.items():
        body = room.client.get(room.address(attached), {"page": page}).content.decode()
        assert f"tool/{shown}.png" in body, page


def test_who_may_look(room, bureau):
    attached = room.attach(files.plain(SECRET))
    room.open(attached)
    for absent in ("tool/0.png", "tool/7.png", "secret/1.png"):
        assert room.client.get(room.address(attached, absent)).status_code == 404, absent
    answer = room.client.get(room.address(attached, "tool/1.png"))
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    assert Entry.objects.filter(verb="files.redaction.page").count() == 1
    for post in ("行政审批岗", "分管领导"):  # a leader decides and does not handle
        room.enter(bureau, post, post)
        assert room.client.get(room.address(attached)).status_code == 403, post


def test_another_agency_and_another_application_find_nothing(room, bureau, robot, morning):
    attached = room.attach(files.plain(SECRET))
    plan = room.open(attached)
    other = samples.application(bureau, robot, morning)
    for rest in ("", "finish/", "tool/1.png", "result/1.png"):
        wrong = f"/desk/foi/{other.pk}/files/{attached.pk}/redact/{rest}"
        assert room.client.get(wrong).status_code == 404
    agency = Organisation.objects.create(name="别局", short_name="别局", slug="bj", is_agency=True)
    room.enter(agency, username="stranger")
    for rest in ("", "finish/", "tool/1.png"):
        assert room.client.get(room.address(attached, rest)).status_code == 404
    assert room.post(attached, "add", **GROUND, **HERE).status_code == 404
    plan.refresh_from_db()
    assert not plan.boxes
    room.client.logout()
    assert room.client.get(room.address(attached)).status_code == 302


def test_after_the_answer_nothing_is_redacted_any_more(room, robot, morning):
    attached = room.attach(files.plain(SECRET))
    room.open(attached)
    room.post(attached, "find", words=SECRET, **GROUND)
    factories.answered(room.case, actor=robot, at=morning)
    for answer in (
        room.client.get(room.address(attached)),
        room.post(attached, "add", **GROUND, **HERE),
        room.finish(attached),
        room.client.post(f"/desk/foi/{room.case.pk}/files/", {}),
    ):
        assert answer.status_code in (409, 422)
    assert not room.given()
    assert room.client.get(f"/desk/foi/{room.case.pk}/files/").status_code == 200


def test_a_file_that_cannot_be_handled_says_why(room):
    attached = room.attach(b"%PDF-1.7 nothing %%EOF")
    answer = room.client.get(room.address(attached))
    assert answer.status_code == 422
    assert "已损坏" in answer.content.decode()
    assert not RedactionPlan.objects.exists()


def test_a_document_of_the_office_is_added_and_an_exe_is_not(room):
    address = f"/desk/foi/{room.case.pk}/files/"
    good = io.BytesIO(files.plain(KEPT))
    good.name = "合同.pdf"
    assert room.client.post(address, {"file": good}).status_code == 302
    bad = io.BytesIO(b"MZ" + bytes(100))
    bad.name = "合同.pdf"
    answer = room.client.post(address, {"file": bad})
    assert answer.status_code == 422
    assert [one.file.name for one in room.case.files.all()] == ["合同.pdf"]
    assert room.case.state == Application.State.RECEIVED


def test_the_part_for_htmx_brings_the_boxes_of_the_picture(room):
    attached = room.attach(files.plain(SECRET))
    plan = room.open(attached)
    answer = room.client.post(
        room.address(attached),
        {"version": plan.version, "page": 1, "do": "add", **GROUND, **HERE},
        headers={"HX-Request": "true"},
    )
    body = answer.content.decode()
    assert answer.status_code == 200
    assert 'hx-swap-oob="true"' in body
    assert '<rect x="10.000%" y="12.000%" width="50.000%" height="6.000%">' in body
    assert "<html" not in body
