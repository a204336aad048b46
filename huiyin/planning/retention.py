"""How long is kept what units wrote about their progress; it may name persons."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from huiyin.personal.retention import Rule, rule

from .models import Quarter


def _over(moment: datetime) -> "QuerySet[Quarter]":
    return Quarter.objects.filter(ends_on__lt=timezone.localdate(moment))


rule(
    Rule(
        key="planning.progress",
        label="计划任务的季度进展",
        basis="个人信息保护法第十九条、第四十七条；期限依本机关保管期限表",
        age=timedelta(days=3653),
        over=_over,
        blanked=("progress",),
        is_local=True,
    )
)
