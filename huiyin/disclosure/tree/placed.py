"""Where a document stood before it was taken elsewhere: figures of days gone by ask for it."""

from django.db import models
from django.utils import timezone


class Placement(models.Model):
    """改放经过: in which columns a document stood, until when."""

    document = models.ForeignKey(
        "disclosure.DocumentPage",
        models.CASCADE,
        related_name="placements",
        verbose_name="公开信息",
    )
    trail = models.CharField("原所在栏目", max_length=300)
    """Their keys from the first level down: `/12/45/`. They stay when a column is removed."""
    left_at = models.DateTimeField("离开时间")

    class Meta:
        verbose_name = verbose_name_plural = "改放经过"
        ordering = ["left_at", "pk"]

    def __str__(self) -> str:
        return f"{self.document}（{timezone.localdate(self.left_at)}前）"
