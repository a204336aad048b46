"""全角半角: Chinese text with the punctuation of a Chinese text (GB/T 15834—2011)."""

import re
import unicodedata
from collections.abc import Iterator

from .document import Block, Context, Document
from .finding import Finding, Severity
from .registry import check, rule

_SOURCE = "标点符号用法 GB/T 15834—2011"
HALF = rule("format.half-width-punctuation", "半角标点", Severity.NOTICE, _SOURCE)
WIDE = rule("format.full-width-letters", "全角数字和字母", Severity.NOTICE, "GB/T 15835—2011")

_CHINESE = r"\u3400-\u4dbf\u4e00-\u9fff"
_MARKS = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_HALF = re.compile(rf"(?<=[{_CHINESE}）》”〉】])[,;:?!](?=[{_CHINESE}（《“〈【]|\s*$)")
_DOT = re.compile(rf"(?<=[{_CHINESE}]{{3}})\.(?=\s*$)")
_WIDE = re.compile(r"(?<![一二三〇])[０-９Ａ-Ｚａ-ｚ][０-９Ａ-Ｚａ-ｚ．％]*")
_FEW = 3


@check
def half_width(document: Document, context: Context) -> Iterator[Finding]:
    """Half-width marks between Chinese characters: each of a few, or one finding with their number."""
    places: list[tuple[Block, int, str]] = []
    for block in document.texts():
        if not any(mark in block.text for mark in ",;:?!(.)"):
            continue
        places += [(block, hit.start(), _MARKS[hit[0]]) for hit in _HALF.finditer(block.text)]
        places += [(block, hit.start(), "。") for hit in _DOT.finditer(block.text)]
        places += [(block, at, mark) for at, mark in _brackets(block.text)]
    if len(places) <= _FEW:
        for block, at, right in places:
            yield HALF.at(block, at, at + 1, f"中文里用全角标点“{right}”", right)
        return
    block, at, right = places[0]
    message = f"全文有{len(places)}处半角标点夹在汉字之间，应改用全角标点（这是第一处）"
    yield HALF.at(block, at, at + 1, message, right)


def _brackets(text: str) -> Iterator[tuple[int, str]]:
    """Pairs of half-width brackets around Chinese."""
    opened: list[int] = []
    for at, character in enumerate(text):
        if character == "(":
            opened.append(at)
        elif character == ")" and opened:
            start = opened.pop()
            inside = text[start + 1 : min(at, start + 200)]
            if any("\u4e00" <= inner <= "\u9fff" for inner in inside):
                yield start, "（"
                yield at, "）"


@check
def full_width(document: Document, context: Context) -> Iterator[Finding]:
    """１２３ and ＡＢＣ: not found by a search for 123."""
    for block in document.texts():
        if not block.text.isascii():
            for hit in _WIDE.finditer(block.text):
                right = unicodedata.normalize("NFKC", hit[0])
                yield WIDE.at(block, *hit.span(), f"数字和字母用半角，应为“{right}”", right)
