"""The input and the result of a measure, and the measures that are functions."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from django.utils import timezone

from huiyin.figures.scope import Scope

MOST = 50  # pieces of evidence kept; the number of faults counts all


class Verdict(StrEnum):
    MET = "met"
    BROKEN = "broken"
    UNMEASURED = "unmeasured"


@dataclass(frozen=True)
class Ask:
    """The moment, the current limit, and whose part is looked at."""

    at: datetime
    threshold: int | None = None
    agency: int | None = None
    """The key of the agency whose part is looked at; None: the whole site."""
    year: int | None = None
    """Whose records are counted; the running year, if not said. What a page shows is always of now."""
    subjects: tuple[str, ...] = ()
    """What is looked for, of a measure that goes through a list."""

    @property
    def today(self) -> date:
        return timezone.localdate(self.at)

    @property
    def scope(self) -> Scope:
        """The counted days of an agency's year.

        Raises:
            ValueError: no agency is asked about.
        """
        if self.agency is None:
            raise ValueError("没有说明是哪个机关")
        return Scope.year(self.agency, self.year or self.today.year, today=self.today)

    @property
    def limit(self) -> int:
        """The threshold of an indicator that requires one."""
        if self.threshold is None:
            raise ValueError("这个指标没有限值，请在指标设置中填写")
        return self.threshold


class Evidence(NamedTuple):
    """An address of this site (or none) and what is wrong there."""

    address: str
    sentence: str


@dataclass(frozen=True)
class Measurement:
    verdict: Verdict
    value: str
    limit: str
    faults: int = 0
    evidence: list[Evidence] = field(default_factory=list)
    note: str = ""


Measure = Callable[[Ask], Measurement]
known: dict[str, Measure] = {}
names: dict[str, tuple[str, str]] = {}
"""Name of a function → what it measures, and what is demanded: what people read of it."""
of_the_site: set[str] = set()
"""Names of measures that concern the whole site; left out for one agency's part."""


def measure(function: Measure) -> Measure:
    """Register a measure under its name."""
    name = function.__name__
    if name in known:
        raise ValueError(f"measure {name} is declared twice")
    known[name] = function
    return function


def site_measure(function: Measure) -> Measure:
    """Like `measure`, for something that only the whole site has."""
    of_the_site.add(function.__name__)
    return measure(function)


def unmeasured(why: str, limit: str = "") -> Measurement:
    """A result that says what cannot be measured here, and what would be needed."""
    return Measurement(Verdict.UNMEASURED, "", limit, note=why)


def none_of(faults: Iterable[Evidence], unit: str, *, note: str = "") -> Measurement:
    """Met if there is no fault."""
    evidence = list(faults)
    return Measurement(
        Verdict.BROKEN if evidence else Verdict.MET,
        f"{len(evidence)}{unit}",
        f"0{unit}",
        len(evidence),
        evidence[:MOST],
        note,
    )


def fewer_than(faults: Iterable[Evidence], ask: Ask, unit: str, *, note: str = "") -> Measurement:
    """Broken from `threshold` faults on; fewer are shown as evidence."""
    evidence = list(faults)
    return Measurement(
        Verdict.BROKEN if len(evidence) >= ask.limit else Verdict.MET,
        f"{len(evidence)}{unit}",
        f"少于{ask.limit}{unit}",
        len(evidence),
        evidence[:MOST],
        note,
    )
