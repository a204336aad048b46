"""Every write of the subscriptions: ask, confirm, end."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from wagtail.models import Page

from huiyin.audit import log
from huiyin.audit.actors import Actor
from huiyin.notices.actions import queue
from huiyin.personal import keys
from huiyin.web.addresses import absolute
from huiyin.web.context import profile

from .models import Subscriber, Subscription

KEPT_UNCONFIRMED = timedelta(days=7)
AGAIN_AFTER = timedelta(hours=1)
"""How soon the same address is written to again about the same topic."""


@transaction.atomic
def ask(email: str, page: Page | None, query: str, *, actor: Actor, at: datetime) -> Subscription:
    """登记订阅: nothing is sent to this address but the question whether it wants the letters."""
    subscriber = _subscriber(email, at)
    subscription = Subscription.objects.filter(
        subscriber=subscriber, page=page, query=query
    ).first()
    if subscription is not None and (
        subscription.confirmed_at or at - subscription.requested_at < AGAIN_AFTER
    ):
        return subscription
    token = secrets.token_urlsafe(24)
    values = {"confirmation_digest": keys.digest(token), "requested_at": at}
    subscription, _ = Subscription.objects.update_or_create(
        subscriber=subscriber, page=page, query=query, defaults=values
    )
    log.record(actor, "subscriptions.ask", subscription, at=at)
    subject = f"请确认订阅：{subscription.topic}"
    queue("email", email, subject, _question(subscription, token), about=subscription, at=at)
    return subscription


def _subscriber(email: str, at: datetime) -> Subscriber:
    token = secrets.token_urlsafe(24)
    subscriber, _ = Subscriber.objects.get_or_create(
        email_digest=keys.digest(email),
        defaults={
            "email": email,
            "token": token,
            "token_digest": keys.digest(token),
            "created_at": at,
        },
    )
    return subscriber


@transaction.atomic
def confirm(subscription: Subscription, *, actor: Actor, at: datetime) -> Subscription:
    """确认订阅; confirming twice changes nothing."""
    locked = Subscription.objects.select_for_update(of=("self",)).get(pk=subscription.pk)
    if locked.confirmed_at is None:
        locked.confirmed_at = at
        locked.save(update_fields=["confirmed_at"])
        log.record(actor, "subscriptions.confirm", locked, at=at)
    return locked


@transaction.atomic
def end(subscriber: Subscriber, only: int | None = None, *, actor: Actor, at: datetime) -> None:
    """退订 of one subscription or of all; with the last one the address is deleted."""
    subscriptions = Subscription.objects.filter(subscriber=subscriber)
    if only is not None:
        subscriptions = subscriptions.filter(pk=only)
    for subscription in list(subscriptions):
        log.record(actor, "subscriptions.end", subscription, at=at)
        subscription.delete()
    if not Subscription.objects.filter(subscriber=subscriber).exists():
        subscriber.delete()


def of_token(token: str) -> Subscriber | None:
    """Whose link this is."""
    return Subscriber.objects.filter(token_digest=keys.digest(token[:100])).first()


def address_of(subscriber: Subscriber) -> str:
    """The link that ends or changes a subscription."""
    return absolute(reverse("subscriptions", args=[subscriber.token]))


def _question(subscription: Subscription, token: str) -> str:
    link = absolute(reverse("subscribe-confirm", args=[token]))
    return (
        "您好：\n\n"
        f"有人用这个邮箱在{profile().name}登记订阅“{subscription.topic}”的新信息。"
        f"是您本人的，请在 {KEPT_UNCONFIRMED.days} 天内打开下面的网址确认：\n\n{link}\n\n"
        "确认以后，有新信息时每天最多发一封邮件，每封邮件都可以退订。\n\n"
        f"不是您本人的，不用理会：没有确认就不会再发，邮箱 {KEPT_UNCONFIRMED.days} 天后删除。\n"
    )
