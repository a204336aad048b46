"""内容概述 of an old page: kept where somebody wrote it, not where a machine cut it from a text.

A machine made it from the text of that time: text that has been masked or deleted since may still
be in it, where no reader of the page sees it.
"""

import re

from huiyin.common.numbers_of_persons import numbers

_RUN = 12  # that many common characters are no coincidence
_SPACE = re.compile(r"\s+")


def written(summary: str, text: str) -> str:
    """The summary, or nothing where it follows from the text or names a person by number."""
    short, whole = (_SPACE.sub("", part) for part in (summary, text))
    pieces = {short[at : at + _RUN] for at in range(max(len(short) - _RUN, 0) + 1)}
    is_cut = any(piece in whole for piece in pieces)
    return "" if is_cut or numbers(summary) else summary
