"""How long is kept by which papers holders and their representatives were known."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from huiyin.personal.retention import Rule, rule

from .models import Licence


def _over(moment: datetime) -> "QuerySet[Licence]":
    licences: QuerySet[Licence] = Licence.objects.filter(valid_to__lt=timezone.localdate(moment))
    return licences


rule(
    Rule(
        key="licensing.numbers",
        label="许可相对人和法定代表人的证件号码",
        basis="个人信息保护法第四十七条；有效期届满后按许可案卷保管期限（本机关保管期限表）",
        age=timedelta(days=3653),
        over=_over,
        blanked=("holder_id", "representative_id"),
        is_local=True,
    )
)
