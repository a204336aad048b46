"""What a task refuses, and what it keeps."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from huiyin.audit.models import Entry
from huiyin.coordination import actions
from huiyin.coordination.desk import _beside
from huiyin.coordination.models import Assignment, Role
from huiyin.organisations.models import Organisation

from .trial import DUE, REPORT, hotline, matter

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
        ("send_back", {"reason": " "}, "reason"),
        ("call_back", {"reason": ""}, "reason"),
        ("extend", {"due_on": DUE, "reason": "资料多"}, "due_on"),
        ("extend", {"due_on": DUE + timedelta(1), "reason": " "}, "reason"),
        ("contribute", {**REPORT, "opinion": " "}, "opinion"),
        ("contribute", {**REPORT, "reported_on": TODAY + timedelta(1)}, "reported_on"),
        ("contribute", {**REPORT, "reported_on": TODAY - timedelta(1)}, "reported_on"),
    ],
)
def test_what_cannot_be_is_said_at_the_field(task, robot, morning, move, arguments, field):
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
    actions.send_back(task, actor=robot, at=morning, reason="不属于本科室")
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
    told = actions.contribute(task, actor=robot, at=morning, **REPORT)
    told = actions.ask_again(told, actor=robot, at=morning, reason="请附依据")
    assert (told.state, told.reported_on, told.opinion) == ("signed", None, REPORT["opinion"])
    told = actions.contribute(told, actor=robot, at=morning, **{**REPORT, "opinion": "依据如下"})
    told = actions.accept(told, actor=robot, at=morning)
    assert (told.state, told.closed_on, told.opinion) == ("accepted", TODAY, "依据如下")


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
