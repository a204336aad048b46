"""周公示的发布期限: seven working days after the week, or as the place rules (`Practice`). Pure."""

from huiyin.casework.deadlines import TimeLimit, Unit, declare

KEY, LABEL = "bulletin.publish", "周公示发布"
PUBLISH = declare(
    TimeLimit(
        KEY,
        LABEL,
        7,
        Unit.WORKDAYS,
        "本地没有规定的，参照发改办财金〔2018〕424号七个工作日，自该周最后一日起算",
    )
)


def local(length: int, basis: str) -> TimeLimit:
    """A row of the place as a rule, counted from the last day of the week."""
    return TimeLimit(KEY, LABEL, length, Unit.WORKDAYS, basis)
