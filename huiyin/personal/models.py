"""Counts of records deleted by retention, retention periods, and the check values of the keys."""

from datetime import date

from django.db import models

from .fields import EncryptedField


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


class PeriodQuerySet(models.QuerySet["Period"]):
    def in_force(self, rule: str, day: date) -> "Period | None":
        """The latest periods that have begun by this day."""
        return self.filter(rule=rule, valid_from__lte=day).order_by("valid_from").last()


class Period(models.Model):
    """保存期限: how long the office keeps the records of a rule, from a day on, by its 保管期限表."""

    rule = models.CharField("规则", max_length=60)
    days = models.PositiveIntegerField("天数")
    valid_from = models.DateField("执行日期")
    basis = models.CharField("依据", max_length=200)
    is_proposed = models.BooleanField("软件建议", default=False)
    """Nobody in the office has ruled it; gone as soon as somebody does."""

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "保存期限"
        ordering = ["rule", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["rule", "valid_from"], name="personal_period_once"),
            models.CheckConstraint(condition=models.Q(days__gte=1), name="personal_period_days"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.days} 天（{self.valid_from} 起）"


class KeyCheck(models.Model):
    """密钥核对: a known text encrypted with the secrets at the first start; one row."""

    id = models.PositiveSmallIntegerField("编号", primary_key=True, default=1)
    value = EncryptedField("已知值")
    digest = models.CharField("摘要密钥的摘要", max_length=64)
    audit_digest = models.CharField("审计密钥的摘要", max_length=64)
    noted_at = models.DateTimeField("登记时间")
    unreadable = models.JSONField("无法解密的值", default=dict, blank=True)
    """Their number by column, as counted last night."""

    class Meta:
        verbose_name = verbose_name_plural = "密钥核对"

    def __str__(self) -> str:
        return "密钥核对"
