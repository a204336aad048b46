"""Two reviewers at once, a release against an edit: one of them counts, the other gets an error."""

from collections import Counter
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from huiyin.audit.models import Entry
from huiyin.casework import offered
from huiyin.casework.workflow import MoveForbiddenError, MoveRefusedError
from huiyin.disclosure.models import DocumentPage
from huiyin.editorial import actions, checking, proof
from huiyin.editorial.models import Manuscript
from tests.test_two_clerks import at_once

from .conftest import BODY

pytestmark = pytest.mark.django_db(transaction=True)
REFUSED = (ValidationError, MoveForbiddenError, MoveRefusedError)
CHANGED = "<p>没有人审过的正文</p>"


def outcomes(results):
    return Counter("made" if isinstance(one, Manuscript) else type(one).__name__ for one in results)


def test_of_two_reviewers_one_takes_the_step(begun, go, staff, morning):
    manuscript = go(begun(), "submit", "drafter")

    shown = offered.token(manuscript)

    def by(name):
        return lambda: actions.approve(
            manuscript, actor=staff[name], at=morning, opinion=f"{name}：同意", offered=shown
        )

    results = at_once(by("head"), by("other_head"))
    assert outcomes(results) == {"made": 1, "StaleMoveError": 1} or outcomes(results) == {
        "made": 1, "MoveForbiddenError": 1,
    }  # fmt: skip
    manuscript.refresh_from_db()
    assert (manuscript.state, manuscript.step) == ("reviewing", 2)
    assert manuscript.reviews.filter(outcome="approved").count() == 1
    assert Entry.objects.filter(verb="editorial.manuscript.approve").count() == 1


def test_who_may_everything_does_not_take_two_steps_by_pressing_twice(begun, go, staff, morning):
    manuscript = go(begun(), "submit", "drafter")
    mighty = replace(staff["head"], everywhere=True)

    def work():
        return actions.approve(manuscript, actor=mighty, at=morning, opinion="同意")

    assert outcomes(at_once(*[work] * 4)) == {"made": 1, "MoveForbiddenError": 3}


def test_approved_or_returned_never_both(begun, go, staff, morning):
    manuscript = go(begun(), "submit", "drafter")
    results = at_once(
        lambda: actions.approve(manuscript, actor=staff["head"], at=morning, opinion="同意"),
        lambda: actions.return_(
            manuscript, actor=staff["other_head"], at=morning, reason="依据不清楚"
        ),
    )
    assert outcomes(results)["made"] == 1
    manuscript.refresh_from_db()
    outcome = manuscript.reviews.get(order=1).outcome
    assert (manuscript.state, outcome) in {("reviewing", "approved"), ("drafting", "returned")}


def test_two_releasers_release_once(standing, staff):
    manuscript = standing("releasable")
    now = timezone.now()
    results = at_once(
        *[
            lambda who=who: actions.release(manuscript, actor=staff[who], at=now)
            for who in ("releaser", "other_releaser")
        ]
    )
    assert outcomes(results)["made"] == 1
    assert Entry.objects.filter(verb="disclosure.document.publish").count() == 1


def save(manuscript, staff):
    """What the editor does when somebody saves: a new revision."""
    page = checking.draft_of(manuscript)
    page.body = CHANGED
    actions.keep_revision(page, staff["drafter"])
    return "saved"


def test_an_edit_during_the_release_does_not_go_out(standing, staff):
    """Whichever comes first: the public reads what was reviewed, or nothing yet."""
    manuscript = standing("releasable")
    now = timezone.now()
    released, saved = at_once(
        lambda: actions.release(manuscript, actor=staff["releaser"], at=now),
        lambda: save(manuscript, staff),
    )
    page = DocumentPage.objects.get()
    assert saved == "saved"
    if isinstance(released, Manuscript):
        assert (page.live, page.body) == (True, BODY)
        manuscript.refresh_from_db()
        assert proof.fingerprint(page.live_revision) == manuscript.fingerprint
    else:
        assert isinstance(released, REFUSED)
        assert not page.live


def test_an_edit_against_a_review_is_noticed_at_release(begun, go, staff, morning):
    manuscript = go(begun(), "submit", "drafter")
    approved, _ = at_once(
        lambda: actions.approve(manuscript, actor=staff["head"], at=morning, opinion="同意"),
        lambda: save(manuscript, staff),
    )
    if isinstance(approved, Manuscript):
        with pytest.raises(ValidationError, match="有改动"):
            go(manuscript, "approve", "secrecy")
    else:  # the edit was first, and the review noticed it
        with pytest.raises(ValidationError, match="有改动"):
            raise approved
    assert not DocumentPage.objects.get().live


def test_submitted_once_however_often_pressed(begun, staff, morning):
    manuscript = begun()

    def work():
        return actions.submit(manuscript, actor=staff["drafter"], at=morning)

    assert outcomes(at_once(*[work] * 3)) == {"made": 1, "MoveRefusedError": 2}
    assert manuscript.reviews.count() == 3
