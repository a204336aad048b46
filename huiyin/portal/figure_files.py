"""统计数据下载: figures with all that a reader needs to cite them, at addresses that stay."""

from collections.abc import Iterator
from decimal import Decimal

from django.http import FileResponse, Http404, HttpRequest

from huiyin.figures import registry
from huiyin.figures.registry import Figure, Ratio, Reading, Scope
from huiyin.organisations.models import Organisation
from huiyin.reports.models import FrozenFigure
from huiyin.web import downloads
from huiyin.web.addresses import absolute
from huiyin.web.downloads import Cell, Table
from huiyin.web.tables import CellKind, Described

from .published import told
from .statistics import agency_of, public_figure, report_figure, slugs, year_scope

DESCRIBED = (
    Described("标识", code="key", about="同一个数据各年的标识不变"),
    Described("数据", code="label"),
    Described("数值", CellKind.AMOUNT, "value", "没有记录的为空"),
    Described("单位", code="unit"),
    Described("机关", code="agency"),
    Described("统计期起", CellKind.DAY, "start"),
    Described("统计期止", CellKind.DAY, "end"),
    Described("截至", CellKind.DAY, "as_of", "按这一天的记录计出"),
    Described("口径", code="definition"),
    Described("口径版本", CellKind.WHOLE, "version"),
    Described("计入记录", CellKind.WHOLE, "counted", "比例为分母的件数，时长为计入的件数"),
    Described("期限未到", CellKind.WHOLE, "pending", "期限未到、还不能判断而没有计入的件数"),
    Described("没有数值的原因", code="instead"),
    Described("来源", code="source", about="现在的记录，或者某份已发布报告中的数"),
    Described("网址", code="address", about="口径和可以公开的记录"),
)
HEADS = tuple(column.head for column in DESCRIBED)
RECORDS = "记录"


def year_file(request: HttpRequest, year: int, form: str) -> FileResponse:
    """All figures of a year."""
    agency, scope = _asked(request, year)
    return _file(agency, scope, registry.public_figures(agency.pk), f"{year}年数据", form)


def figure_file(request: HttpRequest, year: int, key: str, form: str) -> FileResponse:
    """One figure, and what was published of it."""
    agency, scope = _asked(request, year)
    figure = public_figure(key, agency)
    return _file(agency, scope, [figure], f"{year}年{figure.label}", form)


def _asked(request: HttpRequest, year: int) -> tuple[Organisation, Scope]:
    agency = agency_of(request)
    return agency, year_scope(request, agency, year)


def _file(
    agency: Organisation,
    scope: Scope,
    figures: list[Figure],
    title: str,
    form: str,
) -> FileResponse:
    if form not in ("csv", "json"):
        raise Http404
    named = agency.on(scope.end).name
    return downloads.answer(
        Table(f"{named}{title}", title, HEADS, rows(agency, scope, figures)), form
    )


def rows(agency: Organisation, scope: Scope, figures: list[Figure]) -> Iterator[tuple[Cell, ...]]:
    """The values of today's records, then what public reports said of the same figures."""
    readings = registry.read(figures, scope)
    named, agencies = agency.on(scope.end).name, slugs()
    for figure in figures:
        address = absolute(report_figure(figure, scope, agencies))
        yield _row(readings[figure.key], scope, named, address)
    for one in told(figures, agency.pk, scope.start.year):
        yield _published_row(one, named)


def _row(reading: Reading, scope: Scope, agency: str, address: str) -> tuple[Cell, ...]:
    figure = reading.figure
    value = None if reading.is_empty else reading.value
    return (
        figure.key, figure.label, value, figure.unit, agency, scope.start, scope.end, scope.as_of,
        figure.definition, figure.version, counted(reading), reading.pending, reading.instead,
        RECORDS, address,
    )  # fmt: skip


def _published_row(frozen: FrozenFigure, agency: str) -> tuple[Cell, ...]:
    report = frozen.report
    return (
        frozen.key, frozen.label, Decimal(frozen.value) if frozen.value else None, frozen.unit,
        agency, frozen.start, frozen.end, frozen.as_of, frozen.definition, frozen.version,
        None, None, "" if frozen.value else "没有记录",
        f"发布：{report}", absolute(report.document.permanent_address),
    )  # fmt: skip


def counted(reading: Reading) -> int:
    """Over how many records: of a share those of the whole, of a length those measured."""
    if reading.measured:
        return reading.measured
    return reading.among if isinstance(reading.figure, Ratio) else reading.part
