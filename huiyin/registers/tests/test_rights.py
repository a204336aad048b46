"""Every move of every register, tried from every state by everybody."""

import pytest

from huiyin.casework.testing import Stage, faults, survivors

from .trial import TRIALS


@pytest.mark.parametrize("trial", TRIALS, ids=str)
def test_moves_are_for_whom_the_table_says(trial, bureau, morning):
    stage = Stage(trial, bureau, morning)
    assert not faults(stage)
    assert not survivors(stage)
