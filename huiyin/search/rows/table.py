"""Which columns of a table are searched, and what is asked of them."""

import unicodedata
from dataclasses import dataclass
from hashlib import sha256

from huiyin.search import chinese

VERSION = 1
"""Raised when the same text comes to make other tokens: every index is then made anew."""
MOST_WORDS = 10


@dataclass(frozen=True)
class Table:
    """The table of a model, its key, and its columns of text."""

    name: str
    key: str
    columns: tuple[str, ...]

    @property
    def index(self) -> str:
        return f"rows_{self.name}"

    @property
    def version(self) -> str:
        """Of what is indexed, and how."""
        said = repr((VERSION, unicodedata.unidata_version, self.key, self.columns))
        return sha256(said.encode()).hexdigest()[:8]


def words_of(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of what somebody typed, as they stand; and those without anything to look up."""
    words = dict.fromkeys(text.replace("\0", "").split()[:MOST_WORDS])
    known = tuple(word for word in words if chinese.fold(word))
    return known, tuple(word for word in words if word not in known)
