"""An assessment whose process dies in the middle: its result stands whole with the posts, or not at all."""

from datetime import date

import pytest

from huiyin.accounts.models import User
from huiyin.assessment import actions
from huiyin.assessment.models import Assessment, Evidence, PostResult
from huiyin.assessment.tests.trial import ASSESSMENT, rubric
from huiyin.audit.actors import system
from huiyin.audit.models import Entry
from huiyin.files.models import StoredFile
from huiyin.organisations.actions import appoint
from huiyin.organisations.roles import ensure_posts

from .killed import dies

pytestmark = pytest.mark.django_db(transaction=True)
ROBOT = system("trial")


@pytest.fixture
def assessment(bureau, morning):
    """`assessment("open", "accept")`: in that state, and these moves further."""

    def make(state, *more):
        user = User.objects.create_user("contact", name="陈示例")
        post = ensure_posts(bureau)["考核联络岗"]
        appoint(user, post, actor=ROBOT, at=morning, since=date(2020, 1, 1))
        rubric(bureau, 2025, morning)
        new = Assessment(agency=bureau, unit=bureau, year=2025, group="市直部门")
        matter = actions.begin(new, actor=ROBOT, at=morning)
        for name in (*ASSESSMENT.ways[state][1:], *more):
            arguments = ASSESSMENT.rows(name)[0].arguments_for(matter)
            matter = actions.workflow.moves[name].run(matter, actor=ROBOT, at=morning, **arguments)
        return matter

    return make


CONFIRM = """
from huiyin.assessment import actions
from huiyin.assessment.actions import appealing
from huiyin.assessment.models import Assessment, PostResult
from huiyin.audit import log

key, when = sys.argv[2:]
if when == "after the results":
    manager = PostResult.objects
    manager.bulk_create = after(manager.bulk_create)
elif when == "after the total":
    appealing.total_of = after(appealing.total_of)
elif when == "after its entry":
    log.record = after(log.record)
actions.confirm(Assessment.objects.get(pk=key), actor=system("trial"), at=AT)
die()
"""


@pytest.mark.parametrize("when", ["after the total", "after the results", "after its entry"])
def test_killed_while_a_result_is_confirmed(assessment, morning, when):
    matter = assessment("open", "accept")
    before = Entry.objects.count()
    dies(CONFIRM, matter.pk, when)
    matter.refresh_from_db()
    assert (matter.state, matter.total, PostResult.objects.count()) == ("open", None, 0)
    assert Entry.objects.count() == before
    actions.confirm(matter, actor=ROBOT, at=morning)
    assert PostResult.objects.get().total == matter.scores.first().item.most


ATTACH = """
from huiyin.assessment import actions, freezing
from huiyin.assessment.models import Assessment
from huiyin.assessment.tests.trial import COPY

matter = Assessment.objects.get(pk=sys.argv[2])
freezing.keep = after(freezing.keep)
actions.attach(matter, item=matter.scores.first(), copy=COPY, actor=system("trial"), at=AT)
"""


def test_killed_while_a_copy_is_kept(assessment):
    """The file may lie in the store; nothing points to it, and the line is as it was."""
    matter = assessment("scoring")
    dies(ATTACH, matter.pk)
    assert not Evidence.objects.exists()
    assert not StoredFile.objects.exists()
    assert matter.scores.filter(proofs__isnull=True).count() == 2
