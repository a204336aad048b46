"""退回规定: until when and how often a task may come back."""

from datetime import date

from django.db import models


class ReturnTerm(models.Model):
    """退回规定: what holds for tasks that are given from a day on, by which rule of the place."""

    days = models.PositiveSmallIntegerField("退回期限（工作日）")
    most = models.PositiveSmallIntegerField("每件事项最多退回次数")
    valid_from = models.DateField("执行日期", unique=True)
    basis = models.CharField("依据", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "任务退回规定"
        ordering = ["-valid_from"]

    def __str__(self) -> str:
        return f"交办后{self.days}个工作日内，最多{self.most}次"


def return_term(given_on: date) -> ReturnTerm | None:
    """What holds for a task that was given on that day."""
    return ReturnTerm.objects.filter(valid_from__lte=given_on).first()
