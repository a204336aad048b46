"""年度报告: the statutory report of an agency and a year on its way, and what the office states for it."""

from datetime import date
from typing import ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from huiyin.casework.models import Matter, MatterQuerySet, Written
from huiyin.casework.terms import Dated
from huiyin.organisations.models import Organisation

from .published import Published


class AnnualReportQuerySet(MatterQuerySet["AnnualReport"]):
    def frozen(self) -> Self:
        return self.filter(state=AnnualReport.State.FROZEN)


class AnnualReport(Written, Matter):
    """政府信息公开工作年度报告: drafted, checked by another person, frozen, and sent to be published."""

    class State(models.TextChoices):
        DRAFTING = "drafting", "起草中"
        CHECKING = "checking", "待核对"
        CHECKED = "checked", "已核对"
        FROZEN = "frozen", "已定稿"
        VOIDED = Matter.VOIDED, "录入作废"

    class Stage(models.TextChoices):
        """How far its reminders went."""

        BEGUN = "begun", "已提醒起草"
        SOON = "soon", "已提醒临近期限"
        LATE = "late", "已提醒超期"

    kind: ClassVar[str] = "annual-reports"
    is_internal: ClassVar[bool] = True
    unlogged: ClassVar[frozenset[str]] = frozenset({"drawn", "data"})
    """Hundreds of numbers under their keys; the digest of what was frozen is in the log."""

    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.DRAFTING)
    year = models.PositiveSmallIntegerField(
        "报告年度", validators=[MinValueValidator(2008), MaxValueValidator(2099)]
    )
    begun_on = models.DateField("开始起草日期", editable=False)
    due_on = models.DateField("应公布日期", editable=False)
    drawn = models.JSONField("核对时的数据", default=dict, blank=True, editable=False)
    """Key of a cell → (version of its definition, value), as the second person read them."""
    checked_by = models.CharField("核对人", max_length=100, blank=True, editable=False)
    checked_on = models.DateField("核对日期", null=True, blank=True, editable=False)
    frozen_on = models.DateField("定稿日期", null=True, blank=True, editable=False)
    data = models.JSONField("定稿数据", null=True, blank=True, editable=False)
    digest = models.CharField("定稿数据摘要", max_length=64, blank=True, editable=False)
    published = models.OneToOneField(
        Published, models.SET_NULL, null=True, blank=True, related_name="annual",
        verbose_name="公开信息", editable=False,
    )  # fmt: skip
    reminded = models.CharField(
        "提醒情况", max_length=10, choices=Stage.choices, blank=True, editable=False
    )

    objects = AnnualReportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "年度报告"
        ordering = ["-year", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "reference"], name="reports_annual_number"),
            models.UniqueConstraint(
                fields=["agency", "year"],
                condition=~Q(state=Matter.VOIDED),
                name="reports_annual_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="frozen") | Q(frozen_on__isnull=False, data__isnull=False),
                name="reports_annual_frozen_has_data",
            ),
        ]
        permissions = [
            ("view_annual", "查看年度报告"),
            ("write_annual", "撰写年度报告"),
            ("check_annual", "核对年度报告"),
        ]

    @property
    def title(self) -> str:
        name = self.agency.on(date(self.year, 12, 31)).name
        return f"{name}{self.year}年政府信息公开工作年度报告"

    @property
    def text_address(self) -> str:
        """Where it is read and written at the desk."""
        return f"{self.get_absolute_url()}text/"

    @property
    def is_open(self) -> bool:
        return self.state not in (self.State.FROZEN, self.State.VOIDED)


class AnnualStatementQuerySet(models.QuerySet["AnnualStatement"]):
    def of_year(self, agency_id: int, *years: int) -> Self:
        return self.filter(agency=agency_id, year__in=years)

    def newest(self) -> Self:
        """The last version of each cell and year."""
        later = self.model._default_manager.filter(
            agency=models.OuterRef("agency"),
            year=models.OuterRef("year"),
            cell=models.OuterRef("cell"),
            version__gt=models.OuterRef("version"),
        )
        return self.exclude(models.Exists(later))


class AnnualStatement(models.Model):
    """填报数据: one version of a number that no register of this system holds; never overwritten.

    Whoever checks the report is the second person who saw it.
    """

    agency = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="机关")
    year = models.PositiveSmallIntegerField("年度")
    cell = models.CharField("栏目", max_length=60)
    version = models.PositiveIntegerField("版本")
    value = models.DecimalField("数值", max_digits=16, decimal_places=4)
    source = models.CharField("数据来源", max_length=200)
    author = models.CharField("填报人", max_length=100)
    author_key = models.CharField("填报人标识", max_length=40, blank=True)
    at = models.DateTimeField("填报时间")

    objects = AnnualStatementQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "年度报告填报数据"
        ordering = ["year", "cell", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "year", "cell", "version"], name="reports_statement_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.year}年 {self.cell} 第{self.version}版"


class AnnualDate(Dated):
    """年度报告日期: from when the report is reminded of, and by when it is published."""

    class Step(models.TextChoices):
        REMIND = "remind", "开始起草和提醒"
        DUE = "due", "报送并公布"

    of: ClassVar[tuple[str, ...]] = ("step",)

    step = models.CharField("事项", max_length=10, choices=Step.choices)
    month = models.PositiveSmallIntegerField(
        "月", validators=[MinValueValidator(1), MaxValueValidator(3)], help_text="次年的月份"
    )
    day = models.PositiveSmallIntegerField(
        "日", validators=[MinValueValidator(1), MaxValueValidator(31)]
    )

    class Meta:
        verbose_name = verbose_name_plural = "年度报告日期"
        ordering = ["step", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["step", "valid_from"], name="reports_annual_date_once")
        ]
        permissions = [("keep_annual_dates", "设定年度报告日期")]

    def __str__(self) -> str:
        return f"{self.get_step_display()}：次年{self.month}月{self.day}日"

    def in_year(self, year: int) -> date:
        """The day for the report of that year; a day that the month does not have is its last."""
        first_of_next = date(year + 1, self.month + 1, 1)
        last = first_of_next.toordinal() - 1
        return date.fromordinal(min(date(year + 1, self.month, 1).toordinal() + self.day - 1, last))
