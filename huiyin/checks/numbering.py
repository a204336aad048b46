"""标题序号: 一、（一）1.（1） in order, none lost (党政机关公文格式 GB/T 9704—2012 7.3.3)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from huiyin.common.numerals import from_chinese, in_chinese

from .document import Block, Context, Document, Kind
from .finding import Finding, Severity
from .registry import check, rule

_SOURCE = "GB/T 9704—2012 7.3.3 结构层次序数"
MISSING = rule("format.heading-number-missing", "标题序号丢失", Severity.ERROR, _SOURCE)
ORDER = rule("format.heading-number-order", "标题序号不连续", Severity.WARNING, _SOURCE)
SHAPE = rule("format.heading-number-form", "标题序号写法", Severity.NOTICE, _SOURCE)

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
_OTHER_FIRSTS = ("一是", "第一，", "第一、", "首先", "其一", "1.", "1、", "1．")


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
        heading = numbered(block)
        if heading is not None:
            chapters = heading.value if heading.level == 0 else chapters
            sections = (
                heading.value if heading.level == 1 else 0 if heading.level == 0 else sections
            )
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


@check
def order(document: Document, context: Context) -> Iterator[Finding]:
    """A number that is skipped or comes twice; a list that begins with two has lost its first one."""
    last: dict[int, Numbered] = {}
    begin = [0, 0]
    for block in document.body.blocks:
        heading = numbered(block) if block.kind is not Kind.CELL else None
        if heading is None:
            continue
        for deeper in [level for level in last if level > heading.level]:
            del last[deeper]
        before = last.get(heading.level)
        if heading.level == 0:
            begin[1] = block.number
        if heading.value == 1:
            last[heading.level] = heading
        elif before is not None:
            if heading.value != before.value + 1:
                yield from _out_of_order(document, before, heading)
            last[heading.level] = heading
        elif heading.value == 2 and heading.level < 2:
            yield from _first_is_missing(document, heading, begin[heading.level])
            last[heading.level] = heading


def _out_of_order(document: Document, before: Numbered, heading: Numbered) -> Iterator[Finding]:
    between = "".join(
        block.text
        for block in document.body.blocks[before.block.number : heading.block.number][-_BETWEEN:]
    )
    wanted = before.value + 1
    if heading.value > wanted and any(form in between for form in _forms(heading.level, wanted)):
        return
    if heading.level >= 2 and (heading.value > wanted + 1 or heading.value < before.value):
        return  # 1. 2. 3. are used for too many things
    right = _forms(heading.level, wanted)[0]
    number = in_chinese(wanted) if heading.level < 2 else str(wanted)
    if heading.value == before.value:
        message = f"序号“{_forms(heading.level, heading.value)[0]}”重复，请核对后面各条的序号"
    elif heading.value > wanted:
        message = f"序号不连续，缺少“{right}”，请补上或者改正后面的序号"
    else:
        message = f"序号颠倒，按顺序应为“{right}”，请核对"
    yield ORDER.at(heading.block, heading.start, heading.end, message, number)


def _first_is_missing(document: Document, heading: Numbered, begin: int) -> Iterator[Finding]:
    """二、 without 一、 before it in any form; what begins later (九、) is a part of something longer."""
    before = document.body.blocks[begin : heading.block.number][-_BETWEEN:]
    forms = (
        *_forms(heading.level, 1),
        *_OTHER_FIRSTS,
        *(("一）", "（1）", "①") if heading.level else ()),
    )
    if any(form in block.text for block in before for form in forms):
        return
    later = document.body.blocks[heading.block.number + 1 :][:_BETWEEN]
    follows = (numbered(block) for block in later if block.kind is not Kind.CELL)
    if (
        not any(one and (one.level, one.value) == (heading.level, 3) for one in follows)
        and len(heading.block.text) > _LONGEST
    ):
        return
    right = _forms(heading.level, 1)[0]
    message = f"序号从“{heading.block.text[heading.start : heading.end]}”开始，缺少“{right}”，请补上或者改正后面的序号"
    yield ORDER.at(heading.block, heading.start, heading.end, message)


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
                message = (
                    "序号加了括号，后面不再用标点" if not right else "“一、”这一层序号后用顿号"
                )
                yield SHAPE.at(block, *hit.span(1), message, right)
