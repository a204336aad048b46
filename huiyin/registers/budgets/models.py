"""预算、决算: the tables as numbers, line by line, so that sums are checked and years compared.

Money is kept in whole 分; 万元 is only how it is written.
"""

from decimal import Decimal
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from huiyin.casework.keys import ReferenceField
from huiyin.casework.models import Matter, MatterQuerySet, Written

FEN = 1_000_000
"""分 in one 万元."""
MOST = 9 * 10**17


class Stage(models.TextChoices):
    BUDGET = "预算", "预算"
    FINAL = "决算", "决算"


THREE, MAIN = "三公经费", "收支总表"


class Table(models.TextChoices):
    """表: those that a department publishes (预算法第十四条)."""

    MAIN = MAIN, "收支总表"
    INCOME = "收入总表", "收入总表"
    SPENDING = "支出总表", "支出总表"
    APPROPRIATION = "财政拨款收支总表", "财政拨款收支总表"
    GENERAL = "一般公共预算支出表", "一般公共预算支出表"
    BASIC = "一般公共预算基本支出表", "一般公共预算基本支出表"
    THREE = THREE, "三公经费表"
    FUND = "政府性基金预算支出表", "政府性基金预算支出表"


class SheetQuerySet(MatterQuerySet["BudgetSheet"]):
    def public(self) -> Self:
        return self.filter(state="published")


class BudgetSheet(Written, Matter):
    """预决算表: one table of one year, with what explains it."""

    class State(models.TextChoices):
        DRAFT = "draft", "未公开"
        PUBLISHED = "published", "已公开"
        VOIDED = Matter.VOIDED, "录入作废"

    kind: ClassVar[str] = "budgets"
    unlogged: ClassVar[frozenset[str]] = frozenset({"rows"})
    """A pasted table needs no entry of its own: each of its rows has one."""

    reference = ReferenceField("编号", max_length=80)
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.DRAFT)
    year = models.PositiveSmallIntegerField("年度")
    stage = models.CharField("类型", max_length=4, choices=Stage.choices)
    table = models.CharField("表名", max_length=20, choices=Table.choices)
    explanation = models.TextField("增减变化说明", blank=True)
    note = models.TextField("其他说明", blank=True)
    entered_on = models.DateField("登记日期")
    published_on = models.DateField("公开日期", null=True, blank=True)

    objects = SheetQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "预决算表"
        ordering = ["-year", "stage", "table", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "year", "stage", "table"],
                condition=~Q(state=Matter.VOIDED),
                name="registers_sheet_once",
            )
        ]
        permissions = [
            ("view_budgets", "查看预决算"),
            ("keep_budgets", "登记预决算"),
            ("release_budgets", "公开预决算"),
        ]

    @property
    def is_public(self) -> bool:
        """One of `objects.public()`."""
        return self.state == self.State.PUBLISHED

    @property
    def title(self) -> str:
        return f"{self.year}年{self.get_table_display()}（{self.stage}）"

    def lines(self) -> "models.QuerySet[BudgetLine]":
        """The rows of this table, in their order."""
        return BudgetLine.objects.valid().filter(
            agency=self.agency_id, year=self.year, stage=self.stage, table=self.table
        )

    def year_before(self) -> "models.QuerySet[BudgetSheet]":
        """The same table of the year before, public or not; none where there is none."""
        return BudgetSheet.objects.valid().filter(
            agency=self.agency_id, year=self.year - 1, stage=self.stage, table=self.table
        )


class PastPublication(models.Model):
    """以前的公开期间: a table was public from a day until it was taken down to be corrected."""

    sheet = models.ForeignKey(
        BudgetSheet, models.PROTECT, related_name="past_publications", verbose_name="预决算表"
    )
    published_on = models.DateField("公开日期")
    withdrawn_on = models.DateField("撤下日期")

    class Meta:
        verbose_name = verbose_name_plural = "以前的公开期间"
        ordering = ["published_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_on__gte=models.F("published_on")),
                name="registers_past_publication_in_order",
            )
        ]

    def __str__(self) -> str:
        return f"{self.sheet}（{self.published_on}）"


class BudgetLine(Matter):
    """预决算明细: one row of a table. `level` 1 is a total, its parts follow one level deeper."""

    class State(models.TextChoices):
        VALID = "valid", "有效"
        VOIDED = Matter.VOIDED, "录入作废"

    kind: ClassVar[str] = "budget-lines"

    reference = ReferenceField("编号", max_length=80)
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.VALID)
    year = models.PositiveSmallIntegerField("年度")
    stage = models.CharField("类型", max_length=4, choices=Stage.choices)
    table = models.CharField("表名", max_length=20, choices=Table.choices)
    position = models.PositiveSmallIntegerField("行次")
    level = models.PositiveSmallIntegerField("层级", default=1)
    code = models.CharField("科目编码", max_length=20, blank=True)
    label = models.CharField("项目", max_length=120)
    amount = models.BigIntegerField("金额（分）")
    entered_on = models.DateField("登记日期")

    objects = MatterQuerySet["BudgetLine"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "预决算明细"
        ordering = ["-year", "stage", "table", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "reference"],
                condition=~Q(state=Matter.VOIDED),
                name="registers_line_once",
            ),
            models.CheckConstraint(
                condition=Q(level__gte=1, level__lte=6), name="registers_line_level"
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=-MOST, amount__lte=MOST), name="registers_line_amount"
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "year", "stage", "table", "position"], name="registers_line_list"
            )
        ]

    @property
    def title(self) -> str:
        return f"{self.year}年{self.table}（{self.stage}） {self.label}"

    @property
    def wan(self) -> Decimal:
        """The amount in 万元, exact."""
        return Decimal(self.amount) / FEN
