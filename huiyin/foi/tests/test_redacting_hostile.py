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

pytestmark = pytest.mark.django_db
KEPT = "公开内容"


@pytest.fixture
def case(bureau, robot, morning):
    return samples.application(bureau, robot, morning)


@pytest.fixture
def room(client, case, robot, morning, bureau):
    made = Room(client, case, robot, morning)
    made.user = made.enter(bureau)
    return made


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"x": "nan"}, id="not a number"),
        pytest.param({"x": "inf"}, id="infinite"),
        pytest.param({"x": "-5"}, id="negative"),
        pytest.param({"width": "1e308"}, id="huge"),
        pytest.param({"width": "95"}, id="beyond the page"),
        pytest.param({"height": "0"}, id="no height"),
        pytest.param({"y": '[{"page": 0}]'}, id="JSON"),
        pytest.param({"y": ""}, id="nothing"),
        pytest.param({"ground": "E99"}, id="an unknown ground"),
        pytest.param({"reason": ""}, id="no reason"),
        pytest.param({"reason": "a\x00b"}, id="NUL in the reason"),
        pytest.param({"version": "x"}, id="no version"),
        pytest.param({"version": "9" * 40}, id="a version of forty digits"),
        pytest.param({"do": "erase"}, id="an unknown act"),
        pytest.param({"do": "drop", "number": "7"}, id="a box that is not there"),
        pytest.param({"do": "edit", "number": "-1"}, id="a box before the first"),
        pytest.param({"do": "find", "words": ""}, id="nothing to be found"),
        pytest.param({"do": "find", "words": "、".join("abcdefghijklmnopqrstuvwxyz1234567")}, id="too many words"),
        pytest.param({"do": "find", "words": "没有这个词"}, id="a word that is not there"),
    ],
)  # fmt: skip
def test_garbage_is_answered_and_changes_nothing(room, fields):
    attached = room.attach(files.plain(SECRET))
    room.open(attached)
    answer = room.post(attached, **{"do": "add", **GROUND, **HERE, **fields})
    assert answer.status_code in (409, 422)
    assert not room.plan(attached).boxes


@pytest.mark.parametrize(
    ("page", "shown"),
    [("0", 1), ("-3", 1), ("99999999999", 1), ("999", 2), ("２", 1), ("2", 2), ("x", 1)],
)
def test_a_page_that_is_not_there_is_the_nearest(room, page, shown):
    sample = files.Sample()
    for _ in range(2):
        sample.page(sample.text(KEPT, files.LEFT, files.TOP))
    attached = room.attach(sample.bytes())
    body = room.client.get(room.address(attached), {"page": page}).content.decode()
    assert f"tool/{shown}.png" in body


@pytest.mark.parametrize(
    ("post", "rest", "status"),
    [
        pytest.param("行政审批岗", "", 403, id="licensing"),
        pytest.param("分管领导", "", 403, id="the leader does not handle"),
        pytest.param("信息公开岗", "tool/0.png", 404, id="no such page"),
        pytest.param("信息公开岗", "tool/7.png", 404, id="a page beyond"),
        pytest.param("信息公开岗", "secret/1.png", 404, id="an unknown picture"),
        pytest.param("信息公开岗", "tool/1.png", 200, id="the page"),
    ],
)
def test_who_may_look(room, bureau, post, rest, status):
    attached = room.attach(files.plain(SECRET))
    room.open(attached)
    if post != "信息公开岗":
        room.enter(bureau, post, "other")
    answer = room.client.get(room.address(attached, rest))
    assert answer.status_code == status
    if status == 200:
        assert answer["Cache-Control"] == "no-store"
        assert Entry.objects.filter(verb="files.redaction.page").count() == 1


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


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"%PDF-1.7 nothing %%EOF", "已损坏", id="broken"),
        pytest.param(
            (files.Sample().page(b"") and None) or b"%PDF-1.4\n%%EOF", "已损坏", id="empty"
        ),
    ],
)
def test_a_file_that_cannot_be_handled_says_why(room, content, said):
    attached = room.attach(content)
    answer = room.client.get(room.address(attached))
    assert answer.status_code == 422
    assert said in answer.content.decode()
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
