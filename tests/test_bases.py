"""Whoever makes a move under a time limit reads its rule where the hand is."""

from inspect import getsource, unwrap

import pytest

from huiyin.casework.models import Case
from huiyin.casework.recount import by_the_system
from huiyin.casework.workflow import workflows

CLOCK = ("note_clock(", "begin_step(")
"""What a body calls that changes the clock of its matter."""
NOT_OWED = {("editorial.manuscript", "withdraw")}
"""It takes back what is public, whatever is being changed of it."""


def under_a_limit(move, model):
    """A person ends by it what is owed, or changes until when it is."""
    if move.rule is by_the_system or move.target == "voided":
        return False
    leaves = move.target is not None and move.target not in model.OPEN
    touches = any(call in getsource(unwrap(move.act)) for call in CLOCK)
    return (leaves and bool(move.sources & model.OPEN)) or touches


CASES = [one for one in workflows() if issubclass(one.model, Case)]


@pytest.mark.parametrize("workflow", CASES, ids=lambda one: one.model._meta.label_lower)
def test_each_move_under_a_limit_shows_a_rule(workflow):
    under = [one for one in workflow.moves.values() if under_a_limit(one, workflow.model)]
    assert under
    silent = {one.name for one in under if not one.basis and not one.limited}
    assert silent == {name for label, name in NOT_OWED if label == workflow.model._meta.label_lower}


@pytest.mark.parametrize("workflow", workflows(), ids=lambda one: one.model._meta.label_lower)
def test_only_a_case_has_the_limit_that_a_move_shows(workflow):
    limited = [one.label for one in workflow.moves.values() if one.limited]
    assert not limited or issubclass(workflow.model, Case)
