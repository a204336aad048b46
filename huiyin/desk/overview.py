"""领导看板: how the office stands today, this month and this year against last year.

Numbers are those of `figures`, each opens to its records under the viewer's policy, and a sum over
agencies says what it is without.
"""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from huiyin.audit.actors import Actor
from huiyin.casework.gate import DeskRequest, enter, staff
from huiyin.casework.rooms import LEADER
from huiyin.figures import kept
from huiyin.figures.periods import count_periods
from huiyin.figures.scope import DayError, day_asked
from huiyin.organisations.choosing import choose
from huiyin.organisations.models import Organisation

from . import comparing, courses, lights, lists

ALL = "all"
"""Instead of an agency: all of them together."""


@dataclass(frozen=True)
class Asked:
    """Whose board, as of which day; what could not be read is named."""

    agencies: list[Organisation]
    offered: list[Organisation]
    day: date
    is_today: bool
    ignored: list[str]

    @property
    def agency(self) -> Organisation | None:
        """None: the sum of several."""
        return self.agencies[0] if len(self.agencies) == 1 else None

    @property
    def mark(self) -> str:
        return self.agency.slug if self.agency else ALL


@staff
@require_GET
def overview(request: DeskRequest) -> HttpResponse:
    """The board of one agency, or of all that the actor leads with those below them."""
    asked = _asked(request)
    counted = count_periods(courses.wanted(asked.agencies, asked.day), kept.tell)
    compared = comparing.compare(request.actor, asked.agencies, asked.day, counted)
    drawn = courses.by_month(request.actor, asked.agencies, asked.day, counted)
    now = timezone.localtime()
    context = {
        "asked": asked,
        "all": ALL,
        "compared": compared,
        "groups": [(group, drawn.get(group.key)) for group in compared.groups],
        "units": courses.by_unit(asked.agencies, asked.day),
        "lights": lights.lit(request.actor, asked.agencies, now) if asked.is_today else [],
        "now": now,
    }
    return render(request, "desk/overview.html", context)


@staff
@require_GET
def light(request: DeskRequest, kind: str, light: str) -> HttpResponse:
    """The records behind a light: those whose last day is near, or is over."""
    asked = _asked(request)
    room = enter(request, kind)
    if room not in lights.watched(request.actor) or light not in lights.NAMES:
        raise Http404
    records = lights.listed(room, light, request.actor, asked.agencies, timezone.localtime())
    records = records.order_by(room.todo.due if room.todo else "pk", "pk")
    page, paging = lists.page_of(room, records, request.GET.get("page"))
    context = {
        "asked": asked,
        "room": room,
        "label": lights.NAMES[light],
        "paging": paging,
        "heads": lists.heads(room, ""),
        "rows": lists.rows(room, page, timezone.localdate()),
    }
    return render(request, "desk/light.html", context)


def _asked(request: DeskRequest) -> Asked:
    """Reads agency and day.

    Raises:
        PermissionDenied: the actor leads nothing.
        Http404: another agency.
    """
    if not request.actor.may_somewhere(LEADER):
        raise PermissionDenied("领导看板由分管领导、主要负责人查看。")
    offered, ignored, today = _led(request.actor), [], timezone.localdate()
    day, text = today, request.GET.get("as_of", "")
    try:
        day = day_asked(text) or today
    except DayError as error:
        ignored.append(f"截止日（{error}）")
    wants_all = request.GET.get("agency") == ALL and len(offered) > 1
    agencies = offered if wants_all else [choose(request, offered).agency]
    return Asked(agencies, offered, day, day == today, ignored)


def _led(actor: Actor) -> list[Organisation]:
    """The agencies in which it leads, and those below them."""
    led = list(Organisation.objects.agencies().where(actor, LEADER).values_list("pk", flat=True))
    known = {one.pk: one for one in Organisation.objects.select_related("successor").order_by("pk")}

    def is_led(one: Organisation | None) -> bool:
        seen = 0
        while one is not None and seen < len(known):
            if one.pk in led:
                return True
            one, seen = known.get(one.parent_id) if one.parent_id else None, seen + 1
        return False

    found = [one for one in known.values() if one.is_agency and is_led(one)]
    return sorted(found, key=lambda one: (one.pk not in led, one.pk))
