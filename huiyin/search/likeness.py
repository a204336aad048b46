"""Texts like a text: not every word must match, and a rare pair of characters counts more than a common one.

The index tells for each pair the newest rows that have it, up to a bound. How many rows have a
common pair follows from how densely those lie. Only the likeliest keys come back: who may see which is
asked of their table, and `Weights.share` compares the texts of those few.
"""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from . import chinese, engines, rows

MOST_PAIRS = 96
"""Pairs of a text that are looked up: its beginning says what it is about."""
MOST_ROWS = 300
"""Rows of one pair that are read; one in many more says little."""
NEAREST = 100


@dataclass(frozen=True)
class Weights:
    """What each pair of a text weighs, and the whole text."""

    pairs: dict[str, float]
    total: float

    def share(self, *texts: str) -> float:
        """How much of the first text stands in these, from 0 to 1."""
        there = "\n".join(map(chinese.fold, texts))
        shared = sum(weight for pair, weight in self.pairs.items() if pair in there)
        return shared / (self.total or 1.0)


@dataclass(frozen=True)
class Nearest:
    """The keys of the likeliest rows, best first, and the weights to compare their texts by."""

    keys: list[int]
    weights: Weights


def pairs_of(*texts: str) -> tuple[str, ...]:
    """The pairs of several texts, each once, in their order."""
    runs = map(chinese.fold, texts)
    return tuple(dict.fromkeys("".join(two) for run in runs for two in pairwise(run)))


def in_rows(table: rows.Table, *texts: str) -> Nearest:
    """Rows of the desk that are like the texts; one query."""
    pairs = pairs_of(*texts)[:MOST_PAIRS]
    return _nearest(pairs, rows.holding(table, pairs, MOST_ROWS)) if pairs else _NOTHING


def in_entries(*texts: str) -> Nearest:
    """Public entries that are like the texts; one query. Some may be past their last day."""
    pairs = pairs_of(*texts)[:MOST_PAIRS]
    return _nearest(pairs, engines.current().holding(pairs, MOST_ROWS)) if pairs else _NOTHING


_NOTHING = Nearest([], Weights({}, 0.0))


def _nearest(pairs: Sequence[str], hits: list[tuple[int, int]]) -> Nearest:
    """From (place of a pair in `pairs`, key of a row that has it)."""
    keys_of = defaultdict[int, list[int]](list)
    for place, key in hits:
        keys_of[place].append(key)
    last = max((key for _, key in hits), default=0)
    weights = {pairs[place]: _weight(keys, last) for place, keys in keys_of.items()}
    scores = defaultdict[int, float](float)
    for place, keys in keys_of.items():
        for key in keys:
            scores[key] += weights[pairs[place]]
    best = sorted(scores, key=lambda key: (-scores[key], -key))[:NEAREST]
    unknown = _weight([last], last)  # what no row has is as rare as what one row has
    total = sum(weights.get(pair, unknown) for pair in pairs)
    return Nearest(best, Weights({pair: weights.get(pair, 0.0) for pair in pairs}, total))


def _weight(keys: list[int], last: int) -> float:
    """Inverse document frequency; of a pair with more rows than were read, by their density."""
    spread = min(last - min(keys), max(keys)) + 1 if len(keys) >= MOST_ROWS else last
    number = max(len(keys) * last / max(spread, 1), 1)
    return math.log(1 + last / number)
