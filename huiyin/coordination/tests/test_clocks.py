"""Clocks start and stop with the moves of a matter, keep their term, and move with the calendar."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from huiyin.audit.actors import system
from huiyin.audit.models import Entry
from huiyin.casework import clocks, recount
from huiyin.casework.clock_rows import Clock, ClockTerm, OfficeTime, hours_of
from huiyin.coordination import actions
from huiyin.coordination.models import Assignment, Role
from huiyin.organisations.models import Organisation
from huiyin.workdays import load
from huiyin.workdays.hours import SHANGHAI
from huiyin.workdays.testing import notice_of_2027

from .trial import REASON, REPORT, matter

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 1)


def moment(text):
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.fixture
def give(bureau, robot, morning):
    """A task of the unit `duban`, given at a moment."""
    unit = Organisation.objects.get(slug="duban")
    about = matter(bureau, morning)

    def give(at=morning):
        due_on = date(2027, 6, 1)
        return actions.assign(about, unit, Role.ASSIST, due_on=due_on, actor=robot, at=at)

    return give


def term(amount, measure, valid_from=DAY):
    return ClockTerm.objects.create(
        key="coordination.sign", amount=amount, measure=measure, valid_from=valid_from, basis="本局办法"
    )  # fmt: skip


def test_it_starts_with_the_move_that_makes_it_run(give):
    task = give(moment("2026-03-03 09:10"))
    clock = Clock.objects.of(task).get()
    assert (clock.key, clock.term.period, clock.result) == ("coordination.sign", "1个工作日", "")
    assert (clock.started_at, clock.due_at) == (
        moment("2026-03-03 09:10"),
        moment("2026-03-04 17:00"),
    )
    assert "蚌埠" in clock.basis


@pytest.mark.parametrize(
    ("amount", "measure", "due"),
    [
        pytest.param(120, "office", "2026-03-04 10:30", id="office time"),
        pytest.param(120, "natural", "2026-03-03 18:30", id="natural time"),
        pytest.param(2, "workdays", "2026-03-05 17:00", id="working days"),
    ],
)
def test_it_is_counted_as_the_row_of_that_day_says(give, amount, measure, due):
    term(amount, measure)
    assert Clock.objects.of(give(moment("2026-03-03 16:30"))).get().due_at == moment(due)


def test_office_hours_are_the_agencys_own_from_their_day_on(give, bureau):
    term(60, "office")
    OfficeTime.objects.create(agency=bureau, schedule="8:00-10:00", valid_from=DAY, basis="公告")
    assert Clock.objects.of(give(moment("2026-03-03 09:30"))).get().due_at == moment(
        "2026-03-04 08:30"
    )
    assert hours_of(bureau).add(moment("2025-12-30 11:30"), timedelta(hours=1)) == moment(
        "2025-12-30 14:00"
    )


@pytest.mark.parametrize(
    ("move", "arguments", "at", "result"),
    [
        pytest.param("sign", {}, "2026-03-04 17:00", "kept", id="in the minute it is due"),
        pytest.param("sign", {}, "2026-03-04 17:00:01", "missed", id="a second later"),
        pytest.param("contribute", REPORT, "2026-03-04 09:00", "kept", id="answered at once"),
        pytest.param("call_back", REASON, "2026-03-04 09:00", "dropped", id="called back"),
        pytest.param("call_back", REASON, "2026-03-05 09:00", "missed", id="called back too late"),
    ],
)
def test_it_stops_with_the_move_after_which_nothing_is_owed(
    give, robot, move, arguments, at, result
):
    task = give(moment("2026-03-03 09:10"))
    getattr(actions, move)(task, actor=robot, at=moment(at), **arguments)
    clock = Clock.objects.of(task).get()
    assert (clock.stopped_at, clock.result) == (moment(at), result)
    assert not Clock.objects.running().exists()


def test_a_move_that_fails_starts_and_stops_nothing(give, robot, morning):
    task = give()
    with pytest.raises(ValidationError):
        actions.contribute(task, actor=robot, at=morning, **{**REPORT, "opinion": " "})
    assert Clock.objects.of(task).running().count() == 1
    with pytest.raises(ValidationError, match="已有这件事项的在办任务"):
        give()
    assert Clock.objects.count() == 1


def test_without_a_term_nothing_is_given(give):
    ClockTerm.objects.all().delete()
    with pytest.raises(ValidationError, match="没有“签收”在 2026-03-03 有效的期限"):
        give()
    assert not Assignment.objects.exists()


def test_a_rule_that_changes_does_not_rewrite_what_runs(give, robot):
    task = give(moment("2026-03-03 09:10"))
    term(30, "natural", date(2026, 3, 2))
    assert recount.preview(recount.kinds()) == []
    clock = Clock.objects.of(task).get()
    assert (clock.term.period, clock.due_at) == ("1个工作日", moment("2026-03-04 17:00"))


def test_what_is_due_is_read_without_the_rest(give, robot):
    task = give(moment("2026-03-03 09:10"))
    for at, keys in [("2026-03-04 17:00", []), ("2026-03-04 17:01", [task.pk])]:
        clocks = Clock.objects.due_before(moment(at))
        assert list(clocks.values_list("about_pk", flat=True)) == keys
    if connection.vendor == "sqlite":  # PostgreSQL chooses by statistics: of one row any index does
        plan = Clock.objects.due_before(moment("2026-03-09 09:00")).explain()
        assert "casework_clock_due" in plan
    actions.sign(task, actor=robot, at=moment("2026-03-05 09:00"))
    assert not Clock.objects.due_before(moment("2026-03-09 09:00")).exists()


def test_it_is_overdue_to_the_moment(give, robot):
    clock = Clock.objects.of(give(moment("2026-03-03 09:10"))).get()
    due = moment("2026-03-04 17:00")
    assert [clock.standing(at) for at in (due, due + timedelta(seconds=1))] == ["计时中", "已超时"]


def test_a_notice_moves_it_with_an_entry(give, robot, morning):
    task = give(moment("2026-12-31 16:00"))
    clock = Clock.objects.of(task).get()
    assert str(clock.due) == "2027-01-04 17:00（暂定）"
    load.store([notice_of_2027(new_year_until=4)])
    seen = recount.preview(recount.kinds())
    assert [list(one.beside) for one in seen] == [
        ["签收期限 2027-01-04 17:00（暂定） → 2027-01-05 17:00"]
    ]
    changed = recount.recount_open(
        recount.kinds(), actor=system("test"), at=morning, because="测试通知"
    )
    assert [one.matter for one in changed] == [task]
    clock.refresh_from_db()
    assert str(clock.due) == "2027-01-05 17:00"
    entry = Entry.objects.get(verb="casework.clock.recount")
    assert entry.subject_key == str(task.pk)
    assert entry.facts["details"]["because"] == "测试通知"
    assert recount.preview(recount.kinds()) == []


def test_what_stopped_is_not_moved(give, robot, morning):
    task = give(moment("2026-12-31 16:00"))
    (behind,) = _behind(task)
    actions.sign(task, actor=robot, at=moment("2027-01-04 16:00"))
    behind.move()
    clock = Clock.objects.of(task).get()
    assert (clock.result, clock.due_at) == ("kept", moment("2027-01-04 17:00"))


def _behind(task):
    load.store([notice_of_2027(new_year_until=4)])
    (preview,) = recount.preview([Assignment])
    return preview.clocks


def test_one_clock_of_a_kind_runs_beside_a_matter(give):
    clock = Clock.objects.of(give()).get()
    clock.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        clock.save(force_insert=True)


@pytest.mark.parametrize(
    "wrong", [{"result": "kept"}, {"stopped_at": moment("2026-03-04 09:00")}]
)  # fmt: skip
def test_a_clock_that_stopped_has_a_result_and_no_other_has(give, wrong):
    clock = Clock.objects.of(give()).get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Clock.objects.filter(pk=clock.pk).update(**wrong)


def test_every_declared_clock_has_a_term_to_begin_with():
    rules, day = clocks.rules(), date(2026, 3, 2)
    own = {key for key, rule in rules.items() if rule.term is None}
    assert set(ClockTerm.objects.values_list("key", flat=True)) == own
    assert [key for key, rule in rules.items() if clocks.term_row(rule, None, day) is None] == []
