"""How long what applicants sent is kept: their identity proofs and their personal data."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from huiyin.files.models import StoredFile
from huiyin.personal.fields import EncryptedField
from huiyin.personal.retention import Rule, rule

from .models import Application, ApplicationFile, FileRole, Outcome

MONTH = timedelta(days=31)
ENCRYPTED = [f.name for f in Application._meta.concrete_fields if isinstance(f, EncryptedField)]
PERSONAL = (*ENCRYPTED, "applicant_id_digest", "applicant_postcode", "query_digest")


def _proofs(moment: datetime) -> QuerySet[StoredFile]:
    """Proofs of applications that were answered before, about which nobody disputes any more.

    The row stays with name and digest: that there was a proof, and which, can be shown.
    """
    day = timezone.localtime(moment).date()
    closed = Application.objects.filter(answered_on__lt=day).exclude(
        remedies__outcome=Outcome.PENDING
    )
    files = ApplicationFile.objects.filter(role=FileRole.IDENTITY)
    over = files.filter(application__in=closed, file=OuterRef("pk"))
    needed = files.exclude(application__in=closed).filter(file=OuterRef("pk"))
    return StoredFile.objects.filter(Exists(over), ~Exists(needed)).exclude(content="")


def _people(moment: datetime) -> QuerySet[Application]:
    """Answered before, never contested; contested ones go to the archive with their data."""
    day = timezone.localtime(moment).date()
    return Application.objects.filter(answered_on__lt=day, remedies__isnull=True).exclude(
        applicant_name=""
    )


rule(
    Rule(
        key="foi.proofs",
        label="申请人的身份证明文件",
        basis="个人信息保护法第十九条：起诉期限（六个月）届满后再保留十二个月，留存摘要",
        age=18 * MONTH,
        over=_proofs,
        blanked=("content",),
    )
)
rule(
    Rule(
        key="foi.applicants",
        label="申请人的姓名、证件号码、联系方式",
        basis="个人信息保护法第四十七条；案卷保管期限十年，涉诉的另按三十年随案卷保管",
        age=timedelta(days=3653),
        over=_people,
        blanked=PERSONAL,
    )
)
