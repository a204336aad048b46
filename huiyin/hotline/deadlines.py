"""热线办理时限: local targets, so they are rows (ServiceTarget); their clock is the same."""

from huiyin.casework.deadlines import Effect, TimeLimit, Unit

EVENTS = {"extended": Effect.EXTEND}


def target(kind: str, label: str, days: int, basis: str) -> TimeLimit:
    """The time limit of one kind of request; an extension once, at most the same length."""
    return TimeLimit(
        f"hotline.{kind}",
        f"办理{label}",
        days,
        Unit.WORKDAYS,
        basis,
        EVENTS,
        longest_extension=days,
    )
