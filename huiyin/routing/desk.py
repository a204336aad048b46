"""交办建议 on the desk: how often it was right, what was learned, and the floor of certainty."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from huiyin.casework.forms import DayField, PlainForm
from huiyin.casework.gate import DeskRequest, enter, matter_or_404
from huiyin.hotline import actions as hotline
from huiyin.organisations.actors import acting
from huiyin.organisations.choosing import choose
from huiyin.organisations.models import Organisation
from huiyin.submissions import once

from . import actions, rules, tally
from .models import Floor, Suggestion, Target, floor

VIEW = "hotline.view_requests"


class FloorForm(PlainForm):
    """把握下限."""

    percent = forms.IntegerField(label="把握下限（%）", min_value=0, max_value=100)
    valid_from = DayField(label="执行日期", help_text="不早于今天")
    basis = forms.CharField(label="依据", max_length=200)


@require_http_methods(["GET", "POST"])
def board(request: HttpRequest) -> HttpResponse:
    """交办建议: by month how often the first and the first three were right; versions; the floor."""
    actor = acting(request)
    if not actor.may_somewhere(VIEW):
        raise PermissionDenied("您的岗位不能查看热线留言。")
    chosen = choose(request, Organisation.objects.agencies().where(actor, VIEW))
    agency, may_set = chosen.agency, actor.may(actions.SET, chosen.agency.pk)
    form = FloorForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not may_set:
            raise PermissionDenied("把握下限由热线负责人设定。")
        if form.is_valid():
            values = form.cleaned_data
            try:
                return once.answer(request, lambda: _set(request, agency, values))
            except ValidationError as error:
                form.add_error(None, error)
    today = timezone.localdate()
    context = {
        "agency": agency,
        "agencies": chosen.agencies,
        "boards": [(target.label, tally.months(agency.pk, target, today)) for target in Target],
        "versions": [actions.newest(agency.pk, target) for target in Target],
        "floor": floor(agency.pk, today),
        "floors": Floor.objects.filter(agency=agency),
        "form": form if may_set else None,
    }
    return render(request, "routing/desk/board.html", context, status=422 if form.errors else 200)


def _set(request: HttpRequest, agency: Organisation, values: dict[str, Any]) -> HttpResponse:
    row = actions.set_floor(agency, actor=acting(request), at=timezone.now(), **values)
    messages.success(request, f"已保存：{row.valid_from} 起，把握不到 {row} 的不作建议")
    return redirect(f"{reverse('routing')}?agency={agency.slug}")


@require_POST
def categorise(request: DeskRequest, pk: int) -> HttpResponse:
    """采用建议的诉求分类: one of those that were suggested, by the move that corrects a record."""
    matter = matter_or_404(request, enter(request, "hotline"), pk)
    if Target.CATEGORY not in rules.targets(request.actor, matter):
        raise PermissionDenied("这件工单的诉求分类已经确定，或者您的岗位不能更正。")
    suggestion = get_object_or_404(Suggestion, request=matter, target=Target.CATEGORY)
    category = request.POST.get(Target.CATEGORY, "")
    if category not in [key for key, _ in suggestion.choices]:
        raise Http404
    return once.answer(request, lambda: _categorise(request, matter, category), by_key_alone=True)


def _categorise(request: DeskRequest, matter: Any, category: str) -> HttpResponse:
    hotline.amend(matter, actor=request.actor, at=timezone.now(), values={"category": category})
    messages.success(request, f"已归入“{category}”：{matter.reference}")
    return redirect(f"/desk/hotline/{matter.pk}/")
