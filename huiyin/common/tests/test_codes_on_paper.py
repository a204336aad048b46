"""However a number is written, wrong tries of it are one record's."""

import pytest

from huiyin.common import codes


@pytest.mark.parametrize(
    "typed",
    ["云城管〔2026〕1号", "云城管[2026]第01号", "云城管 （２０２６） 1 号", "云城管(2026)001号"],
)
def test_all_spellings_of_a_number_mean_one_record(typed):
    assert codes.whose(codes.number(typed)) == "云城管〔2026〕1号"
