"""机构职能 on the portal: what an agency does, who leads it, its units; as of any day."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from huiyin.common import days
from huiyin.organisations.models import Organisation
from huiyin.organisations.past import Standing
from huiyin.web.context import Section

from .duties import in_force
from .models import Charge, Leader, LeadingGroup, UnitProfile
from .subjects import kinds


@dataclass(frozen=True)
class Unit:
    """A unit as it stood on the day."""

    name: str
    profile: UnitProfile | None
    answers_for: Sequence[str]


@dataclass(frozen=True)
class Former:
    """One standing of the agency or a unit that was not always so."""

    standing: Standing
    now: Organisation


def agency(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of an agency, today's or that of the day in the address."""
    organisation = get_object_or_404(Organisation.objects.agencies(), slug=slug)
    today, text = timezone.localdate(), request.GET.get("on", "").strip()
    on = days.read(text)
    if on is not None and on > today:
        on = None
    context = page_of(organisation, on or today)
    context |= {"on": on, "today": today, "wrong": text if on is None else "", "door": "disclosure"}
    return render(request, "structure/portal/agency.html", context)


def page_of(organisation: Organisation, day: date) -> dict[str, object]:
    """All that the page says, as of one day."""
    name = organisation.on(day).name
    units = _units(organisation, day)
    profiles = {row.unit_id: row for row in in_force(UnitProfile, organisation, day)}
    charges = _charges(organisation, day)
    leaders = sorted(in_force(Leader, organisation, day), key=lambda one: (one.place, one.seat))
    return {
        "organisation": organisation,
        "name": name,
        "lacks": organisation.partly(day, day),
        "profile": profiles.get(organisation.pk),
        "leaders": leaders,
        "groups": in_force(LeadingGroup, organisation, day),
        "units": [
            Unit(unit.on(day).name, profiles.get(unit.pk), charges.get(unit.pk, ()))
            for unit in units
        ],
        "past": _past(organisation),
        "column": Section(
            "机构职能",
            f"{name}的职能、领导和内设机构",
            f"机构职能,领导,内设机构,{name}",
            "机构职能",
        ),
    }


def _units(organisation: Organisation, day: date) -> list[Organisation]:
    within = Organisation.objects.within(organisation).exclude(pk=organisation.pk)
    return list(within.there(day, day).prefetch_related("earlier").order_by("pk"))


def _charges(organisation: Organisation, day: date) -> Mapping[int, list[str]]:
    """Unit → the kinds of matters that it answers for; how the office checks itself is its own."""
    words, charges = dict(kinds()), defaultdict(list)
    for row in in_force(Charge, organisation, day):
        if row.about in words:
            charges[row.unit_id].append(words[row.about])
    return charges


def _past(organisation: Organisation) -> list[Former]:
    """What the agency and its units were called, where that has changed or they have ended."""
    known = Organisation.objects.within(organisation).select_related("successor")
    rows = [
        Former(standing, one)
        for one in known.prefetch_related("earlier")
        if one.changed_on or one.founded_on or one.ended_on
        for standing in one.standings
    ]
    return sorted(rows, key=lambda row: (row.standing.since or date.min, row.now.pk))
