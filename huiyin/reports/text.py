"""The parts of a report: sections, paragraphs, cited figures; the same for HTML, Word and JSON."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet

from huiyin.figures import registry
from huiyin.figures.registry import Scope
from huiyin.organisations.models import Organisation
from huiyin.structure.duties import Charge, Leader, in_force
from huiyin.web.grid import Grid


@dataclass(frozen=True)
class Cited:
    """A figure in a sentence: never typed, always read from its declaration."""

    key: str
    label: str
    value: int | Decimal | None
    unit: str
    definition: str
    period: str
    year: int
    scope: Scope
    pending: int = 0
    """The number of records left out because their time limit is not over yet."""
    marks: str = ""
    """Parameters of its address, so that it leads to the same agency and day."""
    words: str = ""
    """What stands in the sentence for the number: 全部办结."""

    @property
    def shown(self) -> str:
        """`620件`, `97.4%`, or the words for it; a share without a base says so."""
        if self.words:
            return self.words
        return "没有记录" if self.value is None else f"{self.value}{self.unit}"

    @property
    def still_open(self) -> "Noted":
        """`22件` that are left out: part of what the figure's own page tells."""
        return Noted(f"{self.pending}件", self.address)

    @property
    def address(self) -> str:
        """Where the public reads its definition and, where they are public, its records."""
        return f"/reports/{self.year}/figures/{self.key}/{self.marks}"

    def __bool__(self) -> bool:
        return bool(self.value)


@dataclass(frozen=True)
class Noted:
    """A value of a record that is not a figure: a telephone, a finding. Linked at the desk."""

    shown: str
    address: str = ""


@dataclass(frozen=True)
class Lost:
    """A cited figure that does not exist any more: marked in the text, which cannot be sent."""

    name: str

    @property
    def shown(self) -> str:
        return f"〔没有“{self.name}”这项数据〕"


Run = str | Cited | Noted | Lost
Runs = list[Run]


@dataclass(frozen=True)
class Origin:
    """The source of a paragraph: the slot of the outline, the author, and the year."""

    slot: str
    author: str = ""
    year: int | None = None


@dataclass(frozen=True)
class Paragraph:
    """Text and cited figures; a paragraph from records has no origin, one of the office has."""

    runs: Runs
    origin: Origin | None = None


@dataclass(frozen=True)
class Section:
    """`level` 1 is 一、, 2 is （一）; the heading carries its number, `key` names the part."""

    key: str
    heading: str
    level: int
    paragraphs: list[Paragraph] = field(default_factory=list)
    grid: Grid | None = None
    """A printed table that stands below the paragraphs."""


