"""Indicators that the last inspection found unmet, as of a day, for the reports."""

from django.urls import reverse
from django.utils import timezone

from huiyin.figures.registry import Scope
from huiyin.organisations.models import Organisation
from huiyin.reports import findings

from .models import Inspection, Result

NAME = "网站自查"
UNMET = ("veto", "scored")
"""A bonus that was not earned is not a fault."""


def declare() -> None:
    findings.declare(NAME, last)


def last(scope: Scope) -> findings.Checked | None:
    """The last run finished in the period: of the agency's part, or of the site that is its own."""
    of_part = Organisation.objects.agencies().are_several()
    finished = Inspection.objects.filter(
        agency=scope.agency_id if of_part else None,
        finished_at__date__range=(scope.start, scope.end),
    )
    one = finished.order_by("-finished_at", "-pk").first()
    if one is None or one.finished_at is None:
        return None
    broken = one.results.filter(state=Result.State.BROKEN, indicator__group__in=UNMET)
    return findings.Checked(
        NAME,
        timezone.localdate(one.finished_at),
        tuple(_finding(result) for result in broken.select_related("indicator")),
    )


def _finding(result: Result) -> findings.Finding:
    indicator = result.indicator
    address = reverse("indicator", args=[indicator.code])
    return findings.Finding(indicator.name, result.faults, address)
