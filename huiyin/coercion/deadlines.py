"""查封、扣押、冻结的期限. Days of the calendar: only up to 十日 are working days (第六十九条)."""

from huiyin.casework.deadlines import Effect, TimeLimit, Unit, declare

EXTENDED = "extended"
LONGEST_EXTENSION = 30
"""延长期限不得超过三十日."""
HOLD = declare(
    TimeLimit(
        "coercion.hold",
        "查封、扣押、冻结",
        30,
        Unit.DAYS,
        "行政强制法第二十五条、第三十二条：不得超过三十日，经批准可以延长，延长不得超过三十日，"
        "检测、检验、检疫、技术鉴定的期间不计入",
        {EXTENDED: Effect.EXTEND},
        longest_extension=400,
        rolls=False,
    )
)
"""A last day off is no reason to keep somebody's goods for longer."""
