"""成对标点: brackets, quotation marks and title marks that are not closed, or not opened."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .document import TITLE, Block, Context, Document, Kind
from .finding import Finding, Severity
from .registry import check, rule

_SOURCE = "标点符号用法 GB/T 15834—2011"
UNMATCHED = rule("wording.unmatched-mark", "成对标点不配对", Severity.WARNING, _SOURCE)
NESTED = rule("wording.nested-title-marks", "书名号里又用书名号", Severity.NOTICE, _SOURCE)
RUN = rule("wording.repeated-mark", "标点重复", Severity.WARNING, _SOURCE)

_PAIRS = {
    "（": "）",
    "(": ")",
    "《": "》",
    "〈": "〉",
    "【": "】",
    "〔": "〕",
    "“": "”",
    "「": "」",
    "『": "』",
    "[": "]",
}
_OPENS = {close: opened for opened, close in _PAIRS.items()}
_LOOSE = {"（": "(", "(": "（", "）": ")", ")": "）"}
_ANY = re.compile(r"[（）()《》〈〉【】〔〕“”「」『』\[\]]")
_ENUMERATION = re.compile(r"(?:^|[\s，,；;：:。、（(])[\dA-Za-z一二三四五六七八九十①-⑳]{1,3}$")
_REPEATED = re.compile(
    r"([，、；：])[，、；：。]+|。[，、；：]|(?<!。)。。(?!。)|,,+|[,，]\.(?!\d)|(?<=[\u4e00-\u9fff])[,;][。；，]"
)
_MIXED = re.compile(r"[！？]{4,}")
_DOTS = re.compile(r"。{3,}|(?<![.\d])\.{3,}(?=[\u4e00-\u9fff]|$)")
_TITLE_MARKS = re.compile("[《》]")
_SINGLE = "书名号里面再用书名号，里面一层用单书名号“〈〉”"
_CARRIED, _LONGEST_NAME = 4, 120


@dataclass(frozen=True, slots=True)
class Open:
    """A mark without its partner."""

    mark: str
    block: Block
    at: int


@check
def unmatched(document: Document, context: Context) -> Iterator[Finding]:
    """Marks without a partner in their block; a pair may span a few paragraphs."""
    opened: list[Open] = []
    closed: list[Open] = []
    for block in document.texts():
        opens, closes = _lonely(block)
        opened += opens
        closed += closes
    partners = _carried(opened, closed) | _continued(document, opened)
    for one in opened + closed:
        if id(one) in partners:
            continue
        wanted = _PAIRS.get(one.mark) or _OPENS[one.mark]
        message = f"“{one.mark}”没有配对的“{wanted}”，请补上或者删去"
        yield UNMATCHED.at(one.block, one.at, one.at + 1, message)


def _lonely(block: Block) -> tuple[list[Open], list[Open]]:
    """Marks of a block that stay alone. （ and ) are taken for a pair: widths are another check."""
    stack: list[Open] = []
    closes: list[Open] = []
    for hit in _ANY.finditer(block.text):
        mark, at = hit[0], hit.start()
        if mark in _PAIRS:
            stack.append(Open(mark, block, at))
            continue
        partner = _find(stack, mark)
        if partner is not None:
            del stack[partner]
        elif not (mark in "）)" and _ENUMERATION.search(block.text[max(at - 5, 0) : at])):
            closes.append(Open(mark, block, at))
    return stack, closes


def _find(stack: list[Open], mark: str) -> int | None:
    """The nearest open partner; a bracket opened later and left open stays open."""
    wanted = {_OPENS[mark], _LOOSE.get(_OPENS[mark], "")}
    for index in range(len(stack) - 1, max(len(stack) - 8, -1), -1):
        if stack[index].mark in wanted:
            return index
    return None


def _carried(opened: list[Open], closed: list[Open]) -> set[int]:
    """“ opened in one block and ” closed a few blocks later belong together, and all “ between."""
    partners: set[int] = set()
    waiting: dict[str, list[Open]] = {}
    for one in sorted(
        opened + closed, key=lambda item: (item.block.part != TITLE, item.block.number, item.at)
    ):
        if one.mark in _PAIRS:
            waiting.setdefault(one.mark, []).append(one)
            continue
        before = waiting.get(_OPENS[one.mark], [])
        near = [
            o
            for o in before[-_CARRIED:]
            if o.block.part == one.block.part and 0 < one.block.number - o.block.number <= _CARRIED
        ]
        if near and one.block.kind is not Kind.CELL:
            partners.add(id(one))
            partners.update(map(id, near))
            waiting[_OPENS[one.mark]] = []
    return partners


def _continued(document: Document, opened: list[Open]) -> set[int]:
    """A quotation of several paragraphs: each begins with “, only the last ends with ”."""
    blocks = document.body.blocks
    return {
        id(one)
        for one in opened
        if one.mark == "“"
        and one.block.part != TITLE
        and one.block.number + 1 < len(blocks)
        and blocks[one.block.number + 1].text.lstrip().startswith("“")
    }


@check
def nested(document: Document, context: Context) -> Iterator[Finding]:
    """《关于印发〈…〉的通知》: the inner marks are single."""
    for block in document.texts():
        opened: list[int] = []
        inner: list[int] = []
        for hit in _TITLE_MARKS.finditer(block.text):
            if hit[0] == "《":
                opened.append(hit.start())
                continue
            if len(opened) == 2 and hit.start() - opened[0] < _LONGEST_NAME:
                inner.append(opened[-1])
            if opened:
                opened.pop()
            if not opened:
                for at in inner:
                    yield NESTED.at(block, at, at + 1, _SINGLE, "〈")
                inner = []


@check
def repeated(document: Document, context: Context) -> Iterator[Finding]:
    """，。 and 、、: one of them was left over."""
    for block in document.texts():
        for hit in _REPEATED.finditer(block.text):
            right = (
                hit[0][-1] if hit[0][-1] in "。；，、：" else "。" if hit[0][-1] == "." else "，"
            )
            yield RUN.at(block, *hit.span(), f"标点重复或者连用，只留“{right}”", right)
        for hit in _DOTS.finditer(block.text):
            yield RUN.at(block, *hit.span(), "省略号写作“……”", "……", Severity.NOTICE)
        for hit in _MIXED.finditer(block.text):
            yield RUN.at(block, *hit.span(), "叹号、问号不连用", hit[0][0], Severity.NOTICE)
