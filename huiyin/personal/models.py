"""What was deleted because its time was over: counts, never contents."""

from django.db import models


class Erasure(models.Model):
    """到期删除: one rule, one run, so many records (个人信息保护法第十九条、第四十七条)."""

    at = models.DateTimeField("删除时间", db_index=True)
    rule = models.CharField("规则", max_length=60)
    label = models.CharField("内容", max_length=100)
    number = models.PositiveIntegerField("条数")

    class Meta:
        verbose_name = verbose_name_plural = "到期删除"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.label} {self.number} 条"
