"""热线办理时限: local targets, so they are rows (ServiceTarget); their clock is the same."""

from huiyin.casework.deadlines import Effect, TimeLimit, Unit, Wait

EXTENDED, SUSPENDED, RESUMED, UNTIL = "extended", "suspended", "resumed", "suspended-until"
EVENTS = {
    EXTENDED: Effect.EXTEND,
    SUSPENDED: Effect.SUSPEND,
    RESUMED: Effect.RESUME,
    UNTIL: Effect.LIMIT,
}
WAIT = Wait(length=400, presumed=0, longest=400)
"""A suspension always names its last day, by the rule of its cause; nothing holds a clock longer."""


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
        wait=WAIT,
    )
