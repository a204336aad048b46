"""诉求附件 on the desk: opened by those who may see the case, and every look is written down."""

import pytest

from huiyin.audit.models import Entry
from huiyin.files import keeping
from huiyin.hotline.actions import add_files, register
from huiyin.hotline.models import Channel, RequestFile, ServiceRequest
from huiyin.organisations.models import Organisation


@pytest.fixture
def case(bureau, robot, morning, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    case = register(
        ServiceRequest(
            agency=bureau, channel=Channel.objects.get(key="mayor-hotline"), request_kind="help",
            subject="路灯不亮", content="三天了", received_on=morning.date(),
        ),
        actor=robot, at=morning,
    )  # fmt: skip
    add_files(case, [keeping.keep("屏幕.png", "image/png", b"PNG")], at=morning)
    return case


def look(client, case):
    file = RequestFile.objects.get()
    return client.get(f"/desk/hotline/{case.pk}/files/{file.pk}/")


def test_a_clerk_gets_the_file_and_the_look_is_logged(desk, case):
    answer = look(desk("热线办理岗"), case)
    assert (answer.status_code, answer.content) == (200, b"PNG")
    assert answer["Content-Disposition"].startswith("attachment")
    assert Entry.objects.filter(verb="hotline.material.read", subject_key=str(case.pk)).count() == 1


@pytest.mark.parametrize("posts", [(), ("行政审批岗",)], ids=["no post", "another post"])
def test_others_are_refused_and_nothing_is_logged(desk, case, posts):
    assert look(desk(*posts), case).status_code in {403, 404}
    assert not Entry.objects.filter(verb="hotline.material.read").exists()


def test_another_agency_and_a_stranger_see_nothing(desk, case, client):
    other = Organisation.objects.create(
        name="水务局", short_name="水务", slug="swj", is_agency=True
    )
    assert look(desk("热线办理岗", agency=other), case).status_code in {403, 404}
    assert look(client, case).status_code == 302


def test_a_file_of_another_case_is_not_found(desk, case):
    assert desk("热线办理岗").get(f"/desk/hotline/{case.pk}/files/999/").status_code == 404
