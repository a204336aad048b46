"""How long is kept by which papers and telephones applicants were known."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from huiyin.personal.retention import Rule, rule

from .models import LicenceApplication


def _over(moment: datetime) -> "QuerySet[LicenceApplication]":
    applications: QuerySet[LicenceApplication] = LicenceApplication.objects.filter(
        received_on__lt=timezone.localdate(moment)
    ).exclude(state__in=(*LicenceApplication.OPEN, LicenceApplication.State.CORRECTING))
    return applications


rule(
    Rule(
        key="approvals.applicants",
        label="许可申请人的证件号码和电话",
        basis="个人信息保护法第四十七条；许可案卷保管期限（本机关保管期限表）",
        age=timedelta(days=3653),
        over=_over,
        blanked=("holder_id", "contact"),
        is_local=True,
    )
)
