"""What the tests of proposals share."""

import pytest

from huiyin.proposals.actions import register

from .trial import TRIAL, make
from .trial import proposal as new


@pytest.fixture
def standing(bureau, robot, morning):
    """A proposal that came to a state by real moves."""

    def make_standing(state, **values):
        proposal = register(new(bureau, **values), actor=robot, at=morning)
        for step in TRIAL.ways[state][1:]:
            proposal = step(proposal) if callable(step) else make(step, proposal, robot, morning)
        return proposal

    return make_standing
