"""The report of an agency and year as it stands: text, tables, and what it still lacks.

Page, Word, PDF, JSON and the published document are made of this one object.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from django.core.exceptions import ValidationError

from huiyin.figures.registry import Scope
from huiyin.national_forms.forms import NationalForm, form_of
from huiyin.organisations.models import Organisation
from huiyin.reports.composing import statements as as_statements
from huiyin.reports.models import AnnualReport, AnnualStatement, OfficeParagraph, Published
from huiyin.reports.summary import Statement, office
from huiyin.reports.text import Citer, Lost, Report
from huiyin.web.grid import Box, Grid

from . import claims, outline, sources
from .cells import Cell, Number, read
from .claims import Claim, Contradiction
from .grids import grids
from .lacking import Fault, faults
from .writing import Writer

KIND = Published.Kind.ANNUAL


@dataclass(frozen=True)
class Annual:
    """One report, and all that it was made of."""

    report: Report
    scope: Scope
    form: NationalForm
    cells: dict[str, Cell]
    last: dict[str, Number]
    """The numbers of last year's report: as it was frozen, else as the records say today."""
    is_last_frozen: bool
    said: dict[str, OfficeParagraph]
    before: dict[str, OfficeParagraph]
    contradictions: dict[str, list[Contradiction]]
    """By slot what is typed there and said otherwise by the records."""
    faults: list[Fault]

    @property
    def values(self) -> dict[str, Number]:
        """Of each cell that has its number."""
        return {key: cell.value for key, cell in self.cells.items() if cell.value is not None}

    @property
    def drawn(self) -> dict[str, list[int | str]]:
        """Of each cell the version of its definition and its number, as somebody reads them now."""
        return {key: [cell.version, cell.shown] for key, cell in self.cells.items()}

    def grids(self, address: Callable[[Cell], str]) -> list[Grid]:
        """The three tables, each number with that address."""
        return grids(self.form, _boxes(self.cells, address))


def compose(agency: Organisation, year: int, *, today: date, as_of: date | None = None) -> Annual:
    """The report as of a day.

    Raises:
        BeforeThePeriodError: the year had not begun on that day.
    """
    scope = Scope.year(agency.pk, year, as_of, today=today)
    form = form_of(year)
    cite = Citer(scope, agency.slug if Organisation.objects.agencies().are_several() else "")
    cite.prepare(figure.key for figure in cite.listed())
    said, before = paragraphs_of(agency.pk, year)
    cells = read(form, cite, statements_of(agency.pk, year))
    last, is_last_frozen = _last(agency.pk, year, cells, cite)
    writer = Writer(agency, form, cite, {slot: as_statements(one) for slot, one in said.items()})
    tables = grids(form, _boxes(cells, lambda cell: cell.address))
    report = Report(
        title=writer.title,
        agency=writer.name,
        year=year,
        period=scope.period,
        written_on=today,
        opening=writer.opening(),
        sections=list(writer.sections(tables)),
        tables=tuple(cell.cited for cell in cells.values() if cell.cited is not None),
    )
    return Annual(
        report, scope, form, cells, last, is_last_frozen, said, before,
        _contradictions(said, cells, cite), faults(report, scope, form, cells, last, said, before),
    )  # fmt: skip


def check(agency: Organisation, year: int, slot: str, text: str) -> None:
    """Check that the office may have this text in this slot.

    Raises:
        ValidationError: there is no such place, or a placeholder names no figure.
    """
    place = outline.slots().get(slot)
    if place is None:
        raise ValidationError("年度报告里没有这个位置，请从年度报告页面重新进入")
    cite = Citer(Scope.year(agency.pk, year, date(year, 12, 31)))
    said = office.said(place, {slot: [Statement(text, "")]}, cite)
    lost = [run.name for one in said for run in one.runs if isinstance(run, Lost)]
    if lost:
        raise ValidationError(
            f"引用的数据“{lost[0]}”不存在，请从“段落中可以引用的数据”里抄写名称，或者直接写文字"
        )


def _boxes(cells: Mapping[str, Cell], address: Callable[[Cell], str]) -> dict[str, Box]:
    return {key: Box(cell.shown, address=address(cell)) for key, cell in cells.items()}


def paragraphs_of(
    agency_id: int, year: int
) -> tuple[dict[str, OfficeParagraph], dict[str, OfficeParagraph]]:
    """The office's texts of this year and of the last one, by slot."""
    rows = list(OfficeParagraph.objects.of_year(agency_id, year, year - 1, kind=KIND).newest())
    current = {row.slot: row for row in rows if row.year == year and row.slot in outline.slots()}
    return current, {row.slot: row for row in rows if row.year == year - 1 and row.text}


def statements_of(agency_id: int, year: int) -> dict[str, AnnualStatement]:
    """What the office states, by cell."""
    return {one.cell: one for one in AnnualStatement.objects.of_year(agency_id, year).newest()}


def _last(
    agency_id: int, year: int, cells: Mapping[str, Cell], cite: Citer
) -> tuple[dict[str, Number], bool]:
    """Last year's numbers under this year's names, and whether they were frozen."""
    frozen = AnnualReport.objects.frozen().filter(agency=agency_id, year=year - 1).first()
    if frozen is not None and frozen.data:
        return {key: Decimal(str(value)) for key, value in frozen.data["cells"].items()}, True
    told = {key: sources.source_of(key) for key in cells}
    simple = {key: one.figure for key, one in told.items() if one.figure and not one.change}
    simple = {key: figure for key, figure in simple.items() if not told[key].back}
    cite.prepare(simple.values(), back=1)
    return {key: cite(figure, back=1).value or 0 for key, figure in simple.items()}, False


def _contradictions(
    said: Mapping[str, OfficeParagraph], cells: Mapping[str, Cell], cite: Citer
) -> dict[str, list[Contradiction]]:
    known = partial(_known, cells, cite)
    checked = {slot: list(claims.contradictions(one.text, known)) for slot, one in said.items()}
    return {slot: told for slot, told in checked.items() if told}


def _known(cells: Mapping[str, Cell], cite: Citer, claim: Claim) -> tuple[str, Decimal] | None:
    """What the records say of what a claim is about."""
    if claim.cell:
        cell = cells.get(claim.cell)
        if cell is None or cell.value is None:
            return None
        factor = 10_000 if cell.unit else 1
        return f"表中“{cell.label}”", Decimal(cell.value) * factor
    cited = cite.known(claim.figure)
    if cited is None or cited.value is None:
        return None
    return f"数据“{cited.label}”", Decimal(cited.value)
