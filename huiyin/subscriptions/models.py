"""邮件订阅: who wants to hear of what is new, and which documents each was sent."""

from typing import Self

from django.db import models
from django.db.models import Q
from wagtail.models import Page

from huiyin.common import masking
from huiyin.disclosure.models import DocumentPage
from huiyin.personal import keys
from huiyin.personal.fields import EncryptedField


class Subscriber(models.Model):
    """订阅人: one e-mail address. The table holds it only as ciphertext, and is searched by digest."""

    email = EncryptedField("电子邮箱", mask=masking.contact)
    email_digest = models.CharField("邮箱摘要", max_length=64, unique=True)
    token = EncryptedField("退订凭据")
    token_digest = models.CharField("退订凭据摘要", max_length=64, unique=True)
    created_at = models.DateTimeField("首次登记时间")

    class Meta:
        verbose_name = verbose_name_plural = "订阅人"

    def __str__(self) -> str:
        return f"订阅人 {self.pk}"


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def confirmed(self) -> Self:
        return self.filter(confirmed_at__isnull=False)

    def of_confirmation(self, token: str) -> "Subscription | None":
        """The subscription that this confirmation link belongs to."""
        return self.filter(confirmation_digest=keys.digest(token[:100])).first() if token else None


class Subscription(models.Model):
    """订阅: one subscriber, one agency, column or search; counts only when confirmed."""

    subscriber = models.ForeignKey(
        Subscriber, models.CASCADE, related_name="subscriptions", verbose_name="订阅人"
    )
    page = models.ForeignKey(
        Page, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="机关或栏目"
    )
    query = models.CharField("搜索词", max_length=100, blank=True)
    confirmation_digest = models.CharField("确认凭据摘要", max_length=64, unique=True)
    requested_at = models.DateTimeField("登记时间", db_index=True)
    confirmed_at = models.DateTimeField("确认时间", null=True, blank=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "订阅"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subscriber", "page"],
                condition=Q(page__isnull=False),
                name="subscriptions_page_once",
            ),
            models.UniqueConstraint(
                fields=["subscriber", "query"],
                condition=Q(page__isnull=True),
                name="subscriptions_query_once",
            ),
            models.CheckConstraint(
                name="subscriptions_one_topic",
                condition=Q(page__isnull=False, query="") | (Q(page__isnull=True) & ~Q(query="")),
            ),
        ]

    def __str__(self) -> str:
        return f"订阅 {self.pk}"

    @property
    def topic(self) -> str:
        """What it is about, in words."""
        return self.page.title if self.page is not None else f"搜索“{self.query}”"


class Told(models.Model):
    """已告知: this subscriber has been sent this document; it is never sent twice."""

    subscriber = models.ForeignKey(
        Subscriber, models.CASCADE, related_name="told", verbose_name="订阅人"
    )
    document = models.ForeignKey(
        DocumentPage, models.CASCADE, related_name="+", verbose_name="公开信息"
    )
    at = models.DateTimeField("时间", db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "已告知"
        constraints = [
            models.UniqueConstraint(
                fields=["subscriber", "document"], name="subscriptions_told_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.subscriber_id} {self.document_id}"
