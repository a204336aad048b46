"""加总: the figures of several agencies, and what is missing in their sum.

A total is the sum of the numbers of its agencies, which are what each agency's own page shows: one
declaration, one reading of each ledger. A share is reckoned from the summed parts, not from shares.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from huiyin.organisations.models import Organisation

from .registry import Counts, Figure, Reading, all_figures, count
from .scope import Scope, Several

NOTHING = Counts()


@dataclass(frozen=True)
class Part:
    """The figures of one agency."""

    agency: Organisation
    scope: Scope
    readings: Mapping[str, Reading]
    lacks: str
    """Why the total is short of it: 没有记录, 2026年6月1日成立; empty where nothing is to be said."""


@dataclass(frozen=True)
class Together:
    """Figures of several agencies, each beside the sum."""

    figures: Sequence[Figure]
    days: Scope
    parts: Sequence[Part]
    totals: Mapping[str, Reading]
    absent: Sequence[tuple[Organisation, str]]
    """Agencies that there were on no day of the period, and why."""

    @property
    def missing(self) -> list[tuple[Organisation, str]]:
        """What a reader of the total must know it is without, in whole or for a part of the days."""
        return [*self.absent, *((one.agency, one.lacks) for one in self.parts if one.lacks)]


def summed() -> list[Figure]:
    """The figures that can be added up over agencies: those of single units are no agency's alone."""
    return [one for one in all_figures() if not one.is_cell and not one.of_a_unit]


def together(figures: Iterable[Figure], agencies: Iterable[Organisation], days: Scope) -> Together:
    """The days are those of any scope; one question for each ledger, however many agencies."""
    known = [one.at(days) for one in figures]
    there, absent = list[Organisation](), list[tuple[Organisation, str]]()
    for agency in agencies:
        if agency.was_there(days.start, days.end):
            there.append(agency)
        else:
            absent.append((agency, agency.partly(days.start, days.end)))
    several = Several(tuple(agency.pk for agency in there), days)
    counts = count(known, several)
    parts = [_part(agency, known, counts[agency.pk], several) for agency in there]
    totals = {
        one.key: one.reading(reduce(Counts.and_, (c[one.key] for c in counts.values()), NOTHING))
        for one in known
    }
    return Together(known, days, parts, totals, absent)


def _part(
    agency: Organisation, figures: Sequence[Figure], counts: Mapping[str, Counts], several: Several
) -> Part:
    days = several.days
    lacks = [agency.partly(days.start, days.end)]
    if all(one == NOTHING for one in counts.values()):
        lacks.append("没有记录")
    readings = {one.key: one.reading(counts[one.key]) for one in figures}
    return Part(agency, several.one(agency.pk), readings, "，".join(filter(None, lacks)))
