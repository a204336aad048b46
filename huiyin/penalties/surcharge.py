"""加处罚款 (行政处罚法第七十二条第一款第一项): what may be added to a fine that is not paid in time.

Pure. Nothing is added by itself: whether and from which day a surcharge runs the office decides and
tells the party; while a review or a suit is under way none is counted (第七十三条第三款), which no
record here knows.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

RATE = Decimal("0.03")
"""Of the fine, a day."""
_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Surcharge:
    """元 that may be added as of a day, and what they follow from."""

    unpaid: Decimal
    last_day: date
    """On which the fine could still be paid in time."""
    days: int
    amount: Decimal

    @property
    def is_full(self) -> bool:
        """As high as the fine itself: it grows no more."""
        return self.amount == self.unpaid

    @property
    def a_day(self) -> Decimal:
        return _rounded(self.unpaid * RATE)


def surcharge(unpaid: Decimal, last_day: date, today: date) -> Surcharge | None:
    """Of a fine of which `unpaid` 元 are owed and that was to be paid until `last_day`, today; None before."""
    days = (today - last_day).days
    if unpaid <= 0 or days <= 0:
        return None
    return Surcharge(unpaid, last_day, days, min(_rounded(unpaid * RATE * days), unpaid))


def _rounded(amount: Decimal) -> Decimal:
    return amount.quantize(_CENT, ROUND_HALF_UP)
