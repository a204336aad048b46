"""计分: no veto → 100 minus deductions; under 60 fails; over 80 the bonus counts too. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

FULL = Decimal(100)
PASS = Decimal(60)
BONUS_FROM = Decimal(80)
MOST_BONUS = Decimal(30)
SERVICES = Decimal(25)
"""Points of 办事服务; a site without services is scored out of the rest."""


@dataclass(frozen=True)
class Mark:
    """One indicator's part in the score. `is_broken` is None if it was not measured."""

    group: str
    is_broken: bool | None
    deduction: Decimal = Decimal(0)
    points: Decimal = Decimal(0)


@dataclass(frozen=True)
class Score:
    vetoes: int
    total: Decimal | None
    """None if there is a veto: nothing else is scored then."""
    bonus: Decimal
    unmeasured: int

    @property
    def passed(self) -> bool:
        return self.total is not None and self.total >= PASS

    @property
    def verdict(self) -> str:
        if self.vetoes:
            return f"不合格：{self.vetoes} 项单项否决指标未达标"
        word = "合格" if self.passed else "不合格：扣分后低于60分"
        return (
            f"{word}（按能检查的指标，另有 {self.unmeasured} 项没有检查）"
            if self.unmeasured
            else word
        )


def score(marks: Iterable[Mark], *, has_services: bool = True) -> Score:
    """The score of one inspection."""
    all_marks = list(marks)
    unmeasured = sum(mark.is_broken is None for mark in all_marks)
    vetoes = sum(mark.group == "veto" and mark.is_broken is True for mark in all_marks)
    if vetoes:
        return Score(vetoes, None, Decimal(0), unmeasured)
    lost = sum((mark.deduction for mark in all_marks if mark.group == "scored"), Decimal(0))
    total = max(FULL - lost, Decimal(0))
    if not has_services:
        total = max(FULL - SERVICES - lost, Decimal(0)) * FULL / (FULL - SERVICES)
    bonus = Decimal(0)
    if total > BONUS_FROM:
        gained = (m.points for m in all_marks if m.group == "bonus" and m.is_broken is False)
        bonus = min(sum(gained, Decimal(0)), MOST_BONUS)
    return Score(0, (total + bonus).quantize(Decimal("0.1")), bonus, unmeasured)
