"""雷同: paragraphs that stood in last year's report, whatever numbers were exchanged in them."""

import re
from collections.abc import Iterator

from huiyin.checks import Severity
from huiyin.search.likeness import pairs_of

from .report import Code, Fault, Report

_CHAPTERS = (1, 5)
"""Where a year's work and its problems are told; the fee may be told in the same words each year."""
_LEAST = 40
"""characters: shorter paragraphs say the same each year"""
_COPIED = 0.85
"""of a paragraph's pairs of characters that stand in one paragraph of last year's"""
_NUMBERS = re.compile(r"[\d０-９〇一二三四五六七八九十百千万]+")


def check(report: Report, before: Report) -> Iterator[Fault]:
    """One fault for each chapter, with its share and the beginnings of what was copied."""
    for chapter in _CHAPTERS:
        earlier = [_pairs(text) for text in before.chapters.get(chapter, ())]
        told = [text for text in report.chapters.get(chapter, ()) if len(text) >= _LEAST]
        copied = [text for text in told if _share(_pairs(text), earlier) >= _COPIED]
        if copied:
            share = round(100 * sum(map(len, copied)) / sum(map(len, told)))
            begun = "”“".join(text[:20] for text in copied[:3])
            part = report.form.chapters[chapter - 1]
            message = f"{len(copied)}段与上年报告基本相同，占这一部分文字的{share}%：“{begun}”"
            yield Fault(Code.COPIED, Severity.WARNING, part, message)


def _pairs(text: str) -> frozenset[str]:
    return frozenset(pairs_of(_NUMBERS.sub("", text)))


def _share(pairs: frozenset[str], earlier: list[frozenset[str]]) -> float:
    return max((len(pairs & one) / (len(pairs) or 1) for one in earlier), default=0.0)
