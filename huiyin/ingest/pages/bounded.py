"""Reads a saved page within limits, in a child process without access to the archive."""

from datetime import datetime

from huiyin.common.confined import Work, confined

from . import tree
from .encoding import decode
from .reader import read
from .tree import StyleSheet
from .values import ReadPage, RefusedError

MOST_STYLE = 8_000_000  # characters of all style sheets of a page
BEYOND = "beyond-limits"
_SENTENCE = (
    "网页过大或结构异常，未能在限定的时间和内存内读完；请用浏览器打开后另存为“网页，仅HTML”再导入"
)


def _refusal(sentence: str) -> RefusedError:
    return RefusedError(BEYOND, sentence)


def read_within(
    content: bytes, extension: str, now: datetime, sheet: StyleSheet | None = None
) -> ReadPage:
    """`reader.read`; without `sheet` no style sheets were saved along.

    Raises:
        RefusedError: as there, or the page was not read to its end.
    """
    sheets: dict[str, str] = {}
    room = MOST_STYLE
    for href in addresses(content) if sheet is not None else ():
        sheets[href] = sheet(href) if sheet is not None else ""
        room -= len(sheets[href])
        if room < 0:
            raise _refusal("网页的样式文件太多，没有读取；请只保存网页和附件后再导入")
    return styled(content, extension, now, sheets)


@confined(Work.READING, refusal=_refusal, sentence=_SENTENCE)
def addresses(content: bytes) -> list[str]:
    """The style sheets of a page, each once."""
    hrefs: dict[str, None] = {}

    def note(href: str) -> str:
        hrefs[href] = None
        return ""

    tree.parse(decode(content).text, note)
    return list(hrefs)


@confined(Work.READING, refusal=_refusal, sentence=_SENTENCE)
def styled(content: bytes, extension: str, now: datetime, sheets: dict[str, str]) -> ReadPage:
    """The page, with the texts of its style sheets by their addresses."""
    return read(content, extension, now, lambda href: sheets.get(href, ""))
