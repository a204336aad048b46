"""计分 as 国办秘函〔2019〕19号 has it."""

from decimal import Decimal

import pytest

from huiyin.inspection.scoring import Mark, score


def scored(lost):
    return Mark("scored", lost > 0, Decimal(lost))


BONUS = Mark("bonus", False, points=Decimal(10))


@pytest.mark.parametrize(
    ("marks", "total", "verdict"),
    [
        pytest.param([], "100.0", "合格", id="nothing against it"),
        pytest.param([Mark("veto", True)], None, "单项否决", id="one veto and nothing is scored"),
        pytest.param([Mark("veto", True), BONUS], None, "单项否决", id="no bonus saves a veto"),
        pytest.param([scored(40)], "60.0", "合格", id="sixty passes"),
        pytest.param([scored(41)], "59.0", "低于60", id="below sixty fails"),
        pytest.param([scored(20), BONUS], "80.0", "合格", id="at eighty no bonus"),
        pytest.param([scored(19), BONUS], "91.0", "合格", id="above eighty the bonus"),
        pytest.param([BONUS] * 4, "130.0", "合格", id="thirty of bonus at most"),
        pytest.param([scored(120)], "0.0", "低于60", id="never below nothing"),
        pytest.param(
            [Mark("veto", None)], "100.0", "1 项没有检查", id="what was not measured is said"
        ),
    ],
)
def test_score(marks, total, verdict):
    scored = score(marks)
    assert scored.total == (None if total is None else Decimal(total))
    assert verdict in scored.verdict


def test_without_services_the_rest_counts_for_all():
    assert score([scored(15)], has_services=False).total == Decimal("80.0")  # (75 - 15) × 4/3
