"""The kit that tries every move is tried itself: each lie in a table is a fault that it names."""

from dataclasses import replace
from datetime import timedelta

import pytest

from huiyin.casework.shown import Shown
from huiyin.casework.testing import EVERYBODY, Rights, Row, Stage, Start, faults, stays, survivors
from huiyin.casework.workflow import MoveForbiddenError
from huiyin.licensing.models import Licence
from huiyin.licensing.tests.trial import TRIAL, begin

PUBLISH, VOID = "licensing.publish_licence", "licensing.void_licence"
CORRECT = {"values": {"content": "准予处置（更正）"}}


def moves(**changes):
    """The table with these rows changed, or left out where None."""
    rows = {**TRIAL.moves, **changes}
    return replace(TRIAL, moves={name: row for name, row in rows.items() if row})


LIES = {
    "a move is missing": (moves(amend=None), "lacks the move amend"),
    "a move that is not there": (moves(fly=Row(VOID, to=stays("valid"))), "no move fly"),
    "a start is missing": (
        replace(TRIAL, starts={"register": TRIAL.starts["register"], "send": Start(make=begin)}),
        "no start send",
    ),
    "a state is missing": (
        replace(TRIAL, ways={k: w for k, w in TRIAL.ways.items() if k != "cancelled"}),
        "lacks the state cancelled",
    ),
    "a way that leads elsewhere": (
        replace(TRIAL, ways={**TRIAL.ways, "cancelled": ["register", "revoke"]}),
        "the way to cancelled leads to revoked",
    ),
    "a right that is not there": (
        moves(publish=Row("licensing.fly", to=stays("valid"))),
        "no model declares licensing.fly",
    ),
    "another right": (
        moves(publish=Row(VOID, to=stays("valid"))),
        f"{VOID} alone does not open it to clerk",
    ),
    "two rights for one": (
        moves(publish=Row(f"{PUBLISH} & {VOID}", to=stays("valid"))),
        f"{PUBLISH} alone opens it to clerk",
    ),
    "one of two for one": (
        moves(publish=Row(f"{PUBLISH} | {VOID}", to=stays("valid"))),
        f"{VOID} alone does not open it to clerk",
    ),
    "open to the house": (
        moves(publish=Row(EVERYBODY, to=stays("valid"))),
        "not offered to clerk with no right",
    ),
    "open to the public": (
        moves(publish=Row(PUBLISH, also=("visitor",), to=stays("valid"))),
        "not offered to visitor with no right",
    ),
    "closed to the software": (
        moves(publish=Row(PUBLISH, system=False, to=stays("valid"))),
        "offered to system with no right",
    ),
    "only whoever registered it": (
        moves(publish=Row(PUBLISH, only=("register",), to=stays("valid"))),
        "offered to clerk",
    ),
    "never whoever registered it": (
        moves(publish=Row(PUBLISH, barred=("register",), to=stays("valid"))),
        "offered to register",
    ),
    "barred for having made what is never made": (
        moves(publish=Row(PUBLISH, barred=("review",), to=stays("valid"))),
        "review never had a hand in it",
    ),
    "from a state more": (
        moves(publish=Row(PUBLISH, to=stays("valid", "revoked"))),
        "publish from revoked",
    ),
    "from a state less": (
        moves(void=Row(VOID, to={"valid": "voided"}, arguments={"reason": "重复"})),
        "void from revoked: the table does not know of it",
    ),
    "to another state": (
        moves(publish=Row(PUBLISH, to={"valid": "voided"})),
        "not voided",
    ),
    "what the body refuses": (
        moves(publish=Row(PUBLISH, to=stays("valid"), before=("publish",))),
        "not valid",
    ),
    "what the body allows": (
        moves(
            publish=(Row(PUBLISH, to=stays("valid")), Row(PUBLISH, unmet=("valid",), after=timedelta(1)))
        ),
        "not invalid",
    ),
    "never made": (
        moves(amend=Row("licensing.register_licence", unmet=("valid",), arguments=CORRECT)),
        "the table never makes it",
    ),
    "started by another right": (
        replace(TRIAL, starts={"register": Start(VOID, make=begin)}),
        "register: the rule is wrong about clerk",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LIES)
def test_a_lie_in_the_table_is_named(bureau, morning, name):
    trial, fault = LIES[name]
    assert any(fault in one for one in faults(Stage(trial, bureau, morning)))


def test_where_nothing_is_tried_every_mutant_lives(bureau, morning):
    stage = Stage(TRIAL, bureau, morning)
    assert not survivors(stage)
    stage.matters.clear()
    living = survivors(stage)
    for name, move in TRIAL.workflow.moves.items():
        for mutant in ("never", "always", "everybody of the house"):
            assert f"{TRIAL}.{name}: {mutant}" in living
        assert move is TRIAL.workflow.moves[name]


def test_a_guard_that_no_record_of_the_table_meets_is_named(bureau, morning):
    trial = moves(publish=Row(PUBLISH, to=stays("valid")))
    assert survivors(Stage(trial, bureau, morning)) == [f"{TRIAL}.publish: unguarded"]


def test_what_no_page_would_follow_is_named(bureau, morning, monkeypatch):
    shown = Shown[Licence](lambda licence: False)
    monkeypatch.setattr(TRIAL.workflow, "shown", shown)
    wrong = faults(Stage(TRIAL, bureau, morning))
    assert any("publish" in one and "behind the workflow's back" in one for one in wrong)


def test_the_rules_are_whole_again_after_the_mutants(bureau, morning, actor, licence):
    flow = TRIAL.workflow
    before = dict(flow.moves), dict(flow.starts)
    survivors(Stage(TRIAL, bureau, morning))
    assert (flow.moves, flow.starts) == before
    with pytest.raises(MoveForbiddenError):
        flow.moves["publish"].run(licence("云城管许字〔2020〕9号"), actor=actor(), at=morning)


@pytest.mark.parametrize(
    ("rights", "least"),
    [("", []), (EVERYBODY, [()]), ("a", ["a"]), ("a & b", ["ab"]), ("a & b | c", ["ab", "c"])],
)
def test_the_least_sets_of_rights(rights, least):
    assert Rights(rights).alternatives() == [frozenset(one) for one in least]
