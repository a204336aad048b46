"""What the words of a rubric say in numbers: 扣0.2分, 主动公开（40%）. Pure."""

import re
from decimal import Decimal

_DEDUCTED = re.compile(r"扣\s*(\d+(?:\.\d+)?)\s*分")
_COST = re.compile(r"[（(]?扣?(?<![\d.])(\d{1,3}(?:\.\d{1,2})?)分[)）]?$")
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


def listed(checklist: str) -> tuple[str, ...]:
    """What a list names, in its order."""
    return tuple(filter(None, (one.strip() for one in checklist.split("、"))))


def points_of(checklist: str, each: Decimal | None) -> list[tuple[str, Decimal]]:
    """The points of a list that people go through, with what each costs: 有培训记录（扣0.5分）.

    `each` is taken off where a point does not say.

    Raises:
        ValueError: a point stands twice, or nothing says what it costs.
    """
    points: dict[str, Decimal] = {}
    for one in listed(checklist):
        words = "".join(one.split())
        found = _COST.search(words)
        has_cost = found is not None and found.start() > 0
        label = words[: found.start()] if found and has_cost else words
        cost = Decimal(found[1]) if found and has_cost else each
        if label in points:
            raise ValueError(f"要点“{label}”写了两次")
        if cost is None:
            raise ValueError(f"要点“{label}”没有写扣几分，例如 {label}（扣0.5分）")
        points[label] = cost
    return list(points.items())
