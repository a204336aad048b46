"""办公时间和计时期限 at the desk: who sets them, what is refused, what they move."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from huiyin.audit.actors import Actor, ActorKind
from huiyin.audit.models import Entry
from huiyin.casework import setting_clocks
from huiyin.casework.clock_rows import KEEP, Clock, ClockTerm, OfficeTime
from huiyin.casework.workflow import MoveForbiddenError
from huiyin.coordination import actions
from huiyin.coordination.models import Role
from huiyin.coordination.tests.trial import DUE, matter
from huiyin.organisations.models import Organisation

pytestmark = pytest.mark.django_db
HOURS = {"schedule": "8:30-12:00 15:00-18:00", "valid_from": date(2026, 3, 4), "basis": "本局公告"}
TERM = {
    "key": "coordination.sign", "amount": 240, "measure": "office",
    "valid_from": date(2026, 3, 3), "basis": "本局办法第五条",
}  # fmt: skip


@pytest.fixture
def keeper(bureau):
    grants = {bureau.pk: frozenset({KEEP})}
    return Actor(ActorKind.PERSON, "管理员", "person:keeper", "127.0.0.1", grants)


@pytest.fixture
def stranger(bureau):
    other = Organisation.objects.create(name="水务局", short_name="水务", slug="w", is_agency=True)
    grants = {other.pk: frozenset({KEEP}), bureau.pk: frozenset()}
    return Actor(ActorKind.PERSON, "旁人", "person:other", "127.0.0.1", grants)


def test_new_hours_move_what_runs_and_leave_what_they_do_not_touch(bureau, keeper, robot, morning):
    unit = Organisation.objects.get(slug="duban")
    about = matter(bureau, morning)
    task = actions.assign(about, unit, Role.ASSIST, due_on=DUE, actor=robot, at=morning)
    row = setting_clocks.HOURS.set(agency=bureau, **HOURS, actor=keeper, at=morning)
    assert row.schedule == "08:30-12:00 15:00-18:00"
    assert str(Clock.objects.of(task).get().due) == "2026-03-04 18:00"
    entry = Entry.objects.get(verb="casework.clock.recount")
    assert entry.facts["details"]["beside"] == ["签收期限 2026-03-04 17:00 → 2026-03-04 18:00"]
    assert "办公时间：08:30-12:00 15:00-18:00" in entry.facts["details"]["because"]
    assert Entry.objects.get(verb="casework.office-time.set").agency_id == bureau.pk
    later = {**HOURS, "valid_from": date(2026, 3, 5), "schedule": "9:00-17:00"}
    setting_clocks.HOURS.set(agency=bureau, **later, actor=keeper, at=morning)
    assert Entry.objects.filter(verb="casework.clock.recount").count() == 1


def test_the_same_day_is_corrected_in_its_row(bureau, keeper, morning):
    for schedule in ("9:00-17:00", "9:00-16:00"):
        values = {**HOURS, "schedule": schedule}
        setting_clocks.HOURS.set(agency=bureau, **values, actor=keeper, at=morning)
    assert OfficeTime.objects.get(agency=bureau).schedule == "09:00-16:00"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        pytest.param({"schedule": "上午"}, "schedule", id="no hours"),
        pytest.param({"valid_from": date(2026, 3, 2)}, "valid_from", id="a day that is past"),
        pytest.param({"basis": " "}, "basis", id="no basis"),
    ],
)
def test_wrong_hours_are_refused_at_the_field(bureau, keeper, morning, wrong, field):
    with pytest.raises(ValidationError) as refused:
        setting_clocks.HOURS.set(agency=bureau, **{**HOURS, **wrong}, actor=keeper, at=morning)
    assert set(refused.value.message_dict) == {field}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        pytest.param({"key": "coordination.sing"}, "key", id="no such clock"),
        pytest.param({"amount": 0}, "amount", id="no length"),
        pytest.param({"measure": "weeks"}, "measure", id="no such measure"),
        pytest.param({"valid_from": date(2026, 3, 2)}, "valid_from", id="a day that is past"),
        pytest.param({"basis": ""}, "basis", id="no basis"),
    ],
)
def test_a_wrong_term_is_refused_at_the_field(keeper, morning, wrong, field):
    with pytest.raises(ValidationError) as refused:
        setting_clocks.TERMS.set(**{**TERM, **wrong}, actor=keeper, at=morning)
    assert set(refused.value.message_dict) == {field}


def test_nobody_sets_the_hours_of_another_agency(bureau, stranger, morning):
    with pytest.raises(MoveForbiddenError):
        setting_clocks.HOURS.set(agency=bureau, **HOURS, actor=stranger, at=morning)
    assert not OfficeTime.objects.filter(agency=bureau).exists()


def test_a_term_holds_for_what_starts_afterwards(keeper, bureau, robot, morning):
    unit, about = Organisation.objects.get(slug="duban"), matter(bureau, morning)
    setting_clocks.TERMS.set(**TERM, actor=keeper, at=morning)
    task = actions.assign(about, unit, Role.ASSIST, due_on=DUE, actor=robot, at=morning)
    assert Clock.objects.of(task).get().term.period == "4小时（办公时间内）"
    entry = Entry.objects.get(verb="casework.clock-term.set")
    assert entry.facts["period"] == "4小时（办公时间内）"


def test_both_are_set_at_the_desk(desk):
    client = desk("系统管理岗")
    assert "默认值" in client.get("/desk/office-hours/").content.decode()
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    hours = {"what": "office-time", "agency": "cgj", **HOURS, "valid_from": tomorrow}
    assert client.post("/desk/office-hours/", hours).status_code == 302
    term = {"what": "clock-term", "agency": "cgj", **TERM, "valid_from": tomorrow}
    assert client.post("/desk/office-hours/", term).status_code == 302
    text = client.get("/desk/office-hours/").content.decode()
    assert "08:30-12:00 15:00-18:00" in text
    assert "4小时（办公时间内）" in text
    wrong = client.post("/desk/office-hours/", {**hours, "schedule": "上午"})
    assert wrong.status_code == 422
    assert "看不懂" in wrong.content.decode()
    assert ClockTerm.objects.count() == 2


def test_the_page_of_a_matter_shows_its_clocks(desk, bureau, robot, morning):
    unit, about = Organisation.objects.get(slug="duban"), matter(bureau, morning)
    task = actions.assign(about, unit, Role.ASSIST, due_on=DUE, actor=robot, at=morning)
    page = desk("任务协调岗").get(task.get_absolute_url()).content.decode()
    assert "2026-03-04 17:00" in page
    assert '<span class="state bad">已超时</span>' in page
    assert "1个工作日" in page
