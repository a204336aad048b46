"""字面比对: before there is enough to learn from, a case is compared with names and duties.

How often such a comparison is right nobody has measured, so it gives no certainty.
"""

import math
from collections import Counter
from collections.abc import Sequence

from . import reading
from .cases import Class
from .weights import WORDS, Choice

SHOWN = 3


def likeliest(classes: Sequence[Class], text: str) -> list[Choice]:
    """The classes whose words the text shares most, the rarer the word the more; none without any."""
    pairs = {one.key: _pairs(f"{one.name}\n{one.words}") for one in classes}
    frequency = Counter(pair for shared in pairs.values() for pair in shared)
    pairs_of_text, scores = _pairs(text), {}
    for key, own in pairs.items():
        worth = sum(math.log((1 + len(pairs)) / frequency[pair]) for pair in own & pairs_of_text)
        if worth > 0:
            scores[key] = worth / math.sqrt(len(own))
    best = sorted(scores, key=lambda key: (-scores[key], key))[:SHOWN]
    return [Choice(key, 0.0, _words(text, pairs[key])) for key in best]


def _pairs(text: str) -> set[str]:
    return {gram for gram in reading.grams(text) if len(gram) == 2}


def _words(text: str, own: set[str]) -> tuple[str, ...]:
    """The longest shared passages, in the order of the text."""
    words: dict[str, None] = {}
    for _, run in reading.runs(text):
        start = 0
        for place in range(1, len(run) + 1):
            if run[place - 1 : place + 1] in own:
                continue
            if place - start > 1:
                words[run[start:place]] = None
            start = place
    return tuple(sorted(words, key=len, reverse=True)[:WORDS])
