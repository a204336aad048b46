"""How long the addresses of subscribers are kept: unconfirmed ones a week, others while they want."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from huiyin.personal.retention import Rule, rule

from .actions import KEPT_UNCONFIRMED
from .models import Subscriber, Subscription, Told


def _unconfirmed(moment: datetime) -> "QuerySet[Subscription]":
    return Subscription.objects.filter(confirmed_at__isnull=True, requested_at__lt=moment)


def _without_any(moment: datetime) -> "QuerySet[Subscriber]":
    subscriptions = Subscription.objects.filter(subscriber=OuterRef("pk"))
    return Subscriber.objects.filter(~Exists(subscriptions), created_at__lt=moment)


def _old_news(moment: datetime) -> "QuerySet[Told]":
    return Told.objects.filter(at__lt=moment)


LAW = "个人信息保护法第十九条、第四十七条"
rule(
    Rule(
        "subscriptions.1-unconfirmed", "没有确认的订阅", f"{LAW}：没有取得同意",
        KEPT_UNCONFIRMED, _unconfirmed,
    )
)  # fmt: skip
rule(
    Rule(
        "subscriptions.2-subscriber", "没有订阅的邮箱", f"{LAW}：处理目的已实现",
        KEPT_UNCONFIRMED, _without_any,
    )
)  # fmt: skip
rule(
    Rule(
        "subscriptions.3-told", "订阅人收到过哪些信息", f"{LAW}：只用于不重复发送",
        timedelta(days=60), _old_news,
    )
)  # fmt: skip
