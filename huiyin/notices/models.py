"""The outbox: one row a letter that has to leave the house, until it has left or somebody sees to it."""

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from huiyin.audit.actors import Actor
from huiyin.common import masking
from huiyin.organisations.models import Organisation, held_in
from huiyin.personal.fields import EncryptedField


class Channel(models.TextChoices):
    EMAIL = "email", "电子邮件"
    SMS = "sms", "短信"
    WECHAT = "wechat", "微信"


class NoticeQuerySet(models.QuerySet["Notice"]):
    def due(self, at: datetime) -> Self:
        return self.filter(sent_at__isnull=True, next_try_at__lte=at)

    def failed(self) -> Self:
        """Given up: nothing tries again until somebody says so."""
        return self.filter(sent_at__isnull=True, next_try_at__isnull=True)

    def visible_to(self, actor: Actor, right: str) -> Self:
        return self.filter(held_in(actor, right))


class Notice(models.Model):
    """通知: a letter to one recipient over one channel.

    Waiting while `next_try_at` is set, sent when `sent_at` is, failed when neither is.
    `claimed_at` stands while a worker is sending; the next worker that finds it
    standing knows that this one died, and nobody knows whether the letter left.
    """

    key = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name="机关"
    )
    channel = models.CharField("渠道", max_length=10, choices=Channel.choices)
    recipient = EncryptedField("收件人", mask=masking.contact)
    subject = models.CharField("标题", max_length=200)
    body = EncryptedField("正文", blank=True)
    subject_type = models.CharField("事项类型", max_length=60)
    subject_key = models.CharField("事项标识", max_length=64)
    created_at = models.DateTimeField("登记时间")
    attempts = models.PositiveSmallIntegerField("尝试次数", default=0)
    lapses = models.PositiveSmallIntegerField("中断次数", default=0)
    claimed_at = models.DateTimeField("开始发送", null=True, blank=True)
    next_try_at = models.DateTimeField("下次尝试", null=True, blank=True)
    sent_at = models.DateTimeField("发出时间", null=True, blank=True)
    failed_reason = models.CharField("失败原因", max_length=300, blank=True)

    objects = NoticeQuerySet.as_manager()
    unlogged = frozenset({"subject"})

    class Meta:
        verbose_name = verbose_name_plural = "通知"
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["next_try_at"], name="notices_waiting", condition=Q(sent_at__isnull=True)
            ),
            models.Index(fields=["subject_type", "subject_key"], name="notices_about"),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()}通知 {self.pk}"

    @property
    def is_sent(self) -> bool:
        return self.sent_at is not None

    @property
    def has_failed(self) -> bool:
        return self.sent_at is None and self.next_try_at is None


class TextRefusal(models.Model):
    """不接收短信: a mobile number whose owner wants no text messages, as a keyed digest."""

    digest = models.CharField("号码摘要", max_length=64, unique=True)
    refused_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = verbose_name_plural = "不接收短信的号码"

    def __str__(self) -> str:
        return self.digest[:8]


class Copy(models.Model):
    """副本: this database was restored from a backup, and nobody has said yet that it is the real one.

    While such a row stands, nothing leaves the house: the original may be alive and send the same.
    """

    restored_at = models.DateTimeField("恢复时间")
    made_at = models.DateTimeField("备份时间")
    archive = models.CharField("备份文件", max_length=255)

    class Meta:
        verbose_name = verbose_name_plural = "副本"

    def __str__(self) -> str:
        return self.archive
