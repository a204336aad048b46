"""季度进展: what a unit owes of a task each quarter, what it reported, and what shows it."""

from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q

from huiyin.casework.evidence import KeptFile
from huiyin.casework.terms import Dated
from huiyin.planning.quarters import name_of

from .item import PlanItem

QUARTERS = [(number, name_of(number)) for number in range(1, 5)]


class ReportTerm(Dated):
    """季度报送规定: how many days after the end of a quarter its report is in time."""

    of: ClassVar[tuple[str, ...]] = ()

    days = models.PositiveSmallIntegerField(
        "季度终了后几日内报送", validators=[MaxValueValidator(60)]
    )

    class Meta:
        verbose_name = verbose_name_plural = "季度报送规定"
        ordering = ["-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["valid_from"], name="planning_report_term_once")
        ]

    def __str__(self) -> str:
        return f"季度终了后 {self.days} 日内报送"


class Quarter(models.Model):
    """季度进展: expected when the task is given; its last day stays though the rule may change."""

    item = models.ForeignKey(
        PlanItem, models.CASCADE, related_name="quarters", verbose_name="计划任务"
    )
    number = models.PositiveSmallIntegerField("季度", choices=QUARTERS)
    begins_on = models.DateField("季度开始")
    ends_on = models.DateField("季度终了")
    due_on = models.DateField("报送期限")
    reported_on = models.DateField("报送日期", null=True, blank=True)
    progress = models.TextField("进展", blank=True)
    ended_on = models.DateField("不再应报日期", null=True, blank=True)
    """The task was done, carried over or dropped before the quarter was."""

    class Meta:
        verbose_name = verbose_name_plural = "季度进展"
        ordering = ["item", "number"]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="planning_quarter_once"),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("ends_on")), name="planning_quarter_due_after_end"
            ),
        ]
        indexes = [models.Index(fields=["due_on"], name="planning_quarter_due")]

    def __str__(self) -> str:
        return f"{self.item.year}年{self.get_number_display()}"


class Evidence(KeptFile):
    """计划任务佐证: of the progress of a quarter, or that the whole is done."""

    class Role(models.TextChoices):
        PROGRESS = "progress", "季度进展"
        DONE = "done", "完成佐证"

    item = models.ForeignKey(
        PlanItem, models.PROTECT, related_name="evidence", verbose_name="计划任务"
    )
    role = models.CharField("种类", max_length=8, choices=Role.choices)
    quarter = models.PositiveSmallIntegerField("季度", null=True, blank=True, choices=QUARTERS)

    class Meta:
        verbose_name = verbose_name_plural = "计划任务佐证"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.file.name}"

    @property
    def what(self) -> str:
        return f"{super().what}（{self.get_quarter_display()}）" if self.quarter else super().what
