"""How unusual a week is; pure arithmetic.

Weekly numbers of one place and category are taken as Poisson with an unknown mean. What is known
of the mean is a Gamma distribution: a weak prior, and the weeks before. The next number then is
negative binomial, wider than Poisson where few weeks or few cases are known.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, lgamma, log, log1p

WEEKS = 52
FEWEST_WEEKS = 8
"""Of a shorter past nothing is called usual."""
LEAST = 3
"""Different callers or texts; two cases are no sign."""
TIMES = 2.0
"""How many times the usual number it has to be."""
UNUSUAL = 0.01
"""Chance below which a week stands out."""
_PRIOR_CASES, _PRIOR_WEEKS = 0.5, 2.0


@dataclass(frozen=True)
class Level:
    """A number, what is usual, and the chance of as many."""

    number: int
    usual: float
    chance: float

    @property
    def is_unusual(self) -> bool:
        return self.number >= LEAST and self.number >= TIMES * self.usual and self.chance < UNUSUAL


def level(before: Sequence[int], number: int) -> Level:
    """`number` of a week, seen against the weeks before it."""
    cases, weeks = _PRIOR_CASES + sum(before), _PRIOR_WEEKS + len(before)
    return Level(number, cases / weeks, _tail(cases, weeks, number))


def _tail(cases: float, weeks: float, number: int) -> float:
    """The chance of at least so many in one week."""
    none, more = cases * log(weeks / (weeks + 1)), -log1p(weeks)
    below = sum(
        exp(none + count * more + lgamma(cases + count) - lgamma(cases) - lgamma(count + 1))
        for count in range(number)
    )
    return min(max(1 - below, 0.0), 1.0)
