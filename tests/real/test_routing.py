"""交办建议 on real messages with a first-level category: how often it is right, and how well it knows."""

import csv
import re
from pathlib import Path

import pytest

from huiyin.routing import learning, reading
from huiyin.routing.cases import Case
from huiyin.routing.weights import Weights

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "messages" / "labelled.csv"

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not DATA.exists(), reason="the real material is not here"),
]


def messages():
    with DATA.open(encoding="utf-8-sig") as file:
        return [(row["留言详情"], row["一级标签"]) for row in csv.DictReader(file)]


@pytest.fixture(scope="module")
def learned():
    """Who wrote is not said: the same beginning is the same person's."""
    return learning.learn(
        [
            Case(reading.plain(text), label, re.sub(r"\W", "", text)[:60])
            for text, label in messages()
        ]
    )


def test_it_is_as_often_right_as_promised(learned):
    quality = learned.quality
    assert (learned.cases, quality.tried) == (2819, 2819)
    assert quality.first_right >= 0.90
    assert quality.macro_f1 >= 0.89
    assert quality.three_right >= 0.985
    assert quality.calibration_error <= 0.03
    assert quality.sure_right >= 0.965


def test_what_is_stored_says_the_same_and_holds_no_number_and_no_latin(learned):
    stored = Weights.unpacked(learned.weights.packed())
    for text, _ in messages()[::400]:
        fresh, again = learned.weights.likeliest(text), stored.likeliest(text)
        assert [one.key for one in fresh] == [one.key for one in again]
        assert again[0].certainty == pytest.approx(fresh[0].certainty, abs=0.01)
    assert not re.search(r"[\dA-Za-z]", "".join(stored.grams))
