"""All totals that the fee rules give (国办函〔2020〕109号), and what must hold between them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.foi import fees


@pytest.mark.parametrize(
    ("count", "yuan"),
    [(0, 0), (10, 0), (11, 100), (30, 2000), (31, 2200), (40, 4000), (41, 4300), (45, 5500),
     (50, 7000), (51, 7400), (60, 11000)],
)  # fmt: skip
def test_by_item(count, yuan):
    assert fees.by_item(count) == yuan * 100


@pytest.mark.parametrize(
    ("pages", "yuan"),
    [(0, 0), (30, 0), (31, 10), (100, 700), (101, 720), (200, 2700), (201, 2740), (250, 4700)],
)
def test_by_page(pages, yuan):
    assert fees.by_page(pages) == yuan * 100


@given(st.integers(1, 400), st.integers(1, 20))
def test_shares_of_one_month_sum_to_its_total(count, step):
    shares, counted = 0, 0
    while counted < count:
        units = min(step, count - counted)
        counted += units
        shares += fees.for_items(counted, units)
    assert shares == fees.by_item(count)


@given(st.integers(0, 1000))
def test_one_more_never_costs_less_than_the_one_before(count):
    assert fees.item_rate(count + 1) >= fees.item_rate(count)
    assert fees.by_page(count + 1) >= fees.by_page(count)


@pytest.mark.parametrize(("count", "of_which"), [(0, 1), (3, 4), (3, 0), (-1, 1)])
def test_a_share_that_cannot_be(count, of_which):
    with pytest.raises(ValueError, match="one or more"):
        fees.for_items(count, of_which)


def test_a_negative_count_cannot_be():
    with pytest.raises(ValueError, match="negative"):
        fees.by_page(-1)
