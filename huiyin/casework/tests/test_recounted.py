"""The reckoning against a recount that walks day by day, over generated histories."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from huiyin.casework.deadlines import ClockEvent, reckon

from .test_deadlines import ANNOUNCED, OFFICIAL, SUSPENDABLE


def recount(received, events, extension):
    """The due date by walking day by day."""
    start = max([received] + [d for name, d in events if name == "restart"])
    suspensions = pair(events)
    number, today = 0, start
    while number < 20 + extension:
        today += timedelta(days=1)
        if any(sent < today <= end for sent, end in suspensions):
            continue
        number += is_worked(today)
    return today


def is_worked(today):
    worked = ANNOUNCED.get(today)
    return worked == "work" or (worked is None and today.weekday() < 5)


def silent_until(sent):
    """The fifteenth working day after a receipt that is presumed seven days after sending."""
    today, left = sent + timedelta(days=7), 15
    while left:
        today += timedelta(days=1)
        left -= is_worked(today)
    return today


def pair(events):
    """Each enquiry with its end; the first that went out returns first."""
    backs = sorted(d for name, d in events if name == "back")
    return [
        (sent, min(silent_until(sent), backs[n] if n < len(backs) else date.max))
        for n, sent in enumerate(sorted(d for name, d in events if name == "sent"))
    ]


RECEIVED = st.dates(date(2020, 1, 1), date(2025, 12, 31))
OFFSETS = st.tuples(st.integers(0, 90), st.integers(0, 60))


@st.composite
def histories(draw):
    received = draw(RECEIVED)
    events = [
        ("restart", received + timedelta(days=draw(st.integers(0, 80))))
        for _ in range(draw(st.integers(0, 2)))
    ]
    for after, length in draw(st.lists(OFFSETS, max_size=4)):
        sent = received + timedelta(days=after)
        events.append(("sent", sent))
        events.append(("back", sent + timedelta(days=length)))
    if events and events[-1][0] == "back" and draw(st.booleans()):
        events.pop()
    return received, draw(st.permutations(events)), draw(st.integers(0, 20))


@given(histories())
@settings(max_examples=400, deadline=None)
def test_reckoning_equals_the_recount(history):
    received, events, extension = history
    clock = [ClockEvent(name, d) for name, d in events]
    clock += [ClockEvent("longer", amount=extension)] if extension else []
    reckoning = reckon(SUSPENDABLE, received, OFFICIAL, clock)
    assert reckoning.due == recount(received, events, extension)
    for sent, end in pair(events):
        assert not any(s.number and sent < s.day <= end for s in reckoning.steps)
    for pause in reckoning.pauses:
        assert OFFICIAL.between(pause.since + timedelta(days=7), pause.until) <= 15


@given(RECEIVED, OFFSETS, OFFSETS)
@settings(max_examples=200, deadline=None)
def test_more_suspension_never_makes_it_earlier(received, first, second):
    def out(after, length):
        sent = received + timedelta(days=after)
        return [ClockEvent("sent", sent), ClockEvent("back", sent + timedelta(days=length))]

    alone = reckon(SUSPENDABLE, received, OFFICIAL, out(*first)).due
    both = reckon(SUSPENDABLE, received, OFFICIAL, out(*first) + out(*second)).due
    longer = reckon(SUSPENDABLE, received, OFFICIAL, out(first[0], first[1] + 7)).due
    assert alone <= both
    assert alone <= longer
