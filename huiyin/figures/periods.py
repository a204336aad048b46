"""并列统计期: figures in several periods beside each other, of several agencies at once.

However many periods and agencies there are, each ledger is read once; what a figure meant then it
means here (`Figure.at`). A number is the one that the same figure has in that period alone.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import reduce
from hashlib import sha256

from .counting import Asked, Part, count_asked
from .dated import AsOf, Ledger
from .lengths import Lengths, Measured, measure_each
from .registry import Counts, Figure, Reading, Scope
from .scope import Several
from .spreads import Length
from .statements import WHOLE, Blocks
from .together import NOTHING

LEAST = 5
"""No share and no length of fewer: it says nothing of the work, and much of single persons."""
Wanted = tuple[Figure, Several]
Counted = Mapping[Wanted, Mapping[int, Counts]]
"""A figure and its days → agency → what is counted."""


def cautious(figure: Figure) -> Figure:
    """The same figure, which says nothing of fewer than five."""
    has_least = figure.unit == "%" or isinstance(figure, Length)
    return replace(figure, least=max(figure.least, LEAST)) if has_least else figure


@dataclass(frozen=True)
class Tallies:
    """The answers to the questions of one ledger: how many, and how many took how long."""

    numbers: Sequence[int]
    lengths: Sequence[Lengths]


@dataclass
class Questions:
    """What is asked of one ledger, each question once; `name` is the same for the same questions."""

    ledger: Ledger
    counts: dict[Asked, int] = field(default_factory=dict)
    lengths: dict[Measured, int] = field(default_factory=dict)
    named: list[str] = field(default_factory=list)

    def ask(self, figure: Figure, scope: Several) -> None:
        """Once, however often it is asked.

        Raises:
            TypeError: the figure measures something other than how long it took.
        """
        if figure.measures and not isinstance(figure, Length):
            raise TypeError(f"{figure.key} cannot be counted by periods")
        days = scope.days
        of = f"{figure.key} {figure.version} {days.start} {days.end} {days.as_of}"
        for part, says in enumerate(figure.parts()):
            if says is not AsOf.none and (says, scope) not in self.counts:
                self.counts[says, scope] = len(self.counts)
                self.named.append(f"{of} {part}")
        if isinstance(figure, Length):
            about = figure.says, figure.since, figure.till, scope
            if about not in self.lengths:
                self.lengths[about] = len(self.lengths)
                self.named.append(f"{of} days")

    @property
    def name(self) -> str:
        told = [self.ledger.model._meta.label_lower, *self.named]
        return sha256("\n".join(told).encode()).hexdigest()

    @property
    def agencies(self) -> set[int]:
        scopes = [scope for _, scope in self.counts]
        return {agency for scope in scopes for agency in scope.agencies}

    def counts_of(self, tallies: Tallies | None, figure: Figure, scope: Several) -> Counts:
        """What was counted of one figure in its days."""
        if tallies is None:
            return NOTHING
        places = [self.counts.get((says, scope)) for says in figure.parts()]
        part, whole, pending, excluded = (0 if at is None else tallies.numbers[at] for at in places)
        counts = Counts(part, whole, pending, excluded)
        if not isinstance(figure, Length):
            return counts
        days = tallies.lengths[self.lengths[figure.says, figure.since, figure.till, scope]]
        return counts._replace(lengths=days)


Tell = Callable[[Sequence[Questions]], "list[dict[int, Tallies]]"]
"""Answers the questions of each ledger: agency → its tallies; none at all where it has no records."""


def counted(asked: Questions, blocks: Blocks = WHOLE) -> dict[Part, Tallies]:
    """Counted from the records, block by block; one question, and one for each length."""
    numbers = count_asked(asked.ledger, list(asked.counts), blocks)
    measured = measure_each(asked.ledger, list(asked.lengths), blocks)
    return {
        part: Tallies(known, [days.get(part, Lengths()) for days in measured])
        for part, known in numbers.items()
    }


def from_records(asked: Sequence[Questions]) -> list[dict[int, Tallies]]:
    """Everything counted anew."""
    return [{agency: tallies for (agency, _), tallies in counted(one).items()} for one in asked]


def questions(wanted: Iterable[Wanted]) -> dict[Ledger, Questions]:
    """The questions of each ledger; figures are taken as they were defined in their days."""
    asked: dict[Ledger, Questions] = {}
    for figure, scope in wanted:
        of = asked.setdefault(figure.ledger, Questions(figure.ledger))
        of.ask(figure.at(scope), scope)
    return asked


def count_periods(wanted: Sequence[Wanted], tell: Tell = from_records) -> Counted:
    """What is counted of each figure in its days; one question for each ledger.

    A length asks one question more for each of its periods.
    """
    asked = questions(wanted)
    told = dict(zip(asked, tell(list(asked.values())), strict=True))
    return {
        (figure, scope): {
            agency: asked[figure.ledger].counts_of(
                told[figure.ledger].get(agency), figure.at(scope), scope
            )
            for agency in scope.agencies
        }
        for figure, scope in wanted
    }


def summed(figure: Figure, scope: Several, counts: Mapping[int, Counts]) -> Reading:
    """Of all agencies together: reckoned from what is added up, not from their shares."""
    return figure.at(scope).reading(reduce(Counts.and_, counts.values(), NOTHING))


def months(year: Scope) -> list[Scope]:
    """The months of a year as far as it is counted, seen on the same day."""
    first, found = year.start, []
    while first <= year.end:
        later = (first + timedelta(days=31)).replace(day=1)
        found.append(year.narrowed(first, later - timedelta(days=1)))
        first = later
    return found


def beside(day: date, agency_id: int) -> list[tuple[str, Scope, Scope]]:
    """今天, 本月, 今年 as of a day, each with the same days of the year before."""
    year = Scope.year(agency_id, day.year, day)
    year = replace(year, is_pinned=True)
    periods = {
        "今天": year.narrowed(day),
        "本月": year.narrowed(day.replace(day=1)),
        "今年": year,
    }
    return [(name, scope, scope.back(1)) for name, scope in periods.items()]
