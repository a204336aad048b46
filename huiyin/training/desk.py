"""培训清单 on the desk, and to be saved."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from huiyin.casework.gate import DeskRequest
from huiyin.organisations.choosing import Choice, choose
from huiyin.organisations.models import Organisation
from huiyin.web import downloads, grid_files

from . import files, quarters
from .apps import COORDINATE
from .kinds import KINDS
from .lists import TrainingList, training_list


@require_GET
def quarter(request: DeskRequest) -> HttpResponse:
    """The list of a quarter; the running one, if none is asked for."""
    choice, made = _asked(request)
    context = {
        "made": made,
        "kinds": KINDS,
        "choice": choice,
        "quarters": quarters.offered(timezone.localdate()),
        "note": files.note(made),
        "query": choice.query(quarter=str(made.quarter)),
    }
    return render(request, "training/desk/quarter.html", context)


@require_GET
def download(request: DeskRequest, form: str) -> HttpResponseBase:
    """docx, xlsx or csv."""
    _, made = _asked(request)
    if form == "docx":
        name = f"{files.title(made)}.docx"
        return downloads.to_save(partial(files.to_docx, made), name, grid_files.DOCX)
    if form not in ("xlsx", "csv"):
        raise Http404
    return downloads.answer(files.table(made), form)


def _asked(request: DeskRequest) -> tuple[Choice, TrainingList]:
    """Raises Http404 for another agency, and for a quarter that has not begun."""
    actor, today = request.actor, timezone.localdate()
    if not actor.may_somewhere(COORDINATE):
        raise PermissionDenied("您的岗位不能查看培训清单。")
    choice = choose(request, Organisation.objects.agencies().where(actor, COORDINATE))
    chosen = quarters.asked(request.GET.get("quarter", ""), today)
    if chosen is None:
        raise Http404("没有这个季度，或者还没有开始")
    return choice, training_list(choice.agency, chosen, actor=actor, today=today)
