"""Parts of a report: which paragraphs, tables and pictures stand under which of the six headings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from huiyin.common import folding
from huiyin.common.numerals import DIGITS, in_figures
from huiyin.national_forms.forms import forms

from .labels import bare
from .papers.values import Item, Paper, Paragraph, Picture, Table

_HEADING = re.compile(r"^\s*第?([一二三四五六七八])(?:部分)?\s*[、.．:：\s]\s*(.{2,40})$")
_KEY_WORDS = {
    1: ("总体", "概述", "概况"),
    2: ("主动公开",),
    3: ("收到和处理", "申请"),
    4: ("复议", "诉讼"),
    5: ("问题", "改进"),
    6: ("其他",),
}
_TITLE = re.compile(
    r"(?P<agency>.{0,60}?)(?P<year>(?:19|20)\d{2}|二[〇零○][一二三四五六七八九〇零○]{2})\s*年(?:度)?"
    r"(?P<after>.{0,30}?)(?:政府)?信息公开(?:工作)?(?:年度)?(?:报告|年报)"
)
_OF_AGENCY = re.compile(
    r"(?:政府|局|委员会|办公室|办|厅|院|中心|队|街道|管委会|集团|公司|社|会|部|所|处|大学|学院)$"
)
_WRITTEN_BY = re.compile(r"(?:本报告|现)?由(.{4,40}?)(?:根据|按照|依据|编制)")
_DAY = re.compile(r"(20\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_PUBLISHED = re.compile(r"(?:发布|公布|公开|发文|生成|成文)(?:日期|时间)[:：\s]*(?=20\d{2})")


@dataclass
class Parts:
    """What stands before the first heading, and under each."""

    opening: list[Item] = field(default_factory=list)
    chapters: dict[int, list[Item]] = field(default_factory=dict)

    def texts(self, number: int) -> tuple[str, ...]:
        return tuple(texts_of(self.chapters.get(number, [])))

    def has_picture(self, number: int) -> bool:
        return any(isinstance(item, Picture) for item in self.chapters.get(number, []))

    def has_table(self, number: int) -> bool:
        return any(isinstance(item, Table) for item in self.chapters.get(number, []))


def texts_of(items: list[Item]) -> Iterator[str]:
    """The paragraphs among them."""
    return (item.text for item in items if isinstance(item, Paragraph))


def parts_of(paper: Paper) -> Parts:
    """By the headings; the second heading of the same name is text. Words are simplified."""
    parts = Parts()
    under = parts.opening
    last = 0
    for item in paper.items:
        number = 0
        if isinstance(item, Paragraph):
            item = Paragraph(folding.simplified(item.text))
            number = heading(item.text)
        if number > last and number not in parts.chapters:
            last = number
            under = parts.chapters.setdefault(number, [])
        else:
            under.append(item)
    return parts


def heading(text: str) -> int:
    """Which of the six headings it is, 0 for none."""
    hit = _HEADING.match(folding.plain(text))
    if hit is None:
        return _unnumbered(text)
    words = bare(hit[2])
    if "。" in text or "，" in text:
        return 0
    numbered = DIGITS.index(hit[1]) + 1
    if any(word in words for word in _KEY_WORDS.get(numbered, ())):
        return numbered
    return _unnumbered(hit[2])


def _unnumbered(text: str) -> int:
    """A heading whose number is lost or wrong, if it has the words of the form."""
    return _as_printed().get(bare(text), 0)


@cache
def _as_printed() -> dict[str, int]:
    return {bare(words): number for number, words in enumerate(forms()[-1].chapters, start=1)}


@dataclass(frozen=True)
class About:
    """Whose report, of which year."""

    title: str
    agency: str
    year: int | None


def about(paper: Paper, parts: Parts, name: str) -> About:
    """By what the file says, its title (which may take several lines), its opening, last its name."""
    opening = list(texts_of(parts.opening))[-_NEAR:]
    title, agency, year = paper.title, paper.agency, paper.year
    for text in (paper.title, *_titles(opening), name):
        hit = _TITLE.search(folding.plain(folding.simplified(text)))
        if hit is None:
            continue
        title = title or text.strip()
        year = year or int(in_figures(hit["year"]))
        agency = agency or _agency(hit["agency"], hit["after"])
        if agency:
            break
    return About(title, agency or _written_by(opening), year)


_NEAR = 40
"""paragraphs before the first heading among which the title is looked for"""
_LONGEST = 60
"""characters of a line of a title"""


def _titles(texts: list[str]) -> Iterator[str]:
    """Short paragraphs alone, then with those after them: a title is set in up to three lines.

    Those next to the text come first: above may stand links to other reports.
    """
    for size in (1, 2, 3):
        for place in reversed(range(len(texts) - size + 1)):
            together = texts[place : place + size]
            if max(map(len, together)) <= _LONGEST:
                yield "".join(text.strip() for text in together)


def _agency(words: str, after: str) -> str:
    """What stands before the year, or after it."""
    for one in (words.strip(" 《"), after.strip()):
        if len(one) >= 4 and _OF_AGENCY.search(one):
            return one.rpartition("：")[2].rpartition(" ")[2].removeprefix("关于")
    return ""


def _written_by(opening: list[str]) -> str:
    hits = (_WRITTEN_BY.search(text) for text in opening)
    return next((hit[1] for hit in hits if hit), "")


def published_on(paper: Paper, parts: Parts) -> date | None:
    """By the page, by 发布日期 on it, or by the date under the text."""
    if paper.published_on:
        return paper.published_on
    texts = [item.text for item in paper.items if isinstance(item, Paragraph)]
    for text in texts:
        hit = _PUBLISHED.search(text)
        if hit and (day := _day(_DAY.match(text, hit.end()))):
            return day
    last = list(texts_of(parts.chapters.get(max(parts.chapters, default=0), [])))[-4:]
    for text in reversed(last):
        hit = _DAY.fullmatch(folding.plain(in_figures(text)).strip())
        if hit and (day := _day(hit)):
            return day
    return None


def _day(hit: re.Match[str] | None) -> date | None:
    if hit is None:
        return None
    try:
        return date(*map(int, hit.groups()))
    except ValueError:
        return None
