"""撤销机关: whatever is still open, of whatever kind, keeps an agency from ending."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from huiyin.organisations import changing
from huiyin.planning.actions import plans
from huiyin.planning.tests.trial import item
from huiyin.structure.ending import open_matters


def test_an_agency_with_open_matters_does_not_end(bureau, robot, morning):
    assert open_matters(bureau) == ""
    bureau.units.update(ended_on=date(2026, 3, 1))
    plans.enter(item(bureau), actor=robot, at=morning)
    assert open_matters(bureau) == "工作计划还有 1 项没有办结"
    with pytest.raises(ValidationError, match="没有办结"):
        changing.abolish(bureau, successor=None, actor=robot, at=morning)
