"""Matches as safe HTML with `<mark>`, and the passage of a text around the first one."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from html import escape, unescape
from itertools import accumulate

from .chinese import fold, widths

SNIPPET = 120
_BEFORE = 30
_BLOCK = 256
_SENTENCE_END = re.compile(r"[。！？；\n]")


def mark(text: str, phrases: Sequence[str]) -> str:
    """The text as HTML, every occurrence of a phrase in `<mark>`, punctuation inside it included."""
    pieces, done = [], 0
    for start, end in _spans(text, phrases):
        pieces += [escape(text[done:start]), "<mark>", escape(text[start:end]), "</mark>"]
        done = end
    return "".join([*pieces, escape(text[done:])])


def plain(marked: str) -> str:
    """The text that was marked."""
    return unescape(marked.replace("<mark>", "").replace("</mark>", ""))


def snippet(
    texts: Iterable[str], phrases: Sequence[str], attached: Iterable[Sequence[str]] = ()
) -> str:
    """About 120 characters around the first match in the first text that has one, as HTML.

    A match in an attachment (name, text) follows the attachment's name. If no text has a match, the
    beginning of the first text.
    """
    beginning = None
    for text in texts:
        beginning = text if beginning is None else beginning
        if (place := _place(text, phrases)) is not None:
            return _passage(text, place, phrases)
    for name, text in attached:
        if (place := _place(text, phrases)) is not None:
            return f"附件“{escape(name)}”：{_passage(text, place, phrases)}"
    return _passage(beginning or "", 0, phrases)


def _passage(text: str, place: int, phrases: Sequence[str]) -> str:
    start = max(place - _BEFORE, 0)
    for sentence in _SENTENCE_END.finditer(text, start, place) if start else ():
        start = sentence.end()
    end = start + SNIPPET
    passage = " ".join(text[start:end].split())
    before, after = "…" if start else "", "…" if end < len(text) else ""
    return f"{before}{mark(passage, phrases)}{after}"


def _place(text: str, phrases: Sequence[str]) -> int | None:
    """Where the snippet starts: at the match with the most other words close behind it."""
    if len(phrases) == 1 and (at := text.find(phrases[0])) >= 0:
        return at  # written as asked: nothing to fold, which would cost more than the search
    folded = fold(text)
    firsts = sorted(at for phrase in phrases if (at := folded.find(phrase)) >= 0)
    if not firsts:
        return None
    reach = SNIPPET - _BEFORE
    return _origin(
        text, max(firsts, key=lambda at: sum(at <= other < at + reach for other in firsts))
    )


def _origin(text: str, at: int) -> int:
    """The character of the text that stands at a place of its folded form."""
    for start in range(0, len(text), _BLOCK):
        block = text[start : start + _BLOCK]
        ends = list(accumulate(widths(block)))
        if at < ends[-1]:
            return start + bisect_right(ends, at)
        at -= ends[-1]
    raise ValueError("the place lies behind the end of the text")


def _spans(text: str, phrases: Sequence[str]) -> list[tuple[int, int]]:
    """The places of the phrases in the text, in order; adjoining ones are joined."""
    matches = sorted(_matches(fold(text), phrases))
    joined: list[tuple[int, int]] = []
    for start, end in matches:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    if not joined:
        return []
    ends = list(accumulate(widths(text)))
    return [(bisect_right(ends, start), bisect_left(ends, end) + 1) for start, end in joined]


def _matches(folded: str, phrases: Sequence[str]) -> Iterator[tuple[int, int]]:
    for phrase in phrases:
        at = folded.find(phrase)
        while at >= 0:
            yield at, at + len(phrase)
            at = folded.find(phrase, at + 1)
