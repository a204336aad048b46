"""Each step of a manuscript is another person's, and what each step keeps and asks."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from huiyin.casework import offered
from huiyin.casework.workflow import MoveForbiddenError, StaleMoveError
from huiyin.disclosure.models import DocumentPage
from huiyin.editorial import rules
from huiyin.editorial.models import Manuscript

pytestmark = pytest.mark.django_db
State = Manuscript.State
FOUR = ("drafter", "head", "secrecy", "releaser")


@pytest.mark.parametrize("drafter", FOUR)
def test_each_step_is_another_persons(begun, go, staff, drafter):
    """Four people who may everything, in all 4⁴ combinations: only where all differ it goes out."""
    for name in FOUR:
        staff[name] = replace(staff[name], everywhere=True)
    manuscript = go(begun(by=drafter), "submit", drafter)
    complete, refused = [], []

    def walk(line):
        for person in FOUR:
            if person in line:
                manuscript.refresh_from_db()
                assert not rules.may_review(staff[person], manuscript)
                refused.append((*line, person))
                continue
            with transaction.atomic():
                state = go(manuscript, "approve", person).state
                if state == "releasable":
                    complete.append((*line, person))
                    manuscript.refresh_from_db()
                    assert not rules.may_release(staff[drafter], manuscript)
                else:
                    walk((*line, person))
                transaction.set_rollback(True)

    walk((drafter,))
    assert len(complete) == 6
    assert all(len(set(line)) == 4 for line in complete)
    assert len(refused) == 1 + 3 * 2 + 6 * 3
    with pytest.raises(MoveForbiddenError):
        go(manuscript, "approve", drafter)


def test_who_had_a_hand_in_the_text_reviews_nothing(begun, go, staff):
    staff["head"] = replace(staff["head"], everywhere=True)
    manuscript = begun(by="head")
    manuscript = go(manuscript, "take_over", "drafter")
    manuscript = go(manuscript, "submit", "drafter")
    with pytest.raises(MoveForbiddenError):
        go(manuscript, "approve", "head")
    assert go(manuscript, "approve", "other_head").step == 2


def test_of_two_reviewers_at_once_one_is_refused(begun, go, staff):
    staff["other_head"] = replace(staff["other_head"], everywhere=True)
    manuscript = go(begun(), "submit", "drafter")
    shown = offered.token(manuscript)
    go(manuscript, "approve", "head", offered=shown)
    with pytest.raises(StaleMoveError):
        go(manuscript, "approve", "other_head", offered=shown)
    assert manuscript.reviews.filter(outcome="approved").count() == 1


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        pytest.param({"attribute": ""}, "公开属性", id="no attribute"),
        pytest.param({"ground": " "}, "依据", id="no ground"),
        pytest.param({"opinion": ""}, "审核意见", id="no opinion"),
    ],
)
def test_the_secrecy_review_says_what_and_why(begun, go, changes, message):
    manuscript = go(go(begun(), "submit", "drafter"), "approve", "head")
    with pytest.raises(ValidationError, match=message):
        go(manuscript, "approve", "secrecy", **changes)


@pytest.mark.parametrize("attribute", ["依申请公开", "不予公开"])
def test_what_is_not_for_the_public_goes_no_further(begun, go, attribute):
    manuscript = go(go(begun(), "submit", "drafter"), "approve", "head")
    manuscript = go(
        manuscript,
        "approve",
        "secrecy",
        attribute=attribute,
        ground="条例第十五条",
        third_party="yes",
    )
    assert manuscript.state == "held"
    assert not DocumentPage.objects.get().live


def test_each_step_has_its_own_deadline(begun, go):
    manuscript = begun()
    assert str(manuscript.due_on) == "2026-03-30"  # 20 working days from the day it was formed
    dates = []
    for name, who in (("submit", "drafter"), ("approve", "head"), ("approve", "secrecy")):
        manuscript = go(manuscript, name, who)
        dates.append(str(manuscript.due_on))
    assert dates == ["2026-03-05", "2026-03-05", "2026-03-04"]


def test_returned_it_begins_anew(begun, go):
    manuscript = go(go(begun(), "submit", "drafter"), "approve", "head")
    manuscript = go(manuscript, "return_", "secrecy", reason="含个人信息，请隐去")
    assert [r.outcome for r in manuscript.reviews.all()] == ["approved", "returned"]
    manuscript = go(manuscript, "submit", "drafter")
    assert (manuscript.round, manuscript.step_kind) == (2, "department")
    assert go(manuscript, "approve", "head").step == 2


def test_a_day_off_is_warned_of(standing, go):
    manuscript = standing("releasable")
    with pytest.raises(ValidationError, match="周末"):
        go(manuscript, "schedule", "releaser", on=date(2026, 3, 7))
    manuscript = go(manuscript, "schedule", "releaser", on=date(2026, 3, 7), on_day_off=True)
    assert manuscript.state == "scheduled"
