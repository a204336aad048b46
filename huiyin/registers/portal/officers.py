"""/officers/: 行政执法人员名录, those with a certificate that is valid today."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from huiyin.common import docnumber
from huiyin.registers.models import Officer
from huiyin.registers.models.officers import OfficerQuerySet
from huiyin.web import downloads
from huiyin.web.context import Section
from huiyin.web.page_cache import remembered
from huiyin.web.paging import Paging

from . import agencies

SECTION = Section(
    "行政执法人员名录",
    "查询本机关行政执法人员的姓名、单位、执法证号和执法范围",
    "执法人员,执法证,行政执法公示",
    "机构职能",
)
HEADS = ("执法证号", "姓名", "所在单位", "所在科室（队）", "职务", "执法领域和职责范围", "有效期至")


def officers(request: HttpRequest) -> HttpResponse:
    """The list; a number or a name finds one."""
    chosen = _chosen(request)
    is_plain = not (chosen["q"] or chosen["agency"])
    counts = _departments() if is_plain else {}
    found = _narrowed(chosen)
    total = _total(counts, chosen["category"]) if is_plain else found.count()
    paging = Paging.of(request, total, 30)
    public = Officer.objects.public(timezone.localdate())
    context = {
        "officers": list(found[paging.offset : paging.offset + paging.size]),
        "paging": paging,
        "filters": [
            *agencies.narrowing(public, chosen["agency"]),
            *_filter(chosen["category"], counts),
        ],
        "chosen": chosen,
        "is_narrowed": any(chosen.values()),
        "today": timezone.localdate(),
        "column": SECTION,
        "door": "disclosure",
    }
    return render(request, "registers/portal/officers.html", context)


def download(request: HttpRequest, form: str) -> HttpResponseBase:
    """The narrowed list as a file."""
    rows = _rows(_narrowed(_chosen(request)))
    return downloads.answer(downloads.Table("officers", SECTION.title, HEADS, rows), form)


def _filter(chosen: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    values = [(name, name, count) for name, count in counts.items() if name]
    if len(values) < 2:
        return []
    return [{"name": "category", "label": "所在科室", "chosen": chosen, "values": values}]


def _chosen(request: HttpRequest) -> dict[str, Any]:
    return {
        "q": downloads.words(request.GET.get("q", "")),
        "category": downloads.words(request.GET.get("category", ""), 100),
        "agency": agencies.chosen(request),
    }


def _narrowed(chosen: dict[str, Any]) -> OfficerQuerySet:
    found = Officer.objects.public(timezone.localdate()).order_by("department", "reference", "pk")
    if category := chosen["category"]:
        found = found.filter(department=category)
    if agency := chosen["agency"]:
        found = found.filter(agency=agency)
    for word in chosen["q"].split():
        found = found.filter(
            Q(reference__iexact=docnumber.normalise(word)) | Q(name__icontains=word)
        )
    return found


@remembered
def _departments() -> dict[str, int]:
    """Department → officers; one query."""
    public: Any = Officer.objects.public(timezone.localdate()).order_by()
    rows = public.values("department").annotate(n=Count("pk")).order_by("department")
    return {row["department"]: row["n"] for row in rows}


def _total(counts: dict[str, int], category: str) -> int:
    return counts.get(category, 0) if category else sum(counts.values())


def _rows(found: OfficerQuerySet) -> Iterator[tuple[downloads.Cell, ...]]:
    for officer in found.iterator(2000):
        yield (
            officer.reference,
            officer.name,
            officer.unit,
            officer.department,
            officer.post,
            officer.scope,
            officer.valid_until,
        )
