"""/powers/: 权责清单, as it is today and as it was on any day."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from huiyin.common import days
from huiyin.registers import agencies
from huiyin.web import downloads
from huiyin.web.context import Section
from huiyin.web.narrowings import Choice, Chosen, Counts, Words, count, narrow
from huiyin.web.paging import Paging
from huiyin.web.publiclists import Facts, PublicList, RecordPage
from huiyin.web.tables import fields

from .models import ENTRY_FIELDS, Power, PowerQuerySet, PowerType, PowerVersion

SECTION = Section(
    "权责清单",
    "本机关行使的行政权力和对应的责任，含调整历史",
    "权责清单,权力清单,责任清单,动态调整",
    "机构职能",
)
LABELS = {field.name: str(field.verbose_name) for field in Power._meta.fields}
_LISTED = ("pk", "reference", "name", "power_type", "department", "listed_from")


def power(request: HttpRequest, pk: int) -> HttpResponse:
    """One power: what the list says now, what it said before, and when it changed."""
    power = get_object_or_404(Power.objects.public().select_related("agency"), pk=pk)
    versions = list(power.versions.all())
    on = _day(request)
    version: Power | PowerVersion = power
    if on is not None:
        version = _as_of(power, versions, on)
    context = {
        "power": power,
        "shown": version,
        "on": on,
        "is_former": version is not power,
        "rows": _rows(version),
        "history": _history(power, versions),
        "column": SECTION,
        "door": "disclosure",
    }
    return render(request, "registers/portal/power.html", context)


def _day(request: HttpRequest) -> date | None:
    text = request.GET.get("on", "").strip()
    if not text:
        return None
    day = days.read(text)
    if day is None or not 1949 <= day.year <= 2200:
        raise Http404(f"日期“{text[:20]}”不对，应为 2026-02-28 的样子")
    return day


def _as_of(power: Power, versions: list[PowerVersion], day: date) -> Power | PowerVersion:
    """The wording of that day.

    Raises:
        Http404: the power was not on the list then.
    """
    if power.listed_from <= day and (power.abolished_on is None or day < power.abolished_on):
        return power
    for version in versions:
        if version.listed_from <= day < version.listed_until:
            return version
    raise Http404(f"{day} 这一项不在权责清单上")


_SHOWN_FIELDS = ENTRY_FIELDS[1:11]


def _rows(entry: Power | PowerVersion) -> list[tuple[str, str]]:
    rows = [(LABELS[n], str(getattr(entry, n))) for n in _SHOWN_FIELDS]
    return [(name, value) for name, value in rows if value]


def _history(power: Power, versions: list[PowerVersion]) -> list[dict[str, Any]]:
    """Newest first: when, what kind, why, and which fields changed."""
    entries: list[Power | PowerVersion] = [power, *versions]
    rows: list[dict[str, Any]] = []
    if power.abolished_on:
        rows.append(
            {
                "day": power.abolished_on,
                "kind": "取消",
                "reason": power.abolish_reason,
                "fields": "",
            }
        )
    for place, entry in enumerate(entries):
        before = entries[place + 1] if place + 1 < len(entries) else None
        rows.append(
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
            rows.append({"day": before.listed_until, "kind": "取消", "reason": "", "fields": ""})
    return rows


def _differing(entry: Power | PowerVersion, before: Power | PowerVersion) -> list[str]:
    return [
        LABELS[name] for name in ENTRY_FIELDS[:11] if getattr(entry, name) != getattr(before, name)
    ]


def _words(text: str, way: str = "") -> Q:
    condition = Q()
    for word in text.split():
        condition &= (
            Q(**{f"{way}reference__icontains": word})
            | Q(name__icontains=word)
            | Q(basis__icontains=word)
            | Q(department__icontains=word)
        )
    return condition


def _matching(records: PowerQuerySet, text: str) -> PowerQuerySet:
    return records.filter(_words(text))


def _type() -> Choice:
    return Choice("category", "权力类型", "power_type", lambda: PowerType.choices, "没有这类权力")


_FORMER = (agencies.choice("power__agency__slug"), _type())


class PowerList(PublicList[Power, PowerQuerySet]):
    """The powers on the list today; `?on=` is the list of an earlier day, from two tables."""

    def chosen(self, request: HttpRequest) -> Chosen:
        day = _day(request)
        return {**super().chosen(request), "on": day.isoformat() if day else ""}

    def whole(self, year: str = "") -> Chosen:
        return {**super().whole(year), "on": ""}

    def is_narrowed(self, chosen: Chosen) -> bool:
        return super().is_narrowed({**chosen, "on": ""})

    def kept(self, chosen: Chosen) -> list[tuple[str, str]]:
        return super().kept(chosen) + [("on", chosen["on"])] * bool(chosen["on"])

    def on_the_list(self, chosen: Chosen) -> PowerQuerySet:
        if day := chosen.get("on"):
            return Power.objects.listed_on(date.fromisoformat(day))
        return Power.objects.listed()

    def counts(self, chosen: Chosen) -> Counts:
        if not chosen["on"]:
            return super().counts(chosen)
        present = count(self.matching(chosen), self.narrowings)
        former = count(_former(chosen), _FORMER)
        return Counts(former.names, Counter(present.groups) + Counter(former.groups))

    def shown(self, chosen: Chosen, counts: Counts, paging: Paging) -> list[Power]:
        if not chosen["on"]:
            return super().shown(chosen, counts, paging)
        former = narrow(_former(chosen), _FORMER, chosen).order_by()
        rows = (
            self.narrowed(chosen)
            .order_by()
            .values_list(*_LISTED)
            .union(former.values_list("power_id", "power__reference", *_LISTED[2:]), all=True)
            .order_by("reference")
        )
        part = rows[paging.offset : paging.offset + paging.size]
        return [Power(**dict(zip(_LISTED, row, strict=True))) for row in part]

    def rows(self, chosen: Chosen) -> Iterator[tuple[downloads.Cell, ...]]:
        yield from super().rows(chosen)
        if chosen["on"]:
            former = narrow(_former(chosen), _FORMER, chosen).annotate(code=F("power__reference"))
            for version in former.order_by("code", "pk").iterator(2000):
                yield (version.code, *(getattr(version, name) for name in ENTRY_FIELDS))


def _former(chosen: Chosen) -> "QuerySet[PowerVersion]":
    """Wordings that were on the list on that day and are no more."""
    day = chosen["on"]
    versions = PowerVersion.objects.filter(listed_from__lte=day, listed_until__gt=day)
    return versions.exclude(power__state=Power.VOIDED).filter(_words(chosen["q"], "power__"))


def _more(chosen: Chosen) -> Facts:
    day = chosen["on"]
    return {"on": date.fromisoformat(day) if day else None, "today": timezone.localdate()}


POWERS = PowerList(
    key="powers",
    section=SECTION,
    door="disclosure",
    register=(10, "权责清单", "行政权力和对应责任，现行和历史"),
    model=Power,
    public=PowerQuerySet.public,
    order=("reference", "pk"),
    template="registers/portal/powers.html",
    narrowings=(agencies.choice(), _type()),
    words=Words("q", "按名称、编码、依据查找", "查找权责事项", _matching),
    columns=fields(Power, "reference", *ENTRY_FIELDS),
    record=RecordPage(name="power"),
    more=_more,
    line=lambda power: (power.name, power.reference, power.first_listed_on),
)
