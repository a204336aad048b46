"""交办建议 on the desk: how often it was right, what was learned, and the floor of certainty."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from huiyin.casework.gate import DeskRequest, enter, matter_or_404
from huiyin.hotline import actions as hotline
from huiyin.hotline.models import Category
from huiyin.organisations.actors import acting
from huiyin.organisations.choosing import choose
from huiyin.organisations.models import Organisation
from huiyin.submissions import once

from . import actions, rules, tally
from .floor_desk import FLOORS
from .models import Floor, Suggestion, Target, floor

VIEW = "hotline.view_requests"


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """交办建议: by month how often the first and the first three were right; versions; the floor."""
    actor = acting(request)
    if not actor.may_somewhere(VIEW):
        raise PermissionDenied("您的岗位不能查看热线留言。")
    choice = choose(request, Organisation.objects.agencies().where(actor, VIEW))
    agency, today = choice.agency, timezone.localdate()
    context = {
        "choice": choice,
        "boards": [(target.label, tally.months(agency.pk, target, today)) for target in Target],
        "versions": [actions.newest(agency.pk, target) for target in Target],
        "floor": floor(agency.pk, today),
        "floors": Floor.objects.filter(agency=agency),
        "may_set": actor.may(FLOORS.right, agency.pk),
    }
    return render(request, "routing/desk/board.html", context)


@require_POST
def categorise(request: DeskRequest, pk: int) -> HttpResponse:
    """采用建议的诉求分类: one of those that were suggested, by the move that sorts a request."""
    matter = matter_or_404(request, enter(request, "hotline"), pk)
    if Target.CATEGORY not in rules.targets(request.actor, matter):
        raise PermissionDenied("这件工单的诉求分类已经确定，或者您的岗位不能更正。")
    suggestion = get_object_or_404(Suggestion, request=matter, target=Target.CATEGORY)
    key = request.POST.get(Target.CATEGORY, "")
    if key not in [offered for offered, _ in suggestion.choices] or not key.isdecimal():
        raise Http404
    category = get_object_or_404(Category, pk=int(key))
    return once.answer(request, lambda: _categorise(request, matter, category), by_key_alone=True)


def _categorise(request: DeskRequest, matter: Any, category: Category) -> HttpResponse:
    hotline.categorise(matter, actor=request.actor, at=timezone.now(), category=category)
    messages.success(request, f"已归入“{category}”：{matter.reference}")
    return redirect(f"/desk/hotline/{matter.pk}/")
