"""Budgets and final accounts of the demonstration bureau: the same numbers in the register and in the documents."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from huiyin.registers.models import Stage, Table

from .schedule import FULL, near

CENT = Decimal("0.01")
BUDGETS = {
    2020: ("8.50", "18.00", "60.00", "12300.50", "180.00", "5320.50"),
    2021: ("7.20", "12.00", "56.00", "12960.00", "155.00", "5480.00"),
    2022: ("6.00", "10.00", "54.00", "13480.00", "140.00", "5610.00"),
}
"""公务接待、车辆购置、车辆运行、财政拨款、其他收入、基本支出，万元; later years follow from the last one."""
ACCOUNTS = {
    2020: ("6.13", "17.98", "55.25", "12070.42", "163.00", "5301.20"),
    2021: ("5.41", "11.50", "50.02", "12810.77", "144.00", "5466.31"),
}
LAST = max(BUDGETS)
YEARLY = (Decimal("0.96"),) * 3 + (Decimal("1.02"), Decimal("0.97"), Decimal("1.02"))
SPENT = (Decimal("0.88"),) * 3 + (Decimal("0.985"),) * 3
LESS = (
    "合计比上年减少，原因是：报废老旧执法车辆，公务用车运行维护费和购置费下降；"
    "严格执行公务接待标准，接待批次和人数减少。因公出国（境）费无安排，与上年持平。"
)


@dataclass(frozen=True)
class Account:
    """One table, with its publication day and the reason for the change from the year before."""

    year: int
    stage: Stage
    table: Table
    rows: tuple[tuple[str, str], ...]
    explanation: str

    @property
    def pasted(self) -> str:
        return "\n".join(f"{label}\t{amount}" for label, amount in self.rows)

    @property
    def published_on(self) -> date:
        return published_on(self.year, self.stage)


def published_on(year: int, stage: Stage) -> date:
    """A budget within twenty days of its approval in spring, final accounts in late summer."""
    return near(year, 2, 11) if stage == Stage.BUDGET else near(year + 1, 8, 20)


def accounts(until: date) -> Iterator[Account]:
    """All tables published by then, in order of their days."""
    for year in range(FULL[0], until.year + 1):
        for table_year, stage in ((year, Stage.BUDGET), (year - 1, Stage.FINAL)):
            if table_year >= FULL[0] and published_on(table_year, stage) <= until:
                yield from tables(table_year, stage)


def tables(year: int, stage: Stage) -> Iterator[Account]:
    """三公经费 and 收支总表 of a year."""
    meals, purchase, running, grant, other, basic = _numbers(year, stage)
    cars, income = purchase + running, grant + other
    three = (
        ("合计", meals + cars),
        ("因公出国（境）费", Decimal(0)),
        ("公务接待费", meals),
        ("公务用车购置及运行费", cars),
        ("公务用车购置费", purchase),
        ("公务用车运行维护费", running),
    )
    main = (
        ("收入总计", income),
        ("　财政拨款收入", grant),
        ("　其他收入", other),
        ("支出总计", income),
        ("　基本支出", basic),
        ("　项目支出", income - basic),
    )
    yield Account(year, stage, Table.THREE, _written(three), LESS if year > FULL[0] else "")
    yield Account(year, stage, Table.MAIN, _written(main), "")


def _numbers(year: int, stage: Stage) -> list[Decimal]:
    amounts = BUDGETS if stage == Stage.BUDGET else ACCOUNTS
    if year in amounts:
        return [Decimal(amount) for amount in amounts[year]]
    budget = [
        Decimal(amount) * factor ** (year - LAST)
        for amount, factor in zip(BUDGETS[LAST], YEARLY, strict=True)
    ]
    spent = SPENT if stage == Stage.FINAL else (Decimal(1),) * len(SPENT)
    return [(amount * part).quantize(CENT) for amount, part in zip(budget, spent, strict=True)]


def _written(rows: tuple[tuple[str, Decimal], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((label, f"{amount:,.2f}") for label, amount in rows)
