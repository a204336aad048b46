"""文书模板 on the desk: what is in use, its fields, the office's own wording, and a trial of it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from huiyin.audit.actors import Actor
from huiyin.files import intake, keeping, typeset, word
from huiyin.letters.actions import (
    APPROVE,
    EDIT,
    approve,
    may_approve,
    name_series,
    own_template,
    send_back,
    series_words,
    waiting_template,
)
from huiyin.organisations.actors import acting
from huiyin.organisations.models import Organisation
from huiyin.web.http import attachment

from .kinds import KINDS, SERIES, Kind, counted_with, series_word, template, template_key
from .templates import restore_template, upload_template

PERMISSIONS = (EDIT, APPROVE)
SAMPLE = "（此处填入{}）"


def _enter(
    request: HttpRequest, permissions: tuple[str, ...] = PERMISSIONS
) -> tuple[Actor, Organisation]:
    """The actor and the agency whose wording it is; the first seen, or the one asked for."""
    actor = acting(request)
    if not actor.may_somewhere(*permissions):
        raise PermissionDenied("您没有这项文书模板的权限。")
    seen = Organisation.objects.agencies().where(actor, *permissions)
    slug = request.POST.get("agency") or request.GET.get("agency")
    agency = get_object_or_404(seen, slug=slug) if slug else seen.first()
    if agency is None:
        raise PermissionDenied("没有可以设置的机关。")
    return actor, agency


def _kind(key: str) -> Kind:
    if key not in KINDS:
        raise Http404("没有这种文书")
    return KINDS[key]


def _heading(kind: Kind) -> str:
    """The title of the letter; of two kinds with one title, with whom each is for."""
    title = kind.text.title
    alike = [other for other in KINDS.values() if other.text.title == title]
    return title if len(alike) == 1 else f"{title}：{kind.key.label}"


def _page(
    request: HttpRequest, agency: Organisation, status: int = 200, **more: Any
) -> HttpResponse:
    words, actor = series_words(agency), acting(request)
    kinds = [
        {
            "key": key,
            "title": _heading(kind),
            "own": own_template(agency, template_key(kind)),
            **_waits(agency, kind, actor),
            "names": [
                (f"{{{{{name}}}}}", what, name in kind.vocabulary.required)
                for name, what in kind.vocabulary.names.items()
            ],
        }
        for key, kind in KINDS.items()
    ]
    series = [(key, what, series_word(words, key)) for key, (what, _) in SERIES.items()]
    context = {
        "agency": agency, "kinds": kinds, "series": series,
        "may_edit": actor.may(EDIT, agency.pk), **more,
    }  # fmt: skip
    return render(request, "foi/desk/letter_templates.html", context, status=status)


def _waits(agency: Organisation, kind: Kind, actor: Actor) -> dict[str, Any]:
    waiting = waiting_template(agency, template_key(kind))
    return {"waiting": waiting, "may_approve": waiting is not None and may_approve(actor, waiting)}


@require_GET
def templates(request: HttpRequest) -> HttpResponse:
    """文书模板."""
    return _page(request, _enter(request)[1])


@require_GET
def current(request: HttpRequest, kind: str) -> HttpResponse:
    """The template in use, to be edited in Word."""
    _, agency = _enter(request)
    known = _kind(kind)
    return attachment(template(agency, known), f"{known.text.title}模板.docx", word.MEDIA_TYPE)


@require_GET
def sample(request: HttpRequest, kind: str) -> HttpResponse:
    """试填: the letter as PDF, each field filled with its own name; of what waits, if asked for."""
    _, agency = _enter(request)
    known, at = _kind(kind), timezone.now()
    samples = {name: SAMPLE.format(name) for name in known.vocabulary.names}
    waiting = waiting_template(agency, template_key(known)) if "waiting" in request.GET else None
    content = keeping.content_of(waiting.file) if waiting else template(agency, known)
    filled = word.fill(content, samples, title=known.text.title, at=at)
    name = f"{known.text.title}（试填）.pdf"
    return attachment(typeset.to_pdf(filled, at=at), name, typeset.MEDIA_TYPE)


@require_POST
def upload(request: HttpRequest, kind: str) -> HttpResponse:
    """上传: checked by its content; every fault is named and nothing is changed."""
    actor, agency = _enter(request, (EDIT,))
    known = _kind(kind)
    sent = request.FILES.get("file")
    try:
        if sent is None:
            raise ValidationError("请选择 Word 文件（docx）")
        name, _, content = intake.check(sent, frozenset({intake.DOCX}))
        upload_template(agency, kind, content, name, actor=actor, at=timezone.now())
    except ValidationError as error:
        return _page(request, agency, 422, faults=error.messages, wrong=kind)
    messages.success(request, f"{known.text.title}的模板已上传，由另一人试填核对后启用")
    return redirect("foi-templates")


@require_POST
def decide(request: HttpRequest, kind: str) -> HttpResponse:
    """启用 or 退回 what somebody else uploaded."""
    actor, agency = _enter(request, (APPROVE,))
    known, at = _kind(kind), timezone.now()
    try:
        if request.POST.get("do") == "approve":
            approve(agency, template_key(known), actor=actor, at=at)
            messages.success(request, f"{known.text.title}已改用新的模板")
        else:
            reason = request.POST.get("reason", "")
            send_back(agency, template_key(known), reason, actor=actor, at=at)
            messages.success(request, f"{known.text.title}的模板已退回")
    except ValidationError as error:
        return _page(request, agency, 422, faults=error.messages, wrong=kind)
    return redirect("foi-templates")


@require_POST
def restore(request: HttpRequest, kind: str) -> HttpResponse:
    """恢复内置模板: what came with the software needs no second person."""
    actor, agency = _enter(request, (EDIT,))
    try:
        restore_template(agency, _kind(kind).key, actor=actor, at=timezone.now())
        messages.success(request, "已恢复内置模板")
    except ValidationError as error:
        messages.warning(request, "；".join(error.messages))
    return redirect("foi-templates")


@require_POST
def series(request: HttpRequest) -> HttpResponse:
    """文号类别: the word between the agency's code and the year."""
    actor, agency = _enter(request, (EDIT,))
    key = request.POST.get("key", "")
    if key not in SERIES:
        raise Http404("没有这个序列")
    try:
        word_ = request.POST.get("word", "")
        series = name_series(
            agency, key, word_, actor=actor, at=timezone.now(), counted_with=counted_with(key)
        )
        messages.success(request, f"以后的文书编为 {agency.document_code}{series.word}〔年份〕n号")
    except ValidationError as error:
        messages.error(request, "；".join(error.messages))
    return redirect("foi-templates")
