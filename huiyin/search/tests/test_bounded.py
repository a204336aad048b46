"""Words that stand almost everywhere: only the newest and best, page after page."""

from datetime import date, timedelta

import pytest

from huiyin.search import index
from huiyin.search.question import BOUND

MANY = 3 * BOUND


@pytest.fixture
def everywhere(db):
    """One document a day; the oldest has the word in its title, another all but the last one."""
    index.rebuild(
        index.Document(
            key=f"document:{number}",
            url=f"/i/{number}",
            title="关于园林绿化的通知" if number == 0 else "情况通报",
            body="市园林局林绿化" if number % 50 == 7 else f"第{number}次园林绿化",
            published_on=date(2009, 1, 1) + timedelta(number),
        )
        for number in range(MANY)
    )


def test_pages_of_a_common_word_follow_each_other(everywhere):
    """Whatever part of the months a page comes from: nothing twice, nothing left out, newest first."""
    holding = [number for number in reversed(range(1, MANY)) if number % 50 != 7]
    expected = [f"document:{number}" for number in (0, *holding[: BOUND - 1])]
    for offset in (0, 20, 300, 380, 400, 700, BOUND - 20):
        results = index.find(index.Query("园林绿化", offset=offset))
        assert results.is_estimate
        assert results.reachable == BOUND
        assert [hit.key for hit in results.hits] == expected[offset : offset + 20]
    assert index.find(index.Query("园林绿化", offset=BOUND)).hits == []


def test_an_estimate_of_a_common_word_is_near(everywhere):
    true = index.find(index.Query("园林绿化", exact=True)).total
    assert true == len([number for number in range(MANY) if number % 50 != 7])
    assert index.find(index.Query("园林绿化")).total == pytest.approx(true, rel=0.25)
