"""/powers/: 权责清单, as it is today and as it was on any day."""

from collections.abc import Iterator
from datetime import date
from typing import Any, cast

from django.db.models import Count, F, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.dateparse import parse_date

from huiyin.registers.models import ENTRY_FIELDS, Power, PowerType, PowerVersion
from huiyin.web import downloads
from huiyin.web.context import Section
from huiyin.web.page_cache import remembered
from huiyin.web.paging import Paging

from . import agencies

SECTION = Section(
    "权责清单",
    "本机关行使的行政权力和对应的责任，含调整历史",
    "权责清单,权力清单,责任清单,动态调整",
    "机构职能",
)
SIZE = 20
LABELS = {field.name: str(field.verbose_name) for field in Power._meta.fields}
_LISTED = ("pk", "reference", "name", "power_type", "department", "listed_from")


def powers(request: HttpRequest) -> HttpResponse:
    """The list, narrowed by class and words; `?on=` is the list of an earlier day."""
    chosen = _chosen(request)
    is_plain = not (chosen["on"] or chosen["q"] or chosen["agency"])
    counts = _counts() if is_plain else _counted(chosen)
    found = _narrowed(chosen)
    chosen_type = chosen["category"]
    total = sum(n for name, n in counts.items() if chosen_type in ("", name))
    paging = Paging.of(request, total, SIZE)
    context = {
        "powers": list(found[paging.offset : paging.offset + paging.size]),
        "paging": paging,
        "filters": [
            *agencies.narrowing(Power.objects.listed(), chosen["agency"]),
            _filter(chosen_type, counts),
        ],
        "chosen": chosen,
        "today": timezone.localdate(),
        "is_narrowed": bool(chosen["category"] or chosen["q"] or chosen["agency"]),
        "column": SECTION,
        "door": "disclosure",
    }
    return render(request, "registers/portal/powers.html", context)


def power(request: HttpRequest, pk: int) -> HttpResponse:
    """One power: what the list says now, what it said before, and when it changed."""
    found = get_object_or_404(Power.objects.public().select_related("agency"), pk=pk)
    versions = list(found.versions.all())
    on = _day(request)
    shown: Power | PowerVersion = found
    if on is not None:
        shown = _as_of(found, versions, on)
    context = {
        "power": found,
        "shown": shown,
        "on": on,
        "is_former": shown is not found,
        "rows": _told(shown),
        "history": _history(found, versions),
        "column": SECTION,
        "door": "disclosure",
    }
    return render(request, "registers/portal/power.html", context)


def download(request: HttpRequest, form: str) -> HttpResponseBase:
    """The narrowed list as a file."""
    chosen = _chosen(request)
    return downloads.answer(downloads.Table("powers", SECTION.title, HEADS, _rows(chosen)), form)


def _chosen(request: HttpRequest) -> dict[str, Any]:
    category = request.GET.get("category", "")[:20]
    if category and category not in PowerType.values:
        raise Http404("没有这类权力")
    return {
        "category": category,
        "q": downloads.words(request.GET.get("q", "")),
        "on": _day(request),
        "agency": agencies.chosen(request),
    }


def _day(request: HttpRequest) -> date | None:
    text = request.GET.get("on", "").strip()
    if not text:
        return None
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None or not 1949 <= day.year <= 2200:
        raise Http404(f"日期“{text[:20]}”不对，应为 2026-02-28 的样子")
    return day


def _present(chosen: dict[str, Any]) -> "QuerySet[Power]":
    day = chosen["on"]
    found = Power.objects.listed() if day is None else Power.objects.listed_on(day)
    if chosen["agency"]:
        found = found.filter(agency=chosen["agency"])
    return found.filter(_words(chosen["q"]))


def _former(chosen: dict[str, Any]) -> "QuerySet[PowerVersion]":
    """Wordings that were on the list on that day and are no more."""
    day = chosen["on"]
    found = PowerVersion.objects.filter(listed_from__lte=day, listed_until__gt=day)
    if chosen["agency"]:
        found = found.filter(power__agency=chosen["agency"])
    return found.exclude(power__state=Power.VOIDED).filter(_words(chosen["q"], "power__"))


def _words(text: str, way: str = "") -> Q:
    found = Q()
    for word in text.split():
        found &= (
            Q(**{f"{way}reference__icontains": word})
            | Q(name__icontains=word)
            | Q(basis__icontains=word)
            | Q(department__icontains=word)
        )
    return found


