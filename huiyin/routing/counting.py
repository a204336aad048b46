"""Texts to a matrix of counts: each row a text, each column a character or a pair of neighbours."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

AT_ONCE = 2_000
_BREAK = ord("\n")
Places = NDArray[np.int32]


@dataclass(frozen=True)
class Counted:
    """`counts[i, j]`: how often text i has gram j."""

    grams: list[str]
    counts: sparse.csr_array


def count(texts: Sequence[str], persons: Sequence[int], at_least: int, at_most: int) -> Counted:
    """The grams that at least so many different persons wrote, of texts as `reading.plain` gives them.

    At most so many grams: those of the most persons.
    """
    signs = sorted(set(chain.from_iterable(texts)) - {"\n"})
    known = np.zeros(max([_BREAK, *map(ord, signs)]) + 1, dtype=np.int32)
    known[[ord(sign) for sign in signs]] = np.arange(1, len(signs) + 1)
    known[_BREAK] = 0
    parts = [
        _count_some(texts[start : start + AT_ONCE], known, len(signs) + 1)
        for start in range(0, len(texts), AT_ONCE)
    ]
    # a gram of few texts was written by few persons; this drops most grams
    columns = np.flatnonzero(_texts(parts) >= at_least).astype(np.int32)
    place = _place(columns, parts[0].shape[1])
    for number, part in enumerate(parts):
        parts[number] = _only(part, place, len(columns))
    del place
    counts = sparse.vstack(parts, format="csr")
    del parts
    writers = _writers(counts, persons)
    wanted = np.flatnonzero(writers >= at_least)
    if len(wanted) > at_most:
        wanted = np.sort(wanted[np.argsort(-writers[wanted], kind="stable")[:at_most]])
    if len(wanted) < len(columns):
        counts = _only(counts, _place(wanted, len(columns)), len(wanted))
    return Counted([_gram(column, signs) for column in columns[wanted].tolist()], counts)


def _count_some(texts: Sequence[str], known: Places, width: int) -> sparse.csr_array:
    """The column of a character is `sign`, that of a pair `first * width + sign`."""
    codes = np.frombuffer("\n".join(texts).encode("utf-32-le"), dtype=np.uint32)
    signs = known[codes]
    ends = np.cumsum([len(text) + 1 for text in texts])
    text = np.repeat(np.arange(len(texts), dtype=np.int32), np.diff(ends, prepend=0))[: len(signs)]
    is_sign = signs > 0
    is_pair = is_sign[:-1] & is_sign[1:]
    pairs = (signs[:-1] * width + signs[1:])[is_pair]
    columns = np.concatenate([signs[is_sign], pairs])
    rows = np.concatenate([text[is_sign], text[1:][is_pair]])
    ones = np.ones(len(rows), dtype=np.float32)
    return sparse.csr_array((ones, (rows, columns)), shape=(len(texts), width * width))


def _texts(parts: Sequence[sparse.csr_array]) -> Places:
    """For each column, how many texts contain it."""
    texts = np.zeros(parts[0].shape[1], dtype=np.int32)
    for part in parts:
        columns, times = np.unique(part.indices, return_counts=True)
        texts[columns] += times.astype(np.int32)
    return texts


def _place(wanted: NDArray[Any], width: int) -> Places:
    """Of each column, which one it becomes; -1 where it is not wanted."""
    place = np.full(width, -1, dtype=np.int32)
    place[wanted] = np.arange(len(wanted), dtype=np.int32)
    return place


def _writers(counts: sparse.csr_array, persons: Sequence[int]) -> NDArray[np.int64]:
    """For each gram, how many different persons wrote it."""
    width = counts.shape[1]
    if len(set(persons)) == len(persons):
        return np.bincount(counts.indices, minlength=width)
    places = {person: place for place, person in enumerate(dict.fromkeys(persons))}
    writer = np.array([places[person] for person in persons], dtype=np.int32)
    ones = np.ones(len(persons), dtype=np.float32)
    gathers = sparse.csr_array(
        (ones, (writer, np.arange(len(persons), dtype=np.int32))), shape=(len(places), len(persons))
    )
    return np.bincount((gathers @ counts).indices, minlength=width)


def _only(counts: sparse.csr_array, place: Places, width: int) -> sparse.csr_array:
    """The columns that have a place, in that order."""
    columns = place[counts.indices]
    is_kept = columns >= 0
    before = np.concatenate([[0], np.cumsum(is_kept, dtype=np.int32)])
    return sparse.csr_array(
        (counts.data[is_kept], columns[is_kept], before[counts.indptr].astype(np.int32)),
        shape=(counts.shape[0], width),
    )


def _gram(column: int, signs: Sequence[str]) -> str:
    first, second = divmod(column, len(signs) + 1)
    return (signs[first - 1] if first else "") + signs[second - 1]
