"""The last run of each scheduled job, and the rows that failed."""

from django.db import models


class LastRun(models.Model):
    """定时任务: the last run of one job. Without an end it is running; if its claim has no holder,
    it died.

    Without an end while it runs; without an end and without a holder of its claim, it died.
    """

    job = models.CharField("任务", max_length=120, primary_key=True)
    started_at = models.DateTimeField("开始时间", null=True)
    finished_at = models.DateTimeField("结束时间", null=True)
    succeeded_at = models.DateTimeField("上次成功", null=True)
    outcome = models.CharField("结果", max_length=300, blank=True)
    succeeded = models.BooleanField("成功", default=True)
    failures = models.PositiveIntegerField("连续失败次数", default=0)
    next_try_at = models.DateTimeField("下次尝试", null=True)
    """of a failed one, before its time"""

    class Meta:
        verbose_name = verbose_name_plural = "定时任务"

    def __str__(self) -> str:
        return self.job


class FailedRow(models.Model):
    """未办成的行: one row on which a job failed; the job went on without it."""

    job = models.CharField("任务", max_length=120)
    row = models.CharField("行", max_length=200)
    reason = models.CharField("原因", max_length=300)
    failures = models.PositiveIntegerField("失败次数", default=1)
    first_at = models.DateTimeField("首次失败")
    last_at = models.DateTimeField("最近失败")
    next_try_at = models.DateTimeField("下次尝试")

    class Meta:
        verbose_name = verbose_name_plural = "未办成的行"
        ordering = ["-last_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["job", "row"], name="jobs_row_once")]

    def __str__(self) -> str:
        return f"{self.job} {self.row}"
