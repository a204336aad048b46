"""Points of real letters: taken up in their own reply, and hardly in somebody else's."""

import csv
from pathlib import Path

import pytest

from huiyin.hotline.replying.points import LEAST_SHARE, points, share

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
REPLIES = SHARED / "data" / "messages" / "messages_with_replies.csv"

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not REPLIES.exists(), reason="the real material is not here"),
]


def test_own_replies_take_up_what_others_do_not():
    with REPLIES.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    own, others = [], []
    for number, row in enumerate(rows):
        other = rows[(number + len(rows) // 3) % len(rows)]["答复意见"]
        for point in points(row["留言主题"], row["留言详情"]):
            own.append(share(point, row["答复意见"]) > LEAST_SHARE)
            others.append(share(point, other) > LEAST_SHARE)
    assert sum(own) / len(own) >= 0.60
    assert sum(others) / len(others) <= 0.15
