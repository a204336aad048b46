"""考核细则 of a year as a whole: what adds up, what computes each item; and its 启用."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from huiyin.casework.gate import DeskRequest, enter
from huiyin.organisations.models import Organisation
from huiyin.submissions import once

from . import actions, rules
from .actions.rubric import faults_of
from .models import Item, Method, methods_on


@require_http_methods(["GET", "POST"])
def rubric(request: DeskRequest, agency: str, year: int) -> HttpResponse:
    """One page a year; whoever organises puts the draft in force."""
    organisation = get_object_or_404(
        enter(request, "rubric").agencies_of(request.actor), slug=agency
    )
    items = list(Item.objects.of_year(organisation.pk, year).order_by("pk"))
    if not items:
        raise Http404
    refused = ""
    if request.method == "POST":
        try:
            return once.answer(
                request, lambda: _enforce(request, organisation, year), by_key_alone=True
            )
        except ValidationError as error:
            refused = "；".join(error.messages)
    methods = methods_on(timezone.localdate(), [item.code for item in items])
    is_draft = any(item.state == Item.State.DRAFT for item in items)
    context = {
        "agency": organisation,
        "year": year,
        "lines": [(item, _said(methods.get(item.code))) for item in items],
        "faults": faults_of(items),
        "refused": refused,
        "is_draft": is_draft,
        "may_enforce": is_draft and request.actor.may(rules.ORGANISE, organisation.pk),
    }
    status = 422 if refused else 200
    return render(request, "assessment/desk/rubric.html", context, status=status)


def _said(method: Method | None) -> str:
    """How an item is measured, in the words of the office."""
    if method is None:
        return "人工评分"
    label = method.measured_by
    return f"{label}：{method.checklist}" if method.checklist else label


def _enforce(request: DeskRequest, agency: Organisation, year: int) -> HttpResponse:
    count = actions.enforce_year(agency, year, actor=request.actor, at=timezone.now())
    messages.success(request, f"已启用{year}年度考核细则，共 {count} 项")
    return redirect("assessment-rubric", agency.slug, year)
