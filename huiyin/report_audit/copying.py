"""雷同: paragraphs that stood in last year's report, whatever numbers were exchanged in them."""

import re
from collections.abc import Iterator, Sequence

from huiyin.checks import Severity
from huiyin.search.likeness import pairs_of

from .report import Code, Fault, Report

_CHAPTERS = (1, 5)
"""Where a year's work and its problems are told; the fee may be told in the same words each year."""
_LEAST = 40
"""characters: shorter paragraphs say the same each year"""
_COPIED = 0.85
"""of a text's pairs of characters that stand in one text of last year's"""
_NUMBERS = re.compile(r"[\d０-９〇一二三四五六七八九十百千万]+")


def check(report: Report, before: Report) -> Iterator[Fault]:
    """One fault for each chapter, with its share and the beginnings of what was copied."""
    for chapter in _CHAPTERS:
        told = [text for text in report.chapters.get(chapter, ()) if len(text) >= _LEAST]
        same = copied(told, before.chapters.get(chapter, ()))
        if same:
            begun = "”“".join(text[:20] for text in same[:3])
            part = report.form.chapters[chapter - 1]
            share = share_of(same, told)
            message = f"{len(same)}段与上年报告基本相同，占这一部分文字的{share}%：“{begun}”"
            yield Fault(Code.COPIED, Severity.WARNING, part, message)


def copied(texts: Sequence[str], earlier: Sequence[str]) -> list[str]:
    """Those that stand in one of the earlier texts, whatever numbers were exchanged in them."""
    known = [_pairs(text) for text in earlier]
    return [text for text in texts if _share(_pairs(text), known) >= _COPIED]


def share_of(same: Sequence[str], texts: Sequence[str]) -> int:
    """Per cent of the characters."""
    whole = sum(map(len, texts))
    return round(100 * sum(map(len, same)) / whole) if whole else 0


def _pairs(text: str) -> frozenset[str]:
    return frozenset(pairs_of(_NUMBERS.sub("", text)))


def _share(pairs: frozenset[str], earlier: list[frozenset[str]]) -> float:
    return max((len(pairs & one) / (len(pairs) or 1) for one in earlier), default=0.0)
