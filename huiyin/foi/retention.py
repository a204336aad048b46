"""How long what applicants sent is kept: their identity proofs and their personal data."""

from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from huiyin.files.models import StoredFile
from huiyin.personal.fields import encrypted_fields
from huiyin.personal.retention import Rule, rule

from .models import Application, ApplicationFile, Consultation, FileRole, Outcome, Paper, Service

MONTH = timedelta(days=31)
TEN_YEARS = timedelta(days=3653)
CASE_FILE = "个人信息保护法第四十七条；案卷保管期限十年（本机关保管期限表），涉诉的随案卷保管"
ENCRYPTED = [field.name for field in encrypted_fields(Application)]
PERSONAL = (*ENCRYPTED, "applicant_id_digest", "applicant_postcode", "query_digest")
WRITTEN = (
    "description", "correction", "reasons", "draft_text", "draft_letter", "entered_letter",
    "post_number", "service_receipt",
)  # fmt: skip
"""What applicants wrote, and what was written to them by name."""


def _ended(moment: datetime) -> QuerySet[Application]:
    """Answered before that day, or void; nobody disputes any more."""
    day = timezone.localtime(moment).date()
    void = Q(state=Application.State.VOIDED) & (
        Q(arrived_on__lt=day) | Q(arrived_on__isnull=True, submitted_at__lt=moment)
    )
    return Application.objects.filter(Q(answered_on__lt=day) | void).exclude(
        remedies__outcome=Outcome.PENDING
    )


def _people(moment: datetime) -> QuerySet[Application]:
    """Never contested; contested ones go to the archive with their data."""
    return _ended(moment).filter(remedies__isnull=True)


def _unneeded(
    over: "QuerySet[Any]", needed: "QuerySet[Any]", *columns: str
) -> QuerySet[StoredFile]:
    """Files of rows that are over, by these columns, and of none that still needs them.

    The row stays with name and digest: that there was a file, and which, can be shown.
    """
    held = [Exists(over.filter(**{column: OuterRef("pk")})) for column in columns]
    wanted = [Exists(needed.filter(**{column: OuterRef("pk")})) for column in columns]
    files: QuerySet[StoredFile] = StoredFile.objects.filter(reduce(or_, held), is_public=False)
    return files.exclude(reduce(or_, wanted))


def _proofs(moment: datetime) -> QuerySet[StoredFile]:
    files, ended = ApplicationFile.objects.filter(role=FileRole.IDENTITY), _ended(moment)
    return _unneeded(
        files.filter(application__in=ended), files.exclude(application__in=ended), "file"
    )


def _materials(moment: datetime) -> QuerySet[StoredFile]:
    files, people = ApplicationFile.objects.all(), _people(moment)
    return _unneeded(
        files.filter(application__in=people), files.exclude(application__in=people), "file"
    )


def _letters(moment: datetime) -> QuerySet[StoredFile]:
    papers, people = Paper.objects.all(), _people(moment)
    return _unneeded(
        papers.filter(application__in=people),
        papers.exclude(application__in=people),
        "docx",
        "pdf",
    )


rule(
    Rule(
        key="foi.proofs",
        label="申请人的身份证明文件",
        basis="个人信息保护法第十九条：起诉期限（六个月）届满后再保留十二个月，留存摘要",
        age=18 * MONTH,
        over=_proofs,
        blanked=("content",),
        is_local=True,
    )
)
for key, label, over, blanked in (
    ("foi.applicants", "申请人的姓名、证件号码、联系方式和所写内容", _people, (*PERSONAL, *WRITTEN)),
    ("foi.consulted", "被征求意见的第三方和意见理由",
     lambda moment: Consultation.objects.filter(application__in=_people(moment)), ("whom", "reason")),
    ("foi.served", "告知送达的邮件号码和凭证",
     lambda moment: Service.objects.filter(application__in=_people(moment)), ("post_number", "receipt")),
    ("foi.letters", "文书文件", _letters, ("content",)),
    ("foi.letter-facts", "文书的填写内容",
     lambda moment: Paper.objects.filter(application__in=_people(moment)), ("facts",)),
    ("foi.materials", "申请材料文件", _materials, ("content",)),
):  # fmt: skip
    rule(Rule(key, label, CASE_FILE, TEN_YEARS, over, blanked, is_local=True))
