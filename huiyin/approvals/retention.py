"""How long is kept by which papers and telephones applicants were known."""

from datetime import timedelta

from django.db.models import Q

from huiyin.personal.retention import Rule, before, rule

from .models import LicenceApplication

UNFINISHED = (*LicenceApplication.OPEN, LicenceApplication.State.CORRECTING)
rule(
    Rule(
        key="approvals.applicants",
        label="许可申请人的证件号码和电话",
        basis="个人信息保护法第四十七条；许可案卷保管期限（本机关保管期限表）",
        age=timedelta(days=3653),
        over=before(LicenceApplication, "received_on", ~Q(state__in=UNFINISHED)),
        blanked=("holder_id", "contact"),
        is_local=True,
    )
)
