"""The outline filled in with records, the office's paragraphs and its measures."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from huiyin.figures.registry import Scope
from huiyin.organisations.models import Organisation
from huiyin.reports.text import Citer, Paragraph, Report, Section

from . import applications
from . import office as offices
from .numerals import heading
from .office import Statements
from .outline import FOLLOWED, MEASURES, OPENING, OUTLINE, Part, Slot
from .phrases import COMPARED


def write(
    agency: Organisation,
    year: int,
    *,
    written_on: date,
    as_of: date | None = None,
    office: Statements | None = None,
    measures: Sequence[str] = (),
    followed: Sequence[tuple[str, str]] = (),
) -> Report:
    """The summary of one agency and year, as of a day: the running year as of today.

    `followed` are the measures of last year's, each with how it stands.

    Raises:
        BeforeThePeriodError: on that day the year had not begun.
        ValidationError: a paragraph of the office has no place in the outline, or cites what is
            not a figure.
    """
    scope = Scope.year(agency.pk, year, as_of, today=written_on)
    cite = Citer(scope, agency.slug if Organisation.objects.agencies().are_several() else "")
    _prepare(cite)
    name, lacks = agency.on(scope.end).name, agency.partly(scope.start, scope.end)
    since = f"（{lacks}）" if lacks else ""
    cut = f"（{scope.until}）" if scope.until else ""
    text = _Text(cite, office or {}, {
        MEASURES: list(offices.chosen(measures)), FOLLOWED: list(offices.followed(followed)),
    })  # fmt: skip
    return Report(
        title=f"{year}年政务公开及热线留言年度工作总结{cut}",
        agency=name,
        year=year,
        period=scope.period,
        written_on=written_on,
        opening=[
            *offices.said(OPENING, text.office, cite),
            Paragraph([f"现将{name}{since}{year}年{cut}政务公开和热线留言办理情况总结如下。"]),
        ],
        sections=list(text.sections(OUTLINE)),
    )


def _prepare(cite: Citer) -> None:
    """Query each ledger once for the year, and once for the period it is compared with."""
    cite.prepare([*(figure.key for figure in cite.listed()), *applications.RESULTS])
    cite.prepare(COMPARED, back=1)


class _Text:
    """One text in the making."""

    def __init__(
        self, cite: Citer, office: Statements, planned: Mapping[Slot, Sequence[Paragraph]]
    ) -> None:
        offices.refuse_unknown(office)
        self.cite, self.office, self.planned = cite, office, planned
        self.spoken = offices.spoken(office)
        self.spoken |= {slot.key for slot, paragraphs in planned.items() if paragraphs}

    def sections(self, parts: Sequence[Part], level: int = 1) -> Iterator[Section]:
        """The sections that have a text, numbered by position."""
        position = 0
        for part in parts:
            paragraphs = list(self._paragraphs(part))
            below = list(self.sections(part.parts, level + 1))
            if paragraphs or below:
                position += 1
                title = heading(position, level, part.titled(self.spoken))
                yield Section(part.key, title, level, paragraphs)
                yield from below

    def _paragraphs(self, part: Part) -> Iterator[Paragraph]:
        for one in part.content:
            if isinstance(one, Slot) and one in self.planned:
                yield from self.planned[one]
            elif isinstance(one, Slot):
                yield from offices.said(one, self.office, self.cite)
            else:
                yield from (Paragraph(runs) for runs in one(self.cite))
