"""行政许可法: each clock as a row of what happens and the day it ends; what silence decides."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError

from huiyin.approvals import actions, deadlines, desk, tasks
from huiyin.approvals.models import HandlingRule, LicenceApplication
from huiyin.workdays.load import calendar

from . import trial

pytestmark = pytest.mark.django_db
RENEWAL = {"purpose": "renewal", "former_reference": "云城管许字〔2020〕1号"}


def at(day):
    return datetime(2026, 3, day, 9, tzinfo=trial.AT.tzinfo)


@pytest.fixture
def begun(bureau, robot):
    """An application of Monday, 2 March 2026, after these moves: `begun(("accept", 3, {}))`."""

    def make(*moves, **values):
        record = trial.application(bureau, **values)
        matter = actions.register(record, actor=robot, at=at(2))
        for name, day, arguments in moves:
            run = trial.workflow.moves[name].run
            matter = run(matter, actor=robot, at=at(day), **arguments)
        return matter

    return make


ACCEPT = ("accept", 3, {})
SUSPEND = ("suspend", 4, {"kind": "testing", "told_until": date(2026, 3, 13)})
NOTIFY = ("notify", 3, trial.NOTIFY)


@pytest.mark.parametrize(
    ("moves", "due", "decide_due"),
    [
        pytest.param([], date(2026, 3, 9), date(2026, 3, 30), id="第三十二条: five days; silence counts from receipt"),
        pytest.param([NOTIFY], None, None, id="nothing is owed while the correction is waited for"),
        pytest.param([NOTIFY, ("correct", 6, {"materials": "图"})], date(2026, 3, 13), date(2026, 4, 3), id="five days anew"),
        pytest.param([ACCEPT], date(2026, 3, 31), date(2026, 3, 31), id="第四十二条: twenty days from acceptance"),
        pytest.param([ACCEPT, SUSPEND], date(2026, 4, 10), date(2026, 4, 10), id="第四十五条: as long as was told"),
        pytest.param([ACCEPT, SUSPEND, ("resume", 6, {})], date(2026, 4, 2), date(2026, 4, 2), id="ended earlier"),
        pytest.param([ACCEPT, ("extend", 4, {"days": 10, "reason": "复杂"})], date(2026, 4, 15), date(2026, 4, 15), id="ten more; 6 April is off"),
    ],
)  # fmt: skip
def test_when_it_is_due(begun, moves, due, decide_due):
    matter = begun(*moves)
    assert (matter.due_on, matter.decide_due_on) == (due, decide_due)


def test_a_standstill_ends_as_it_was_told(begun):
    matter = begun(ACCEPT, SUSPEND)
    stands = [matter.stands_on(date(2026, 3, day)) for day in (4, 13, 14)]
    assert stands == [True, True, False]
    assert matter.standstills == [("检测", date(2026, 3, 4), date(2026, 3, 13), None)]


def test_the_promise_is_a_day_beside_that_of_the_law(begun):
    HandlingRule.objects.filter(matter__name="占用城市道路审批").update(promised_days=5)
    matter = begun(ACCEPT)
    assert (matter.promised_on, matter.decide_due_on) == (date(2026, 3, 10), date(2026, 3, 31))


def test_silence_accepts_whether_or_not_the_job_ran(begun):
    matter = begun()
    found = LicenceApplication.objects.deemed_accepted
    assert [list(found(date(2026, 3, day))) for day in (9, 10)] == [[], [matter]]
    with time_machine.travel(at(11)):
        assert matter.standing == "视为受理"
        assert tasks.deem() == "1 applications accepted by law"
    matter.refresh_from_db()
    assert (matter.state, matter.accepted_on, matter.is_deemed) == ("accepted", trial.MONDAY, True)
    assert matter.decide_due_on == date(2026, 3, 30)


@pytest.mark.parametrize("name", ["notify", "refuse_acceptance"])
def test_after_silence_nothing_is_asked_and_nothing_refused(begun, robot, name):
    matter, row = begun(), trial.TRIAL.rows(name)[0]
    with pytest.raises(ValidationError, match="视为受理"):
        trial.workflow.moves[name].run(matter, actor=robot, at=at(10), **row.arguments)


def test_thirty_working_days_before_expiry():
    days = calendar()
    last = deadlines.last_day_to_renew(date(2026, 3, 31), days)
    assert (days.between(last, date(2026, 3, 31)), last) == (30, date(2026, 2, 11))


@pytest.mark.parametrize(
    ("received", "moves", "is_renewed"),
    [
        pytest.param(date(2026, 1, 5), [ACCEPT], True, id="第五十条: no decision before expiry"),
        pytest.param(date(2026, 1, 5), [], True, id="nor any word"),
        pytest.param(date(2026, 2, 25), [ACCEPT], False, id="applied for too late"),
        pytest.param(date(2026, 1, 5), [ACCEPT, ("withdraw", 4, {"reason": "停业"})], False, id="taken back"),
        pytest.param(
            date(2026, 1, 5),
            [ACCEPT, ("propose_refusal", 4, trial.REASON), ("decide", 5, {})],
            False,
            id="refused in time",
        ),
    ],
)  # fmt: skip
def test_what_silence_renews(begun, licence, received, moves, is_renewed):
    old = licence(valid_to=date(2026, 3, 10), matter=trial.road())
    if not moves or received.month == 1:
        moves = [("accept", 3, {}), *moves[1:]] if moves else []
    matter = begun(*moves, received_on=received, **RENEWAL)
    assert matter.former == old
    assert not matter.is_deemed_renewed(date(2026, 3, 10))  # the last day of the old one
    assert matter.is_deemed_renewed(date(2026, 3, 11)) is is_renewed


@pytest.mark.parametrize(("day", "is_said"), [(10, False), (11, True)])
def test_both_records_say_what_silence_renews(begun, licence, actor, day, is_said):
    old = licence(valid_to=date(2026, 3, 10), matter=trial.road())
    matter = begun(("accept", 3, {}), received_on=date(2026, 1, 5), **RENEWAL)
    viewer = actor("approvals.view_applications", "licensing.view_ledger")
    with time_machine.travel(at(day), tick=False):
        links = desk.ROOM.links(matter, viewer) + desk.later_steps(old, viewer)
    assert ["视为准予延续" in label for label, _ in links] == [is_said, is_said]


def test_a_grant_is_a_licence_of_the_ledger(begun):
    words = {**trial.grant(None), "number": "路证2026-1"}
    matter = begun(ACCEPT, ("propose_grant", 4, words), ("decide", 5, {}))
    licence = matter.licence
    assert (licence.reference, licence.decided_on) == (words["reference"], date(2026, 3, 5))
    assert (licence.holder_uscc, licence.matter_id) == (matter.holder_uscc, matter.matter_id)
    assert matter.deliver_due_on == date(2026, 3, 19)
    assert licence.published_on is None


def test_a_number_of_the_ledger_is_not_given_twice(begun, robot, licence):
    words = {**trial.grant(None), "reference": licence().reference}
    with pytest.raises(ValidationError, match="已经有"):
        begun(ACCEPT, ("propose_grant", 4, words))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"received_on": date(2026, 3, 2) + timedelta(days=30)}, "received_on"),
        ({"purpose": "renewal"}, "former_reference"),
        ({"holder_uscc": ""}, "holder_uscc"),
        ({"received_on": date(2004, 6, 30)}, "matter"),
    ],
    ids=["tomorrow", "of what", "no code", "before the law"],
)
def test_what_cannot_be_is_said_at_the_field(begun, values, field):
    with pytest.raises(ValidationError) as refused:
        begun(**values)
    assert field in refused.value.message_dict
