"""网站自查: indicators, runs, results of each indicator, and reminders of columns."""

from decimal import Decimal
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from huiyin.disclosure.models import ColumnPage
from huiyin.measuring.models import Measured
from huiyin.organisations.models import Organisation

from .scoring import PASS


class Group(models.TextChoices):
    VETO = "veto", "单项否决指标"
    SCORED = "scored", "扣分指标"
    BONUS = "bonus", "加分指标"


class Indicator(models.Model):
    """检查指标: the values of `indicators.toml`, or the office's own (with author and time)."""

    code = models.SlugField("代码", max_length=40, unique=True)
    group = models.CharField("类别", max_length=10, choices=Group.choices)
    part = models.CharField("一级指标", max_length=40)
    name = models.CharField("指标", max_length=60)
    rule = models.CharField("评分细则", max_length=300)
    measure = models.CharField("检查方法", max_length=60)
    mark = models.CharField("依据核实", max_length=4)
    position = models.PositiveSmallIntegerField("顺序", default=0)
    unit = models.CharField("计量单位", max_length=10, blank=True)
    threshold = models.PositiveIntegerField("限值", null=True, blank=True)
    deduct = models.DecimalField(
        "每项扣分", max_digits=5, decimal_places=1, default=Decimal(0), blank=True
    )
    points = models.DecimalField(
        "分值", max_digits=5, decimal_places=1, default=Decimal(0), blank=True
    )
    is_checked = models.BooleanField("检查", default=True)
    is_listed = models.BooleanField("现行", default=True, editable=False)
    changed_by = models.CharField("修改人", max_length=100, blank=True)
    changed_at = models.DateTimeField("修改时间", null=True, blank=True)
    reason = models.CharField("修改理由", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "检查指标"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_editable(self) -> bool:
        """Whether the office may set it: only if no published table verifies it."""
        return self.mark == "U"


class Inspection(models.Model):
    """自查: one run over all indicators, of the whole site or of the part of one agency."""

    agency = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="机关"
    )
    started_at = models.DateTimeField("开始时间", db_index=True)
    finished_at = models.DateTimeField("完成时间", null=True, blank=True)
    started_by = models.CharField("发起人", max_length=100)
    vetoes = models.PositiveSmallIntegerField("否决项数", default=0)
    score = models.DecimalField("得分", max_digits=5, decimal_places=1, null=True, blank=True)
    verdict = models.CharField("结论", max_length=100, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "网站自查"
        ordering = ["-started_at", "-pk"]
        permissions = [("run_inspection", "发起网站自查"), ("inspect_site", "自查全站")]

    def __str__(self) -> str:
        return f"网站自查 {timezone.localdate(self.started_at)}"

    @property
    def is_good(self) -> bool:
        """Whether it passes; an agency's part has no score, and passes without a fault."""
        if self.agency_id is not None:
            return not self.results.filter(state=Result.State.BROKEN).exists()
        return self.score is not None and self.score >= PASS


class Result(Measured):
    """检查结果: the result of one indicator in one run, with its limit at that time."""

    class State(models.TextChoices):
        WAITING = "waiting", "等待检查"
        RUNNING = "running", "正在检查"
        MET = "met", "达标"
        BROKEN = "broken", "未达标"
        UNMEASURED = "unmeasured", "本系统不能检查"
        FAILED = "failed", "检查出错"

    inspection = models.ForeignKey(
        Inspection, models.CASCADE, related_name="results", verbose_name="自查"
    )
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="results", verbose_name="指标"
    )
    state = models.CharField("状态", max_length=12, choices=State.choices, default=State.WAITING)
    claimed_at = models.DateTimeField("开始检查", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "检查结果"
        ordering = ["indicator__position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "indicator"], name="inspection_result_once"
            )
        ]

    @property
    def is_done(self) -> bool:
        return self.state not in (self.State.WAITING, self.State.RUNNING)

    @property
    def tone(self) -> str:
        """The colour of the result."""
        return {"met": "good", "broken": "bad", "failed": "warn"}.get(self.state, "")


class ReminderQuerySet(models.QuerySet["ColumnReminder"]):
    def open(self) -> Self:
        return self.filter(closed_at__isnull=True)


class ColumnReminder(models.Model):
    """更新提醒: one column that must be renewed by a day; reminded before it, alarmed after it.

    Each is one span: what has been closed stays as it was, and is owed again by another row.
    """

    reference = models.CharField("编号", max_length=40, db_index=True)
    agency = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="机关")
    column = models.ForeignKey(ColumnPage, models.CASCADE, related_name="+", verbose_name="栏目")
    due_on = models.DateField("应更新日期")
    latest_on = models.DateField("最近更新")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name="责任人",
    )  # fmt: skip
    department = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="责任部门",
    )  # fmt: skip
    reminded_at = models.DateTimeField("提醒时间")
    alarmed_at = models.DateTimeField("告知负责人时间", null=True, blank=True)
    closed_at = models.DateTimeField("更新或取消时间", null=True, blank=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "栏目更新提醒"
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["column", "due_on"],
                condition=models.Q(closed_at__isnull=True),
                name="inspection_one_open_span",
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.due_on}）"

    @property
    def title(self) -> str:
        return f"更新栏目“{self.column.title}”"

    @property
    def state(self) -> Any:
        if self.closed_at:
            return "已更新"
        return "已告知负责人" if self.alarmed_at else "待更新"
