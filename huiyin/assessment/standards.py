"""What the words of a rubric say in numbers: 扣0.2分, 主动公开（40%）. Pure."""

import re
from decimal import Decimal

_DEDUCTED = re.compile(r"扣\s*(\d+(?:\.\d+)?)\s*分")
_WEIGHT = re.compile(r"[（(]\s*(\d+(?:\.\d+)?)\s*[%％分]\s*[)）]\s*$")


def plain(number: Decimal) -> str:
    """40, 0.5: without zeros at the end."""
    return f"{number.normalize():f}"


def deducted(text: str) -> list[Decimal]:
    """Every deduction that a standard names, in its order."""
    return [Decimal(number) for number in _DEDUCTED.findall(text)]


def weight(part: str) -> Decimal | None:
    """The points in the brackets at the end of a heading: a percentage of a hundred, or points."""
    found = _WEIGHT.search(part)
    return Decimal(found[1]) if found else None
