"""Figures that measure each record: mean beside median, each with the number of records."""

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from .lengths import HUNDRED, Lengths, amounts, lengths, mean, median
from .registry import Counts, Figure, Reading
from .scope import Scopes


@dataclass(frozen=True)
class Spread(Figure):
    """The mean or the median of what is measured of each record; each with the number of records.

    `says` asks that it can be measured; of fewer than `least` neither is shown.
    """

    is_median: bool = field(default=False, kw_only=True)

    def middle(self, counted: Lengths) -> Decimal:
        return median(counted) if self.is_median else mean(counted)

    def reading(self, counts: Counts) -> "Reading":
        number = counts.lengths.total()
        if number < max(self.least, 1):
            fewer = self.least if number else 0
            return Reading(
                self, None, True, counts.pending, counts.excluded, fewer, part=counts.part
            )
        value = self.middle(counts.lengths)
        return Reading(
            self, value, False, counts.pending, counts.excluded, measured=number, part=counts.part
        )


@dataclass(frozen=True)
class Length(Spread):
    """How many working days lay between two facts of the records: on the average, or in the middle.

    `says` asks that both have happened.
    """

    since: str = field(kw_only=True)
    till: str = field(kw_only=True)

    @property
    def measures(self) -> tuple[str, ...]:
        return self.since, self.till

    def measured(self, scope: Scopes) -> dict[int, Lengths]:
        return lengths(self.ledger, self.says, self.since, self.till, scope)


@dataclass(frozen=True)
class Amount(Spread):
    """How much the records bear in a column that one of their facts brought, with one decimal."""

    column: str = field(kw_only=True)

    @property
    def measures(self) -> tuple[str, ...]:
        return (self.column,)

    def measured(self, scope: Scopes) -> dict[int, Lengths]:
        return amounts(self.ledger, self.says, self.column, scope)

    def middle(self, counted: Lengths) -> Decimal:
        hundredths = median(counted) if self.is_median else mean(counted)
        return (hundredths / HUNDRED).quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass(frozen=True)
class Sum(Amount):
    """How much the records bear together, with two decimals: 0 where there are none."""

    def reading(self, counts: Counts) -> "Reading":
        hundredths = sum(amount * number for amount, number in counts.lengths.items())
        value = (Decimal(hundredths) / HUNDRED).quantize(Decimal("0.01"))
        return Reading(
            self, value, False, counts.pending, counts.excluded,
            measured=counts.lengths.total(), part=counts.part,
        )  # fmt: skip
