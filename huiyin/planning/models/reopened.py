"""恢复前的情况: how a task had ended until it was taken up again; what was said of those days stands."""

from django.db import models
from django.db.models import F, Q

from .item import PlanItem
from .quarter import Quarter


class Reopened(models.Model):
    """恢复前的情况: from one day until another it, or the report of a quarter, had ended like this."""

    class Kind(models.TextChoices):
        DONE = "done", "已落实"
        DROPPED = "dropped", "不再实施"
        QUARTER = "quarter", "季度不再应报"

    item = models.ForeignKey(
        PlanItem, models.CASCADE, related_name="reopened", verbose_name="计划任务"
    )
    quarter = models.ForeignKey(
        Quarter, models.CASCADE, null=True, blank=True, related_name="reopened",
        verbose_name="季度进展",
    )  # fmt: skip
    kind = models.CharField("情况", max_length=8, choices=Kind.choices)
    since = models.DateField("起始日期")
    until = models.DateField("恢复日期")
    was_in_time = models.BooleanField("按期完成", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "恢复前的情况"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=F("since")), name="planning_reopened_after_end"
            ),
            models.CheckConstraint(
                condition=Q(kind="quarter", quarter__isnull=False)
                | ~Q(kind="quarter") & Q(quarter__isnull=True),
                name="planning_reopened_names_a_quarter",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.get_kind_display()}"
