"""How long is kept by which telephone applicants and objectors were known."""

from datetime import timedelta

from django.db.models import Q

from huiyin.personal.retention import Rule, before, rule

from .models import Objection, Repair

BASIS = "个人信息保护法第十九条、第四十七条；办结后按本机关保管期限表"
UNFINISHED = (*Repair.UNDER_WAY, Repair.State.GRANTED)
rule(
    Rule(
        key="credit.repairs",
        label="信用修复申请经办人的姓名和电话",
        basis=BASIS,
        age=timedelta(days=1826),
        over=before(Repair, "received_on", ~Q(state__in=UNFINISHED)),
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
        over=before(Objection, "received_on", ~Q(state__in=Objection.OPEN)),
        blanked=("contact",),
        is_local=True,
    )
)
