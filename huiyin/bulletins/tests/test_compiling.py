"""Every decision in exactly one bulletin: made twice, late, broken off, registered late."""

from datetime import date, timedelta
from random import Random

import pytest
from django.core.exceptions import ValidationError

from huiyin.bulletins import actions, compiling, listing
from huiyin.bulletins.models import Bulletin, Practice, Row
from huiyin.bulletins.proof import proof
from huiyin.licensing import actions as licences
from huiyin.penalties import actions as penalties
from huiyin.penalties.models import Penalty
from huiyin.penalties.tests import trial as penalties_trial

from .trial import MONDAY, bulletin

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)
State = Bulletin.State


def rows(one):
    return [(row.about_kind, row.about_pk, row.is_late) for row in one.rows.all()]


def test_a_bulletin_lists_the_decisions_of_its_week_and_no_others(decided, compiled):
    inside = [decided(f"许{day}", decided_on=MONDAY + timedelta(days=day)) for day in (0, 6)]
    decided("许前", decided_on=MONDAY - timedelta(days=1))
    decided("许后", decided_on=MONDAY + WEEK)
    one = compiled(MONDAY + timedelta(days=3))
    assert (one.begins_on, one.ends_on) == (MONDAY, MONDAY + timedelta(days=6))
    assert rows(one) == [("licensing.licence", record.pk, False) for record in inside]
    assert (one.state, one.due_on, one.reference) == (
        "collected",
        date(2026, 3, 10),
        "ZGS2026-0001",
    )


def test_a_week_without_decisions_owes_nothing_unless_the_place_says_so(compiled, bureau):
    one = compiled()
    assert (one.state, one.due_on) == (State.NOTHING, None)
    Practice.objects.create(
        valid_from=date(2026, 1, 1), days=3, says_nothing=True, basis="本地办法"
    )
    other = compiled(MONDAY - WEEK)
    assert (other.state, other.rule.length) == (State.COLLECTED, 3)


@pytest.mark.parametrize("day", [date(2026, 3, 2), date(2026, 3, 3)], ids=["Monday", "today"])
def test_a_week_that_is_not_over_has_no_bulletin(compiled, day):
    with pytest.raises(ValidationError, match="结束以后"):
        compiled(day)


def test_a_week_has_one_bulletin(compiled):
    one = compiled()
    with pytest.raises(ValidationError, match=one.reference):
        compiled(MONDAY + timedelta(days=2))


def test_the_job_makes_what_is_missing_once(decided, morning):
    decided()
    assert compiling.compile_all(morning) == (1, 0)
    assert compiling.compile_all(morning) == (0, 0)
    later = morning + timedelta(days=22)  # three Mondays were missed
    assert compiling.compile_all(later) == (3, 0)
    assert [one.begins_on for one in Bulletin.objects.order_by("begins_on")] == [
        MONDAY + number * WEEK for number in range(4)
    ]


def test_what_breaks_off_goes_on_the_next_time(decided, morning, monkeypatch):
    decided()
    compiling.compile_all(morning)
    later, take_in = morning + timedelta(days=22), listing.take_in

    def broken(one):
        if one.begins_on == MONDAY + 2 * WEEK:
            raise KeyboardInterrupt
        return take_in(one)

    monkeypatch.setattr(listing, "take_in", broken)
    with pytest.raises(KeyboardInterrupt):
        compiling.compile_all(later)
    assert Bulletin.objects.count() == 2
    monkeypatch.undo()
    assert compiling.compile_all(later) == (2, 0)


def test_an_agency_that_decides_nothing_has_no_bulletins(bureau, morning):
    assert compiling.compile_all(morning) == (0, 0)


def test_a_bulletin_of_an_old_week_does_not_call_for_all_weeks_since(decided, compiled, morning):
    decided()
    compiling.compile_all(morning)
    compiled(date(2020, 12, 30))
    assert compiling.compile_all(morning) == (0, 0)


def test_the_place_may_stop_and_begin_again(decided, bureau, morning):
    decided(decided_on=date(2026, 1, 6))
    for day, is_weekly in ((date(2026, 1, 5), True), (date(2026, 1, 19), False)):
        Practice.objects.create(valid_from=day, is_weekly=is_weekly, basis="本地办法")
    Practice.objects.create(valid_from=date(2026, 2, 16), basis="本地办法")
    expected = [date(2026, 1, 5), date(2026, 1, 12), date(2026, 2, 16), MONDAY]
    assert list(compiling.owed_weeks(bureau, morning.date())) == expected


