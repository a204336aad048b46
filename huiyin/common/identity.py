"""居民身份证号 (GB 11643): shape, birth date and check digit."""

import re
from datetime import date

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_SHAPE = re.compile(r"[1-9]\d{5}(?:18|19|20)\d{9}[\dX]")


def is_valid(number: str) -> bool:
    """True for 18 characters with a possible birth date and the right check digit."""
    number = number.upper()
    if not _SHAPE.fullmatch(number):
        return False
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(c) * w for c, w in zip(number[:17], _WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == number[17]
