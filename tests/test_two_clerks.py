"""Two clerks at once, numbers under load, a process killed in the middle: on every database."""

import threading
from collections import Counter
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connections, transaction

from huiyin.audit import chain
from huiyin.audit.models import Entry
from huiyin.casework.models import Series
from huiyin.casework.numbering import next_number
from huiyin.casework.workflow import MoveRefusedError
from huiyin.foi.actions import answer, extend, register
from huiyin.foi.models import Application
from huiyin.foi.tests.factories import on_paper
from huiyin.licensing.actions import publish, revoke
from huiyin.licensing.models import Licence
from huiyin.subjects.models import Statement
from huiyin.subjects.statements import issue_public

from .killed import dies

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2026, 3, 3)


def at_once(*works):
    """Run each work in a thread with its own connection, all released together; their outcomes."""
    gate, outcomes = threading.Barrier(len(works)), [None] * len(works)

    def run(number, work):
        try:
            gate.wait()
            outcomes[number] = work()
        except Exception as error:
            outcomes[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=work) for work in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.fixture
def application(bureau, robot, morning):
    return register(
        Application(
            agency=bureau, channel="online", applicant_kind="person", applicant_name="甲",
            description="二〇二五年预算", received_on=date(2026, 3, 2),
        ),
        actor=robot, at=morning,
    )  # fmt: skip


def test_one_of_two_answers_counts(application, robot, morning):
    def work():
        return answer(application, actor=robot, at=morning, **on_paper(application, TODAY))

    first, second = sorted(at_once(work, work), key=lambda outcome: isinstance(outcome, Exception))
    assert first.state == "entered"
    assert isinstance(second, MoveRefusedError)
    assert Entry.objects.filter(verb="foi.application.answer").count() == 1


def test_an_extension_is_given_once_however_many_press(application, robot, morning):
    def work():
        return extend(application, actor=robot, at=morning, days=20, reason="测试")

    outcomes = at_once(*[work] * 4)
    assert sum(isinstance(outcome, Application) for outcome in outcomes) == 1
    application.refresh_from_db()
    assert application.clock_events == [["extended", "20@2026-03-03"]]
    assert application.due_on == date(2026, 4, 28)


def test_two_different_moves_of_one_licence_end_one_way(licence, robot, morning):
    record = licence()
    outcomes = at_once(*[lambda: revoke(record, actor=robot, at=morning, reason="测试")] * 5)
    assert Counter(type(outcome).__name__ for outcome in outcomes) == {
        "Licence": 1,
        "MoveRefusedError": 4,
    }


def test_one_number_is_registered_by_one_of_two(licence):
    outcomes = at_once(*[licence] * 4)
    assert Counter(type(outcome) for outcome in outcomes) == {Licence: 1, ValidationError: 3}
    assert Licence.objects.count() == 1
    assert Entry.objects.filter(verb="licensing.licence.register").count() == 1


def test_numbers_without_gap_or_duplicate():
    def work():
        numbers = []
        for attempt in range(10):
            with transaction.atomic():
                number = next_number("test", 2026)
                if attempt % 5 == 4:
                    transaction.set_rollback(True)
                else:
                    numbers.append(number)
        return numbers

    outcomes = at_once(*[work] * 8)
    assert sorted(number for numbers in outcomes for number in numbers) == list(range(1, 65))
    assert Series.objects.get(name="test", year=2026).last == 64


def test_numbers_need_the_transaction_of_their_record():
    with pytest.raises(transaction.TransactionManagementError):
        next_number("test", 2026)


def test_a_body_that_raises_leaves_no_change_and_no_entry(application, robot, morning):
    entries = Entry.objects.count()
    with pytest.raises(ValidationError):
        answer(application, actor=robot, at=morning, **on_paper(application, date(2020, 1, 1)))
    application.refresh_from_db()
    assert (application.state, application.decision, Entry.objects.count()) == (
        "received",
        "",
        entries,
    )


def test_an_outer_transaction_takes_entry_and_change_back_together(application, robot, morning):
    entries = Entry.objects.count()
    with transaction.atomic():
        answer(application, actor=robot, at=morning, **on_paper(application, TODAY))
        transaction.set_rollback(True)
    application.refresh_from_db()
    assert (application.state, Entry.objects.count()) == ("received", entries)


DIES = """
from huiyin.audit import log
from huiyin.foi.actions import answer
from huiyin.foi.models import Application
from huiyin.foi.tests.factories import on_paper

application, when = Application.objects.get(pk=sys.argv[2]), sys.argv[3]
if when == "before the entry":
    log.record_many = die
elif when == "after the entry":
    log.record_many = after(log.record_many)
elif when == "after the change":
    Application.save = after(Application.save)
answer(application, actor=system("test"), at=AT, **on_paper(application, AT.date()))
die()
"""


@pytest.mark.parametrize(
    ("when", "state"),
    [
        ("after the change", "received"),
        ("before the entry", "received"),
        ("after the entry", "received"),
        ("after the commit", "entered"),
    ],
)
def test_a_killed_process_leaves_the_old_or_the_new(application, robot, morning, when, state):
    dies(DIES, application.pk, when)
    application.refresh_from_db()
    entries = Entry.objects.filter(verb="foi.application.answer").count()
    assert (application.state, entries) == (state, 1 if state == "entered" else 0)
    chain.heads_file().unlink(missing_ok=True)
    chain.seal()
    assert chain.verify().ok
    # the lock died with the process: the next clerk can go on
    if state == "received":
        later = morning + timedelta(minutes=1)
        answer(application, actor=robot, at=later, **on_paper(application, TODAY))


def test_two_who_ask_for_the_same_statement_get_one_paper(licence, bureau, robot, morning):
    subject = publish(licence(), actor=robot, at=morning).subject
    papers = at_once(*[lambda: issue_public(subject, bureau, actor=robot, at=morning)] * 2)
    assert papers == [Statement.objects.get()] * 2
