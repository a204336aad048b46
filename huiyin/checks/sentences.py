"""A block cut into sentences, each with its place in the block."""

import re
from collections.abc import Iterator

_END = re.compile(r"[。；;！？!?\n]")
_LONGEST = 3000


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Place and words of each sentence; what is longer than any sentence is none."""
    begin = 0
    for hit in _END.finditer(text):
        if 4 < hit.start() - begin <= _LONGEST:
            yield begin, text[begin : hit.start()]
        begin = hit.end()
    if 4 < len(text) - begin <= _LONGEST:
        yield begin, text[begin:]
