"""/track/: number and query code open one application, for half an hour, to its applicant."""

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiyin.casework import numbering, offered
from huiyin.casework.workflow import MoveForbiddenError, MoveRefusedError, StaleMoveError
from huiyin.common import codes
from huiyin.files import intake
from huiyin.files.models import StoredFile
from huiyin.foi import actions
from huiyin.foi import public_forms as forms
from huiyin.foi.models import Application, ApplicationFile, FileRole
from huiyin.foi.papers.kinds import KINDS, telling
from huiyin.personal.keys import UnreadableError
from huiyin.submissions import fields, once
from huiyin.throttle import budgets, limits, refusing
from huiyin.visitors import uploads as visitors_uploads
from huiyin.web.context import Section
from huiyin.web.http import attachment

from . import opened, standing, uploads
from .apply import TOO_OFTEN

SECTION = Section("查进度", "用编号和查询码查看申请的办理进度", "查进度,依申请公开", "互动交流")
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Act:
    """One thing that the applicant may do here: the move, its words, its form."""

    move: str
    title: str
    button: str
    form: type[forms.PublicForm]
    takes_files: bool = False

    @property
    def address(self) -> str:
        return reverse("track-act", args=[next(n for n, act in ACTS.items() if act is self)])


ACTS = {
    "correct": Act("receive_correction", "补正申请内容", "提交补正", forms.SupplyForm, True),
    "reasons": Act("receive_reasons", "说明理由", "提交理由", forms.SupplyForm, True),
    "confirm": Act("confirm_online", "确认申请", "内容无误，确认", forms.PlainForm),
    "pay": Act("claim_payment", "我已缴费", "告知本机关", forms.PaidForm, True),
    "rate": Act("rate", "评价办理情况", "提交评价", forms.RateForm),
    "withdraw": Act("withdraw", "撤回申请", "撤回申请", forms.WithdrawForm),
}


