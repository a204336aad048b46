"""How long is kept how deputies are reached."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from huiyin.personal.retention import Rule, rule

from .models import Proposal


def _over(moment: datetime) -> "QuerySet[Proposal]":
    proposals: QuerySet[Proposal] = Proposal.objects.filter(
        received_on__lt=timezone.localdate(moment)
    ).exclude(state__in=Proposal.OPEN)
    return proposals


rule(
    Rule(
        key="proposals.contacts",
        label="代表委员的电话、地址和附议人联系方式",
        basis="个人信息保护法第十九条、第四十七条；一届任期届满，期限依本机关保管期限表",
        age=timedelta(days=5 * 366),
        over=_over,
        blanked=("proposer_phone", "proposer_address", "supporters_contact"),
        is_local=True,
    )
)
