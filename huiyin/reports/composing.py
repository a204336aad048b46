"""The yearly summary of an office: records, its own paragraphs, frame and measures.

The desk, the Word file, the command line and the manuscript all use `compose`, so that they show
the same text.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.core.exceptions import ValidationError

from huiyin.figures.registry import Scope
from huiyin.organisations.models import Organisation
from huiyin.planning.models import PlanItem

from . import summary
from .models import OfficeParagraph, Summary
from .summary import office
from .text import Citer, Lost, Report

FIRST_YEAR = 2000
BECAME: dict[str, str] = {
    PlanItem.State.DONE: "已落实",
    PlanItem.State.PLANNED: "正在落实",
    PlanItem.State.DROPPED: "不再实施",
    PlanItem.State.CARRIED: "转入下一年继续实施",
}
"""The state of one of last year's measures, in the words of the report."""


@dataclass(frozen=True)
class Composed:
    """The text, and the office's contributions to it."""

    report: Report
    frame: Summary
    said: dict[str, OfficeParagraph]
    """By slot the newest version of this year, even if it is empty."""
    before: dict[str, OfficeParagraph]
    """By slot the office's text of last year."""
    offered: list[PlanItem]
    chosen: list[PlanItem]

    @property
    def mark(self) -> str:
        """A digest of the text, to check that the text sent is the one that was read."""
        content = json.dumps(self.report.as_json(), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()[:16]


def compose(agency: Organisation, year: int, *, today: date, as_of: date | None = None) -> Composed:
    """The summary with everything that the office has written for it.

    `as_of` takes precedence over the day stored for the report; a date of the paper before `as_of`
    is left out.

    Raises: BeforeThePeriodError: the year had not begun on that day.
    """
    frame = frame_of(agency, year)
    dated = frame.dated_on if not (as_of and frame.dated_on and as_of > frame.dated_on) else None
    day = as_of or frame.as_of or frame.dated_on
    written, before = _paragraphs(agency.pk, year)
    places = summary.slots()
    counted = last_day(year, day or today)
    chosen = _chosen(frame, counted)
    report = summary.write(
        agency,
        year,
        written_on=dated or today,
        as_of=day,
        office={slot: statements(one) for slot, one in written.items() if slot in places},
        measures=[item.text for item in chosen],
        followed=followed(agency.pk, year, counted),
    )
    return Composed(
        replace(report, addressee=frame.addressee, signature=frame.signature),
        frame, written, before, offered(agency.pk, year, counted), chosen,
    )  # fmt: skip


def last_day(year: int, day: date) -> date:
    """The last day of the year that the report counts; measures are as of that day."""
    return min(day, date(year, 12, 31))


def frame_of(agency: Organisation, year: int) -> Summary:
    """The stored frame of that year; else last year's, unsaved, under the agency's own name."""
    known = {
        one.year: one for one in Summary.objects.filter(agency=agency, year__in=(year, year - 1))
    }
    if year in known:
        return known[year]
    before = known.get(year - 1)
    addressee = before.addressee if before else agency.superior
    signature = before.signature if before else agency.on(date(year, 12, 31)).name
    return Summary(agency=agency, year=year, addressee=addressee, signature=signature)


def statements(one: OfficeParagraph) -> list[summary.Statement]:
    """The paragraphs of a text, one a line; the desk shows who wrote them."""
    return [summary.Statement(text, one.author, one.year) for text in one.paragraphs]


def offered(agency_id: int, year: int, day: date) -> list[PlanItem]:
    """The possible next steps: planned for the year or the next one, and not done on that day."""
    known = PlanItem.objects.of_year(agency_id, year, year + 1).select_related("unit")
    items = known.order_by("year", "due_on", "pk")
    return [item for item in items if item.standing(day) == PlanItem.State.PLANNED]


def followed(agency_id: int, year: int, day: date) -> list[tuple[str, str]]:
    """The measures that last year's report named, each with its state."""
    named = PlanItem.objects.valid().filter(summaries__agency=agency_id, summaries__year=year - 1)
    return [(item.text, BECAME[item.standing(day)]) for item in named.order_by("due_on", "pk")]


def check(agency: Organisation, year: int, slot: str, text: str) -> None:
    """Check that the office may have this text in this slot.

    Raises:
        ValidationError: there is no such place, or a placeholder names no figure.
    """
    place = summary.slots().get(slot)
    if place is None:
        raise ValidationError("提纲里没有这个位置，请从工作总结页面重新进入")
    cite = Citer(Scope.year(agency.pk, year, date(year, 12, 31)))
    paragraphs = office.said(place, {slot: [summary.Statement(text, "")]}, cite)
    lost = [run.name for paragraph in paragraphs for run in paragraph.runs if isinstance(run, Lost)]
    if lost:
        raise ValidationError(
            f"引用的数据“{lost[0]}”不存在，请从“段落中可以引用的数据”里抄写名称，或者直接写文字"
        )


def _paragraphs(
    agency_id: int, year: int
) -> tuple[dict[str, OfficeParagraph], dict[str, OfficeParagraph]]:
    rows: Sequence[OfficeParagraph] = list(
        OfficeParagraph.objects.of_year(agency_id, year, year - 1).newest()
    )
    current = {row.slot: row for row in rows if row.year == year}
    return current, {row.slot: row for row in rows if row.year == year - 1 and row.text}


def _chosen(frame: Summary, day: date) -> list[PlanItem]:
    """In order of their due days, without those that were done or dropped by that day."""
    if not frame.pk:
        return []
    items = frame.measures.exclude(state=PlanItem.State.VOIDED).order_by("year", "due_on", "pk")
    return [item for item in items if item.standing(day) == PlanItem.State.PLANNED]