@sensitive_post_parameters("code")
@never_cache
@require_http_methods(["GET", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """查进度."""
    if request.method == "POST":
        return _sign_in(request)
    application = opened.application(request)
    if application is not None:
        return opened.keep(_status(request, application), application)
    number = request.GET.get("number", "")[:80]
    return _page(request, "track", {"form": forms.TrackForm(initial={"number": number})})


@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """结束查询."""
    response = redirect("track")
    response.delete_cookie(opened.COOKIE, path=reverse("track"))
    return response


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, name: str) -> HttpResponse:
    """One move of the applicant, with its text and files."""
    application, asked = opened.application(request), ACTS.get(name)
    if application is None:
        return _ask_again(request, name) if request.method == "POST" else redirect("track")
    if application.state == Application.State.VOIDED:
        return _page(request, "voided", {"application": application}, 409)
    if asked is None:
        return _page(request, "closed", {"application": application}, 409)
    if request.method == "GET":
        return _act(request, application, asked, asked.form())
    form = asked.form(request.POST)
    try:
        return _sent(request, application, asked, form)
    except budgets.TooManyError as many:
        form.add_error(None, f"{TOO_OFTEN}{refusing.again(many)}")
        return refusing.marked(_act(request, application, asked, form, 429), many)


def _sent(
    request: HttpRequest, application: Application, asked: Act, form: forms.PublicForm
) -> HttpResponse:
    """The form that was sent: taken in, or shown again with what is wrong."""
    try:
        if (earlier := once.repeated(request, by_key_alone=True)) is not None:
            return earlier
        if form.is_valid():
            _check_open(application, asked)
            _spend(request, application)
            answer = once.answer(
                request, lambda: _made(request, application, asked, form), by_key_alone=True
            )
            if answer.status_code < 400:
                return answer
    except ValidationError as error:
        for sentence in error.messages:
            form.add_error(None, sentence)
    except (MoveRefusedError, MoveForbiddenError, once.AlreadySentError):
        application.refresh_from_db()
        return _act(request, application, asked, form, 409)
    return _act(request, application, asked, form, 422)


def _act(
    request: HttpRequest,
    application: Application,
    asked: Act,
    form: forms.PublicForm,
    status: int = 200,
) -> HttpResponse:
    """The form; what is not open to the applicant any more, with what was filled in."""
    if asked.move not in _open_moves(application):
        return _page(request, "closed", {"application": application}, 409)
    if status == 409:
        request.is_shown_anew = True  # type: ignore[attr-defined]
    context = {
        "application": application,
        "act": asked,
        "form": form,
        "offered": offered.text_token(*_as_shown(application)),
        "is_changed": status == 409,
        "accept": intake.accepted(intake.DOCUMENTS),
        "most_megabytes": settings.MAX_UPLOAD_MEGABYTES,
    }
    return _page(request, "act", context, status)


def _check_open(application: Application, asked: Act) -> None:
    if asked.move not in _open_moves(application):
        raise MoveRefusedError(f"{application} 的情况已经变化")


def _spend(request: HttpRequest, application: Application) -> None:
    """Out of the budgets of this application, and of where its applicant is.

    Raises:
        TooManyError: too much was sent.
    """
    now = timezone.now()
    budgets.spend((limits.ACTS, str(application.pk)), at=now)
    visitors_uploads.spend(
        visitors_uploads.every(request), str(request.META.get("REMOTE_ADDR", "")), at=now
    )


def _as_shown(application: Application) -> tuple[str, ...]:
    """What the applicant read before acting: the state, and what the office asks for."""
    return (application.state, application.correction_wanted, application.reasons_wanted)


def _ask_again(request: HttpRequest, name: str) -> HttpResponse:
    """The half hour was over: number and code once more, what was filled in comes along."""
    carried = {"form": forms.TrackForm(), "act": name, "carried": _carried(request)}
    return _page(request, "track", carried, 403)


def _carried(request: HttpRequest) -> list[tuple[str, str]]:
    """The fields of an act, carried through the page that asks for number and code."""
    own = {*forms.TrackForm.base_fields, "act"}
    typed = fields.of(request)
    return [(n, value) for n, values in typed.items() if n not in own for value in values]


@never_cache
@require_GET
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """A file of the answer: only of the tracked application, only what is for the applicant."""
    application = opened.valid(request)
    if application is None:
        return redirect("track")
    attached = _answer_files(application).filter(pk=pk).first()
    if attached is None:
        raise Http404("没有这个文件")
    return _given(attached.file)


@never_cache
@require_GET
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """A notice that was sent to the applicant: to be read here as well, never one to others."""
    application = opened.valid(request)
    if application is None:
        return redirect("track")
    paper = _letters(application).filter(pk=pk).first()
    if paper is None or paper.pdf is None:
        raise Http404("没有这份文书")
    return _given(paper.pdf)


def _given(stored: StoredFile) -> HttpResponse:
    """The file as a download; what cannot be read is logged and said."""
    try:
        content = intake.content_of(stored)
    except (OSError, UnreadableError) as error:
        logger.exception("file %s of an application cannot be read", stored.pk)
        raise Http404("文件暂时取不到，请与本机关联系") from error
    response = attachment(content, stored.name, "application/octet-stream")
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _sign_in(request: HttpRequest) -> HttpResponse:
    form = forms.TrackForm(request.POST)
    context = {"form": form, "act": request.POST.get("act", ""), "carried": _carried(request)}
    if not form.is_valid():
        return _page(request, "track", context, 422)
    kind = numbering.kind_of(codes.number(form.cleaned_data["number"]))
    if kind and kind.progress not in ("", "track"):
        return HttpResponseRedirect(reverse(kind.progress), preserve_request=True)
    try:
        application = opened.WINDOW.asked(request, form)
    except budgets.TooManyError as many:
        return refusing.marked(_page(request, "track", context, 429), many)
    if application is None:
        return _page(request, "track", context, 422)
    asked = ACTS.get(request.POST.get("act", ""))
    response: HttpResponse = redirect("track")
    if (
        asked is not None and application.state != Application.State.VOIDED
    ):  # filled in before the half hour was over: shown again, not sent
        response = _act(request, application, asked, asked.form(request.POST))
    opened.WINDOW.remember(request, response, application.reference)
    return opened.keep(response, application)


def _status(request: HttpRequest, application: Application) -> HttpResponse:
    if application.state == Application.State.VOIDED:  # said, not hidden behind “wrong code”
        return _page(request, "voided", {"application": application})
    moves = _open_moves(application)
    answered = application.state == Application.State.ANSWERED
    acts = {name: known for name, known in ACTS.items() if known.move in moves}
    rate = acts.get("rate") if not application.satisfaction else None
    context = {
        "application": application,
        "state": standing.state_label(application),
        "line": standing.line(application, timezone.localdate()),
        "asked": next((n for n in ("correct", "reasons") if n in acts), ""),
        "fee": application.fees.first() if application.state == Application.State.PAYING else None,
        "may_withdraw": "withdraw" in acts,
        "may_confirm": "confirm" in acts and application.confirmed_at is None,
        "rating": forms.RateForm() if rate else None,
        "offered": offered.text_token(*_as_shown(application)),
        "remedies": standing.remedy_text(application) if answered else (),
        "noun": telling(application.decision).noun,
        "is_ended": telling(application.decision).is_ending,
        "was_sent_answer": answered and standing.was_sent_answer(application),
        "answer": standing.answer_text(application),
        "letters": _letters(application),
        "files": _answer_files(application) if answered else (),
        "is_answered": answered,
    }
    return _page(request, "status", context)


def _open_moves(application: Application) -> set[str]:
    actor = actions.applicant_actor(application)
    return {move.name for move in actions.workflow.open_to(actor, application)}


def _answer_files(application: Application) -> Any:
    return (
        ApplicationFile.objects.filter(application=application, is_for_applicant=True)
        .select_related("file")
        .order_by("pk")
    )


def _letters(application: Application) -> Any:
    """What was sent to the applicant; an answer is among its files."""
    kinds = [key for key, kind in KINDS.items() if not kind.to]
    answers = _answer_files(application).values("file")
    return (
        application.papers.filter(kind__in=kinds, sent_on__isnull=False, voided_at__isnull=True)
        .exclude(pdf__in=answers)
        .select_related("pdf")
        .order_by("pk")
    )


def _made(
    request: HttpRequest, application: Application, asked: Act, form: forms.PublicForm
) -> HttpResponse:
    _make(request, application, asked, form)
    if form.errors:
        return HttpResponse(status=422)
    return opened.keep(redirect("track"), application)


def _make(
    request: HttpRequest, application: Application, asked: Act, form: forms.PublicForm
) -> None:
    """The move and its files, in one transaction."""
    now = timezone.now()
    values = form.cleaned_data
    checked: list[uploads.Checked] = []
    if asked.takes_files:
        checked = uploads.taken(request, form, "proof", intake.DOCUMENTS, uploads.MOST_FILES)
        if "text" in form.fields and not (form.errors or values["text"].strip() or checked):
            form.add_error("text", "请填写内容，或者上传材料")
    if form.errors:
        return
    actor = actions.applicant_actor(application, origin=str(request.META.get("REMOTE_ADDR", "")))
    role = FileRole.PAYMENT if asked.move == "claim_payment" else FileRole.CORRECTION
    with transaction.atomic():
        now_shown = _as_shown(Application.objects.select_for_update().get(pk=application.pk))
        if (token := request.POST.get(offered.NAME)) and not offered.is_text(token, *now_shown):
            raise StaleMoveError(f"{application} 的情况已经变化")
        stored = uploads.kept(checked)
        actions.workflow.moves[asked.move].run(
            application, actor=actor, at=now, **_details(asked, values, now, bool(stored))
        )
        ApplicationFile.objects.bulk_create(
            ApplicationFile(application=application, role=role, file=one, uploaded_at=now)
            for one in stored
        )


def _details(asked: Act, values: dict[str, Any], now: datetime, has_files: bool) -> dict[str, Any]:
    today = timezone.localtime(now).date()
    text = values.get("text", "").strip() or ("见上传的材料" if has_files else "")
    if asked.move == "receive_correction":
        return {"received_on": today, "correction": text}
    if asked.move == "receive_reasons":
        return {"received_on": today, "reasons": text}
    if asked.move == "withdraw":
        return {"withdrawn_on": today, "note": values.get("reason", "")}
    if asked.move == "confirm_online":
        return {}
    if asked.move == "claim_payment":
        return {"paid_on": values["paid_on"]}
    return {"satisfaction": values["satisfaction"]}


def _page(
    request: HttpRequest, name: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    full_context = {"column": SECTION, "door": "track", **context}
    return render(request, f"foi/portal/{name}.html", full_context, status=status)
