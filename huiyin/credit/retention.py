"""How long is kept by which telephone applicants and objectors were known."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from huiyin.personal.retention import Rule, rule

from .models import Objection, Repair

BASIS = "个人信息保护法第十九条、第四十七条；办结后按本机关保管期限表"


def _repairs(moment: datetime) -> "QuerySet[Repair]":
    rows: QuerySet[Repair] = Repair.objects.filter(
        received_on__lt=timezone.localdate(moment)
    ).exclude(state__in=[*Repair.UNDER_WAY, Repair.State.GRANTED])
    return rows


def _objections(moment: datetime) -> "QuerySet[Objection]":
    rows: QuerySet[Objection] = Objection.objects.filter(
        received_on__lt=timezone.localdate(moment)
    ).exclude(state__in=Objection.OPEN)
    return rows


rule(
    Rule(
        key="credit.repairs",
        label="信用修复申请经办人的姓名和电话",
        basis=BASIS,
        age=timedelta(days=1826),
        over=_repairs,
        blanked=("agent", "contact"),
        is_local=True,
    )
)
rule(
    Rule(
        key="credit.objections",
        label="公示信息异议人的电话",
        basis=BASIS,
        age=timedelta(days=1826),
        over=_objections,
        blanked=("contact",),
        is_local=True,
    )
)
