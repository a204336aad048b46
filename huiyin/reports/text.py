"""What a report is made of: sections, paragraphs, and cited figures; the same for HTML, Word and JSON."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from huiyin.figures import registry
from huiyin.figures.registry import Scope
from huiyin.workdays.calendar import add_months


@dataclass(frozen=True)
class Cited:
    """A figure as it stands in a sentence: never typed, always read from the declaration."""

    key: str
    label: str
    value: int | Decimal | None
    unit: str
    definition: str
    period: str
    year: int

    @property
    def shown(self) -> str:
        """`620件`, `97.4%`; a figure without a base has no value."""
        return "—" if self.value is None else f"{self.value}{self.unit}"

    @property
    def address(self) -> str:
        """Where the public reads its definition and, where they are public, its records."""
        return f"/reports/{self.year}/figures/{self.key}/"

    def __bool__(self) -> bool:
        return bool(self.value)


Run = str | Cited
Paragraph = list[Run]


@dataclass(frozen=True)
class Section:
    """`level` 1 is 一、, 2 is （一）; the heading carries its number."""

    heading: str
    level: int
    paragraphs: list[Paragraph] = field(default_factory=list)


@dataclass(frozen=True)
class Report:
    """A written report with everything that was cited in it."""

    title: str
    agency: str
    year: int
    period: str
    written_on: date
    opening: Paragraph
    sections: list[Section]

    def cited(self) -> list[Cited]:
        """Each figure once, in the order of first mention."""
        found: dict[tuple[str, int], Cited] = {}
        for run in self._runs():
            if isinstance(run, Cited):
                found.setdefault((run.key, run.year), run)
        return list(found.values())

    def _runs(self) -> Iterator[Run]:
        yield from self.opening
        for section in self.sections:
            for paragraph in section.paragraphs:
                yield from paragraph

    def as_json(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "agency": self.agency,
            "year": self.year,
            "period": self.period,
            "written_on": self.written_on.isoformat(),
            "opening": words(self.opening),
            "sections": [
                {"heading": s.heading, "paragraphs": [words(p) for p in s.paragraphs]}
                for s in self.sections
            ],
            "figures": [
                {
                    "key": cited.key,
                    "label": cited.label,
                    "value": float(cited.value)
                    if isinstance(cited.value, Decimal)
                    else cited.value,
                    "unit": cited.unit,
                    "definition": cited.definition,
                    "period": cited.period,
                    "trace": cited.address,
                }
                for cited in self.cited()
            ],
        }


def words(paragraph: Paragraph) -> str:
    """A paragraph as plain text."""
    return "".join(run if isinstance(run, str) else run.shown for run in paragraph)


class Citer:
    """Reads figures of one agency and year, each from the database once."""

    def __init__(self, agency_id: int, year: int, as_of: date | None = None) -> None:
        self.agency_id, self.year, self.as_of = agency_id, year, as_of
        self._figures = {figure.key: figure for figure in registry.all_figures()}
        self._known: dict[tuple[str, int], Cited] = {}

    def __call__(self, key: str, *, back: int = 0) -> Cited:
        """The figure of this year, or of `back` years ago.

        Raises:
            UnknownFigureError: no figure of that key is declared.
        """
        year = self.year - back
        self._know([key], year)
        return self._known[key, year]

    def starting_with(self, prefix: str) -> list[Cited]:
        """The figures below a prefix that are not zero, largest first."""
        keys = [key for key in self._figures if key.startswith(prefix)]
        self._know(keys, self.year)
        found = [self(key) for key in keys]
        return sorted((c for c in found if c), key=lambda c: (-int(c.value or 0), c.key))

    def _know(self, keys: Iterable[str], year: int) -> None:
        """Read together what is not known yet."""
        try:
            figures = [self._figures[key] for key in keys if (key, year) not in self._known]
        except KeyError as missing:
            raise registry.UnknownFigureError(*missing.args) from missing
        # the same day of the other year, so that like is compared with like
        cut = self.as_of and add_months(self.as_of, 12 * (year - self.year))
        scope = Scope.year(self.agency_id, year, cut)
        for key, value in registry.values(figures, scope).items():
            figure = self._figures[key]
            self._known[key, year] = Cited(
                key, figure.label, value, figure.unit, figure.definition, scope.period, year
            )
