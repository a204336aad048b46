"""Which records certainly hold nothing personal: one look over the texts of many.

An import puts up thousands of records, and `traces` reads each text as closely as a redactor. Nearly
all of them cannot hold anything: they have no run of figures as long as a number, no letter before
one, no door, and none of the spellings of their people. These are told here, and none other.
"""

import re
from bisect import bisect
from collections.abc import Iterable, Sequence

from huiyin.common.folding import is_telling, letters, plain
from huiyin.common.homes import MAY_BE_HOME
from huiyin.common.numbers_of_persons import MAY_BE_NUMBER

from .fields import is_readable
from .traces import Known, spellings

Texts = tuple[Sequence[str], Sequence[Known]]
"""The free texts of a record, and the people whose values it holds."""
_MARK = "\ue000"
_BETWEEN = f"\n{_MARK}字字\n"
"""Between two records: ends every number and every door."""


def are_clear(records: Iterable[Texts]) -> list[bool]:
    """For each record, in order: True where `traces` finds nothing in any of its texts.

    False says nothing: such a record is read by `traces`.
    """
    batch = [("\n字字\n".join(texts), known) for texts, known in records]
    doubtful = _doubtful([text for text, _ in batch])
    return [
        place not in doubtful and not _names(text, known)
        for place, (text, known) in enumerate(batch)
    ]


def _doubtful(texts: Sequence[str]) -> set[int]:
    """The places of the texts that may hold a number or a home."""
    whole = plain(_BETWEEN.join(texts))
    if whole.count(_MARK) != max(len(texts) - 1, 0):
        return set(range(len(texts)))
    ends = [hit.start() for hit in re.finditer(_MARK, whole)]
    return {
        bisect(ends, hit.start())
        for pattern in (*MAY_BE_NUMBER, *MAY_BE_HOME)
        for hit in pattern.finditer(whole)
    }


def _names(text: str, known: Sequence[Known]) -> bool:
    if not known:
        return False
    bare = letters(text)
    return any(
        not is_readable(one.value)
        or any(piece in bare for piece in spellings(one) if is_telling(piece))
        for one in known
    )
