"""Chinese text for the index: folding and overlapping pairs of characters; pure, without Django.

Chinese has no spaces between words, and a dictionary that splits them misses unknown words. Pairs
of neighbouring characters match every run of two or more characters, whatever the words are.

Folding works character by character (traditional characters become simplified ones, too): the
folded form of a passage is always a substring of the folded form of the whole text, so that no
passage of a text can be missed. A change here changes the tokens of what is already indexed: it
needs a migration that calls `index.rebuild()`, and folds `Publication.named` again.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from huiyin.common import folding

LONGEST_QUERY = 60
"""characters of a query that count, all its words together"""
MOST_WORDS = 10
_LONGEST_INPUT = 1000

_WORDS = re.compile(r'"([^"]*)"|“([^“”]*)”|(\S+)')


def fold(text: str) -> str:
    """Lower case, half width, without spaces, punctuation and signs: one run of characters."""
    return folding.letters(text)


def widths(text: str) -> Iterator[int]:
    """How many characters of the folded text each character of the text becomes."""
    return map(len, map(folding.LETTERS.__getitem__, map(ord, text)))


def pairs(run: str) -> list[str]:
    """政府信息 → 政府 府信 信息 息: overlapping pairs; the last character alone ends the run.

    The single last character lets every character be found by prefix, and keeps a phrase from
    reaching over into the run that follows.
    """
    return [*map("".join, pairwise(run)), *run[-1:]]


def tokens(runs: Iterable[str]) -> str:
    """The pairs of several runs, separated by spaces."""
    return " ".join(" ".join(pairs(run)) for run in runs)


def phrases(query: str) -> tuple[str, ...]:
    """The folded words of a query, each once; a query that is too long is cut at its end.

    Words in quotation marks are one phrase, spaces or not.
    """
    runs: dict[str, None] = {}
    room = LONGEST_QUERY
    for quoted in _WORDS.findall(query[:_LONGEST_INPUT]):
        run = fold("".join(quoted))[:room]
        if run and run not in runs:
            runs[run] = None
            room -= len(run)
        if not room or len(runs) == MOST_WORDS:
            break
    return tuple(runs)


def storable(text: str) -> str:
    """Without NUL and half surrogates, which no database keeps."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode()
