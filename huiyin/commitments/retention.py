"""How long is kept by which paper somebody who committed himself was known."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from huiyin.personal.retention import Rule, rule

from .models import Commitment


def _over(moment: datetime) -> "QuerySet[Commitment]":
    rows: QuerySet[Commitment] = Commitment.objects.filter(valid_to__lt=timezone.localdate(moment))
    return rows


rule(
    Rule(
        key="commitments.numbers",
        label="信用承诺主体的证件号码和履约核查情况",
        basis="个人信息保护法第十九条、第四十七条；有效期届满后按本机关保管期限表",
        age=timedelta(days=1826),
        over=_over,
        blanked=("holder_id", "check_result"),
        is_local=True,
    )
)
