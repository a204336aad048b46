"""A task of the plan: given, reported, confirmed, carried over; and the unit's task beside it."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from huiyin.audit.actors import Actor, ActorKind
from huiyin.audit.models import Entry
from huiyin.casework.workflow import MoveForbiddenError
from huiyin.coordination import actions as tasks
from huiyin.coordination.models import COORDINATE, HANDLE, Assignment, Escalation, Supervision
from huiyin.coordination.tasks import escalate
from huiyin.files import keeping
from huiyin.organisations.actions import dissolve
from huiyin.planning import actions
from huiyin.planning.models import KEEP, VIEW, PlanItem

from .conftest import make
from .trial import DONE, LATER, PICTURE, TUESDAY, item

pytestmark = pytest.mark.django_db


def person(agency, *rights, unit=None, name="甲"):
    held = frozenset(rights)
    units = {unit.pk: held} if unit else {}
    return Actor(ActorKind.PERSON, name, f"person:{name}", grants={agency.pk: held}, units=units)


@pytest.fixture
def duban(bureau):
    return bureau.units.get(slug="duban")


def lead(matter):
    return Assignment.objects.of(matter).filter(role="lead").latest("pk")


def test_what_is_given_is_a_task_of_the_unit(standing, duban, robot, morning):
    matter = make("issue", standing(unit=duban), robot, morning)
    task = lead(matter)
    assert (task.unit, task.state, task.due_on) == (duban, "given", matter.due_on)
    assert task.subject == matter.text
    assert [one.number for one in matter.quarters.all()] == [1, 2, 3, 4]
    assert matter.owed_on == date(2026, 4, 10)


def test_assistants_get_tasks_too_but_not_whoever_leads(standing, bureau, duban, robot, morning):
    matter = standing(unit=duban)
    with pytest.raises(ValidationError, match="责任单位不能同时是协办单位"):
        make("issue", matter, robot, morning, assistants=[duban])
    matter = make("issue", matter, robot, morning, assistants=[bureau])
    assert {task.role for task in Assignment.objects.of(matter)} == {"lead", "assist"}


def test_a_unit_sees_what_it_was_given_and_nothing_else(standing, bureau, duban, robot, morning):
    mine, others = standing(unit=duban), standing("issue")
    actor = person(bureau, HANDLE, unit=duban)

    def seen():
        return list(PlanItem.objects.visible_to(actor, VIEW, KEEP, HANDLE))

    assert seen() == []
    make("issue", mine, robot, morning)
    assert seen() == [mine]
    assert others not in seen()


def test_the_unit_reports_each_quarter_with_something_that_shows_it(standing, robot, morning):
    matter = standing("issue")
    with pytest.raises(ValidationError) as refused:
        make("report", matter, robot, morning, file=None)
    assert "file" in refused.value.message_dict
    matter = make("report", matter, robot, morning)
    assert (matter.round, matter.owed_on) == (2, date(2026, 7, 10))
    assert keeping.content_of(matter.evidence.get().file) == PICTURE[2]
    with pytest.raises(ValidationError):  # the second quarter has not begun
        make("report", matter, robot, morning, quarter=2)
    facts = Entry.objects.get(verb="reports.planitem.report").facts
    assert not {"file", "progress"} & facts["details"].keys()


def test_the_plan_settles_the_units_task(standing, robot, morning):
    matter = standing("issue", "report_done")
    assert (lead(matter).state, lead(matter).opinion) == ("reported", DONE["result"])
    matter = make("send_back", matter, robot, morning)
    assert (lead(matter).state, matter.claimed_on) == ("signed", None)
    matter = make("confirm", make("report_done", matter, robot, morning), robot, morning)
    assert (lead(matter).state, matter.done_on) == ("accepted", TUESDAY)


def test_nobody_reports_the_lead_task_beside_the_plan(standing, bureau, robot, morning):
    task = lead(standing("issue"))
    hand = person(bureau, HANDLE, COORDINATE, unit=bureau)
    with pytest.raises(MoveForbiddenError):
        tasks.contribute(task, opinion="好了", reported_on=TUESDAY, actor=hand, at=morning)
    assert tasks.sign(task, actor=hand, at=morning).state == "signed"


def test_whoever_reported_does_not_confirm(standing, bureau, morning):
    keeper = person(bureau, KEEP, name="乙")
    matter = actions.report_done(standing("issue"), actor=keeper, at=morning, **DONE)
    with pytest.raises(MoveForbiddenError):
        actions.confirm(matter, actor=keeper, at=morning)
    other = replace(keeper, key="person:丙")
    assert actions.confirm(matter, actor=other, at=morning).state == "done"


def test_a_task_that_comes_back_is_planned_again(standing, bureau, duban, robot, morning):
    matter = make("issue", standing(unit=duban), robot, morning)
    back = {"reason": "不是本单位职责", "basis": "三定规定第二条"}
    tasks.send_back(lead(matter), actor=robot, at=morning, **back)
    matter.refresh_from_db()
    assert (matter.state, matter.issued_on) == ("planned", None)
    given = {"unit": bureau, "due_on": matter.due_on, "reason": "归综合科办理"}
    tasks.designate(Assignment.objects.of(matter).get(), actor=robot, at=morning, **given)
    matter.refresh_from_db()
    assert (matter.state, matter.unit, matter.issued_on) == ("issued", bureau, TUESDAY)


def test_another_unit_gets_it_by_its_task(standing, bureau, duban, robot, morning):
    matter = make("issue", standing(unit=duban), robot, morning)
    given = {"unit": bureau, "due_on": matter.due_on, "reason": "职责调整"}
    tasks.reassign(lead(matter), actor=robot, at=morning, **given)
    matter.refresh_from_db()
    assert (matter.state, matter.unit) == ("issued", bureau)


def test_a_dissolved_unit_leaves_its_task_to_the_office(standing, duban, robot, morning):
    matter = make("issue", standing(unit=duban), robot, morning)
    dissolve(duban, actor=robot, at=morning)
    matter.refresh_from_db()
    assert matter.state == "planned"


def test_what_is_carried_over_leaves_its_year_as_it_was(standing, robot, morning):
    matter = standing("issue")
    matter = make("carry", matter, robot, morning)
    later = PlanItem.objects.get(former=matter)
    assert (matter.state, matter.year, matter.due_on) == ("carried", 2026, date(2026, 12, 31))
    assert (later.state, later.year, later.due_on) == ("planned", 2027, LATER["due_on"])
    assert lead(matter).state == "called-back"
    assert set(matter.quarters.values_list("ended_on", flat=True)) == {TUESDAY}
    assert matter.standing(TUESDAY - timedelta(days=1)) == "planned"
    assert matter.standing(TUESDAY) == "carried"


@pytest.mark.parametrize("day", ["2026-12-31", "2028-01-01"])
def test_it_is_carried_into_the_next_year_only(standing, robot, morning, day):
    with pytest.raises(ValidationError) as refused:
        make("carry", standing(), robot, morning, due_on=date.fromisoformat(day))
    assert "due_on" in refused.value.message_dict


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"year": 26}, "year"),
        ({"due_on": date(2025, 12, 31)}, "due_on"),
        ({"unit": None}, "unit"),
        ({"text": ""}, "text"),
    ],
)
def test_what_cannot_be(bureau, robot, morning, values, field):
    with pytest.raises(ValidationError) as refused:
        actions.enter(item(bureau, **values), actor=robot, at=morning)
    assert field in refused.value.message_dict


def test_what_is_owed_climbs_and_is_supervised(standing):
    matter = standing("issue")
    late = datetime.combine(date(2026, 5, 15), time(10), ZoneInfo("Asia/Shanghai"))
    escalate(late)
    kind = matter._meta.label_lower
    assert {one.about_pk for one in Escalation.objects.filter(about_kind=kind)} == {matter.pk}
    assert [one.about_pk for one in Supervision.objects.filter(about_kind=kind)] == [matter.pk]
