"""How long the contact of somebody who reported a fault of the website is kept."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from huiyin.personal.retention import Rule, rule

from .models import RequestKind, ServiceRequest


def _answered_mistakes(moment: datetime) -> "QuerySet[ServiceRequest]":
    found: QuerySet[ServiceRequest] = ServiceRequest.objects.filter(
        request_kind=RequestKind.MISTAKE, answered_on__lt=moment.date()
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
