"""The used part of each budget: one row per budget and subject, deleted when it is full again."""

from django.db import models


class Spent(models.Model):
    """已用次数: the subject only as a keyed digest; `until` is when the budget is full again."""

    key = models.CharField("对象摘要", max_length=64, primary_key=True)
    until = models.FloatField("恢复时间（纪元秒）", db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "已用次数"

    def __str__(self) -> str:
        return self.key[:8]
