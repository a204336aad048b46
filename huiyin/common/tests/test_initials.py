"""First letters of names, by which they are typed."""

import pytest

from huiyin.common import initials

NAMES = {
    "云溪路": "yxl",
    "人民广场": "rmgc",
    "A3停车场": "a3tcc",
    "安徽": "ah",
    "座": "z",
    "濠河": "h",
    "（）": "",
}


@pytest.mark.parametrize(("name", "letters"), NAMES.items())
def test_first_letters(name, letters):
    assert initials.of(name) == letters
