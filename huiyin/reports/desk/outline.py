"""The outline at the desk: the content of each part, and the slots where the office may write."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString

from huiyin.figures import registry
from huiyin.reports import html
from huiyin.reports.composing import Composed
from huiyin.reports.forms import ParagraphForm
from huiyin.reports.models import OfficeParagraph
from huiyin.reports.summary import OPENING, OUTLINE, Part, Slot
from huiyin.reports.summary.outline import MEASURES, UNWRITTEN
from huiyin.reports.text import Paragraph, names


@dataclass(frozen=True)
class Place:
    """A slot of the outline with the office's text in it, and that of last year."""

    slot: Slot
    shown: list[SafeString]
    said: OfficeParagraph | None
    before: OfficeParagraph | None
    address: str
    """Where its form is sent."""
    told: tuple[str, ...] = ()
    """What the records say against it."""

    @property
    def anchor(self) -> str:
        return "slot-" + self.slot.key.replace("/", "-")

    @property
    def is_written(self) -> bool:
        return self.said is not None and bool(self.said.text)

    @property
    def is_proposed(self) -> bool:
        """Whether last year's text waits to be taken over, changed or left out."""
        return self.said is None and self.before is not None

    @property
    def version(self) -> int:
        return self.said.version if self.said else 0

    @property
    def form(self) -> ParagraphForm:
        """The current text; else last year's, as a draft."""
        text = self.said.text if self.said else self.before.text if self.before else ""
        return ParagraphForm(
            initial={"text": text},
            label=self.slot.label,
            auto_id=f"{self.anchor}-%s",
        )


@dataclass(frozen=True)
class Block:
    """One block below a heading: recorded paragraphs, a slot of the office, or the measures."""

    recorded: list[SafeString]
    place: Place | None = None
    is_measures: bool = False


@dataclass(frozen=True)
class Heading:
    """A part as the desk shows it; without a number if the text leaves it out."""

    key: str
    title: str
    level: int
    blocks: list[Block]
    is_left_out: bool

    @property
    def open_places(self) -> int:
        """The number of slots whose text is not decided yet."""
        return sum(1 for block in self.blocks if block.place and block.place.said is None)


def citable(agency_id: int) -> list[tuple[str, str, str]]:
    """The figures that a paragraph may cite: label, placeholder and definition."""
    figures = registry.public_figures(agency_id)
    named = names(figures)
    return [(figure.label, f"{{{named[figure.key]}}}", figure.definition) for figure in figures]


def headings(composed: Composed) -> list[Heading]:
    """Every part of the outline in its order."""
    return list(_headings(OUTLINE, composed, 1))


def opening(composed: Composed) -> Place:
    return place(OPENING, composed, composed.report.opening)


def place(slot: Slot, composed: Composed, among: Sequence[Paragraph]) -> Place:
    said, before = composed.said.get(slot.key), composed.before.get(slot.key)
    year, agency = composed.report.year, composed.frame.agency.slug
    address = reverse("summary-paragraph", args=[year, agency, slot.key])
    return Place(slot, shown_in(slot, among), said, before, address)


def shown_in(slot: Slot, among: Iterable[Paragraph]) -> list[SafeString]:
    """The paragraphs of the office in this slot."""
    return [
        html.paragraph(one, at_desk=True)
        for one in among
        if one.origin and one.origin.slot == slot.key
    ]


def _headings(parts: Sequence[Part], composed: Composed, level: int) -> Iterator[Heading]:
    for part in parts:
        section = next(
            (section for section in composed.report.sections if section.key == part.key), None
        )
        paragraphs = section.paragraphs if section else []
        title = section.heading if section else part.titled(())
        yield Heading(
            part.key, title, level, list(_blocks(part, paragraphs, composed)), section is None
        )
        yield from _headings(part.parts, composed, level + 1)


def _blocks(part: Part, paragraphs: Sequence[Paragraph], composed: Composed) -> Iterator[Block]:
    """The blocks in outline order, with the recorded paragraphs in their places."""
    remaining = list(paragraphs)
    for one in part.content:
        if not isinstance(one, Slot):
            recorded = _taken(remaining, None)
            if recorded:
                yield Block(recorded)
        elif one in UNWRITTEN:
            yield Block(_taken(remaining, one.key), is_measures=one is MEASURES)
        else:
            _taken(remaining, one.key)
            yield Block([], place(one, composed, paragraphs))


def _taken(remaining: list[Paragraph], slot: str | None) -> list[SafeString]:
    """The next paragraphs of one origin, taken off the list."""
    blocks = []
    while remaining and (remaining[0].origin.slot if remaining[0].origin else None) == slot:
        blocks.append(html.paragraph(remaining.pop(0), at_desk=True))
    return blocks
