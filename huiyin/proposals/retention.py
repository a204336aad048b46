"""How long is kept how deputies are reached."""

from datetime import timedelta

from django.db.models import Q

from huiyin.personal.retention import Rule, before, rule

from .models import Proposal

rule(
    Rule(
        key="proposals.contacts",
        label="代表委员的电话、地址和附议人联系方式",
        basis="个人信息保护法第十九条、第四十七条；一届任期届满，期限依本机关保管期限表",
        age=timedelta(days=5 * 366),
        over=before(Proposal, "received_on", ~Q(state__in=Proposal.OPEN)),
        blanked=("proposer_phone", "proposer_address", "supporters_contact"),
        is_local=True,
    )
)
