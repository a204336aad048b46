"""未归类: the texts of other systems that are in no tree yet, and where they belong; many at once."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from huiyin.casework.forms import LineField, PlainForm
from huiyin.casework.gate import DeskRequest
from huiyin.casework.workflow import MoveForbiddenError, MoveRefusedError
from huiyin.organisations.choosing import Choice, choose
from huiyin.organisations.models import Organisation
from huiyin.submissions import once

from . import actions
from .category_field import CategoryField
from .models import Category, CategoryTerm, ServiceRequest
from .rules import REGISTER

AT_ONCE = 500
SHOWN = 100
VIEW = "hotline.view_requests"


class SortForm(PlainForm):
    """归入: every waiting request with this text."""

    text = LineField("原分类", 200)
    category = CategoryField()


@require_http_methods(["GET", "POST"])
def uncategorised(request: DeskRequest) -> HttpResponse:
    """未归类的工单, by the text they came with."""
    if not request.actor.may_somewhere(REGISTER):
        raise PermissionDenied("您的岗位不能给工单归类。")
    choice = choose(request, Organisation.objects.agencies().where(request.actor, REGISTER))
    picked = {"text": request.GET.get("text", "").replace("\x00", "")[:200]}
    form = SortForm(request.POST if request.method == "POST" else None, initial=picked)
    field: Any = form.fields["category"]
    field.place(choice.agency.pk, timezone.localdate())
    if form.is_bound and form.is_valid():
        try:
            return once.answer(request, lambda: _sort(request, choice, form), by_key_alone=True)
        except ValidationError as error:
            form.add_error(None, error)
    waiting = _waiting(request, choice.agency)
    texts = waiting.exclude(category_text="").order_by().values("category_text")
    context = {
        "choice": choice,
        "form": form,
        "texts": texts.annotate(number=Count("pk")).order_by("-number", "category_text")[:SHOWN],
        "silent": waiting.filter(category_text="").count(),
        "terms": CategoryTerm.objects.filter(agency=choice.agency)
        .select_related("category")
        .order_by("-valid_from", "text")[:SHOWN],
    }
    status = 422 if form.errors else 200
    return render(request, "hotline/desk/uncategorised.html", context, status=status)


def _waiting(request: DeskRequest, agency: Organisation) -> Any:
    visible = ServiceRequest.objects.visible_to(request.actor, VIEW)
    return visible.filter(agency=agency).uncategorised()


def _sort(request: DeskRequest, choice: Choice, form: SortForm) -> HttpResponse:
    text, category = form.cleaned_data["text"], form.cleaned_data["category"]
    waiting = _waiting(request, choice.agency).filter(category_text=text).order_by("pk")
    sorted_in = _categorise(list(waiting[:AT_ONCE]), category, request, timezone.now())
    left = waiting.count()
    messages.success(
        request, f"已归入“{category}”：{sorted_in}件" + (f"，还有{left}件" if left else "")
    )
    return redirect(reverse("hotline-uncategorised") + choice.query())


def _categorise(
    waiting: list[ServiceRequest], category: Category, request: DeskRequest, at: datetime
) -> int:
    """Each by its own move; one that somebody else has moved meanwhile is left for the next press."""
    number = 0
    for one in waiting:
        try:
            actions.categorise(one, actor=request.actor, at=at, category=category)
        except (MoveForbiddenError, MoveRefusedError):
            continue
        number += 1
    return number
