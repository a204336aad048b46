"""年报格式: the national forms of the statutory tables, each from its first year of report on."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Head:
    """A row or a column: what its figures are called, and its words from the outermost group on."""

    key: str
    path: tuple[str, ...]


@dataclass(frozen=True)
class NationalForm:
    """One form as it is printed; the first covers the years before it, for which there was none."""

    since: int
    basis: str
    handled: str
    contested: str
    corner: str
    columns: tuple[Head, ...]
    lines: tuple[Head, ...]
    remedies: tuple[Head, ...]

    @property
    def label_columns(self) -> int:
        """How many columns the labels of the lines take."""
        return max(len(line.path) for line in self.lines)


def form_of(year: int) -> NationalForm:
    """The form in which the report of that year is written."""
    known = forms()
    return next((form for form in reversed(known) if form.since <= year), known[0])


@cache
def forms() -> tuple[NationalForm, ...]:
    """All of them, the oldest first."""
    document = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    remedies = tuple(
        Head(f"{kind}.{outcome}", (*words, *last))
        for kind, *words in document["proceedings"]
        for outcome, *last in document["outcomes"]
    )
    unsorted = (
        NationalForm(
            form["since"],
            form["basis"],
            document["handled"],
            document["contested"],
            document["corner"],
            _heads(document["columns"]),
            _heads(form["lines"]),
            remedies,
        )
        for form in document["form"]
    )
    return tuple(sorted(unsorted, key=lambda form: form.since))


def _heads(columns: list[list[str]]) -> tuple[Head, ...]:
    return tuple(Head(key, tuple(words)) for key, *words in columns)
