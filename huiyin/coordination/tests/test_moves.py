"""What a task refuses, and what it keeps."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from huiyin.audit.models import Entry
from huiyin.coordination import actions, rules
from huiyin.coordination.desk import ROOM, _beside
from huiyin.coordination.models import COORDINATE, HANDLE, Assignment, ReturnTerm, Role
from huiyin.organisations.models import Organisation

from .test_reach import person
from .trial import BACK, DUE, REASON, REPORT, hotline, matter, requests

TODAY = date(2026, 3, 3)


@pytest.fixture
def duban(bureau):
    return Organisation.objects.get(slug="duban")


@pytest.fixture
def task(bureau, duban, robot, morning):
    about = matter(bureau, morning)
    return actions.assign(about, duban, Role.ASSIST, due_on=DUE, actor=robot, at=morning)


def test_a_task_is_a_matter_with_its_number_and_entry(task):
    assert (task.reference, task.given_on, task.state) == ("RW2026-00001", TODAY, "given")
    assert Entry.objects.get(subject_type="coordination.assignment").verb.endswith(".give")


@pytest.mark.parametrize(
    ("move", "arguments", "field"),
    [
        ("send_back", {**BACK, "reason": " "}, "reason"),
        ("send_back", {**BACK, "basis": " "}, "basis"),
        ("reassign", {"due_on": DUE, "reason": " "}, "reason"),
        ("reassign", {"due_on": TODAY - timedelta(1), **REASON}, "due_on"),
        ("call_back", {"reason": ""}, "reason"),
        ("extend", {"due_on": DUE, "reason": "资料多"}, "due_on"),
        ("extend", {"due_on": DUE + timedelta(1), "reason": " "}, "reason"),
        ("contribute", {**REPORT, "opinion": " "}, "opinion"),
        ("contribute", {**REPORT, "reported_on": TODAY + timedelta(1)}, "reported_on"),
        ("contribute", {**REPORT, "reported_on": TODAY - timedelta(1)}, "reported_on"),
    ],
)
def test_what_cannot_be_is_said_at_the_field(task, robot, morning, move, arguments, field):
    if move == "reassign":
        arguments = {"unit": Organisation.objects.get(slug="shenpi"), **arguments}
    with pytest.raises(ValidationError) as refused:
        getattr(actions, move)(task, actor=robot, at=morning, **arguments)
    assert set(refused.value.message_dict) == {field}
    task.refresh_from_db()
    assert (task.state, task.due_on) == ("given", DUE)


@pytest.mark.parametrize("second", [Role.ASSIST, Role.LEAD])
def test_a_unit_has_one_open_task_a_matter(task, duban, robot, morning, second):
    about = task.about
    with pytest.raises(ValidationError, match="已有这件事项的在办任务"):
        actions.assign(about, duban, second, due_on=DUE, actor=robot, at=morning)
    actions.send_back(task, actor=robot, at=morning, **BACK)
    actions.assign(about, duban, second, due_on=DUE, actor=robot, at=morning)


def test_a_matter_has_one_lead(bureau, task, robot, morning):
    lead = {"due_on": DUE, "actor": robot, "at": morning}
    actions.assign(task.about, bureau, Role.LEAD, **lead)
    shenpi = Organisation.objects.get(slug="shenpi")
    with pytest.raises(ValidationError, match="已有主办单位"):
        actions.assign(task.about, shenpi, Role.LEAD, **lead)
    assert Assignment.objects.count() == 2


def test_a_unit_of_another_agency_is_not_given_a_task(bureau, robot, morning):
    water = Organisation.objects.create(name="云溪市水务局", slug="swj", is_agency=True)
    river = Organisation.objects.create(name="河道科", slug="hedao", parent=water)
    with pytest.raises(ValidationError) as refused:
        actions.assign(
            matter(bureau, morning), river, Role.ASSIST, due_on=DUE, actor=robot, at=morning
        )
    assert set(refused.value.message_dict) == {"unit"}


def test_a_task_is_not_due_before_it_is_given(bureau, duban, robot, morning):
    about, late = matter(bureau, morning), TODAY - timedelta(1)
    with pytest.raises(ValidationError) as refused:
        actions.assign(about, duban, Role.ASSIST, due_on=late, actor=robot, at=morning)
    assert set(refused.value.message_dict) == {"due_on"}


def test_more_is_asked_and_said(task, robot, morning):
    task = actions.contribute(task, actor=robot, at=morning, **REPORT)
    task = actions.ask_again(task, actor=robot, at=morning, reason="请附依据")
    assert (task.state, task.reported_on, task.opinion) == ("signed", None, REPORT["opinion"])
    task = actions.contribute(task, actor=robot, at=morning, **{**REPORT, "opinion": "依据如下"})
    task = actions.accept(task, actor=robot, at=morning)
    assert (task.state, task.closed_on, task.opinion) == ("accepted", TODAY, "依据如下")


def test_at_the_desk_a_matter_of_any_kind_is_named_by_its_number(bureau, duban, robot, morning):
    about = matter(bureau, morning)

    def give(number):
        task = Assignment(agency=bureau, unit=duban, due_on=DUE)
        task.number = number
        return _beside(actions.give, task, actor=robot, at=morning)

    assert give(about.reference.lower()).about == about
    with pytest.raises(ValidationError) as refused:
        give("RX2026-99999")
    assert set(refused.value.message_dict) == {"number"}


def test_nothing_is_asked_beside_what_was_entered_in_error(bureau, duban, robot, morning):
    about = matter(bureau, morning)
    about = hotline.void(about, actor=robot, at=morning, reason="重复登记")
    with pytest.raises(ValidationError, match="已经作废"):
        actions.assign(about, duban, Role.ASSIST, due_on=DUE, actor=robot, at=morning)


@pytest.fixture
def shenpi(bureau):
    return Organisation.objects.get(slug="shenpi")


def test_another_unit_gets_it_in_one_move_and_both_know_of_it(task, shenpi, robot, morning):
    lead = actions.call_back(task, actor=robot, at=morning, reason="改为主办")
    lead = actions.assign(
        task.about, task.unit, Role.LEAD, due_on=DUE, actor=robot, at=morning, subject="查清原因"
    )
    values = {"unit": shenpi, "due_on": DUE + timedelta(3), "reason": "属于审批事项"}
    lead = actions.reassign(lead, actor=robot, at=morning, **values)
    new = lead.successors.get()
    assert (lead.state, lead.closed_on, lead.close_reason) == (
        "called-back",
        TODAY,
        values["reason"],
    )
    assert (new.state, new.unit, new.role, new.due_on) == (
        "given",
        shenpi,
        "lead",
        values["due_on"],
    )
    assert (new.subject, new.about, new.is_designated) == ("查清原因", task.about, False)


def test_the_unit_that_has_it_is_no_other_unit(task, duban, robot, morning):
    with pytest.raises(ValidationError) as refused:
        actions.reassign(task, actor=robot, at=morning, unit=duban, due_on=DUE, **REASON)
    assert set(refused.value.message_dict) == {"unit"}


def test_what_was_sent_back_is_designated_and_stays(task, duban, robot, morning):
    back = actions.send_back(task, actor=robot, at=morning, **BACK)
    assert (back.state, back.return_basis, back.closed_on) == ("returned", BACK["basis"], TODAY)
    back = actions.designate(back, actor=robot, at=morning, unit=duban, due_on=DUE, **REASON)
    new = back.successors.get()
    assert (back.state, new.former, new.unit, new.is_designated) == ("returned", back, duban, True)
    with pytest.raises(ValidationError, match="指定承办"):
        actions.send_back(new, actor=robot, at=morning, **BACK)
    with pytest.raises(ValidationError, match="已经另行交办"):
        actions.reassign(back, actor=robot, at=morning, unit=duban, due_on=DUE, **REASON)


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        pytest.param(date(2026, 3, 4), "", id="the last day of the term"),
        pytest.param(date(2026, 3, 5), "退回期限（2026-03-04）已过", id="the day after"),
    ],
)
def test_a_task_comes_back_in_its_term_signed_or_not(task, robot, morning, day, reason):
    for one in (task, actions.sign(task, actor=robot, at=morning)):
        assert rules.may_return(one, day).startswith(reason) is True
        assert bool(rules.may_return(one, day)) is bool(reason)


def test_a_matter_comes_back_so_often_and_no_more(task, shenpi, bureau, robot, morning):
    who = {"actor": robot, "at": morning}
    for unit in (shenpi, bureau):
        task = actions.send_back(task, **BACK, **who)
        task = actions.reassign(task, unit=unit, due_on=DUE, **REASON, **who).successors.get()
    with pytest.raises(ValidationError, match="已经退回 2 次"):
        actions.send_back(task, **BACK, **who)
    assert rules.returns(task) == 2


def test_a_new_rule_holds_for_what_is_given_from_its_day_on(task, robot, morning):
    ReturnTerm.objects.create(days=5, most=1, valid_from=TODAY + timedelta(1), basis="新制度")
    assert "退回期限" in rules.may_return(task, date(2026, 3, 6))
    task.given_on = TODAY + timedelta(1)
    assert rules.may_return(task, date(2026, 3, 6)) == ""
    ReturnTerm.objects.all().delete()
    assert "没有在 2026-03-04 有效的退回规定" in rules.may_return(task, task.given_on)


def test_what_came_back_waits_for_the_coordinator(bureau, task, shenpi, robot, morning):
    """Of a matter that is still open: what is answered waits for nobody."""

    def counts(actor):
        return [count for _, _, count in ROOM.alarms(actor, TODAY)]

    follows = person(bureau, COORDINATE)
    open_one = hotline.register(requests.request(bureau), actor=robot, at=morning)
    waits = actions.assign(open_one, task.unit, Role.ASSIST, due_on=DUE, actor=robot, at=morning)
    for one in (task, waits):
        actions.send_back(one, actor=robot, at=morning, **BACK)
    narrow = next(one for one in ROOM.filters if one.name == "returned")
    assert counts(follows) == [1]
    assert [one.pk for one in narrow.applied(ROOM.seen_by(follows), "open", follows)] == [waits.pk]
    assert narrow.applied(ROOM.seen_by(follows), "all", follows).count() == 2
    assert counts(person(task.unit, HANDLE)) == []
    actions.reassign(waits, actor=robot, at=morning, unit=shenpi, due_on=DUE, **REASON)
    assert counts(follows) == []
