"""Whose register: asked only where the site holds more than one agency."""

from typing import Any

from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest

from huiyin.organisations.models import Organisation


def chosen(request: HttpRequest) -> Organisation | None:
    """The agency of `?agency=`.

    Raises:
        Http404: there is none of that name.
    """
    slug = request.GET.get("agency", "")
    if not slug:
        return None
    found = Organisation.objects.agencies().filter(slug=slug[:40].replace("\x00", "")).first()
    if found is None:
        raise Http404("没有这个机关")
    return found


def narrowing(records: "QuerySet[Any]", agency: Organisation | None) -> list[dict[str, Any]]:
    """The filter by agency, with counts; none for a site of one agency."""
    agencies = list(Organisation.objects.agencies())
    if len(agencies) < 2:
        return []
    rows: Any = records.order_by().values("agency").annotate(n=Count("pk"))
    counts = {row["agency"]: row["n"] for row in rows}
    values = [(one.slug, one.short_name, counts[one.pk]) for one in agencies if one.pk in counts]
    slug = agency.slug if agency else ""
    return [{"name": "agency", "label": "机关", "chosen": slug, "values": values}]
