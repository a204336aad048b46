"""Letters and their numbers with two clerks at once, and with a process killed while it signs."""

from datetime import date

import pytest

from huiyin.audit.models import Entry
from huiyin.casework.workflow import MoveRefusedError
from huiyin.foi import actions, papers
from huiyin.foi.models import Application, Fee, Paper
from huiyin.foi.tests import factories

from .killed import dies
from .test_two_clerks import at_once

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2026, 3, 3)


@pytest.fixture
def reviewed(bureau, robot, morning):
    """Applications whose answer waits for its signature."""

    def make():
        context = {"actor": robot, "at": morning}
        application = actions.register(
            Application(
                agency=bureau, channel="counter", applicant_kind="person", applicant_name="甲",
                description="二〇二五年预算", arrived_on=date(2026, 3, 2),
            ),
            **context,
        )  # fmt: skip
        return factories.reviewed(application, **context)

    return make


def signing(case, robot, morning):
    return lambda: actions.sign(case, actor=robot, at=morning)


def test_one_of_two_signatures_counts_and_takes_one_number(reviewed, robot, morning):
    work = signing(reviewed(), robot, morning)
    first, second = sorted(at_once(work, work), key=lambda outcome: isinstance(outcome, Exception))
    assert first.state == "signed"
    assert isinstance(second, MoveRefusedError)
    assert [paper.number for paper in Paper.objects.all()] == [1]


def test_different_answers_signed_at_once_are_numbered_without_gap(reviewed, robot, morning):
    cases = [reviewed() for _ in range(4)]
    outcomes = at_once(*[signing(case, robot, morning) for case in cases])
    assert all(isinstance(outcome, Application) for outcome in outcomes), outcomes
    assert sorted(Paper.objects.values_list("number", flat=True)) == [1, 2, 3, 4]


def test_one_of_two_services_counts(reviewed, robot, morning):
    signed = signing(reviewed(), robot, morning)()

    def work():
        return actions.serve(
            signed,
            actor=robot,
            at=morning,
            method="direct",
            receipt="回证 3 号",
            delivered_on=TODAY,
        )

    outcomes = at_once(work, work, work)
    assert sum(isinstance(outcome, Application) for outcome in outcomes) == 1
    assert Entry.objects.filter(verb="foi.application.serve").count() == 1
    assert signed.files.filter(role="answer").count() == 1


def test_a_fee_is_noticed_once(bureau, robot, morning):
    application = actions.register(
        Application(
            agency=bureau, channel="counter", applicant_kind="person", applicant_name="甲",
            description="二〇二五年预算", arrived_on=date(2026, 3, 2),
        ),
        actor=robot, at=morning,
    )  # fmt: skip

    def work():
        return actions.notice_fee(
            application, actor=robot, at=morning, basis="per-page", count=31, noticed_on=TODAY,
            pay_how="非税窗口", letter={},
        )  # fmt: skip

    outcomes = at_once(work, work, work)
    assert sum(isinstance(outcome, Application) for outcome in outcomes) == 1
    assert (Fee.objects.count(), Paper.objects.count()) == (1, 1)


@pytest.fixture
def paying(bureau, robot, morning):
    """An application whose fee was noticed."""
    application = actions.register(
        Application(
            agency=bureau, channel="counter", applicant_kind="person", applicant_name="甲",
            description="二〇二五年预算", arrived_on=date(2026, 3, 2),
        ),
        actor=robot, at=morning,
    )  # fmt: skip
    context = {"actor": robot, "at": morning}
    day = date(2026, 3, 2)
    noticed = actions.notice_fee(application, basis="per-page", count=31, noticed_on=day, **context)
    return factories.served(noticed, day=day, **context)


def test_one_of_two_payments_counts(paying, robot, morning):
    def work():
        return actions.receive_payment(paying, actor=robot, at=morning, paid_on=TODAY)

    outcomes = at_once(work, work, work)
    assert sum(isinstance(outcome, Application) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, MoveRefusedError) for outcome in outcomes) == 2
    paying.refresh_from_db()
    assert (paying.state, paying.clock_events) == ("received", [["fee-paid", "2026-03-03"]])
    assert Entry.objects.filter(verb="foi.application.receive_payment").count() == 1


def test_one_of_payment_and_lapse_counts(paying, robot, morning):
    later = morning.replace(month=4)

    def pay():
        return actions.receive_payment(paying, actor=robot, at=later, paid_on=TODAY)

    def lapse():
        closed_on = date(2026, 4, 1)
        return actions.lapse_payment(paying, actor=robot, at=later, closed_on=closed_on)

    outcomes = at_once(pay, lapse)
    assert sum(isinstance(outcome, Application) for outcome in outcomes) == 1, outcomes
    fee = Fee.objects.get()
    paying.refresh_from_db()
    assert (fee.paid_on is None) == (paying.state == "entered")  # waits to be compared


def test_a_draft_letter_is_numbered_by_one_of_two(paying, robot, morning):
    draft = papers.draw(paying, "receipt", actor=robot, at=morning, facts={})
    outcomes = at_once(*[lambda: papers.freeze(draft, actor=robot, at=morning)] * 3)
    assert sum(isinstance(outcome, Paper) for outcome in outcomes) == 1, outcomes
    assert sum(isinstance(outcome, MoveRefusedError) for outcome in outcomes) == 2
    assert Entry.objects.filter(verb="foi.paper.freeze").count() == 1
    following = papers.draw(paying, "receipt", actor=robot, at=morning, facts={})
    assert papers.freeze(following, actor=robot, at=morning).number == 2


def test_a_draft_that_is_frozen_while_its_move_is_made_keeps_its_number(bureau, robot, morning):
    """One clerk freezes the letter, another makes the move that sends it: no number is lost."""
    application = actions.register(
        Application(
            agency=bureau, channel="counter", applicant_kind="person", applicant_name="甲",
            description="二〇二五年预算", arrived_on=date(2026, 3, 2),
        ),
        actor=robot, at=morning,
    )  # fmt: skip
    facts = {"补正事项": "请写明年份", "补正期限": "2026年3月24日"}
    draft = papers.draw(application, "correction", actor=robot, at=morning, facts=facts)
    outcomes = at_once(
        lambda: papers.freeze(draft, actor=robot, at=morning),
        lambda: actions.ask_correction(
            application, actor=robot, at=morning, wanted="请写明年份", letter=facts
        ),
    )
    assert isinstance(outcomes[1], Application), outcomes
    numbers = sorted(Paper.objects.exclude(number=None).values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert Entry.objects.filter(verb="foi.paper.freeze").count() == len(numbers)


DIES = """
from huiyin.foi.actions import sign
from huiyin.foi.models import Application, Paper

case, when = sys.argv[2:]
if when == "after the number":
    Paper.save = after(Paper.save)
elif when == "after the change":
    Application.save = after(Application.save)
sign(Application.objects.get(pk=case), actor=system("test"), at=AT)
die()
"""


@pytest.mark.parametrize(
    ("when", "state"),
    [
        ("after the number", "reviewed"),
        ("after the change", "reviewed"),
        ("after the commit", "signed"),
    ],
)
def test_a_process_killed_while_it_signs_leaves_no_number_behind(
    reviewed, robot, morning, when, state
):
    case = reviewed()
    dies(DIES, case.pk, when)
    case.refresh_from_db()
    done = state == "signed"
    entries = Entry.objects.filter(verb__in=("foi.application.sign", "foi.paper.freeze")).count()
    assert (case.state, Paper.objects.count(), entries) == (state, int(done), 2 * done)
    other = signing(reviewed(), robot, morning)()
    assert other.papers.get().number == 1 + done
