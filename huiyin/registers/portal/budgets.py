"""/budgets/: 预算、决算 by year, 三公经费 over the years as a chart with its table."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render

from huiyin.organisations.models import Organisation
from huiyin.registers import sums
from huiyin.registers.actions import budgets as actions
from huiyin.registers.models import BudgetLine, BudgetSheet, Stage, Table
from huiyin.registers.money import wan, wan_text
from huiyin.web import downloads
from huiyin.web.context import Section
from huiyin.web.page_cache import remembered

from . import agencies

SECTION = Section(
    "预算决算",
    "本机关部门预算、决算和三公经费数据，可比较、可下载",
    "部门预算,部门决算,三公经费,财政信息",
    "数据发布",
)
HEADS = ("年度", "类型", "表名", "行次", "层级", "科目编码", "项目", "金额（万元）", "上年（万元）")
ITEMS = (sums.TOTAL, sums.ABROAD, sums.RECEPTION, sums.VEHICLES)
_WIDTH, _LEFT, _STEP = 380, 260, 34


@dataclass(frozen=True)
class Bar:
    """One bar: place and length are worked out here, the template only draws."""

    label: str
    text: str
    y: int
    width: int
    is_final: bool

    @property
    def middle(self) -> int:
        return self.y + 15

    @property
    def end(self) -> int:
        return _LEFT + self.width + 8


def budgets(request: HttpRequest) -> HttpResponse:
    """All tables by year; 三公经费 over the years on top."""
    chosen, agency = _year(request), _agency(request)
    sheets = _sheets(agency.pk) if agency else []
    if chosen and chosen not in {sheet.year for sheet in sheets}:
        raise Http404(f"没有 {chosen} 年的预算决算")
    shown = [sheet for sheet in sheets if chosen in (None, sheet.year)]
    years: dict[int, list[BudgetSheet]] = {}
    for sheet in shown:
        years.setdefault(sheet.year, []).append(sheet)
    context = {
        "years": years,
        "filters": [
            *agencies.narrowing(BudgetSheet.objects.public(), agency),
            *([_filter(chosen, sheets)] if sheets else []),
        ],
        "agency": agency,
        "chosen": {"year": chosen},
        "chart": _chart(_three(agency.pk)) if agency else None,
        "table": _three(agency.pk) if agency else [],
        "items": ITEMS,
        "column": SECTION,
        "door": "disclosure",
    }
    return render(request, "registers/portal/budgets.html", context)


def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """One table: its numbers, the year before, what explains the difference."""
    found = get_object_or_404(BudgetSheet.objects.public().select_related("agency"), pk=pk)
    rows = list(found.lines())
    pairs = zip(rows, actions.changes(found, rows), strict=True)
    others = [
        one for one in _sheets(found.agency_id) if one.year == found.year and one.pk != found.pk
    ]
    context = {
        "sheet": found,
        "rows": [{"line": line, "change": change} for line, change in pairs],
        "others": others,
        "column": SECTION,
        "door": "disclosure",
    }
    return render(request, "registers/portal/budget.html", context)


def download(request: HttpRequest, form: str) -> HttpResponseBase:
    """Every row of every published table, or of one year."""
    rows = _rows(_year(request), _agency(request))
    return downloads.answer(downloads.Table("budgets", SECTION.title, HEADS, rows), form)


def _agency(request: HttpRequest) -> Organisation | None:
    """The agency asked for, or the first one: amounts of two are never put into one picture."""
    return agencies.chosen(request) or Organisation.objects.agencies().first()


def _year(request: HttpRequest) -> int | None:
    text = request.GET.get("year", "")
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) == 4):
        raise Http404(f"年份“{text[:20]}”不对")
    return int(text)


@remembered
def _sheets(agency_id: int) -> list[BudgetSheet]:
    order = {value: place for place, value in enumerate(Table.values)}
    found = BudgetSheet.objects.public().filter(agency=agency_id)
    return sorted(found, key=lambda s: (-s.year, s.stage != Stage.BUDGET, order[s.table], s.pk))


def _filter(chosen: int | None, sheets: list[BudgetSheet]) -> dict[str, Any]:
    counts: dict[int, int] = {}
    for one in sheets:
        counts[one.year] = counts.get(one.year, 0) + 1
    values = [(year, f"{year}年", count) for year, count in counts.items()]
    return {"name": "year", "label": "年度", "chosen": chosen, "values": values}


@remembered
def _three(agency_id: int) -> list[dict[str, Any]]:
    """One row a year and stage: the four numbers of 三公经费, and the change of the total."""
    sheets = [one for one in _sheets(agency_id) if one.table == Table.THREE]
    if not sheets:
        return []
    amounts: dict[tuple[int, str], dict[str, int]] = {}
    public = {(one.year, one.stage) for one in sheets}
    for line in BudgetLine.objects.valid().filter(agency=agency_id, table=Table.THREE):
        if (line.year, line.stage) in public:
            here = amounts.setdefault((line.year, line.stage), {})
            here[sums.item_of(line.label)] = line.amount
    told = []
    for one in sheets:
        here = amounts.get((one.year, one.stage), {})
        before = amounts.get((one.year - 1, one.stage), {}).get(sums.TOTAL)
        change = sums.Change(sums.TOTAL, here.get(sums.TOTAL, 0), before)
        told.append({"sheet": one, "amounts": [here.get(item) for item in ITEMS], "change": change})
    return told


def _chart(told: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The totals as bars, oldest first; fewer than two are no picture."""
    rows = [row for row in told if row["amounts"][0] is not None]
    if len(rows) < 2:
        return None
    rows = sorted(rows, key=lambda row: (row["sheet"].year, row["sheet"].stage != Stage.BUDGET))
    largest = max(row["amounts"][0] for row in rows) or 1
    bars = [
        Bar(
            f"{row['sheet'].year}年{row['sheet'].stage}",
            f"{wan_text(row['amounts'][0])}万元",
            place * _STEP + 4,
            max(row["amounts"][0] * _WIDTH // largest, 2),
            row["sheet"].stage == Stage.FINAL,
        )
        for place, row in enumerate(rows)
    ]
    return {"bars": bars, "height": len(bars) * _STEP + 8}


def _rows(chosen: int | None, agency: Organisation | None) -> Iterator[tuple[downloads.Cell, ...]]:
    for one in _sheets(agency.pk) if agency else []:
        if chosen not in (None, one.year):
            continue
        lines = list(one.lines())
        for line, change in zip(lines, actions.changes(one, lines), strict=True):
            yield (
                line.year,
                line.stage,
                line.get_table_display(),
                line.position,
                line.level,
                line.code,
                line.label,
                wan(line.amount),
                wan(change.before),
            )
