"""按号码查找: which requests a telephone number brought; asked with a reason, and logged."""

from collections.abc import Callable
from functools import partial
from http import HTTPStatus

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from huiyin.casework.gate import DeskRequest, enter, matter_or_404
from huiyin.hotline import callers
from huiyin.hotline.models import ServiceRequest
from huiyin.organisations.choosing import choose
from huiyin.organisations.models import Organisation

from .forms import NumberForm

Look = Callable[..., list[ServiceRequest]]


@require_http_methods(["GET", "POST"])
def by_number(request: DeskRequest) -> HttpResponse:
    """按号码查找: the number goes into no address and no log."""
    if not request.actor.may_somewhere(callers.SEE):
        raise PermissionDenied("您的岗位不能按电话号码查找诉求人的工单。")
    agencies = Organisation.objects.agencies().where(request.actor, callers.SEE)
    choice = choose(request, agencies)
    form = NumberForm(request.POST or None)
    look = partial(callers.look_up, choice.agency, form.data.get("phone", ""))
    return _answer(request, form, look, {"choice": choice})


@require_http_methods(["GET", "POST"])
def of_request(request: DeskRequest, pk: int) -> HttpResponse:
    """同号工单: what else the number of this request brought."""
    matter = matter_or_404(request, enter(request, "hotline"), pk)
    if not request.actor.may(callers.SEE, matter.agency_id):
        raise PermissionDenied("您的岗位不能按电话号码查找诉求人的工单。")
    form = NumberForm(request.POST or None)
    form.fields.pop("phone")
    return _answer(request, form, partial(callers.others_of, matter), {"matter": matter})


def _answer(
    request: DeskRequest, form: NumberForm, look: Look, context: dict[str, object]
) -> HttpResponse:
    rows = None
    if form.is_bound and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            rows = look(actor=request.actor, at=timezone.now(), reason=reason)
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                form.add_error(name, messages)
    context |= {"form": form, "rows": rows, "most": callers.MOST}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "hotline/desk/numbers.html", context, status=status)
