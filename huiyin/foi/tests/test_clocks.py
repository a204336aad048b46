"""The answer's clock: worked cases, what holds of every history, and the same by command line."""

import json
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from huiyin.casework.deadlines import ClockEvent, reckon
from huiyin.foi import deadlines
from huiyin.workdays.calendar import DayKind
from huiyin.workdays.load import calendar

from .clock_cases import CASES

pytestmark = pytest.mark.django_db
NAMES = [f"{n} {case.received} {case.why}" for n, case in enumerate(CASES, 1)]


def summary(reckoning):
    left_out = sum(step.kind == DayKind.SUSPENDED for step in reckoning.steps)
    pauses = [f"{one.since}/{one.until}" for one in reckoning.pauses]
    return reckoning.due.isoformat(), left_out, pauses


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_worked_cases(case):
    assert case.law
    events = [ClockEvent.parse(*one.split("=")) for one in case.events]
    for order in (events, events[::-1]):
        reckoning = reckon(deadlines.ANSWER, date.fromisoformat(case.received), calendar(), order)
        assert summary(reckoning) == (case.due, case.left_out, case.pauses)
        numbers = [step.number for step in reckoning.steps if step.number]
        assert numbers == list(range(1, reckoning.counted + 1))
        assert reckoning.steps[-1].day == reckoning.due


def test_the_command_line_says_the_same():
    for case in CASES:
        out = StringIO()
        options = [f"--event={one}" for one in case.events]
        call_command(
            "due", "foi.answer", f"--received={case.received}", *options, "--json", stdout=out
        )
        printed = json.loads(out.getvalue())
        left_out = sum(step["kind"] == "中止计时" for step in printed["steps"])
        pauses = [f"{one['since']}/{one['until']}" for one in printed["pauses"]]
        assert (printed["due"], left_out, pauses) == (case.due, case.left_out, case.pauses), (
            case.why
        )


def test_there_are_cases_enough_of_our_own():
    own = [case for case in CASES if any(not one.startswith("extended=20") for one in case.events)]
    assert len(own) >= 25
    assert all((case.law and case.why) or not case.events for case in CASES)


# what holds of every history

RECEIVED = st.dates(date(2020, 1, 2), date(2026, 6, 30))
ENQUIRY = st.tuples(
    st.integers(0, 60),  # days after receipt on which it is sent
    st.none() | st.integers(0, 30),  # days after that on which it arrives
    st.none() | st.integers(0, 90),  # … and on which the opinion comes
)


def events_of(received, asked):
    events = []
    for number, (after, arrives, answers) in enumerate(asked):
        sent = received + timedelta(days=after)
        days = {"consult-sent": sent}
        if arrives is not None:
            days["consult-delivered"] = sent + timedelta(days=arrives)
        if answers is not None:
            days["consult-received"] = sent + timedelta(days=answers)
        events += [ClockEvent(name, day, of=str(number)) for name, day in days.items()]
    return events


def due(received, events):
    return reckon(deadlines.ANSWER, received, calendar(), events)


@given(RECEIVED, st.lists(ENQUIRY, max_size=4), st.randoms())
@settings(max_examples=300, deadline=None)
def test_no_enquiry_holds_the_clock_for_ever(received, asked, chance):
    days, events = calendar(), events_of(received, asked)
    reckoning = due(received, events)
    for one, (after, arrives, _) in zip(
        reckoning.pauses, sorted_by_end(received, asked), strict=True
    ):
        sent = received + timedelta(days=after)
        arrived = sent + timedelta(days=7 if arrives is None else arrives)
        assert one.since == sent
        assert days.between(arrived, one.until) <= 15
    shuffled = events[:]
    chance.shuffle(shuffled)
    assert summary(due(received, shuffled)) == summary(reckoning)
    assert reckoning.due >= due(received, []).due
    covered = {d for one in reckoning.pauses for d in days_of(one)}
    counted = [step.day for step in reckoning.steps if step.number]
    assert not covered & set(counted)
    assert len(counted) == 20
    assert reckoning.due == counted[-1]


def days_of(pause):
    return (pause.since + timedelta(days=n) for n in range(1, (pause.until - pause.since).days + 1))


def sorted_by_end(received, asked):
    """In the order of the pauses: by the day of sending, then by their end."""

    def key(one):
        pause = due(received, events_of(received, [one])).pauses[0]
        return pause.since, pause.until

    return sorted(asked, key=key)


@given(RECEIVED, st.lists(ENQUIRY, min_size=1, max_size=3), st.integers(1, 60))
@settings(max_examples=200, deadline=None)
def test_a_later_opinion_never_shortens_and_one_too_late_never_stretches(received, asked, more):
    silent = [(after, arrives, None) for after, arrives, _ in asked]
    late = [(after, arrives, 120 + more) for after, arrives, _ in asked]
    answered = [(after, arrives, answers or 0) for after, arrives, answers in asked]
    later = [(after, arrives, answers + more) for after, arrives, answers in answered]
    least, middle, most = (
        due(received, events_of(received, some)).due for some in (answered, later, silent)
    )
    assert least <= middle <= most
    assert due(received, events_of(received, late)).due == most


@given(RECEIVED, st.integers(1, 40), st.integers(0, 40), st.integers(1, 20))
@settings(max_examples=200, deadline=None)
def test_an_extension_ends_with_its_period(received, began, granted, length):
    """第三十条: the period is counted anew; what was added to the former one is not."""
    start = received + timedelta(days=began)
    restart = ClockEvent("correction-received", start)
    extension = ClockEvent("extended", received + timedelta(days=granted), length)
    anew = due(received, [restart]).due
    assert anew == due(start, []).due
    both = due(received, [extension, restart]).due
    is_of_it = start <= extension.day <= anew
    expected = calendar().add(anew, length) if is_of_it else anew
    assert both == expected
