"""办公时间、计时期限: set for an office by whoever may, from a day on, with their basis."""

from collections.abc import Iterable
from datetime import datetime

from huiyin.audit.actors import system

from . import clocks, recount
from .clock_rows import KEEP, ClockTerm, OfficeTime
from .local_tables import LocalTable

REFUSAL = "您没有设定这个机关办公时间和计时期限的权限"
MOVER = "办公时间"


def _recount(row: OfficeTime, at: datetime) -> None:
    """The clocks that run are counted by the new hours."""
    recount.recount_clocks(actor=system(MOVER), at=at, because=f"办公时间：{row}")


def _clocks() -> Iterable[tuple[str, str]]:
    """Those that have no table of their own."""
    return [(key, rule.label) for key, rule in clocks.rules().items() if rule.term is None]


HOURS = LocalTable(
    OfficeTime,
    "office-time",
    "办公时间",
    right=KEEP,
    refusal=REFUSAL,
    asked=("schedule", "valid_from", "basis"),
    columns={"schedule": "办公时间", "valid_from": "执行日期", "basis": "依据"},
    kept="正在计时的按新的时间重算",
    then=_recount,
)
TERMS = LocalTable(
    ClockTerm,
    "clock-term",
    "计时期限",
    right=KEEP,
    refusal=REFUSAL,
    asked=("key", "amount", "measure", "valid_from", "basis"),
    columns={"key": "计时事项", "period": "期限", "valid_from": "执行日期", "basis": "依据"},
    kept="已经开始计时的期限不变",
    choices={"key": _clocks},
)
