"""How long is kept who gave an opinion on a draft of a decision."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from huiyin.personal.retention import Rule, rule

from .decisions.models import Opinion


def _heard(moment: datetime) -> "QuerySet[Opinion]":
    """Opinions whose feedback was public or whose matter ended before that day, and void ones."""
    day = timezone.localdate(moment)
    opinions: QuerySet[Opinion] = Opinion.objects.filter(
        Q(decision__feedback_on__lt=day)
        | Q(decision__ended_on__lt=day)
        | Q(state=Opinion.State.VOIDED, sent_on__lt=day)
    )
    return opinions


rule(
    Rule(
        key="registers.opinion-sender",
        label="意见提出人的姓名和联系方式",
        basis="个人信息保护法第十九条：采纳情况公布后不再需要联系；期限依本机关保管期限表",
        age=timedelta(days=180),
        over=_heard,
        blanked=("name", "contact"),
        is_local=True,
    )
)
