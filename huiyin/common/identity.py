"""居民身份证号 (GB 11643): form, birth date, check digit, and plausibility."""

import re
from datetime import date

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_SHAPE = re.compile(r"[1-9]\d{5}(?:19|20)\d{9}[\dX]")
_PROVINCE = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91")
_OLDEST = 130


def is_valid(number: str) -> bool:
    """True for 18 characters with a possible birth date and the right check digit."""
    number = number.upper()
    if not _SHAPE.fullmatch(number) or born_on(number) is None:
        return False
    total = sum(int(c) * w for c, w in zip(number[:17], _WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == number[17]


def looks_like(number: str) -> bool:
    """Written like one, with a possible birth date; one character of it may be wrong."""
    return bool(_SHAPE.fullmatch(number)) and born_on(number) is not None


def born_on(number: str) -> date | None:
    """The birth date in a number of 18 characters; None if it is impossible."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def is_of_somebody(number: str, today: date) -> bool:
    """A valid number that a living person can have: known province, plausible birth date."""
    born = born_on(number) if is_valid(number) else None
    if born is None or not _PROVINCE.match(number):
        return False
    return born <= today and today.year - born.year <= _OLDEST
