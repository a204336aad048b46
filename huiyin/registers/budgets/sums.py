"""预决算的勾稽关系: parts and totals, and one year against the one before. Whole 分, no rounding.

Pure arithmetic over rows: knows neither Django nor a database.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

from huiyin.common.money import places


class Row(Protocol):
    """What a check needs of a line."""

    label: str
    level: int
    amount: int


@dataclass(frozen=True)
class Break:
    """One thing that does not add up: where, what stands there, what it should be."""

    label: str
    message: str
    stated: int
    expected: int


ABROAD, RECEPTION, VEHICLES = "因公出国（境）费", "公务接待费", "公务用车购置及运行费"
PURCHASE, RUNNING, TOTAL = "公务用车购置费", "公务用车运行维护费", "合计"
_NAMES = {
    ABROAD: ("因公出国(境)费", "因公出国(境)费用", "因公出国(境)经费", "因公出国(境)"),
    RECEPTION: ("公务接待费", "公务接待", "公务接待费用"),
    VEHICLES: (
        "公务用车购置及运行费",
        "公务用车购置及运行维护费",
        "公务用车购置和运行费",
        "公务用车费",
    ),
    PURCHASE: ("公务用车购置费", "公务用车购置"),
    RUNNING: ("公务用车运行维护费", "公务用车运行费", "公务用车运行维护", "公务用车运行"),
    TOTAL: ("合计", "总计", "三公经费合计", "“三公”经费合计", "三公经费"),
}
_KNOWN = {name: item for item, names in _NAMES.items() for name in names}
_NUMBERED = re.compile(
    r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）]|[（(]?[0-9]+[)）.、．]|其中[:：])\s*"
)
_HALF = str.maketrans({"（": "(", "）": ")", " ": "", "　": "", "\n": ""})


def plain(label: str) -> str:
    """A label without number, spaces and `其中`, brackets half-width: to be compared."""
    return _NUMBERED.sub("", label.strip()).translate(_HALF)


def item_of(label: str) -> str:
    """Which of the six rows of the 三公 table this is; empty if none."""
    return _KNOWN.get(plain(label), "")


def is_share(label: str) -> bool:
    """`其中：` is a part of what stands above it, not all of it."""
    return label.strip().startswith("其中")


def parts(rows: Sequence[Row]) -> list[Break]:
    """A row is the sum of its parts, however much deeper they stand; `其中` rows are at most that."""
    broken = []
    for place, row in enumerate(rows):
        below = list(_below(rows, place))
        if not below:
            continue
        total = sum(part.amount for part in below)
        if any(is_share(part.label) for part in below):
            if total > row.amount:
                broken.append(Break(row.label, "其中各项之和大于本项", row.amount, total))
        elif total != row.amount:
            broken.append(Break(row.label, "下级各项之和与本项不等", row.amount, total))
    return broken


def _below(rows: Sequence[Row], place: int) -> Iterator[Row]:
    """Its parts, not theirs: what stands deeper than it, and no deeper than the part before."""
    level, part = rows[place].level, None
    for row in rows[place + 1 :]:
        if row.level <= level:
            return
        if part is None or row.level <= part:
            part = row.level
            yield row


def three(rows: Sequence[Row]) -> list[Break]:
    """三公: 合计＝因公出国（境）＋公务接待＋公务用车；公务用车＝购置＋运行维护."""
    amounts: dict[str, int] = {}
    broken = []
    for row in rows:
        item = item_of(row.label)
        if item and item in amounts:
            broken.append(
                Break(row.label, "这一项出现了两次，请只保留一行", row.amount, amounts[item])
            )
        elif item:
            amounts[item] = row.amount
    lacking = [item for item in _NAMES if item not in amounts]
    if lacking:
        broken += [Break(item, "缺少这一行；没有支出的也要填 0", 0, 0) for item in lacking]
        return broken
    total = amounts[ABROAD] + amounts[RECEPTION] + amounts[VEHICLES]
    if amounts[TOTAL] != total:
        broken.append(Break(TOTAL, "与三项之和不等", amounts[TOTAL], total))
    cars = amounts[PURCHASE] + amounts[RUNNING]
    if amounts[VEHICLES] != cars:
        broken.append(Break(VEHICLES, "与购置费、运行维护费之和不等", amounts[VEHICLES], cars))
    broken += [
        Break(item, "不能是负数", amount, 0) for item, amount in amounts.items() if amount < 0
    ]
    return broken


def balance(rows: Sequence[Row]) -> list[Break]:
    """收支总表: 收入总计＝支出总计."""
    totals = {plain(row.label): row.amount for row in rows}
    income, spending = (
        next((totals[name] for name in names if name in totals), None)
        for names in (("收入总计", "收入合计"), ("支出总计", "支出合计"))
    )
    if income is None or spending is None:
        side = "收入总计" if income is None else "支出总计"
        return [Break(side, "缺少这一行", 0, income or spending or 0)]
    if income != spending:
        return [Break("收入总计", "与支出总计不等", income, spending)]
    return []


@dataclass(frozen=True)
class Change:
    """One row against the same row of the year before; `before` is None where there was none."""

    label: str
    now: int
    before: int | None

    @property
    def difference(self) -> int | None:
        return None if self.before is None else self.now - self.before

    @property
    def percent(self) -> Decimal | None:
        """With one decimal; None where there is nothing to compare with."""
        if not self.before:
            return None
        share = Decimal(self.now - self.before) * 100 / abs(self.before)
        return share.quantize(Decimal("0.1"), ROUND_HALF_UP)

    def is_more_than(self, percent: int) -> bool:
        """Exactly, not by the rounded percentage; from nothing to something is always more."""
        if self.before is None:
            return False
        if self.before == 0:
            return self.now != 0
        return abs(self.now - self.before) * 100 > percent * abs(self.before)


def compare(now: Iterable[Row], before: Iterable[Row]) -> list[Change]:
    """Each row of this year with the same row of the year before, by its label."""
    known: dict[tuple[int, str], int] = {}
    for row in before:
        known.setdefault(_key(row), row.amount)
    return [Change(row.label, row.amount, known.get(_key(row))) for row in now]


def _key(row: Row) -> tuple[int, str]:
    """三公 rows are the same whatever their level; others by level and label."""
    item = item_of(row.label)
    return (0, item) if item else (row.level, plain(row.label))


def scale(changes: Iterable[Change]) -> int:
    """The decimals that a table of these rows needs."""
    return places(
        amount for change in changes for amount in (change.now, change.before, change.difference)
    )
