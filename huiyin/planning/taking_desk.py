"""列入工作计划: the items of a document in one form; works without script, loses nothing."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from huiyin.casework.gate import DeskRequest, enter, matter_or_404
from huiyin.casework.workflow import MoveForbiddenError
from huiyin.submissions import once

from . import actions
from .actions.documents import taken_of
from .desk import DOCUMENTS, ROOM
from .forms import TakeForm, initial_of
from .models import Document, DocumentItem, PlanItem


@require_http_methods(["GET", "POST"])
def take(request: DeskRequest, pk: int) -> HttpResponse:
    """What was found, with what was guessed; whoever keeps the plan ticks, corrects and takes over."""
    document: Document = matter_or_404(request, enter(request, DOCUMENTS.key), pk)
    move = actions.documents.workflow.moves["take"]
    if not move.is_open_to(request.actor, document):
        raise MoveForbiddenError("您没有“列入工作计划”的权限")
    lines = _lines(document, request)
    forms = [form for _, form, _ in lines if form is not None]
    refused = ""
    if request.method == "POST" and not [form for form in forms if not form.is_valid()]:
        try:
            return once.answer(request, lambda: _take(request, document, forms))
        except ValidationError as error:
            refused = "；".join(error.messages)
    is_wrong = bool(refused) or any(form.errors for form in forms)
    context = {
        "document": document, "room": DOCUMENTS, "lines": lines, "refused": refused,
        "open": len(forms), "wrong": [form for form in forms if form.errors],
    }  # fmt: skip
    status = 422 if is_wrong else 200
    return render(request, "planning/desk/take.html", context, status=status)


def _lines(
    document: Document, request: DeskRequest
) -> list[tuple[DocumentItem, TakeForm | None, PlanItem | None]]:
    """Each item with its form, or with the task that was made of it."""
    taken, units = taken_of(document), actions.units(document)
    data: Any = request.POST if request.method == "POST" else None
    lines: list[tuple[DocumentItem, TakeForm | None, PlanItem | None]] = []
    for item in document.items.select_related("unit", "document"):
        known = taken.get(item.text)
        form = None
        if known is None:
            form = TakeForm(data, item=item, units=units, initial=initial_of(item))
        lines.append((item, form, known))
    return lines


def _take(request: DeskRequest, document: Document, forms: list[TakeForm]) -> HttpResponse:
    rows = [row for form in forms if (row := form.taking) is not None]
    actions.take(document, rows=rows, actor=request.actor, at=timezone.now())
    messages.success(request, f"已列入工作计划 {len(rows)} 项，可以在列表中批量下达")
    return redirect(f"/desk/{ROOM.key}/?year={document.year}&state=planned")
