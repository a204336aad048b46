"""行政许可公示: the published licences as a list, one by one, and as files."""

import csv
import json
import re
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, TypeVar, cast

import xlsxwriter
from django.db.models import Count, Max, Min, Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render

from huiyin.common import masking
from huiyin.personal.traces import Known, masked, traces
from huiyin.web.context import Section
from huiyin.web.page_cache import remembered
from huiyin.web.paging import Paging

from .models import HolderKind, Licence, LicenceCategory, LicenceQuerySet

SECTION = Section(
    "行政许可公示", "公示本机关作出的行政许可决定", "行政许可,双公示,许可决定", "办事服务"
)
STEP = 2000
R = TypeVar("R", bound=HttpResponseBase)


class Echo:
    """What csv writes to: gives each line straight back."""

    def write(self, line: str) -> str:
        return line


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
    context = {"licence": found, "rows": _told(found), "column": SECTION, "door": "licences"}
    return render(request, "licensing/portal/licence.html", context)


def _chosen(request: HttpRequest) -> dict[str, Any]:
    year = request.GET.get("year", "")
    if year and not (re.fullmatch(r"[0-9]{4}", year) and 1900 <= int(year) <= 9000):
        raise Http404(f"年份“{year[:20]}”不对")
    return {
        "year": int(year) if year else None,
        "category": request.GET.get("category", "")[:40],
        "holder": request.GET.get("holder", "").replace("\x00", "").strip()[:60],
    }


def _narrowed(chosen: dict[str, Any]) -> LicenceQuerySet:
    found = (
        Licence.objects.public().select_related("matter__category").order_by("-decided_on", "-pk")
    )
    if year := chosen["year"]:
        found = found.filter(decided_on__gte=date(year, 1, 1), decided_on__lte=date(year, 12, 31))
    if category := chosen["category"]:
        found = found.filter(matter__category__key=category)
    if holder := chosen["holder"]:
        # Natural persons are shown with a shortened name; searching must not give away the whole.
        found = found.filter(holder_name__icontains=holder).exclude(holder_kind=HolderKind.PERSON)
    return found


@remembered
def _counts() -> dict[tuple[int, str], int]:
    """(year, category key) → published licences; one query, whatever their number."""
    public = Licence.objects.public().order_by()
    span = public.aggregate(first=Min("decided_on"), last=Max("decided_on"))
    if span["first"] is None:
        return {}
    years = {
        f"y{year}": Count(
            "pk", filter=Q(decided_on__gte=date(year, 1, 1), decided_on__lte=date(year, 12, 31))
        )
        for year in range(span["first"].year, span["last"].year + 1)
    }
    rows = cast(Iterable[dict[str, Any]], public.values("matter__category__key").annotate(**years))
    return {
        (int(name[1:]), row["matter__category__key"]): row[name]
        for row in rows
        for name in years
        if row[name]
    }


def _years(
    chosen: dict[str, Any], counts: dict[tuple[int, str], int]
) -> tuple[int, list[tuple[int, int]]]:
    """Total of the narrowed list, and its (year, count), latest first; none if a name narrows it."""
    if chosen["holder"]:
        return _narrowed(chosen).count(), []
    years: dict[int, int] = {}
    for (year, category), count in counts.items():
        if chosen["year"] in (None, year) and chosen["category"] in ("", category):
            years[year] = years.get(year, 0) + count
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


def _filters(chosen: dict[str, Any], counts: dict[tuple[int, str], int]) -> list[dict[str, Any]]:
    by_year: dict[int, int] = {}
    by_category: dict[str, int] = {}
    for (year, key), count in counts.items():
        if chosen["category"] in ("", key):
            by_year[year] = by_year.get(year, 0) + count
        if chosen["year"] in (None, year):
            by_category[key] = by_category.get(key, 0) + count
    categories = [
        (category.key, category.name, by_category[category.key])
        for category in LicenceCategory.objects.all()
        if category.key in by_category
    ]
    years = [(year, f"{year}年", by_year[year]) for year in sorted(by_year, reverse=True)]
    return [
        {"name": "year", "label": "决定年份", "chosen": chosen["year"], "values": years},
        {
            "name": "category",
            "label": "许可类别",
            "chosen": chosen["category"],
            "values": categories,
        },
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


def _values(licence: Licence) -> tuple[str, ...]:
    """What everybody may know of a licence, in the order of COLUMNS."""
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
        licence.decided_on.isoformat(),
        licence.valid_from.isoformat(),
        licence.valid_to.isoformat(),
        licence.issuer,
        licence.issuer_uscc,
        licence.get_state_display(),
        licence.published_on.isoformat() if licence.published_on else "",
    )


def _told(licence: Licence) -> list[tuple[str, str]]:
    return [(name, value) for name, value in zip(COLUMNS, _values(licence), strict=True) if value]


def _all(request: HttpRequest) -> Iterator[Licence]:
    return _narrowed(_chosen(request)).iterator(chunk_size=STEP)


def as_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The narrowed list as CSV that a spreadsheet opens as UTF-8."""
    rows = _all(request)
    writer = csv.writer(Echo())

    def lines() -> Iterator[str]:
        yield "\ufeff" + writer.writerow(COLUMNS)
        for found in rows:
            yield writer.writerow([_harmless(value) for value in _values(found)])

    return _download(StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8"), "csv")


def _harmless(value: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def as_json(request: HttpRequest) -> StreamingHttpResponse:
    """The narrowed list as a JSON array of objects with Chinese field names."""
    rows = _all(request)

    def parts() -> Iterator[str]:
        separator = "[\n"
        for found in rows:
            record = dict(zip(COLUMNS, _values(found), strict=True))
            yield separator + json.dumps(record, ensure_ascii=False)
            separator = ",\n"
        yield "\n]\n" if separator == ",\n" else "[]\n"

    return _download(StreamingHttpResponse(parts(), content_type="application/json"), "json")


def as_xlsx(request: HttpRequest) -> FileResponse:
    """The narrowed list as a workbook; written to disk row by row, every cell as text."""
    file = tempfile.TemporaryFile(suffix=".xlsx")  # noqa: SIM115 - the response closes it
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("行政许可公示")
        head = book.add_format({"bold": True, "bg_color": "#EAF0F8"})
        sheet.freeze_panes(1, 0)
        for column, name in enumerate(COLUMNS):
            sheet.set_column(column, column, 18)
            sheet.write_string(0, column, name, head)
        for row, found in enumerate(_all(request), start=1):
            for column, value in enumerate(_values(found)):
                sheet.write_string(row, column, value)
    file.seek(0)
    response = FileResponse(
        file, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )
    return _download(response, "xlsx")


def _download(response: R, extension: str) -> R:
    response.headers["Content-Disposition"] = f'attachment; filename="licences.{extension}"'
    response.headers["Cache-Control"] = "private, no-cache"
    return response
