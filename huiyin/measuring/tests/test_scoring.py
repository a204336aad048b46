"""扣分: never more than there are."""

from decimal import Decimal

import pytest

from huiyin.measuring.scoring import deduction


@pytest.mark.parametrize(
    ("faults", "each", "points", "lost"),
    [
        pytest.param(3, 1, 5, 3, id="one a fault"),
        pytest.param(9, 1, 5, 5, id="never more than its points"),
        pytest.param(7, "0.1", 5, "0.7", id="a tenth a link"),
        pytest.param(0, 5, 5, 0, id="nothing wrong"),
    ],
)
def test_deduction(faults, each, points, lost):
    assert deduction(faults, Decimal(each), Decimal(points)) == Decimal(lost)
