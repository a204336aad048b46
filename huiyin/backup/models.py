"""The last restore rehearsal and its result."""

from datetime import datetime, timedelta

from django.db import models

GOOD_FOR = timedelta(days=14)


class Rehearsal(models.Model):
    """恢复演练: a backup was written, restored in a scratch place and compared with the site."""

    started_at = models.DateTimeField("开始时间")
    finished_at = models.DateTimeField("结束时间")
    succeeded = models.BooleanField("成功")
    outcome = models.CharField("结果", max_length=300)
    size = models.PositiveBigIntegerField("备份大小（字节）", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "恢复演练"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.outcome

    def is_old(self, at: datetime) -> bool:
        return at - self.started_at > GOOD_FOR