def _narrowed(chosen: dict[str, Any]) -> Any:
    """Rows as dicts in the order of the code; of an earlier day from both tables."""
    of_type = Q(power_type=chosen["category"]) if chosen["category"] else Q()
    present = _present(chosen).filter(of_type).order_by("reference", "pk")
    if chosen["on"] is None:
        return present.values(*_LISTED)
    former = (
        _former(chosen)
        .filter(of_type)
        .order_by()
        .values_list("power_id", "power__reference", *_LISTED[2:])
    )
    both = present.order_by().values_list(*_LISTED).union(former, all=True).order_by("reference")
    return _Rows(both)


class _Rows:
    """A union gives tuples only; the page wants them by name."""

    def __init__(self, rows: Any) -> None:
        self.rows = rows

    def __getitem__(self, part: slice) -> list[dict[str, Any]]:
        return [dict(zip(_LISTED, row, strict=True)) for row in self.rows[part]]


@remembered
def _counts() -> dict[str, int]:
    """Class → powers on the list today; one query, whatever their number."""
    return _counted({"on": None, "q": "", "agency": None})


def _counted(chosen: dict[str, Any]) -> dict[str, int]:
    counts: dict[str, int] = {}
    sources: list[QuerySet[Any]] = [_present(chosen)]
    if chosen["on"] is not None:
        sources.append(_former(chosen))
    for source in sources:
        rows = cast(Any, source.order_by().values("power_type").annotate(n=Count("pk")))
        for row in rows:
            counts[row["power_type"]] = counts.get(row["power_type"], 0) + row["n"]
    return counts


def _filter(chosen: str, counts: dict[str, int]) -> dict[str, Any]:
    values = [
        (value, label, counts[value]) for value, label in PowerType.choices if value in counts
    ]
    return {"name": "category", "label": "权力类型", "chosen": chosen, "values": values}


def _as_of(found: Power, versions: list[PowerVersion], day: date) -> Power | PowerVersion:
    """The wording of that day.

    Raises:
        Http404: the power was not on the list then.
    """
    if found.listed_from <= day and (found.abolished_on is None or day < found.abolished_on):
        return found
    for version in versions:
        if version.listed_from <= day < version.listed_until:
            return version
    raise Http404(f"{day} 这一项不在权责清单上")


_TOLD = ENTRY_FIELDS[1:11]


def _told(entry: Power | PowerVersion) -> list[tuple[str, str]]:
    rows = [(LABELS[n], str(getattr(entry, n))) for n in _TOLD]
    return [(name, value) for name, value in rows if value]


def _history(found: Power, versions: list[PowerVersion]) -> list[dict[str, Any]]:
    """Newest first: when, what kind, why, and which fields changed."""
    entries: list[Power | PowerVersion] = [found, *versions]
    told: list[dict[str, Any]] = []
    if found.abolished_on:
        told.append(
            {
                "day": found.abolished_on,
                "kind": "取消",
                "reason": found.abolish_reason,
                "fields": "",
            }
        )
    for place, entry in enumerate(entries):
        before = entries[place + 1] if place + 1 < len(entries) else None
        told.append(
            {
                "day": entry.listed_from,
                "kind": entry.change_kind,
                "reason": entry.change_reason,
                "fields": "、".join(_differing(entry, before)) if before else "",
                "link": f"?on={entry.listed_from.isoformat()}",
            }
        )
        if isinstance(before, PowerVersion) and before.listed_until < entry.listed_from:
            # a gap: it was off the list meanwhile
            told.append({"day": before.listed_until, "kind": "取消", "reason": "", "fields": ""})
    return told


def _differing(entry: Power | PowerVersion, before: Power | PowerVersion) -> list[str]:
    return [
        LABELS[name] for name in ENTRY_FIELDS[:11] if getattr(entry, name) != getattr(before, name)
    ]


HEADS = (
    "权力编码",
    *(LABELS[name] for name in ENTRY_FIELDS),
)


def _rows(chosen: dict[str, Any]) -> Iterator[tuple[downloads.Cell, ...]]:
    of_type = Q(power_type=chosen["category"]) if chosen["category"] else Q()
    for row in _present(chosen).filter(of_type).order_by("reference", "pk").iterator(2000):
        yield _cells(row.reference, row)
    if chosen["on"] is not None:
        former = _former(chosen).filter(of_type).annotate(code=F("power__reference"))
        for version in former.order_by("code", "pk").iterator(2000):
            yield _cells(version.code, version)


def _cells(code: str, entry: Power | PowerVersion) -> tuple[downloads.Cell, ...]:
    return (code, *(getattr(entry, name) for name in ENTRY_FIELDS))
