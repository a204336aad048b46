"""What ran when: one row a job of the schedule."""

from django.db import models


class LastRun(models.Model):
    """定时任务: the last run of one job."""

    job = models.CharField("任务", max_length=120, primary_key=True)
    started_at = models.DateTimeField("开始时间", null=True)
    finished_at = models.DateTimeField("结束时间", null=True)
    outcome = models.CharField("结果", max_length=300, blank=True)
    succeeded = models.BooleanField("成功", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "定时任务"

    def __str__(self) -> str:
        return self.job
