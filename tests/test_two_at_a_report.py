"""The annual report frozen by two at once, and by a process that dies in the middle: on every database."""

from collections import Counter

import pytest
from django.core.exceptions import ValidationError

from huiyin.accounts.models import User
from huiyin.audit.actors import Actor, ActorKind
from huiyin.audit.models import Entry
from huiyin.casework.workflow import MoveRefusedError, StaleMoveError
from huiyin.disclosure.models import DocumentPage
from huiyin.editorial.models import Manuscript
from huiyin.foi.models import Application
from huiyin.reports.actions import annual, annual_writing
from huiyin.reports.annual import data
from huiyin.reports.models import AnnualReport, AnnualStatement, FrozenFigure, Published
from huiyin.reports.tests.annual_trial import AT, ROBOT, SOURCE, begun, column_for, complete

from .killed import dies
from .test_two_clerks import at_once

pytestmark = pytest.mark.django_db(transaction=True)
RIGHTS = ("reports.write_annual", "editorial.draft")


@pytest.fixture
def drafter(bureau):
    user = User.objects.create_user("qicao", name="施婉清")
    return Actor(ActorKind.PERSON, user.name, str(user.pk), "", {bureau.pk: frozenset(RIGHTS)})


@pytest.fixture
def checked(bureau):
    column_for(bureau, AT)
    for number in range(3):
        Application.objects.create(
            agency=bureau, reference=f"SQ{number}", channel="online", applicant_kind="person",
            applicant_name="甲", description="乙", received_on=f"2025-05-0{number + 1}",
            state="received",
        )  # fmt: skip
    report = annual.submit(complete(begun(bureau)), actor=ROBOT, at=AT)
    return annual.check(report, actor=ROBOT, at=AT)


def effects():
    """Everything that freezing makes."""
    return Counter(
        published=Published.objects.count(),
        figures=FrozenFigure.objects.count(),
        manuscripts=Manuscript.objects.count(),
        documents=DocumentPage.objects.count(),
        entries=Entry.objects.filter(verb__startswith="reports.").count(),
    )


def test_of_two_who_freeze_one_does(checked, drafter):
    outcomes = at_once(*[lambda: annual.freeze(checked, actor=drafter, at=AT)] * 2)
    kinds = Counter(type(outcome) for outcome in outcomes)
    assert kinds == {AnnualReport: 1, MoveRefusedError: 1}
    assert (Published.objects.count(), Manuscript.objects.count()) == (1, 1)
    report = AnnualReport.objects.get()
    assert report.digest == data.digest(report.data)
    assert report.data["cells"]["r1.person"] == 3


def test_of_two_who_begin_one_does(bureau):
    outcomes = at_once(*[lambda: begun(bureau)] * 2)
    kinds = Counter(type(outcome) for outcome in outcomes)
    assert kinds == {AnnualReport: 1, ValidationError: 1}
    assert AnnualReport.objects.get().reference.endswith("001")


def test_of_two_who_state_a_number_one_is_told(bureau):
    report = begun(bureau)

    def state(value):
        return lambda: annual_writing.state(
            report, "fees.charged", value, SOURCE, actor=ROBOT, at=AT, seen=0
        )

    outcomes = at_once(state(1), state(2))
    kinds = Counter(type(outcome) for outcome in outcomes)
    assert kinds == {AnnualStatement: 1, StaleMoveError: 1}


FREEZE = """
from huiyin.audit.actors import Actor, ActorKind
from huiyin.editorial import actions as editorial
from huiyin.files import keeping
from huiyin.reports import frozen
from huiyin.reports.actions import annual
from huiyin.reports.models import AnnualReport

key, user, when = sys.argv[2:]
report = AnnualReport.objects.get(pk=key)
rights = frozenset({"reports.write_annual", "editorial.draft"})
drafter = Actor(ActorKind.PERSON, "drafter", user, "", {report.agency_id: rights})
if when == "after the files":
    keeping.keep = after(keeping.keep)
elif when == "after the manuscript":
    editorial.begin = after(editorial.begin)
elif when == "after the figures":
    frozen.freeze = after(frozen.freeze)
elif when == "after it was sent":
    editorial.submit = after(editorial.submit)
annual.freeze(report, actor=drafter, at=AT)
die()
"""
MOMENTS = ("after the files", "after the manuscript", "after the figures", "after it was sent")


@pytest.mark.parametrize("when", MOMENTS)
def test_killed_in_the_middle_nothing_is_frozen(checked, drafter, when):
    before = effects()
    dies(FREEZE, checked.pk, drafter.key, when)
    report = AnnualReport.objects.get()
    assert (report.state, report.data, report.published) == ("checked", None, None)
    assert effects() == before
    report = annual.freeze(report, actor=drafter, at=AT)
    assert (Published.objects.count(), Manuscript.objects.count()) == (1, 1)


def test_killed_after_the_end_all_is_frozen(checked, drafter):
    dies(FREEZE, checked.pk, drafter.key, "after the end")
    report = AnnualReport.objects.select_related("published__document").get()
    assert report.state == "frozen"
    assert report.digest == data.digest(report.data)
    assert FrozenFigure.objects.filter(report=report.published).count() > 150
    assert report.published.document.attachments.count() == 2
    assert Manuscript.objects.get().state != "draft"
