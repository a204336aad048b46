"""What a measure is asked and what it answers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from django.utils import timezone

MOST = 50  # pieces of evidence kept; the number of faults counts all


class Verdict(StrEnum):
    MET = "met"
    BROKEN = "broken"
    UNMEASURED = "unmeasured"


@dataclass(frozen=True)
class Ask:
    """When the site is inspected, and the limit that the indicator has now."""

    at: datetime
    threshold: int | None = None

    @property
    def today(self) -> date:
        return timezone.localdate(self.at)

    @property
    def limit(self) -> int:
        """The threshold of an indicator that cannot do without one."""
        if self.threshold is None:
            raise ValueError("这个指标没有限值，请在指标设置中填写")
        return self.threshold


class Evidence(NamedTuple):
    """An address of this site (or nothing) and what was seen there."""

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


def measure(function: Measure) -> Measure:
    """Make a measure known under its name."""
    name = function.__name__
    if name in known:
        raise ValueError(f"measure {name} is declared twice")
    known[name] = function
    return function


def unmeasured(why: str, limit: str = "") -> Measurement:
    """Said honestly: what cannot be seen from here, and what would be needed."""
    return Measurement(Verdict.UNMEASURED, "", limit, note=why)


def none_of(faults: Iterable[Evidence], unit: str, *, note: str = "") -> Measurement:
    """Met when there is not a single fault."""
    found = list(faults)
    return Measurement(
        Verdict.BROKEN if found else Verdict.MET,
        f"{len(found)}{unit}",
        f"0{unit}",
        len(found),
        found[:MOST],
        note,
    )


def fewer_than(faults: Iterable[Evidence], ask: Ask, unit: str, *, note: str = "") -> Measurement:
    """Broken from `threshold` faults on; fewer are shown all the same."""
    found = list(faults)
    return Measurement(
        Verdict.BROKEN if len(found) >= ask.limit else Verdict.MET,
        f"{len(found)}{unit}",
        f"少于{ask.limit}{unit}",
        len(found),
        found[:MOST],
        note,
    )
