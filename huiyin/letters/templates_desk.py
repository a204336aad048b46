"""文书模板 on the desk: what is in use, its fields, the office's own wording, and a trial of it.

One page for each family of letters; `urls` puts it at the family's place.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from huiyin.audit.actors import Actor
from huiyin.casework.gate import staff
from huiyin.files import intake, keeping, typeset, word
from huiyin.organisations.actors import acting
from huiyin.organisations.models import Organisation
from huiyin.web.http import attachment

from . import actions
from .actions import APPROVE, EDIT, may_approve, own_template, series_words, waiting_template
from .kinds import Family, Kind

PERMISSIONS = (EDIT, APPROVE)
SAMPLE = "（此处填入{}）"
AnyFamily = Family[Any]


def urls(family: AnyFamily, under: str) -> list[URLPattern]:
    """The page of templates of a family, below `under` of the desk, and what is done there."""
    views: dict[str, tuple[str, Callable[..., HttpResponse]]] = {
        "template-series": ("series/", series),
        "template-current": ("<slug:kind>/current.docx", current),
        "template-sample": ("<slug:kind>/sample.pdf", sample),
        "template-decide": ("<slug:kind>/decide/", decide),
        "template-upload": ("<slug:kind>/upload/", upload),
        "template-restore": ("<slug:kind>/restore/", restore),
        "templates": ("", templates),
    }
    return [
        path(under + address, staff(view), {"family": family}, name=f"{family.key}-{name}")
        for name, (address, view) in views.items()
        if family.series or view is not series
    ]


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


def _kind(family: AnyFamily, key: str) -> Kind:
    if key not in family.kinds:
        raise Http404("没有这种文书")
    known: Kind = family.kinds[key]
    return known


def _heading(family: AnyFamily, kind: Kind) -> str:
    """The title of the letter; of two kinds with one title, with whom each is for."""
    title = kind.text.title
    alike = [other for other in family.kinds.values() if other.text.title == title]
    return title if len(alike) == 1 else f"{title}：{kind.label}"


def _page(
    request: HttpRequest, family: AnyFamily, agency: Organisation, status: int = 200, **more: Any
) -> HttpResponse:
    words, actor = series_words(agency), acting(request)
    kinds = [
        {
            "key": key,
            "title": _heading(family, kind),
            "own": own_template(agency, kind.template_key),
            **_waits(agency, kind, actor),
            "names": [
                (f"{{{{{name}}}}}", what, name in kind.vocabulary.required)
                for name, what in kind.vocabulary.names.items()
            ],
            "to": {
                name: reverse(f"{family.key}-template-{name}", args=[key])
                for name in ("current", "sample", "decide", "upload", "restore")
            },
        }
        for key, kind in family.kinds.items()
    ]
    context = {
        "agency": agency,
        "kinds": kinds,
        "series": [(key, one.what, family.word(words, key)) for key, one in family.series.items()],
        "series_address": reverse(f"{family.key}-template-series") if family.series else "",
        "may_edit": actor.may(EDIT, agency.pk),
        **more,
    }
    return render(request, "letters/templates.html", context, status=status)


def _waits(agency: Organisation, kind: Kind, actor: Actor) -> dict[str, Any]:
    waiting = waiting_template(agency, kind.template_key)
    return {"waiting": waiting, "may_approve": waiting is not None and may_approve(actor, waiting)}


@require_GET
def templates(request: HttpRequest, family: AnyFamily) -> HttpResponse:
    """文书模板."""
    return _page(request, family, _enter(request)[1])


@require_GET
def current(request: HttpRequest, family: AnyFamily, kind: str) -> HttpResponse:
    """The template in use, to be edited in Word."""
    _, agency = _enter(request)
    known = _kind(family, kind)
    return attachment(known.template(agency), f"{known.text.title}模板.docx", word.MEDIA_TYPE)


@require_GET
def sample(request: HttpRequest, family: AnyFamily, kind: str) -> HttpResponse:
    """试填: the letter as PDF, each field filled with its own name; of what waits, if asked for."""
    _, agency = _enter(request)
    known, at = _kind(family, kind), timezone.now()
    samples = {name: SAMPLE.format(name) for name in known.vocabulary.names}
    waiting = waiting_template(agency, known.template_key) if "waiting" in request.GET else None
    content = keeping.content_of(waiting.file) if waiting else known.template(agency)
    filled = word.fill(content, samples, title=known.text.title, at=at)
    name = f"{known.text.title}（试填）.pdf"
    return attachment(typeset.to_pdf(filled, at=at), name, typeset.MEDIA_TYPE)


@require_POST
def upload(request: HttpRequest, family: AnyFamily, kind: str) -> HttpResponse:
    """上传: checked by its content; every fault is named and nothing is changed."""
    actor, agency = _enter(request, (EDIT,))
    known = _kind(family, kind)
    sent = request.FILES.get("file")
    try:
        if sent is None:
            raise ValidationError("请选择 Word 文件（docx）")
        name, _, content = intake.check(sent, frozenset({intake.DOCX}))
        actions.upload(
            agency, known.template_key, content, name,
            vocabulary=known.vocabulary, actor=actor, at=timezone.now(),
        )  # fmt: skip
    except ValidationError as error:
        return _page(request, family, agency, 422, faults=error.messages, wrong=kind)
    messages.success(request, f"{known.text.title}的模板已上传，由另一人试填核对后启用")
    return redirect(f"{family.key}-templates")


@require_POST
def decide(request: HttpRequest, family: AnyFamily, kind: str) -> HttpResponse:
    """启用 or 退回 what somebody else uploaded."""
    actor, agency = _enter(request, (APPROVE,))
    known, at = _kind(family, kind), timezone.now()
    try:
        if request.POST.get("do") == "approve":
            actions.approve(agency, known.template_key, actor=actor, at=at)
            messages.success(request, f"{known.text.title}已改用新的模板")
        else:
            reason = request.POST.get("reason", "")
            actions.send_back(agency, known.template_key, reason, actor=actor, at=at)
            messages.success(request, f"{known.text.title}的模板已退回")
    except ValidationError as error:
        return _page(request, family, agency, 422, faults=error.messages, wrong=kind)
    return redirect(f"{family.key}-templates")


@require_POST
def restore(request: HttpRequest, family: AnyFamily, kind: str) -> HttpResponse:
    """恢复内置模板: what came with the software needs no second person."""
    actor, agency = _enter(request, (EDIT,))
    key = _kind(family, kind).template_key
    try:
        actions.restore(agency, key, actor=actor, at=timezone.now())
        messages.success(request, "已恢复内置模板")
    except ValidationError as error:
        messages.warning(request, "；".join(error.messages))
    return redirect(f"{family.key}-templates")


@require_POST
def series(request: HttpRequest, family: AnyFamily) -> HttpResponse:
    """文号类别: the word between the agency's code and the year."""
    actor, agency = _enter(request, (EDIT,))
    key = request.POST.get("key", "")
    if key not in family.series:
        raise Http404("没有这个序列")
    beside = family.counted_with(key)
    try:
        typed = request.POST.get("word", "")
        named = actions.name_series(
            agency, key, typed, actor=actor, at=timezone.now(), counted_with=beside
        )
        messages.success(request, f"以后的文书编为 {agency.document_code}{named.word}〔年份〕n号")
    except ValidationError as error:
        messages.error(request, "；".join(error.messages))
    return redirect(f"{family.key}-templates")
