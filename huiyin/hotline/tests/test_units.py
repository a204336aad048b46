"""Units handle a request: who sees it, its state, its tasks, and who is notified."""

import pytest

from huiyin.coordination import actions as tasks
from huiyin.coordination.models import HANDLE, Assignment, Role
from huiyin.coordination.tests.test_reach import person
from huiyin.hotline import actions
from huiyin.hotline.desk import ROOM
from huiyin.hotline.models import ServiceRequest
from huiyin.notices.models import Notice
from huiyin.organisations.models import Organisation

from .trial import lead_of, request

pytestmark = pytest.mark.django_db
BACK = {"reason": "不是本单位职责", "basis": "三定规定第二条"}


@pytest.fixture
def duban(bureau):
    return Organisation.objects.get(slug="duban")


@pytest.fixture
def shenpi(bureau):
    return Organisation.objects.get(slug="shenpi")


@pytest.fixture
def given(bureau, duban, shenpi, robot, morning):
    """To a lead and an assistant."""

    def give(**values):
        matter = actions.register(request(bureau, **values), actor=robot, at=morning)
        return actions.assign(matter, unit=duban, assistants=[shenpi], actor=robot, at=morning)

    return give


def test_a_unit_sees_what_it_was_asked_and_no_more(given, bureau, duban, shenpi, robot, morning):
    matter, other = given(), actions.register(request(bureau), actor=robot, at=morning)
    for unit in (duban, shenpi):
        assert list(ROOM.seen_by(person(unit, HANDLE))) == [matter]
    tasks.send_back(lead_of(matter), actor=robot, at=morning, **BACK)
    assert list(ROOM.seen_by(person(duban, HANDLE))) == [matter], "what it has sent back, too"
    assert not ROOM.seen_by(person(bureau, HANDLE)).exists()
    assert set(ROOM.seen_by(person(bureau, "hotline.view_requests"))) == {matter, other}


def test_a_confidential_one_is_for_its_named_persons(given, duban, robot, morning):
    matter = given(is_confidential=True)
    handler = person(duban, HANDLE)
    assert not ROOM.seen_by(handler).exists()
    matter.confidants.create(person_key=handler.key, person_name="某人")
    assert list(ROOM.seen_by(handler)) == [matter]
    assert Assignment.objects.exclude(subject="").count() == 0


def test_it_stands_where_its_lead_stands(given, duban, shenpi, robot, morning):
    who = {"actor": robot, "at": morning}
    matter = given()

    def stands():
        matter.refresh_from_db()
        return matter.state, matter.unit

    assert stands() == ("dispatched", duban)
    tasks.sign(Assignment.objects.get(role=Role.ASSIST), **who)
    assert stands() == ("dispatched", duban)
    lead = tasks.sign(lead_of(matter), **who)
    assert stands() == ("assigned", duban)
    lead = tasks.send_back(lead, **BACK, **who)
    assert stands() == ("received", None)
    tasks.designate(lead, unit=duban, due_on=matter.due_on, reason="经研究", **who)
    assert stands() == ("dispatched", duban)


def test_the_answer_waits_for_the_assistants_and_closes_all(given, robot, morning):
    who = {"actor": robot, "at": morning}
    matter = given(caller_phone="wang@example.org")
    tasks.sign(lead_of(matter), **who)
    assist = Assignment.objects.get(role=Role.ASSIST)
    tasks.contribute(assist, opinion="已配合", reported_on=morning.date(), **who)
    matter = actions.draft(matter, draft_text="路灯已修复。", **who)
    matter = actions.revise(matter, reason="写明时间", **who)
    assert lead_of(matter).state == "signed"
    matter = actions.approve(actions.draft(matter, draft_text="昨日已修复。", **who), **who)
    assert (matter.answer_text, matter.draft_text, matter.answered_on) == (
        "昨日已修复。", "", morning.date(),
    )  # fmt: skip
    assert set(Assignment.objects.values_list("state", flat=True)) == {"accepted"}
    letter = Notice.objects.get()
    assert letter.recipient == "wang@example.org"
    assert "昨日已修复。" in letter.body


def test_of_a_void_one_nothing_is_left_to_do(given, robot, morning):
    actions.void(given(), actor=robot, at=morning, reason="重复")
    assert set(Assignment.objects.values_list("state", flat=True)) == {"called-back"}


def test_a_letter_about_a_confidential_one_says_nothing_of_it(given, robot, morning):
    matter = given(is_confidential=True, caller_phone="wang@example.org")
    matter = actions.ask_more_time(matter, days=2, reason="需取证", actor=robot, at=morning)
    actions.extend(matter, actor=robot, at=morning)
    assert "需取证" not in Notice.objects.get().body


def test_an_imported_one_with_a_unit_is_its_task(bureau, duban, robot, morning):
    matter = actions.register_many([request(bureau, unit=duban)], actor=robot, at=morning)[0]
    assert (matter.state, lead_of(matter).state) == (ServiceRequest.State.ASSIGNED, "signed")
