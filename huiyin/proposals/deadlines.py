"""建议提案办理期限: the congress's are law, the others are local rows (`Term`). Pure.

They end on the corresponding day of the calendar (民法典第二百零二条) and are not moved from a day
off: no rule seen says that they are, so the office is held to the earlier day.
"""

from huiyin.casework.deadlines import Effect, TimeLimit, Unit, declare

EVENTS = {"extended": Effect.EXTEND}
LONGEST = 6  # months from 交办 in all
ANSWER = declare(
    TimeLimit(
        "proposals.answer",
        "答复代表建议",
        3,
        Unit.MONTHS,
        "代表法（2025年修正）第五十一条、第五十二条：交办之日起三个月内，至迟六个月内答复",
        EVENTS,
        longest_extension=LONGEST - 3,
        rolls=False,
    )
)


def local(key: str, label: str, length: int, unit: Unit, basis: str) -> TimeLimit:
    """A row as a rule; an answer may take six months in all."""
    is_answer = key.endswith("answer") and unit is Unit.MONTHS
    extension = max(LONGEST - length, 0) if is_answer else 0
    events = EVENTS if extension else {}
    return TimeLimit(
        f"proposals.{key}", label, length, unit, basis, events,
        longest_extension=extension, rolls=False,
    )  # fmt: skip
