"""转办: a matter that was led into another way, and what became of it there.

Both are named by model label and key, as the audit log names them: no kind is known here.
"""

from django.db import models


class Conversion(models.Model):
    """转办记录: from which matter, which way, and to which matter; one outside the house has none."""

    source_kind = models.CharField("原事项类别", max_length=80)
    source_pk = models.PositiveBigIntegerField("原事项")
    way = models.CharField("去向", max_length=40)
    target_kind = models.CharField("新事项类别", max_length=80, blank=True)
    target_pk = models.PositiveBigIntegerField("新事项", null=True, blank=True)
    converted_at = models.DateTimeField("转办时间")

    class Meta:
        verbose_name = verbose_name_plural = "转办记录"
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["source_kind", "source_pk"], name="casework_conversion_from"),
            models.Index(fields=["target_kind", "target_pk"], name="casework_conversion_to"),
        ]

    def __str__(self) -> str:
        return self.way
