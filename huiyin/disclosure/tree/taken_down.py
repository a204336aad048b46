"""When a document that had been public was not: figures of days gone by ask for it."""

from django.db import models
from django.utils import timezone


class Withdrawal(models.Model):
    """撤下经过: from when to when a document that had been public was not."""

    document = models.ForeignKey(
        "disclosure.DocumentPage",
        models.CASCADE,
        related_name="withdrawals",
        verbose_name="公开信息",
    )
    withdrawn_at = models.DateTimeField("撤下时间")
    released_at = models.DateTimeField("重新公开时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "撤下经过"
        ordering = ["withdrawn_at", "pk"]

    def __str__(self) -> str:
        return f"{self.document}（{timezone.localdate(self.withdrawn_at)}）"