def test_what_is_entered_before_it_is_sent_joins_its_week(decided, compiled, morning):
    decided()
    one = compiled()
    decided("后登记")
    assert compiling.compile_all(morning) == (0, 1)
    assert [late for _, _, late in rows(one)] == [False, False]


def test_what_is_entered_after_that_is_in_the_next_one_as_late(decided, sent, compiled, morning):
    decided()
    sent()
    late = decided("后登记")
    assert proof(morning.date()).omitted == 1
    after = compiled(MONDAY + WEEK, morning + WEEK)
    assert rows(after) == [("licensing.licence", late.pk, True)]
    assert proof(morning.date()).omitted == 0


def test_a_decision_of_an_open_week_waits_for_its_own_bulletin(decided, compiled, morning):
    decided()
    one = compiled()
    decided("后登记")
    after = compiled(MONDAY + WEEK, morning + WEEK)
    assert (after.state, rows(after)) == (State.NOTHING, [])
    assert actions.take_in(one, actor=actions.SELF, at=morning).rows.count() == 2


def test_what_need_not_be_public_is_named_with_the_reason(bureau, robot, compiled, morning):
    case = penalties_trial.decision(
        bureau, decided_on=MONDAY, filed_on=None, withheld="minor", reference="罚1"
    )
    record = penalties.register(case, actor=robot, at=morning)
    assert rows(compiled()) == []
    (part,) = [one for one in proof(morning.date()).unlisted if one.kind == "行政处罚"]
    assert (part.owed, part.kept_back) == (0, [(record, "当事人未满十八周岁")])


def test_a_listed_decision_that_is_void_before_it_is_sent_leaves(
    decided, compiled, sent, robot, morning
):
    record, other = decided(), decided("另一件")
    one = compiled()
    licences.void(record, actor=robot, at=morning, reason="重复")
    assert [pk for _, pk, _ in rows(sent(one))] == [other.pk]


def test_every_one_of_random_decisions_is_in_exactly_one_bulletin(
    decided, sent, bureau, robot, morning
):
    """Decided on any day, entered on any later one, by two kinds; some bulletins are sent at once."""
    random, at = Random("bulletins"), morning
    serial = 0
    Practice.objects.create(valid_from=MONDAY - 2 * WEEK, basis="本地办法")
    for _ in range(6):
        for _ in range(random.randrange(5)):
            serial += 1
            back = timedelta(days=random.randrange(1, 12))
            if random.random() < 0.5:
                decided(f"许{serial}", at=at, decided_on=(at - back).date())
            else:
                case = penalties_trial.decision(
                    bureau, reference=f"罚{serial}", decided_on=(at - back).date()
                )
                penalties.register(case, actor=robot, at=at)
        compiling.compile_all(at)
        for one in Bulletin.objects.filter(state=State.COLLECTED).order_by("begins_on"):
            if random.random() < 0.5:
                sent(one, at)
        at += timedelta(days=random.randrange(2, 8))
    compiling.compile_all(at + 2 * WEEK)
    listed = sorted(Row.objects.values_list("about_kind", "about_pk"))
    known = [("licensing.licence", one.pk) for one in licences.workflow.model.objects.all()]
    known += [("penalties.penalty", one.pk) for one in Penalty.objects.all()]
    assert serial > 8
    assert listed == sorted(known)
    for row in Row.objects.select_related("bulletin"):
        model = licences.workflow.model if row.about_kind.startswith("lic") else Penalty
        day = model.objects.get(pk=row.about_pk).decided_on
        assert row.is_late == (day < row.bulletin.begins_on)
        assert day <= row.bulletin.ends_on


def test_the_proof_names_a_late_one_and_a_week_without(decided, sent, bureau, morning):
    decided()
    one = sent(compiled_of(bureau, morning))
    today = one.due_on + timedelta(days=7)
    found = proof(today)
    assert found.late == [one]
    assert [one.monday for one in found.missing] == [MONDAY + WEEK, MONDAY + 2 * WEEK]
    assert not proof(one.due_on).late


def compiled_of(bureau, at):
    return actions.compile_week(bulletin(bureau), actor=actions.SELF, at=at)
