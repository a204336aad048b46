"""How long letters are kept: their text goes, that they were sent stays."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from huiyin.personal.retention import Rule, rule

from .models import Notice


def _settled(moment: datetime) -> QuerySet[Notice]:
    """Sent, or given up, before that moment."""
    ended = Q(sent_at__lt=moment) | Q(
        sent_at__isnull=True, next_try_at__isnull=True, created_at__lt=moment
    )
    return Notice.objects.filter(ended)


rule(
    Rule(
        key="notices.text",
        label="通知的收件人和正文",
        basis="个人信息保护法第十九条：送达后只需保留已送达的事实",
        age=timedelta(days=90),
        over=_settled,
        blanked=("recipient", "body", "failed_reason"),  # a server repeats whom it refused
    )
)
