"""标题序号: 一、（一）1.（1） in order, none lost (党政机关公文格式 GB/T 9704—2012 7.3.3)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .document import Block, Context, Document, Kind
from .finding import Finding, Severity
from .registry import check, rule

_SOURCE = "GB/T 9704—2012 7.3.3 结构层次序数"
MISSING = rule("format.heading-number-missing", "标题序号丢失", Severity.ERROR, _SOURCE)
ORDER = rule("format.heading-number-order", "标题序号不连续", Severity.WARNING, _SOURCE)
SHAPE = rule("format.heading-number-form", "标题序号写法", Severity.NOTICE, _SOURCE)

DIGITS = "一二三四五六七八九"
_CHINESE = "[一二三四五六七八九十]{1,3}"
_LOST = re.compile(r"\s*([、．])(?=[\u4e00-\u9fff])")
_LOST_IN_BRACKETS = re.compile(r"\s*([（(]\s*[)）])(?=\s*[\u4e00-\u9fff])")
_LEVELS = (
    re.compile(rf"\s*({_CHINESE})(、)"),
    re.compile(rf"\s*[（(]({_CHINESE})([)）])"),
    re.compile(r"\s*(\d{1,2})([.．、])(?![\d\s]*\d)"),
    re.compile(r"\s*[（(](\d{1,2})([)）])"),
)
_WRONG_END = (
    (re.compile(rf"\s*[（(]{_CHINESE}[)）]([、，.．])"), ""),
    (re.compile(rf"\s*{_CHINESE}([，.．])(?=[\u4e00-\u9fff])"), "、"),
    (re.compile(r"\s*[（(]\d{1,2}[)）]([、，.．])"), ""),
)
_LONGEST, _BETWEEN = 60, 300


@dataclass(frozen=True, slots=True)
class Numbered:
    """A block that begins with a number: its level, its value, where the number stands."""

    block: Block
    level: int
    value: int
    start: int
    end: int


@check
def lost(document: Document, context: Context) -> Iterator[Finding]:
    """A heading that begins with the mark after a number that is not there."""
    chapters = sections = 0
    for block in document.body.blocks:
        if block.kind is Kind.CELL:
            continue
        found = numbered(block)
        if found is not None:
            chapters = found.value if found.level == 0 else chapters
            sections = found.value if found.level == 1 else 0 if found.level == 0 else sections
        if len(block.text.strip()) > _LONGEST:
            continue
        if hit := _LOST.match(block.text):
            chapters += 1
            yield MISSING.at(block, *hit.span(1), _lost(f"{in_chinese(chapters)}、"), f"{in_chinese(chapters)}、")  # fmt: skip
        elif hit := _LOST_IN_BRACKETS.match(block.text):
            sections += 1
            number = f"（{in_chinese(sections)}）"
            yield MISSING.at(block, *hit.span(1), _lost(number), number)


def _lost(number: str) -> str:
    return f"标题前的序号丢失，请补上，按顺序应为“{number}”"


def numbered(block: Block) -> Numbered | None:
    """The number that the block begins with, if it does."""
    for level, pattern in enumerate(_LEVELS):
        if hit := pattern.match(block.text):
            value = int(hit[1]) if hit[1].isascii() and hit[1].isdigit() else from_chinese(hit[1])
            return Numbered(block, level, value, hit.start(1), hit.end(1)) if value else None
    return None


def from_chinese(text: str) -> int:
    """十二 → 12; 0 for what is no number up to 99."""
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return DIGITS.find(text) + 1 if len(text) == 1 else 0
    if any(part and (len(part) > 1 or part not in DIGITS) for part in (tens, ones)):
        return 0
    return (DIGITS.find(tens) + 1 if tens else 1) * 10 + (DIGITS.find(ones) + 1 if ones else 0)


def in_chinese(number: int) -> str:
    """12 → 十二, for 1 to 99."""
    tens, ones = divmod(number, 10)
    text = "" if not tens else "十" if tens == 1 else f"{DIGITS[(tens - 1) % 9]}十"
    return text + (DIGITS[ones - 1] if ones else "")


@check
def order(document: Document, context: Context) -> Iterator[Finding]:
    """A number that is skipped or comes twice; a list that does not begin with one is left alone."""
    last: dict[int, Numbered] = {}
    for block in document.body.blocks:
        found = numbered(block) if block.kind is not Kind.CELL else None
        if found is None:
            continue
        for deeper in [level for level in last if level > found.level]:
            del last[deeper]
        before = last.get(found.level)
        if found.value == 1:
            last[found.level] = found
        elif before is not None:
            if found.value != before.value + 1:
                yield from _out_of_order(document, before, found)
            last[found.level] = found


def _out_of_order(document: Document, before: Numbered, found: Numbered) -> Iterator[Finding]:
    between = "".join(
        block.text
        for block in document.body.blocks[before.block.number : found.block.number][-_BETWEEN:]
    )
    wanted = before.value + 1
    if found.value > wanted and any(form in between for form in _forms(found.level, wanted)):
        return
    if found.level >= 2 and (found.value > wanted + 1 or found.value < before.value):
        return  # 1. 2. 3. are used for too many things
    right = _forms(found.level, wanted)[0]
    number = in_chinese(wanted) if found.level < 2 else str(wanted)
    if found.value == before.value:
        told = f"序号“{_forms(found.level, found.value)[0]}”重复，请核对后面各条的序号"
    elif found.value > wanted:
        told = f"序号不连续，缺少“{right}”，请补上或者改正后面的序号"
    else:
        told = f"序号颠倒，按顺序应为“{right}”，请核对"
    yield ORDER.at(found.block, found.start, found.end, told, number)


def _forms(level: int, value: int) -> tuple[str, ...]:
    chinese = in_chinese(value)
    return (
        (f"{chinese}、", f"{chinese}是"),
        (f"（{chinese}）", f"({chinese})", f"（{chinese})", f"({chinese}）"),
        (f"{value}.", f"{value}、", f"{value}．"),
        (f"（{value}）", f"({value})", f"{value}）", f"{value})"),
    )[level]


@check
def shape(document: Document, context: Context) -> Iterator[Finding]:
    """The mark after a number: 一、 but （一） without any."""
    for block in document.body.blocks:
        if block.kind is Kind.CELL:
            continue
        for pattern, right in _WRONG_END:
            if hit := pattern.match(block.text):
                told = "序号加了括号，后面不再用标点" if not right else "“一、”这一层序号后用顿号"
                yield SHAPE.at(block, *hit.span(1), told, right)
