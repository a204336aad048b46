"""行政许可公示: the published licences as a list, one by one, and as files."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple, cast

from django.db.models import Count, Max, Min, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from huiyin.common import masking
from huiyin.personal.traces import Known, masked, traces
from huiyin.web import downloads
from huiyin.web.context import Section
from huiyin.web.page_cache import remembered
from huiyin.web.paging import Paging

from .models import HolderKind, Licence, LicenceCategory, LicenceQuerySet, Standing

SECTION = Section(
    "行政许可公示", "公示本机关作出的行政许可决定", "行政许可,双公示,许可决定", "办事服务"
)
STEP = 2000


def licences(request: HttpRequest) -> HttpResponse:
    """The list, narrowed by year, category and words of the holder's name."""
    chosen = _chosen(request)
    counts = _counts()
    total, years = _years(chosen, counts)
    paging = Paging.of(request, total)
    context = {
        "licences": _page(chosen, years, paging),
        "paging": paging,
        "filters": _filters(chosen, counts),
        "chosen": chosen,
        "is_narrowed": any(chosen.values()),
        "column": SECTION,
        "door": "licences",
    }
    return render(request, "licensing/portal/licences.html", context)


def licence(request: HttpRequest, pk: int) -> HttpResponse:
    """One published decision."""
    public = Licence.objects.public().select_related("matter", "agency")
    found = get_object_or_404(public, pk=pk)
    day = timezone.localdate()
    context = {
        "licence": found,
        "standing": found.standing_on(day),
        "rows": _facts(found, day),
        "column": SECTION,
        "door": "licences",
    }
    return render(request, "licensing/portal/licence.html", context)


def _chosen(request: HttpRequest) -> dict[str, Any]:
    year = request.GET.get("year", "")
    if year and not (re.fullmatch(r"[0-9]{4}", year) and 1900 <= int(year) <= 9000):
        raise Http404(f"年份“{year[:20]}”不对")
    return {
        "year": int(year) if year else None,
        "category": request.GET.get("category", "")[:40],
        "holder": downloads.words(request.GET.get("holder", "")),
        "validity": _validity(request.GET.get("validity", "")),
    }


def _validity(text: str) -> str:
    if text and text not in Standing.values:
        raise Http404("没有这种效力状态")
    return text


def _narrowed(chosen: dict[str, Any]) -> LicenceQuerySet:
    today = timezone.localdate()
    public = Licence.objects.public().with_standing(today)
    found = public.select_related("matter__category").order_by("-decided_on", "-pk")
    if validity := chosen["validity"]:
        found = found.of_standing(validity, today)
    if year := chosen["year"]:
        found = found.filter(decided_on__gte=date(year, 1, 1), decided_on__lte=date(year, 12, 31))
    if category := chosen["category"]:
        found = found.filter(matter__category__key=category)
    if holder := chosen["holder"]:
        # Natural persons are shown with a shortened name; searching must not give away the whole.
        found = found.filter(holder_name__icontains=holder).exclude(holder_kind=HolderKind.PERSON)
    return found


class Group(NamedTuple):
    """Licences that are counted together, by what the list is narrowed by."""

    year: int
    category: str
    validity: str


@remembered
def _counts() -> dict[Group, int]:
    """Published licences of each group as of today; one query, whatever their number."""
    public = Licence.objects.public().with_standing(timezone.localdate()).order_by()
    span = public.aggregate(first=Min("decided_on"), last=Max("decided_on"))
    if span["first"] is None:
        return {}
    years = {
        f"y{year}": Count(
            "pk", filter=Q(decided_on__gte=date(year, 1, 1), decided_on__lte=date(year, 12, 31))
        )
        for year in range(span["first"].year, span["last"].year + 1)
    }
    grouped = public.values(*("matter__category__key", "standing")).annotate(**years)
    return {
        Group(int(name[1:]), row["matter__category__key"], row["standing"]): row[name]
        for row in cast(Iterable[dict[str, Any]], grouped)
        for name in years
        if row[name]
    }


def _sums(by: str, chosen: dict[str, Any], counts: dict[Group, int]) -> dict[Any, int]:
    """How many each value of `by` would leave, with the other conditions as chosen."""
    others = [name for name in Group._fields if name != by and chosen[name]]
    sums: dict[Any, int] = {}
    for group, count in counts.items():
        if all(chosen[name] == getattr(group, name) for name in others):
            value = getattr(group, by)
            sums[value] = sums.get(value, 0) + count
    return sums


