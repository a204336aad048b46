"""The annual report as the desk shows it: chapters with the office's places, tables, and statements."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString

from huiyin.national_forms.forms import form_of
from huiyin.national_forms.identities import cells
from huiyin.organisations.choosing import NAME
from huiyin.reports import html
from huiyin.reports.annual import outline, sources
from huiyin.reports.annual.cells import Cell, Number, shown, stated
from huiyin.reports.annual.composing import Annual, paragraphs_of, statements_of
from huiyin.reports.annual.lacking import anchor
from huiyin.reports.forms import StatementForm
from huiyin.reports.models import AnnualReport, AnnualStatement
from huiyin.reports.summary import Slot
from huiyin.reports.text import Paragraph, Section
from huiyin.web.grid import Grid

from .outline import Place, shown_in

AMONG: dict[str, tuple[Slot | object, ...]] = {
    **{part.key: part.content for part in outline.OVERVIEW},
    "annual/problems": outline.PROBLEMS,
    "annual/others": outline.OTHERS,
}
"""Key of a chapter or block → what stands in it, in order."""


@dataclass(frozen=True)
class Chapter:
    """A heading with its paragraphs and places, or its table."""

    key: str
    heading: str
    level: int
    blocks: list["SafeString | Place"]
    grid: Grid | None
    statements: list["Stating"]

    @property
    def places(self) -> list[Place]:
        return [block for block in self.blocks if isinstance(block, Place)]


@dataclass(frozen=True)
class Stating:
    """A cell that the office fills in."""

    cell: Cell
    address: str

    @property
    def anchor(self) -> str:
        return anchor(self.cell.key)

    @property
    def label(self) -> str:
        unit = f"（{self.cell.unit}）" if self.cell.unit else ""
        return f"{self.cell.label}{unit}".replace("（单位：万元）（万元）", "（单位：万元）")

    @property
    def version(self) -> int:
        return self.cell.statement.version if self.cell.statement else 0

    @property
    def form(self) -> StatementForm:
        said = self.cell.statement
        value = said.value.normalize() if said else None
        initial = (
            {"value": f"{value:f}", "source": said.source} if said and value is not None else {}
        )
        return StatementForm(initial=initial, label=self.label, auto_id=f"{self.anchor}-%s")


@dataclass(frozen=True)
class Compared:
    """A number beside last year's."""

    label: str
    before: str
    now: str
    change: str


def place(slot: Slot, report: AnnualReport, annual: Annual, among: Sequence[Paragraph]) -> Place:
    """With its text, and what the records say against it."""
    told = tuple(one.advice for one in annual.contradictions.get(slot.key, ()))
    said, before = annual.said.get(slot.key), annual.before.get(slot.key)
    return Place(slot, shown_in(slot, among), said, before, _address(slot, report), told)


def place_alone(slot: Slot, report: AnnualReport) -> Place:
    """For its own page: nothing is counted."""
    said, before = paragraphs_of(report.agency_id, report.year)
    return Place(slot, [], said.get(slot.key), before.get(slot.key), _address(slot, report))


def _address(slot: Slot, report: AnnualReport) -> str:
    return reverse("annual-paragraph", args=[report.pk, slot.key])


def stating_alone(cell: str, report: AnnualReport) -> Stating:
    """For its own page: nothing is counted."""
    statement = statements_of(report.agency_id, report.year).get(cell)
    return stating(stated(cell, cells(form_of(report.year))[cell], statement), report)


def stating(cell: Cell, report: AnnualReport) -> Stating:
    return Stating(cell, reverse("annual-state", args=[report.pk, cell.key]))


def chapters(report: AnnualReport, annual: Annual, *, is_several: bool) -> list[Chapter]:
    """All of them, with the grids of the desk: each number opens its records."""
    grids = iter(annual.grids(lambda cell: address_of(cell, report, is_several=is_several)))
    return [_chapter(one, report, annual, grids) for one in annual.report.sections]


def address_of(cell: Cell, report: AnnualReport, *, is_several: bool) -> str:
    """Of the records behind a number, or of the form in which the office states it."""
    if cell.cited is None:
        return "" if cell.zero else f"#{anchor(cell.key)}"
    marks = {"year": str(cell.cited.year)} | cell.cited.scope.marks
    marks |= {NAME: report.agency.slug} if is_several else {}
    return f"{reverse('desk-figure', args=[cell.cited.key])}?{urlencode(marks)}"


def compared(annual: Annual) -> list[Compared]:
    """Every number that one of the two years has, beside last year's."""
    rows = []
    for key, cell in annual.cells.items():
        before = annual.last.get(key)
        if before is None or cell.value is None or not (before or cell.value):
            continue
        change = _change(cell.value - before)
        rows.append(
            Compared(f"{cell.line}（{cell.column}）", shown(key, before), cell.shown, change)
        )
    return rows


def _change(difference: Number) -> str:
    return f"{difference.normalize():+f}" if not isinstance(difference, int) else f"{difference:+d}"


def _chapter(
    section: Section, report: AnnualReport, annual: Annual, grids: Iterator[Grid]
) -> Chapter:
    blocks = list(_blocks(section, report, annual))
    grid = next(grids) if section.grid else None
    states = (
        [
            stating(annual.cells[key], report)
            for key in sources.stated(annual.form)
            if annual.cells[key].cited is None
        ]
        if section.heading == annual.form.disclosed
        else []
    )
    return Chapter(section.key, section.heading, section.level, blocks, grid, states)


def _blocks(
    section: Section, report: AnnualReport, annual: Annual
) -> Iterator["SafeString | Place"]:
    """Recorded paragraphs where they stand, and each place of the office, written or not."""
    slots = [one for one in AMONG.get(section.key, ()) if isinstance(one, Slot)]
    shown_slots: set[str] = set()
    for paragraph in section.paragraphs:
        if paragraph.origin is None:
            yield html.paragraph(paragraph, at_desk=True)
        elif paragraph.origin.slot not in shown_slots:
            shown_slots.add(paragraph.origin.slot)
            slot = outline.slots()[paragraph.origin.slot]
            yield place(slot, report, annual, section.paragraphs)
    for slot in slots:
        if slot.key not in shown_slots:
            yield place(slot, report, annual, [])


def history(report: AnnualReport, cell: str) -> list[AnnualStatement]:
    versions = AnnualStatement.objects.of_year(report.agency_id, report.year).filter(cell=cell)
    return list(versions.order_by("-version"))