@dataclass(frozen=True)
class Report:
    """A written report with everything that was cited in it."""

    title: str
    agency: str
    year: int
    period: str
    written_on: date
    opening: list[Paragraph]
    sections: list[Section]
    addressee: str = ""
    """主送机关, without its colon."""
    signature: str = ""
    """署名; the agency's name unless the office set another."""
    tables: tuple[Cited, ...] = ()
    """The figures of its printed tables."""

    @property
    def signed(self) -> str:
        return self.signature or self.agency

    def cited(self) -> list[Cited]:
        """Each figure of the text once, in the order of first mention."""
        return _once(run for run in self._runs() if isinstance(run, Cited))

    def counted(self) -> list[Cited]:
        """Each figure of text and tables once."""
        return _once((*self.cited(), *self.tables))

    def lost(self) -> list[Lost]:
        """The cited figures that do not exist."""
        return [run for run in self._runs() if isinstance(run, Lost)]

    def paragraphs(self) -> Iterator[Paragraph]:
        """All of the text, in its order."""
        yield from self.opening
        for section in self.sections:
            yield from section.paragraphs

    def _runs(self) -> Iterator[Run]:
        for paragraph in self.paragraphs():
            yield from paragraph.runs

    def as_json(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "agency": self.agency,
            "year": self.year,
            "period": self.period,
            "written_on": self.written_on.isoformat(),
            "addressee": self.addressee,
            "signature": self.signed,
            "opening": _texts(self.opening),
            "sections": [
                {
                    "key": section.key,
                    "heading": section.heading,
                    "paragraphs": _texts(section.paragraphs),
                    "origins": [
                        paragraph.origin and asdict(paragraph.origin)
                        for paragraph in section.paragraphs
                    ],
                }
                for section in self.sections
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


def _once(cited: Iterable[Cited]) -> list[Cited]:
    """With its number, also where a sentence says it in words."""
    figures: dict[tuple[str, int], Cited] = {}
    for one in cited:
        figures.setdefault((one.key, one.year), replace(one, words=""))
    return list(figures.values())


def words(paragraph: Paragraph) -> str:
    """A paragraph as plain text."""
    return "".join(run if isinstance(run, str) else run.shown for run in paragraph.runs)


def _texts(paragraphs: Iterable[Paragraph]) -> list[str]:
    return [words(paragraph) for paragraph in paragraphs]


def names(listed: Collection[registry.Figure]) -> dict[str, str]:
    """Key → placeholder of the figure: its label, or its key if two figures share a label."""
    often = Counter(one.label for one in listed)
    return {one.key: one.label if often[one.label] == 1 else one.key for one in listed}


class Citer:
    """Reads figures of one agency and year, each from the database once."""

    def __init__(self, scope: Scope, agency: str = "") -> None:
        """`agency` is its slug where there are several."""
        self.scope, self.agency, self.year = scope, agency, scope.start.year
        known = registry.by_key(scope.agency_id)
        self._figures = {key: one for key, one in known.items() if not one.of_a_unit}
        self._known: dict[tuple[str, int], Cited] = {}
        self._named = {name: key for key, name in names(self.listed()).items()}

    def __call__(self, key: str, *, back: int = 0) -> Cited:
        """The figure of this year, or of `back` years ago.

        Raises:
            UnknownFigureError: no figure of that key is declared.
        """
        year = self.year - back
        self._know([key], year)
        key = self._figures[key].key
        return self._known[key, year]

    def version(self, key: str) -> int:
        """Of the definition that a figure has for this year."""
        return self._figures[key].at(self.scope).version

    def named(self, name: str) -> Cited | None:
        """The figure with this label, or with this key."""
        return self.known(self._named.get(name, name))

    def prepare(self, keys: Iterable[str], *, back: int = 0) -> None:
        """Read these figures together: one query for each ledger."""
        self._know(keys, self.year - back)

    def listed(self) -> list[registry.Figure]:
        """The figures listed on their own, as in `registry.public_figures`."""
        figures = self._figures.items()
        return [one for key, one in figures if key == one.key and not one.is_cell]

    @cached_property
    def agency_itself(self) -> Organisation:
        """Asked once, for what stands in its own record and in its duties."""
        return Organisation.objects.get(pk=self.scope.agency_id)

    @cached_property
    def leaders(self) -> list[Leader]:
        """Who led on the last day, in their order; asked once."""
        leaders = in_force(Leader, self.agency_itself, self.scope.end)
        return sorted(leaders, key=lambda one: (one.place, one.seat))

    @cached_property
    def charges(self) -> list[Charge]:
        """Which unit answered for what on the last day; asked once."""
        return in_force(Charge, self.agency_itself, self.scope.end)

    def records(self, key: str) -> "QuerySet[Any]":
        """What the figure counts, for a sentence that names them."""
        return self._figures[key].records(self.scope)

    def known(self, key: str) -> Cited | None:
        """The figure, or None if the agency does not have it: some depend on its columns."""
        return self(key) if key in self._figures else None

    def starting_with(self, prefix: str) -> list[Cited]:
        """The listed figures below a prefix that are not zero, largest first."""
        keys = [one.key for one in self.listed() if one.key.startswith(prefix)]
        self._know(keys, self.year)
        cited = [self(key) for key in keys]
        return sorted((c for c in cited if c), key=lambda c: (-int(c.value or 0), c.key))

    def _know(self, keys: Iterable[str], year: int) -> None:
        """Read together the figures that are not read yet."""
        try:
            asked = [self._figures[key] for key in keys]
        except KeyError as missing:
            raise registry.UnknownFigureError(*missing.args) from missing
        figures = [one for one in asked if (one.key, year) not in self._known]
        scope = self.scope.back(self.year - year) if year != self.year else self.scope
        marks = ({"agency": self.agency} if self.agency else {}) | scope.marks
        query = f"?{urlencode(marks)}" if marks else ""
        for key, reading in registry.read(figures, scope).items():
            figure = reading.figure
            self._known[key, year] = Cited(
                key, figure.label, None if reading.is_empty else reading.value, figure.unit,
                figure.definition, scope.period, year, scope, reading.pending, query,
            )  # fmt: skip
