"""整改期限: the day that the paper names, else the local row (`Term`). Pure."""

from huiyin.casework.deadlines import TimeLimit, Unit


def local(key: str, label: str, length: int, unit: Unit, basis: str) -> TimeLimit:
    """A row as a rule."""
    return TimeLimit(f"rectification.{key}", label, length, unit, basis)


def named(days: int) -> TimeLimit:
    """The last day stands in the paper, or was set by decision: no day off moves it."""
    return TimeLimit(
        "rectification.named", "文书写明的期限", days, Unit.DAYS, "以文书或者决定写明的日期为准",
        rolls=False,
    )  # fmt: skip
