"""退回规定: until when and how often a task may come back."""

from django.db import models

from huiyin.casework.terms import Dated


class ReturnTerm(Dated):
    """退回规定: what holds for tasks that are given from a day on, by which rule of the place."""

    days = models.PositiveSmallIntegerField("退回期限（工作日）")
    most = models.PositiveSmallIntegerField("每件事项最多退回次数")

    class Meta:
        verbose_name = verbose_name_plural = "任务退回规定"
        ordering = ["-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["valid_from"], name="coordination_return_term_once")
        ]
        permissions = [("keep_returns", "设定任务退回规定")]

    def __str__(self) -> str:
        return f"交办后{self.days}个工作日内，最多{self.most}次"
