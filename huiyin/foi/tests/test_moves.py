"""What cannot be said of an application, and what its moves do to its clock."""

from datetime import UTC, date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from huiyin.audit.models import Entry
from huiyin.casework.workflow import MoveForbiddenError
from huiyin.foi.actions import register, workflow

from .trial import MONDAY, TRIAL, TUESDAY, application

pytestmark = pytest.mark.django_db


def make(name, application, actor, at, **changes):
    """Make a move with the arguments of its table."""
    arguments = {**TRIAL.rows(name)[0].arguments_for(application), **changes}
    return workflow.moves[name].run(application, actor=actor, at=at, **arguments)


@pytest.fixture
def standing(bureau, robot, morning):
    """An application that came to a state by real moves."""

    def make_standing(state, **values):
        matter = register(application(bureau, **values), actor=robot, at=morning)
        for name in TRIAL.ways[state][1:]:
            matter = make(name, matter, robot, morning)
        return matter

    return make_standing


CANNOT_BE = [
    ("received", "ask_correction", {"wanted": " "}, "补正的内容"),  # what to correct is empty
    ("received", "consult", {"sent_on": date(2026, 3, 4)}, "晚于今天"),  # asked tomorrow
    ("received", "consult", {"sent_on": date(2026, 3, 1)}, "早于"),  # asked before it came
    ("consulting", "receive_opinion", {"received_on": date(2026, 3, 4)}, "晚于今天"),  # opinion tomorrow
    ("consulting", "receive_opinion", {"received_on": date(2026, 3, 1)}, "早于"),  # opinion too early
    ("correcting", "receive_correction", {"received_on": date(2026, 3, 4)}, "晚于今天"),  # corrected tomorrow
    ("received", "extend", {"days": 21}, "1 至 20"),  # extended too long
    ("received", "extend", {"days": 0}, "1 至 20"),  # extended by nothing
    ("received", "extend", {"days": -1}, "1 至 20"),  # extended backwards
    ("received", "extend", {"reason": ""}, "理由"),  # extended without a reason
    ("received", "answer", {"decision": "r9"}, "办理结果"),  # an unknown result
    ("received", "answer", {"answered_on": date(2026, 3, 4)}, "晚于今天"),  # answered tomorrow
    ("received", "answer", {"answered_on": date(2026, 3, 1)}, "早于收到"),  # answered before it came
    ("received", "answer", {"number": "〔2026〕1号"}, "代字"),  # a number without its organ
    ("correcting", "answer", {}, "尚在补正"),  # disclosed while it is being corrected
    ("answered", "contest", {"kind": "war"}, "救济途径"),  # an unknown remedy
    ("answered", "contest", {"filed_on": MONDAY}, "早于答复"),  # contested before the answer
    ("answered", "void", {"reason": ""}, "请填写理由"),  # void without a reason
]  # fmt: skip


def test_what_cannot_be_is_refused(standing, robot, morning):
    """Each state is reached once; nothing that was refused leaves a trace."""
    records = {state: standing(state) for state in {row[0] for row in CANNOT_BE}}
    entries, wrong = Entry.objects.count(), []
    for state, name, changes, said in CANNOT_BE:
        try:
            with transaction.atomic():
                make(name, records[state], robot, morning, **changes)
            wrong.append(f"{name} {changes}: not refused")
        except ValidationError as error:
            if said not in str(error):
                wrong.append(f"{name} {changes}: {error}")
    assert not wrong
    assert Entry.objects.count() == entries


def test_the_clock_stands_and_runs_again(standing, robot, morning):
    matter = make("consult", standing("received"), robot, morning)
    assert (matter.due_on, matter.paused_until) == (date(2026, 4, 28), date(2026, 3, 30))
    assert [matter.runs_on(day) for day in (TUESDAY, date(2026, 3, 30), date(2026, 3, 31))] == [
        False, False, True,
    ]  # fmt: skip
    matter = make("receive_opinion", matter, robot, morning)
    assert matter.due_on == date(2026, 3, 31)  # 20 working days and the one that did not count
    assert matter.is_running


def test_an_enquiry_after_the_last_day_does_not_hide_that_it_is_late(standing, robot, morning):
    matter = make("consult", standing("received", received_on=date(2026, 1, 5)), robot, morning)
    assert (matter.due_on, matter.paused_until) == (date(2026, 2, 2), None)
    assert matter.is_running


def test_an_extension_is_given_once_and_in_time(standing, robot, actor, morning):
    matter = make("extend", standing("received"), robot, morning)
    assert matter.due_on == date(2026, 4, 28)
    with pytest.raises(MoveForbiddenError):
        make("extend", matter, actor("foi.approve_extension"), morning)
    with pytest.raises(ValidationError, match="已过"):
        make("extend", standing("received"), robot, morning + timedelta(days=60))


def test_a_correction_is_asked_once(standing, robot, morning):
    matter = make("receive_correction", standing("correcting"), robot, morning)
    assert matter.due_on == date(2026, 3, 31)
    with pytest.raises(ValidationError, match="一次性"):
        make("ask_correction", matter, robot, morning)


def test_the_office_has_its_own_day(standing, robot, morning):
    """Half past midnight in Shanghai is still yesterday in UTC; the day of the office counts."""
    just_after_midnight = (morning.replace(hour=0, minute=30)).astimezone(UTC)
    assert make("answer", standing("received"), robot, just_after_midnight).entered_on == TUESDAY


def test_a_moment_needs_its_time_zone(standing, robot, morning):
    with pytest.raises(TypeError, match="time zone"):
        make("answer", standing("received"), robot, morning.replace(tzinfo=None))


def test_numbers_pass_over_those_that_were_imported(standing):
    standing("received", reference="SQ2026-0002")
    assert [standing("received").reference for _ in range(2)] == ["SQ2026-0001", "SQ2026-0003"]
