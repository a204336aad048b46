"""How long is kept who reported a fault of the website or sent a message over the portal."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from huiyin.personal.retention import Rule, rule

from .models import RequestKind, ServiceRequest


def _answered_mistakes(moment: datetime) -> "QuerySet[ServiceRequest]":
    found: QuerySet[ServiceRequest] = ServiceRequest.objects.filter(
        request_kind=RequestKind.MISTAKE, answered_on__lt=timezone.localdate(moment)
    ).exclude(caller_phone="")
    return found


rule(
    Rule(
        key="hotline.mistake-contact",
        label="网站找错的联系方式",
        basis="个人信息保护法第十九条：答复后不再需要联系",
        age=timedelta(days=180),
        over=_answered_mistakes,
        blanked=("caller_phone",),
    )
)


def _answered_messages(moment: datetime) -> "QuerySet[ServiceRequest]":
    """What came in over the portal has a query code; the hotline keeps its own files."""
    found: QuerySet[ServiceRequest] = (
        ServiceRequest.objects.filter(answered_on__lt=timezone.localdate(moment))
        .exclude(request_kind=RequestKind.MISTAKE)
        .exclude(query_digest="")
        .exclude(caller_name="", caller_phone="")
    )
    return found


rule(
    Rule(
        key="hotline.message-contact",
        label="网上留言的称呼和联系方式",
        basis="个人信息保护法第十九条：答复后不再需要联系",
        age=timedelta(days=180),
        over=_answered_messages,
        blanked=("caller_name", "caller_phone"),
    )
)
