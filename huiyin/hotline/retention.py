"""How long is kept who called, wrote or reported a fault, what they said, and what they sent."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from huiyin.files.models import StoredFile
from huiyin.personal.retention import Rule, rule
from huiyin.submissions.models import KeptForm

from .models import (
    Contact,
    Deferral,
    DeferralLook,
    FormerAnswer,
    RequestFile,
    RequestKind,
    ServiceRequest,
    Visit,
)

NO_CONTACT = "个人信息保护法第十九条：答复后不再需要联系"
OWN_TABLE = "个人信息保护法第十九条、第四十七条；期限依本机关保管期限表"
NOT_NEEDED = "个人信息保护法第十九条：来电已经结束，没有登记的不再需要"
CALLS = "/desk/hotline/call/"
"""Where calls are typed: each has an address of its own below it."""
CONTACT = ("caller_name", "caller_phone", "caller_digest")
WORDS = (
    *("category_text", "subject", "content", "place"),
    *("answer_text", "draft_text", "wanted_reason"),
    *("pause_reason", "deferral_reason", "deferral_plan"),
)


def _ended(moment: datetime) -> "QuerySet[ServiceRequest]":
    """Answered before that day, or void and received before it."""
    day = timezone.localdate(moment)
    requests: QuerySet[ServiceRequest] = ServiceRequest.objects.filter(
        Q(answered_on__lt=day) | Q(state=ServiceRequest.State.VOIDED, received_on__lt=day)
    )
    return requests


def _mistakes(moment: datetime) -> "QuerySet[ServiceRequest]":
    return _ended(moment).filter(request_kind=RequestKind.MISTAKE)


def _messages(moment: datetime) -> "QuerySet[ServiceRequest]":
    """What came in over the portal has a query code."""
    return _ended(moment).exclude(request_kind=RequestKind.MISTAKE).exclude(query_digest="")


def _calls(moment: datetime) -> "QuerySet[ServiceRequest]":
    """What a clerk took down, or another platform passed on: called back, visited, asked again."""
    return _ended(moment).exclude(request_kind=RequestKind.MISTAKE).filter(query_digest="")


def _of_ended(model: type[Any]) -> "Callable[[datetime], QuerySet[Any]]":
    """Rows beside requests that ended before that day."""

    def over(moment: datetime) -> "QuerySet[Any]":
        rows: QuerySet[Any] = model.objects.filter(request__in=_ended(moment))
        return rows

    return over


def _call_drafts(moment: datetime) -> "QuerySet[KeptForm]":
    kept: QuerySet[KeptForm] = KeptForm.objects.filter(kept_at__lt=moment)
    return kept.filter(address__startswith=CALLS)


def _deferrals(moment: datetime) -> "QuerySet[Deferral]":
    """Settled before that day: what is open is still to be solved."""
    rows: QuerySet[Deferral] = Deferral.objects.filter(settled_on__lt=timezone.localdate(moment))
    return rows


def _looks(moment: datetime) -> "QuerySet[DeferralLook]":
    rows: QuerySet[DeferralLook] = DeferralLook.objects.filter(deferral__in=_deferrals(moment))
    return rows


def _files(moment: datetime) -> "QuerySet[StoredFile]":
    files, ended = RequestFile.objects.filter(file=OuterRef("pk")), _ended(moment)
    stored: QuerySet[StoredFile] = StoredFile.objects.filter(
        Exists(files.filter(request__in=ended)), is_public=False
    )
    return stored.exclude(Exists(files.exclude(request__in=ended)))


for key, label, basis, days, over, blanked in (
    ("hotline.mistake-contact", "网站找错的称呼和联系方式", NO_CONTACT, 180, _mistakes, CONTACT),
    ("hotline.message-contact", "网上留言的称呼和联系方式", NO_CONTACT, 180, _messages, CONTACT),
    ("hotline.caller", "来电、转办工单的诉求人和联系电话", OWN_TABLE, 5 * 366, _calls, CONTACT),
    ("hotline.words", "工单的标题、内容、地点和答复原文", OWN_TABLE, 3653, _ended, WORDS),
    ("hotline.contacts", "联系诉求人的记录", OWN_TABLE, 5 * 366, _of_ended(Contact), ("note",)),
    ("hotline.visits", "回访中诉求人的话", OWN_TABLE, 5 * 366, _of_ended(Visit), ("words",)),
    ("hotline.former-answers", "重办以前的答复原文", OWN_TABLE, 3653, _of_ended(FormerAnswer),
     ("answer_text", "reason")),
    ("hotline.deferrals", "挂账的理由、计划和告知内容", OWN_TABLE, 3653, _deferrals,
     ("reason", "plan", "end_text")),
    ("hotline.looks", "挂账查看的情况", OWN_TABLE, 3653, _looks, ("note",)),
    ("hotline.files", "诉求附件", OWN_TABLE, 3653, _files, ("content",)),
):  # fmt: skip
    rule(Rule(key, label, basis, timedelta(days=days), over, blanked, is_local=True))

rule(Rule("hotline.call-drafts", "没有登记的来电草稿", NOT_NEEDED, timedelta(days=1), _call_drafts))
