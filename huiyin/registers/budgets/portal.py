"""/budgets/: 预算、决算 by year, 三公经费 over the years as a chart with its table."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from huiyin.common.money import places, wan, wan_text
from huiyin.organisations.models import Organisation
from huiyin.registers import agencies
from huiyin.web import charts, downloads
from huiyin.web.charts import Chart, Row
from huiyin.web.context import Section
from huiyin.web.kept.page_cache import remembered
from huiyin.web.narrowings import Chosen, Year
from huiyin.web.publiclists import PublicList, RecordPage, counted
from huiyin.web.tables import CellKind, Described

from . import sums
from .actions import sheets as actions
from .models import BudgetLine, BudgetSheet, SheetQuerySet, Stage, Table

SECTION = Section(
    "预算决算",
    "本机关部门预算、决算和三公经费数据，可比较、可下载",
    "部门预算,部门决算,三公经费,财政信息",
    "数据发布",
)
HEADS = (
    Described("年度", CellKind.WHOLE, "year"),
    Described("类型", code="stage", about="预算或者决算"),
    Described("表名", code="table"),
    Described("行次", CellKind.WHOLE, "position"),
    Described("层级", CellKind.WHOLE, "level", "项目在表中的级次，1 为最上一级"),
    Described("科目编码", code="code", about="政府收支分类科目"),
    Described("项目", code="item"),
    Described("金额（万元）", CellKind.AMOUNT, "amount"),
    Described("上年（万元）", CellKind.AMOUNT, "amount_before", "同一项目上年同类表的数"),
)
ITEMS = (sums.TOTAL, sums.ABROAD, sums.RECEPTION, sums.VEHICLES)


def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """One table: its numbers, the year before, what explains the difference."""
    sheet = get_object_or_404(BudgetSheet.objects.public().select_related("agency"), pk=pk)
    rows = list(sheet.lines())
    changes = actions.public_changes(sheet, rows)
    pairs = zip(rows, changes, strict=True)
    others = [
        one for one in _sheets(sheet.agency.slug) if one.year == sheet.year and one.pk != sheet.pk
    ]
    context = {
        "sheet": sheet,
        "rows": [{"line": line, "change": change} for line, change in pairs],
        "places": sums.scale(changes),
        "others": others,
        "column": SECTION,
        "door": "disclosure",
    }
    return render(request, "registers/portal/budget.html", context)


@remembered
def _sheets(agency: str) -> list[BudgetSheet]:
    order = {value: place for place, value in enumerate(Table.values)}
    sheets = BudgetSheet.objects.public().filter(agency__slug=agency)
    return sorted(sheets, key=lambda s: (-s.year, s.stage != Stage.BUDGET, order[s.table], s.pk))


@remembered
def _three(agency: str) -> list[dict[str, Any]]:
    """One row a year and stage: the four numbers of 三公经费, and the change of the total."""
    sheets = [sheet for sheet in _sheets(agency) if sheet.table == Table.THREE]
    if not sheets:
        return []
    amounts: dict[tuple[int, str], dict[str, int]] = {}
    public = {(sheet.year, sheet.stage) for sheet in sheets}
    for line in BudgetLine.objects.valid().filter(agency__slug=agency, table=Table.THREE):
        if (line.year, line.stage) in public:
            row = amounts.setdefault((line.year, line.stage), {})
            row[sums.item_of(line.label)] = line.amount
    rows = []
    for sheet in sheets:
        row = amounts.get((sheet.year, sheet.stage), {})
        before = amounts.get((sheet.year - 1, sheet.stage), {}).get(sums.TOTAL)
        change = sums.Change(sums.TOTAL, row.get(sums.TOTAL, 0), before)
        rows.append(
            {"sheet": sheet, "amounts": [row.get(item) for item in ITEMS], "change": change}
        )
    return rows


def _scale(rows: list[dict[str, Any]]) -> int:
    """One scale for the picture and its table."""
    amounts = [amount for row in rows for amount in row["amounts"]]
    return places([*amounts, *(row["change"].difference for row in rows)])


def _chart(lines: list[dict[str, Any]], scale: int) -> Chart | None:
    """The totals as bars, oldest first."""
    rows = [row for row in lines if row["amounts"][0] is not None]
    rows = sorted(rows, key=lambda row: (row["sheet"].year, row["sheet"].stage != Stage.BUDGET))
    return charts.bars(
        "three-chart",
        "历年“三公”经费合计",
        [
            Row(
                f"{row['sheet'].year}年{row['sheet'].stage}",
                row["amounts"][0],
                f"{wan_text(row['amounts'][0], scale)}万元",
                "second" if row["sheet"].stage == Stage.FINAL else "first",
            )
            for row in rows
        ],
        (str(Stage.BUDGET.label), str(Stage.FINAL.label)),
    )


class BudgetList(PublicList[BudgetSheet, SheetQuerySet]):
    """Tables by year, 三公经费 over the years on top; the files have every row of every table."""

    @property
    def described(self) -> tuple[Described, ...]:
        return HEADS

    def whole(self, year: str = "") -> Chosen:
        return {**super().whole(year), "agency": _first()}

    def chosen(self, request: HttpRequest) -> Chosen:
        """The agency asked for, or the first one: amounts of two are never put into one picture."""
        chosen = super().chosen(request)
        return {**chosen, "agency": chosen["agency"] or _first()}

    def page(self, request: HttpRequest) -> HttpResponse:
        chosen, counts = self.chosen(request), counted(self)
        if chosen["year"] and chosen["year"] not in counts.left_by("year", chosen):
            raise Http404(f"没有 {chosen['year']} 年的预算决算")
        agency = Organisation.objects.agencies().filter(slug=chosen["agency"]).first()
        years: dict[int, list[BudgetSheet]] = {}
        for sheet in _chosen_sheets(chosen):
            years.setdefault(sheet.year, []).append(sheet)
        table = _three(chosen["agency"])
        scale = _scale(table)
        context = {
            "years": years,
            "filters": self.filters(chosen, counts),
            "agency": agency,
            "chart": _chart(table, scale),
            "table": table,
            "places": scale,
            "items": ITEMS,
            "column": SECTION,
            "door": self.door,
        }
        return render(request, self.template, context)

    def rows(self, chosen: Chosen) -> Iterator[tuple[downloads.Cell, ...]]:
        for sheet in _chosen_sheets(chosen):
            lines = list(sheet.lines())
            for line, change in zip(lines, actions.public_changes(sheet, lines), strict=True):
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


def _first() -> str:
    return next((slug for slug, _ in agencies.offered()), "")


def _chosen_sheets(chosen: Chosen) -> list[BudgetSheet]:
    return [sheet for sheet in _sheets(chosen["agency"]) if chosen["year"] in ("", str(sheet.year))]


BUDGETS = BudgetList(
    key="budgets",
    section=SECTION,
    door="disclosure",
    register=(30, "预算、决算和三公经费", "历年预算、决算和三公经费表"),
    model=BudgetSheet,
    public=SheetQuerySet.public,
    order=("-year", "stage", "table"),
    template="registers/portal/budgets.html",
    narrowings=(agencies.choice(), Year("year", "年度", "year")),
    record=RecordPage(name="budget"),
    line=lambda sheet: (sheet.title, sheet.reference, sheet.published_on),
)
