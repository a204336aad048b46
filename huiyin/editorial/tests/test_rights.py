"""Every move of a manuscript, tried from every state by everybody."""

from huiyin.casework.testing import Stage, faults, survivors

from .trial import TRIAL


def test_moves_are_for_whom_the_table_says(bureau, morning):
    stage = Stage(TRIAL, bureau, morning)
    assert not faults(stage)
    assert not survivors(stage)
