"""What the tests of the plan share."""

import pytest

from huiyin.planning import actions

from .trial import PLANS, document, item


def make(name, matter, actor, at, **changes):
    """Make a move with the arguments of its table."""
    arguments = {**PLANS.rows(name)[0].arguments_for(matter), **changes}
    return actions.workflow.moves[name].run(matter, actor=actor, at=at, **arguments)


@pytest.fixture
def standing(bureau, robot, morning):
    """A task that came so far by real moves."""

    def make_standing(*steps, **values):
        matter = actions.enter(item(bureau, **values), actor=robot, at=morning)
        for step in steps:
            matter = make(step, matter, robot, morning)
        return matter

    return make_standing


@pytest.fixture
def registered(bureau, robot, morning):
    """A document with two items."""
    return actions.register(document(bureau), actor=robot, at=morning)
