"""各机关合计: the figures of all agencies for which somebody acts, each beside the sum."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from huiyin.casework.gate import DeskRequest, staff
from huiyin.figures.registry import Figure, Reading
from huiyin.figures.together import Part, summed, together
from huiyin.organisations.models import Organisation

from .numbers import asked_of, group_of


@dataclass(frozen=True)
class Line:
    """One figure: the sum, and what each agency has of it."""

    figure: Figure
    total: Reading
    cells: Sequence[tuple[Part, Reading]]


@staff
@require_GET
def totals(request: DeskRequest) -> HttpResponse:
    """A number opens to the records of its agency, as of the same day."""
    asked = replace(asked_of(request), agencies=[])
    agencies = Organisation.objects.agencies().of(request.actor).select_related("successor")
    sums = together(summed(), agencies, asked.scope)
    groups: dict[str, list[Line]] = {}
    for figure in sums.figures:
        cells = [(part, part.readings[figure.key]) for part in sums.parts]
        line = Line(figure, sums.totals[figure.key], cells)
        groups.setdefault(group_of(figure), []).append(line)
    context = {"asked": asked, "sums": sums, "groups": groups.items()}
    return render(request, "desk/totals.html", context)
