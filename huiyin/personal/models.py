"""What was deleted because its time was over: counts, never contents; and by what keys are known."""

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


class KeyCheck(models.Model):
    """密钥核对: what the secrets made of a known text at the first start; one row."""

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
