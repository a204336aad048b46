"""接线登记台: one page, by the keyboard alone; without script its steps are made by the server.

Each call has an address of its own, so that what is typed there is kept for it (`submissions`):
on the server alone, since a seat and its browser are everybody's.
"""

import secrets
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiyin.accounts.models import User
from huiyin.casework.gate import DeskRequest
from huiyin.casework.rooms import find
from huiyin.hotline import actions, callers, rules
from huiyin.hotline.models import ServiceRequest
from huiyin.organisations.choosing import Choice, choose
from huiyin.organisations.models import Organisation
from huiyin.submissions import once

from . import beside, drafts, ends
from .forms import CallForm

PICKS = ("place", "unit", "same_as")
"""Fields that are filled by what stands beside the form."""


def _choice(request: DeskRequest) -> Choice:
    """The agencies for which this person registers calls."""
    if not actions.workflow.may_start_somewhere("register", request.actor):
        raise PermissionDenied("您没有登记热线留言的权限。")
    return choose(request, Organisation.objects.agencies().where(request.actor, rules.REGISTER))


@require_GET
def new(request: DeskRequest) -> HttpResponse:
    """A call with an address of its own."""
    _choice(request)
    address = reverse("hotline-call", args=[secrets.token_hex(6)])
    query = request.GET.urlencode()
    return redirect(f"{address}?{query}" if query else address)


@require_http_methods(["GET", "POST"])
def call(request: DeskRequest, token: str) -> HttpResponse:
    """The form of a call, and how it ends."""
    choice = _choice(request)
    end = ends.find(request.POST.get("end", ""), request.actor, choice.agency)
    if request.method == "GET" or end is None:
        return _look(request, choice)
    form = _form(request, choice, request.POST)
    if form.is_valid():
        try:
            return once.answer(request, lambda: _finish(request, end, form, choice))
        except ValidationError as error:
            _say(form, error)
    return _page(request, choice, form, beside.Beside(), HTTPStatus.UNPROCESSABLE_ENTITY)


def _form(request: DeskRequest, choice: Choice, *posted: Any, **options: Any) -> CallForm:
    form = CallForm(*posted, **options)
    form.place(choice.agency)
    if not request.actor.may(rules.ASSIGN, choice.agency.pk):
        form.without_joining()
    return form


def _finish(request: DeskRequest, end: ends.End, form: CallForm, choice: Choice) -> HttpResponse:
    matter = end.run(form.instance, form.cleaned_data, actor=request.actor, at=timezone.now())
    return redirect(reverse("hotline-call-new") + choice.query(after=str(matter.pk)))


def _say(form: CallForm, error: ValidationError) -> None:
    """What an action refused, at its field."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, messages in error.message_dict.items():
        form.add_error(form.field_of(name), messages)


def _look(request: DeskRequest, choice: Choice) -> HttpResponse:
    """The form as it is typed so far; one that was sent to be looked at, with what is beside it."""
    values: dict[str, Any] = request.POST.dict()
    name, _, value = values.get("pick", "").partition(":")
    if name in PICKS:
        values[name] = value
    form = _form(request, choice, initial=values)
    if not values:
        return _page(request, choice, form, beside.Beside())
    typed = beside.typed(values, choice.agency)
    return _page(request, choice, form, beside.everything(typed, request.actor, timezone.now()))


def _page(
    request: DeskRequest,
    choice: Choice,
    form: CallForm,
    there: beside.Beside,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    user = request.user
    context = {
        "form": form,
        "choice": choice,
        "beside": there,
        "ends": ends.offered(request.actor, choice.agency),
        "drafts": drafts.others(user, request.path) if isinstance(user, User) else [],
        "after": _after(request),
        "may_see": request.actor.may_somewhere(callers.SEE),
    }
    return render(request, "hotline/desk/call.html", context, status=status)


def _after(request: DeskRequest) -> ServiceRequest | None:
    """The call that was registered just now."""
    pk, room = request.GET.get("after", ""), find("hotline")
    if not (pk.isdecimal() and len(pk) < 16) or room is None:
        return None
    row: ServiceRequest | None = room.seen_by(request.actor).filter(pk=pk).first()
    return row


@require_POST
def part(request: DeskRequest, name: str) -> HttpResponse:
    """One part beside the form, for the script."""
    choice = _choice(request)
    find_part = beside.PARTS.get(name)
    if find_part is None:
        raise Http404
    typed = beside.typed(request.POST.dict(), choice.agency)
    there = find_part(typed, request.actor, timezone.now())
    may_join = request.actor.may(rules.ASSIGN, choice.agency.pk)
    context = {"beside": there, "may_join": may_join}
    return render(request, f"hotline/desk/_call_{name}.html", context)
