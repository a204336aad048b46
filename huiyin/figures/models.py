"""What was counted for the leaders' board, kept with how far it has followed the audit log."""

from django.db import models

from huiyin.organisations.models import Organisation


class KeptCount(models.Model):
    """留存计数: the answers to the questions of one ledger for one agency, of one day.

    `numbers` says up to where the audit log is counted in; `huiyin.figures.kept` counts anew what
    has changed since, and everything each night.
    """

    agency = models.ForeignKey(Organisation, models.CASCADE, related_name="+", verbose_name="机关")
    name = models.CharField("问题摘要", max_length=64)
    day = models.DateField("统计日")
    numbers = models.JSONField("计到的审计编号")
    counts = models.JSONField("数值")

    class Meta:
        verbose_name = verbose_name_plural = "留存计数"
        constraints = [models.UniqueConstraint(fields=["name", "agency"], name="figures_kept_once")]


class KeptBlock(models.Model):
    """留存分块: the same of one block of records, so that only what has changed is counted anew."""

    kept = models.ForeignKey(
        KeptCount, models.CASCADE, related_name="blocks", verbose_name="留存计数"
    )
    block = models.BigIntegerField("块")
    counts = models.JSONField("数值")

    class Meta:
        verbose_name = verbose_name_plural = "留存分块"
        constraints = [
            models.UniqueConstraint(fields=["kept", "block"], name="figures_kept_block_once")
        ]
