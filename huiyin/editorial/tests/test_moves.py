"""Every move of a manuscript from every state, who may make it, and that each step is another's."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from huiyin.audit.actors import visitor
from huiyin.audit.models import Entry
from huiyin.casework.workflow import MoveForbiddenError, MoveRefusedError
from huiyin.disclosure.models import DocumentPage
from huiyin.editorial import rules
from huiyin.editorial.actions import begin, workflow
from huiyin.editorial.models import Manuscript
from huiyin.organisations.models import Organisation

from .conftest import ARGUMENTS, CLOCK, WAYS

pytestmark = pytest.mark.django_db
State = Manuscript.State
FOUR = ("drafter", "head", "secrecy", "releaser")
BY = {
    **dict.fromkeys(
        ["submit", "recall", "take_suggestion", "attach", "detach", "give_up", "void", "correct"],
        "drafter",
    ),
    "take_over": "other_drafter",
    "approve": "head",
    "override": "head",
    **dict.fromkeys(
        ["return_", "release", "schedule", "unschedule", "set_expiry", "withdraw", "abolish",
         "amend_partly", "restore_validity"],
        "releaser",
    ),
    **dict.fromkeys(["hold_back", "recount", "expire"], "clock"),
}  # fmt: skip
LEGAL = {
    ("drafting", "submit"): "reviewing",
    ("reviewing", "recall"): "drafting",
    ("drafting", "take_over"): "drafting",
    ("reviewing", "take_over"): "drafting",
    ("drafting", "void"): "voided",
    ("held", "void"): "voided",
    ("reviewing", "approve"): "reviewing",
    **{(state, "return_"): "drafting" for state in ("reviewing", "releasable", "scheduled")},
    **{(state, "release"): "published" for state in ("releasable", "scheduled")},
    ("releasable", "schedule"): "scheduled",
    ("scheduled", "unschedule"): "releasable",
    ("scheduled", "hold_back"): "releasable",
    **{(state, "set_expiry"): state for state in ("releasable", "scheduled", "published")},
    **{(state, "recount"): state for state in Manuscript.OPEN},
    **{(state, "correct"): "drafting" for state in ("published", "withdrawn", "held")},
    ("published", "withdraw"): "withdrawn",
    ("published", "abolish"): "published",
}
NOT_PUBLIC = ("drafting", "reviewing", "releasable", "scheduled", "held")
AS_THINGS_STAND = {
    ("drafting", "take_suggestion"),
    ("drafting", "detach"),
    ("drafting", "give_up"),
    ("reviewing", "override"),
    *((state, name) for state in NOT_PUBLIC for name in ("withdraw", "expire")),
    ("published", "expire"),
    ("published", "amend_partly"),
    ("published", "restore_validity"),
}
"""State and rule allow it, the record does not."""
WITH_FILE = "attach"


def by(name, state):
    return "head" if (state, name) == ("reviewing", "return_") else BY[name]


def test_the_tables_know_every_move_and_state():
    assert set(ARGUMENTS) == set(BY) == set(workflow.moves)
    assert set(WAYS) == set(State.values)


def test_sources_are_what_the_tables_say():
    told = {(state, move.name) for move in workflow.moves.values() for state in move.sources}
    assert told == set(LEGAL) | AS_THINGS_STAND | {("drafting", WITH_FILE)}


@pytest.mark.parametrize("state", State.values)
def test_every_move_from_every_state(standing, go, state):
    """One manuscript a state; what is refused leaves it as it was, what is made is undone."""
    found = standing(state)
    for name in sorted(set(ARGUMENTS) - {WITH_FILE}):
        target = LEGAL.get((state, name))
        who = by(name, state)
        if target:
            with transaction.atomic():
                assert go(found, name, who).state == target, name
                assert Entry.objects.filter(verb=f"editorial.manuscript.{name}").exists()
                transaction.set_rollback(True)
            continue
        unmet = (state, name) in AS_THINGS_STAND
        entries = Entry.objects.count()
        with pytest.raises(ValidationError if unmet else MoveRefusedError):
            go(found, name, who)
        assert Entry.objects.count() == entries, name
        found.refresh_from_db()
        assert found.state == state, name


@pytest.mark.parametrize("state", ["drafting", "reviewing", "releasable", "published"])
def test_a_move_is_for_whom_it_is_for(standing, staff, go, state):
    found = standing(state)
    people = ("drafter", "other_drafter", "head", "secrecy", "releaser")
    offered = {
        who: {m.name for m in workflow.open_to(staff[who], found)} & set(ARGUMENTS)
        for who in people
    }
    away = {"withdraw", "expire"}
    expected = {
        "drafting": {
            "drafter": {"submit", "attach", "detach", "give_up", "take_suggestion", "void"},
            "other_drafter": {"take_over"},
        },
        "reviewing": {
            "drafter": {"recall"},
            "other_drafter": {"take_over"},
            "head": {"approve", "return_", "override"},
        },
        "releasable": {"releaser": {"return_", "release", "schedule", "set_expiry"}},
        "published": {
            "drafter": {"correct"},
            "other_drafter": {"correct"},
            "releaser": {"abolish", "amend_partly", "restore_validity", "set_expiry"},
        },
    }[state]
    assert {who: names - away for who, names in offered.items()} == {
        who: expected.get(who, set()) for who in people
    }


@pytest.mark.parametrize("name", sorted(ARGUMENTS))
def test_another_agency_and_a_visitor_are_refused(begun, staff, morning, name):
    elsewhere = Organisation.objects.create(
        name="别的局", short_name="别局", slug="bj", is_agency=True
    )
    found = begun()
    stranger = replace(staff["drafter"], key="999", agencies=frozenset({elsewhere.pk}))
    for who in (stranger, visitor()):
        with pytest.raises(MoveForbiddenError):
            workflow.moves[name].run(found, actor=who, at=morning, **ARGUMENTS[name])


@pytest.mark.parametrize("who", ["head", "releaser"])
def test_only_drafters_begin(column, bureau, staff, morning, who):
    for actor in (staff[who], visitor(), CLOCK):
        with pytest.raises(MoveForbiddenError):
            begin(column, bureau, {"title": "通知"}, actor=actor, at=morning)
    assert not DocumentPage.objects.exists()


@pytest.mark.parametrize("drafter", FOUR)
def test_each_step_is_another_persons(begun, go, staff, drafter):
    """Four people who may everything, in all 4⁴ combinations: only where all differ it goes out."""
    for name in FOUR:
        staff[name] = replace(staff[name], all_grants=True)
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
    staff["head"] = replace(staff["head"], all_grants=True)
    manuscript = begun(by="head")
    manuscript = go(manuscript, "take_over", "drafter")
    manuscript = go(manuscript, "submit", "drafter")
    with pytest.raises(MoveForbiddenError):
        go(manuscript, "approve", "head")
    assert go(manuscript, "approve", "other_head").step == 2


def test_of_two_reviewers_at_once_one_is_told(begun, go, staff):
    staff["other_head"] = replace(staff["other_head"], all_grants=True)
    manuscript = go(begun(), "submit", "drafter")
    go(manuscript, "approve", "head", seen="1.1")
    with pytest.raises(MoveRefusedError, match="已由他人"):
        go(manuscript, "approve", "other_head", seen="1.1")
    assert manuscript.reviews.filter(outcome="approved").count() == 1


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        pytest.param({"attribute": ""}, "公开属性", id="no attribute"),
        pytest.param({"ground": " "}, "依据", id="no ground"),
        pytest.param({"opinion": ""}, "审核意见", id="no opinion"),
    ],
)
def test_the_secrecy_review_says_what_and_why(begun, go, changes, told):
    manuscript = go(go(begun(), "submit", "drafter"), "approve", "head")
    with pytest.raises(ValidationError, match=told):
        go(manuscript, "approve", "secrecy", **changes)


@pytest.mark.parametrize("attribute", ["依申请公开", "不予公开"])
def test_what_is_not_for_the_public_goes_no_further(begun, go, attribute):
    manuscript = go(go(begun(), "submit", "drafter"), "approve", "head")
    manuscript = go(manuscript, "approve", "secrecy", attribute=attribute, ground="条例第十五条")
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
