"""撤销机构 on the desk: chosen, looked at, and only then done."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from huiyin.casework.forms import LineField, PlainForm
from huiyin.casework.gate import DeskRequest
from huiyin.organisations.actions import APPOINT, dissolve
from huiyin.organisations.choosing import Choice, choose
from huiyin.organisations.models import Organisation
from huiyin.submissions import once

from .dissolving import Held


class DissolveForm(PlainForm):
    """撤销: by which decision."""

    basis = LineField("撤销依据", 200, help_text="如：云编〔2026〕3号")


@require_http_methods(["GET", "POST"])
def units(request: DeskRequest) -> HttpResponse:
    """Which unit and who succeeds it; then what goes where; confirmed on the same page."""
    if not request.actor.may_somewhere(APPOINT):
        raise PermissionDenied("您没有撤销内设机构的权限。")
    choice = choose(request, Organisation.objects.agencies().where(request.actor, APPOINT))
    inside = Organisation.objects.within(choice.agency).standing().exclude(pk=choice.agency.pk)
    sent = request.POST if request.method == "POST" else request.GET
    unit, successor = (inside.filter(slug=sent.get(name, "")).first() for name in WHO)
    held = Held(unit, successor) if unit is not None and unit != successor else None
    form = DissolveForm(request.POST if request.method == "POST" else None)
    if held is not None and form.is_bound and form.is_valid():
        if sent.get("stamp") == held.stamp():
            try:
                return once.answer(
                    request, lambda: _done(request, choice, held, form), by_key_alone=True
                )
            except ValidationError as error:
                form.add_error(None, error)
        else:
            form.add_error(None, "情况已经变化，下面是现在的去向，请核对后再撤销")
    context = {
        "choice": choice,
        "units": _without_units(inside),
        "successors": inside.order_by("pk"),
        "unit": unit,
        "successor": successor,
        "held": held,
        "going": [one for one in held.going() if one.rows] if held is not None else [],
        "form": form,
        "gone": choice.agency.units.filter(ended_on__isnull=False).order_by("-ended_on", "pk"),
    }
    status = 422 if form.errors or (form.is_bound and held is None) else 200
    return render(request, "coordination/desk/dissolve.html", context, status=status)


WHO = ("unit", "successor")


def _without_units(inside: "QuerySet[Organisation]") -> Any:
    """A unit that still has units of its own cannot end before them."""
    below = Organisation.objects.standing().filter(parent=OuterRef("pk"))
    return inside.filter(~Exists(below)).order_by("pk")


def _done(request: DeskRequest, choice: Choice, held: Held, form: DissolveForm) -> HttpResponse:
    dissolve(
        held.unit,
        successor=held.successor,
        basis=form.cleaned_data["basis"],
        actor=request.actor,
        at=timezone.now(),
    )
    messages.success(request, f"已撤销{held.unit}，由{held.successor or '协调人'}承接")
    return redirect(reverse("dissolve-unit") + choice.query())
