"""The columns of a result, whatever it is a result of."""

from decimal import Decimal

from django.db import models

from .base import Measurement


class Measured(models.Model):
    """What a measure found: with its limit at that time, its faults and their evidence."""

    value = models.CharField("实际", max_length=100, blank=True)
    limit = models.CharField("要求", max_length=100, blank=True)
    faults = models.PositiveIntegerField("问题数", default=0)
    deduction = models.DecimalField("扣分", max_digits=5, decimal_places=1, default=Decimal(0))
    note = models.CharField("说明", max_length=500, blank=True)
    evidence = models.JSONField("证据", default=list, blank=True)

    class Meta:
        abstract = True

    def put(self, measured: Measurement) -> None:
        """Take over what was found; the deduction is the caller's."""
        self.value, self.limit = measured.value[:100], measured.limit[:100]
        self.faults, self.note = measured.faults, measured.note[:500]
        self.evidence = [list(one) for one in measured.evidence]