def _years(chosen: dict[str, Any], counts: dict[Group, int]) -> tuple[int, list[tuple[int, int]]]:
    """Total of the narrowed list, and its (year, count), latest first; none if a name narrows it."""
    if chosen["holder"]:
        return _narrowed(chosen).count(), []
    years = _sums("year", chosen, counts)
    if chosen["year"]:
        years = {year: count for year, count in years.items() if year == chosen["year"]}
    return sum(years.values()), sorted(years.items(), reverse=True)


def _page(chosen: dict[str, Any], years: list[tuple[int, int]], paging: Paging) -> list[Licence]:
    """One page; whole years before it are stepped over, so that a late page costs no more."""
    found, skip = _narrowed(chosen), paging.offset
    for year, count in years:
        if skip < count:
            found = found.filter(decided_on__lte=date(year, 12, 31))
            break
        skip -= count
    return cast(list[Licence], list(found[skip : skip + paging.size]))


def _filters(chosen: dict[str, Any], counts: dict[Group, int]) -> list[dict[str, Any]]:
    by_year, by_category, by_validity = (_sums(name, chosen, counts) for name in Group._fields)
    years = [(year, f"{year}年", by_year[year]) for year in sorted(by_year, reverse=True)]
    categories = [
        (category.key, category.name, by_category[category.key])
        for category in LicenceCategory.objects.all()
        if category.key in by_category
    ]
    validities = [
        (value, label, by_validity[value])
        for value, label in Standing.choices
        if value in by_validity
    ]
    return [
        {"name": name, "label": label, "chosen": chosen[name], "values": values}
        for name, label, values in (
            ("year", "决定年份", years),
            ("category", "许可类别", categories),
            ("validity", "效力", validities),
        )
    ]


def _text(licence: Licence, text: str) -> str:
    """Free text without personal numbers, and without the whole name of a natural person."""
    is_person = licence.holder_kind == HolderKind.PERSON
    found = traces(text, _people(licence), may_name_offices=True, doubtful=is_person)
    return masked(text, found) if found else text


def _people(licence: Licence) -> Iterator[Known]:
    for name in ("representative_id", "holder_id"):
        yield Known("证件号码", getattr(licence, name), masking.identity_number)
    if licence.holder_kind == HolderKind.PERSON:
        yield Known("行政相对人", licence.holder_name, masking.name)


COLUMNS = (
    "行政许可决定文书号",
    "许可事项",
    "行政相对人名称",
    "行政相对人类别",
    "统一社会信用代码",
    "行政许可决定文书名称",
    "许可类别",
    "许可证书名称",
    "许可编号",
    "许可内容",
    "许可决定日期",
    "有效期自",
    "有效期至",
    "许可机关",
    "许可机关统一社会信用代码",
    "当前状态",
    "公示日期",
)


def _values(licence: Licence, day: date) -> tuple[downloads.Cell, ...]:
    """What everybody may know of a licence on that day, in the order of COLUMNS."""
    is_person = licence.holder_kind == HolderKind.PERSON

    def text(value: str) -> str:
        return _text(licence, value)

    return (
        text(licence.reference),
        licence.matter.name,
        licence.shown_holder if is_person else text(licence.holder_name),
        licence.holder_kind,
        "" if is_person else licence.holder_uscc,
        text(licence.document_name),
        licence.licence_type,
        text(licence.certificate_name),
        text(licence.certificate_number),
        text(licence.content),
        licence.decided_on,
        licence.valid_from,
        licence.valid_to,
        licence.issuer,
        licence.issuer_uscc,
        licence.standing_on(day).label,
        licence.published_on,
    )


def _facts(licence: Licence, day: date) -> list[tuple[str, str]]:
    cells = zip(COLUMNS, _values(licence, day), strict=True)
    return [(name, str(cell)) for name, cell in cells if cell]


def download(request: HttpRequest, form: str) -> HttpResponseBase:
    """The narrowed list as a file."""
    found, day = _narrowed(_chosen(request)), timezone.localdate()
    rows = (_values(one, day) for one in found.iterator(chunk_size=STEP))
    return downloads.answer(downloads.Table("licences", SECTION.title, COLUMNS, rows), form)
