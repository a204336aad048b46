"""保留的文字: both readers find the same text in the result, and nothing is missing.

A table of the result that one reader takes otherwise would blind the proof to what it says; words
that went lost outside the boxes would be covered although nobody decided so.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from huiyin.common.folding import fold

from . import first_reader
from .boxes import Box
from .engine import LEFT_OUT, Redacted
from .first_reader import Pages
from .glyphs import Glyph


def characters(glyphs: Iterable[Glyph]) -> Counter[str]:
    """How often each folded character occurs."""
    return Counter("".join(fold(glyph.text) for glyph in glyphs))


def differences(
    original: bytes,
    words: Mapping[str, Sequence[Counter[str]]],
    redacted: Redacted,
    boxes: Sequence[Box],
) -> list[str]:
    """`words`: what each reader found on each page of the result, without the grounds of boxes."""
    faults = [
        f"第 {number + 1} 页的文字，两个读取程序读出的不同"
        for number, pages in enumerate(zip(*words.values(), strict=False))
        if any(page != pages[0] for page in pages)
    ]
    known = _outside(original, boxes)
    for reader, pages in words.items():
        pairs = list(zip(known, pages, strict=False))
        faults += [
            f"第 {number + 1} 页有原件上没有的文字（{reader}）"
            for number, ((every, _), here) in enumerate(pairs)
            if here - every
        ]
        lost = sum((outside - here).total() for (_, outside), here in pairs)
        if lost > redacted.report.get(LEFT_OUT, 0):
            faults.append(f"框外的文字少了 {lost} 个字（{reader}）")
    return faults


def _outside(original: bytes, boxes: Sequence[Box]) -> list[tuple[Counter[str], Counter[str]]]:
    """Of each page of the original: all characters, and those that no box touches."""
    with Pages(first_reader.displayed(original)) as pages:
        counts = []
        for number in range(pages.count):
            glyphs = pages.glyphs(number)
            rects = [box.rect for box in boxes if box.page == number]
            free = [
                glyph
                for glyph in glyphs
                if not any(glyph.rect.meets(rect) or glyph.ink.meets(rect) for rect in rects)
            ]
            counts.append((characters(glyphs), characters(free)))
    return counts
