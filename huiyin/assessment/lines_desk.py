"""One line of an assessment on the desk: what was computed, given and reviewed, and its evidence."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiyin.audit.actors import Actor
from huiyin.casework import arguments
from huiyin.casework.gate import DeskRequest, enter, matter_or_404, problem
from huiyin.casework.workflow import MoveForbiddenError, MoveRefusedError
from huiyin.rectification import findings
from huiyin.submissions import once
from huiyin.web.http import attachment

from . import actions, freezing, mending
from .desk import ROOM
from .forms import EvidenceForm, LineForm
from .freezing import Copy
from .material import content_or_why
from .models import Assessment, Evidence, Score, beside

MOVES = {"score": "自评", "review": "复核"}
MISSING = {"score": "self_missing", "review": "review_missing"}
INITIAL = {
    "score": ("self_deduction", "self_reason", "deduction"),
    "review": ("review_deduction", "review_reason", "self_deduction"),
}
"""Move → columns of what was given, its reason, and what is proposed where nothing was."""


def _one(request: DeskRequest, pk: int) -> Assessment:
    assessment: Assessment = matter_or_404(request, enter(request, ROOM.key), pk)
    return assessment


@require_http_methods(["GET", "POST"])
def line(request: DeskRequest, pk: int, score: int) -> HttpResponse:
    """The line; a form for whoever scores, reviews, or brings evidence now."""
    assessment = _one(request, pk)
    row = get_object_or_404(beside(assessment.scores.all()), pk=score)
    sent = request.POST.get("what", "") if request.method == "POST" else ""
    shown = _forms(request, assessment, row, sent)
    if sent and sent not in shown:
        _refuse(request, assessment, sent)
    form = shown.get(sent)
    if form is not None and form.is_valid():
        try:
            return once.answer(request, lambda: _do(request, assessment, row, sent, form))
        except ValidationError as error:
            _tell(form, error)
    context = {"matter": assessment, "room": ROOM, "line": row, "forms": shown, "labels": MOVES}
    context |= _mended(assessment, row, request.actor)
    wrong = form is not None and bool(form.errors)
    return render(request, "assessment/desk/line.html", context, status=422 if wrong else 200)


def _mended(assessment: Assessment, row: Score, actor: Actor) -> dict[str, Any]:
    """By what the line is mended, and where that is ordered."""
    lost = [row] if mending.has_lost(row) else []
    mend = findings.openings(lost, assessment.agency_id, actor)
    return {"mended": findings.seen([row], actor)[row.pk], "mend": mend.get(row.pk, "")}


def _refuse(request: DeskRequest, assessment: Assessment, name: str) -> None:
    """A form that this person may not send, or not now.

    Raises:
        Http404: there is no such form.
        MoveRefusedError: not in this state.
        MoveForbiddenError: not this person.
    """
    move = actions.workflow.moves.get(name)
    if name not in (*MOVES, "attach") or move is None:
        raise Http404
    if assessment.state not in move.sources:
        state = assessment.get_state_display()
        raise MoveRefusedError(f"{assessment} 当前为“{state}”，不能“{move.label}”")
    raise MoveForbiddenError(f"您没有“{move.label}”的权限")


def _forms(request: DeskRequest, assessment: Assessment, row: Score, sent: str) -> dict[str, Any]:
    """Those that this person may send now; the one that was sent, filled."""
    shown: dict[str, Any] = {}
    for name in MOVES:
        move = actions.workflow.moves[name]
        if move.is_open_to(request.actor, assessment):
            given, reason, proposed = (getattr(row, column) for column in INITIAL[name])
            initial = {
                "item": row.pk,
                "deducted": proposed if given is None else given,
                "said": reason,
            }
            form = arguments.form_of(move.act, LineForm)
            if row.checklist:
                missing = row.self_missing if given is None else getattr(row, MISSING[name])
                initial["missing"] = missing
            data = request.POST if sent == name else None
            shown[name] = form(data, matter=assessment, line=row, initial=initial)
    if actions.workflow.moves["attach"].is_open_to(request.actor, assessment):
        is_sent = sent == "attach"
        sent_with = (request.POST, request.FILES) if is_sent else ()
        shown["attach"] = EvidenceForm(*sent_with, assessment=assessment)
    return shown


def _do(
    request: DeskRequest, assessment: Assessment, row: Score, what: str, form: Any
) -> HttpResponse:
    now = timezone.now()
    who: dict[str, Any] = {"actor": request.actor, "at": now}
    if what == "attach":
        copy = _copy(form.cleaned_data, now)
        actions.attach(assessment, item=row, copy=copy, **who)
        messages.success(request, f"已附佐证：{copy.label}")
    else:
        details = {**form.details(), "item": row}
        actions.workflow.moves[what].run(assessment, **details, **who)
        messages.success(request, f"已{MOVES[what]}：{row}")
    return redirect("assessment-line", assessment.pk, row.pk)


def _copy(given: dict[str, Any], now: datetime) -> Copy:
    """What the form names, as it is kept."""
    if given["file"]:
        return freezing.upload(given["file"])
    if given.get("shown"):
        return freezing.planned(given["shown"])
    return freezing.page(given["address"], at=now)


def _tell(form: forms.Form, error: ValidationError) -> None:
    """At the field that is wrong, else above the form."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, said in error.message_dict.items():
        form.add_error(name if name in form.fields else None, said)


@require_POST
def compute(request: DeskRequest, pk: int) -> HttpResponse:
    """计算 of everything that has a method."""
    assessment = actions.compute_now(_one(request, pk), actor=request.actor, at=timezone.now())
    count = assessment.scores.exclude(measure="").count()
    messages.success(request, f"已计算 {count} 项")
    return redirect(ROOM.address(assessment))


@require_GET
def evidence(request: DeskRequest, pk: int, proof: int) -> HttpResponse:
    """A frozen copy, to be saved; checked against its digest."""
    proofs = Evidence.objects.filter(score__assessment=_one(request, pk)).select_related("file")
    found = get_object_or_404(proofs, pk=proof)
    content = content_or_why(found.file)
    if isinstance(content, str):
        said = f"“{found.label}”：{content}。应有摘要 {found.file.sha256}，请告诉系统管理员。"
        return problem(request, 410, "佐证缺失", said)
    return attachment(content, found.file.name, found.file.media_type)
