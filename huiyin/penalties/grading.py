"""失信等级 and the months of the credit platform: what is proposed, and until when a penalty is shown."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from huiyin.casework.deadlines import Reckoning, TimeLimit, Unit, declare_family, reckon
from huiyin.publicity.kinds import Holder
from huiyin.workdays.load import calendar

from . import kinds
from .models import CreditBand, CreditRule, Penalty, Procedure
from .rows import Seriousness

ENDS = {"shortest": "最短公示期", "longest": "最长公示期"}
_GRAVE = ("限制从业", "限制开展生产经营", "责令关闭")
"""Kinds of the law of 2021 that bar from business; in the words of 2018 they are 其他-…."""

GRADES = {
    Seriousness.MINOR: "适用简易程序的处罚，只有警告、通报批评的处罚，罚款没有达到较大数额的处罚",
    Seriousness.ORDINARY: "其他罚款、没收等处罚",
    Seriousness.SERIOUS: f"吊销许可证件、{kinds.CLOSURE}、{'、'.join(_GRAVE)}，罚款数额巨大的处罚",
}
"""What `proposed` comes to, as everybody is told; a person confirms it for each penalty."""


@dataclass(frozen=True)
class Proposal:
    """What kind and amount come to, and why; a person confirms it."""

    level: Seriousness
    because: str


@dataclass(frozen=True)
class Shown:
    """Until when the platform shows a penalty, by the rule set of a day."""

    rule: CreditRule
    shortest: Reckoning
    longest: Reckoning


def proposed(penalty: Penalty) -> Proposal:
    """信用修复管理办法: 轻微 by procedure or kind, 严重 by kind or a huge fine, else 一般."""
    chosen = penalty.all_kinds
    grave = _grave(penalty, chosen)
    if grave:
        return Proposal(Seriousness.SERIOUS, f"处罚类别为{grave}")
    if penalty.procedure == Procedure.ON_SPOT:
        return Proposal(Seriousness.MINOR, "适用简易程序")
    if set(chosen) <= {kinds.WARNING, kinds.CRITICISM}:
        return Proposal(Seriousness.MINOR, "处罚类别只有警告、通报批评")
    day = penalty.decided_on or timezone.localdate()
    band = CreditBand.objects.on(day, holder=penalty.holder.value)
    return _by_amount(penalty.fine, penalty.confiscated, band)


def _by_amount(fine: Decimal, confiscated: Decimal, band: CreditBand | None) -> Proposal:
    if band is not None and fine >= band.serious_from:
        return Proposal(Seriousness.SERIOUS, f"罚款数额巨大（{band}）")
    if band is not None and fine < band.ordinary_from and not confiscated:
        return Proposal(Seriousness.MINOR, f"罚款没有达到较大数额（{band}）")
    return Proposal(Seriousness.ORDINARY, "普通程序的罚款、没收")


def _grave(penalty: Penalty, chosen: tuple[str, ...]) -> str:
    if kinds.LICENCE in chosen and "吊销" in penalty.content:
        return "吊销许可证件"
    if kinds.CLOSURE in chosen:
        return kinds.CLOSURE
    return next((one for one in chosen for word in _GRAVE if word in one), "")


def limit(rule: CreditRule, end: str) -> TimeLimit:
    """One end of a rule as a time limit: months from the decision, never moved to a working day."""
    level = rule.get_level_display()
    return TimeLimit(
        f"credit.{rule.level}-{end}",
        f"{level}失信行为的{ENDS[end]}",
        getattr(rule, end),
        Unit.MONTHS,
        rule.basis,
        rolls=False,
    )


def shown(penalty: Penalty, day: date | None = None) -> Shown | None:
    """By the rule set in force on the day of assessment (today); None: not decided, or no rule."""
    level = penalty.seriousness or proposed(penalty).level
    rule = CreditRule.objects.on(day or timezone.localdate(), level=level)
    if rule is None or penalty.decided_on is None:
        return None
    days = calendar(penalty.agency.region)
    shortest, longest = (reckon(limit(rule, end), penalty.decided_on, days) for end in ENDS)
    return Shown(rule, shortest, longest)


def in_force(day: date) -> list[CreditRule]:
    """The rule set of that day, one row a grade; a grade without a rule is left out."""
    rules = (CreditRule.objects.on(day, level=level) for level in Seriousness.values)
    return [rule for rule in rules if rule is not None]


def bands(day: date) -> list[CreditBand]:
    """From which fine on a penalty counts as 较大 or 巨大 on that day, where the place has said so."""
    rows = (CreditBand.objects.on(day, holder=holder) for holder in Holder.values)
    return [row for row in rows if row is not None]


def _find(name: str, day: date) -> TimeLimit | None:
    """`ordinary-shortest`: of the rule set in force on that day."""
    level, _, end = name.partition("-")
    rule = CreditRule.objects.on(day, level=level) if end in ENDS else None
    return limit(rule, end) if rule else None


declare_family("credit", _find)
