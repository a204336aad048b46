"""栏目名称: the words of the forms as reports write them: shortened, misprinted, in traditional characters."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache

from huiyin.common import folding
from huiyin.national_forms.forms import forms
from huiyin.national_forms.identities import cells as cells_of

_BRACKETS = re.compile(r"[（(〔\[][^（）()〔〕\[\]]*[）)〕\]]|[（(][^（()）]*$")
_NUMBER = re.compile(r"^(?:[一二三四五六七八九十]{1,3}[、.．，,/]|\d{1,2}[、.．，,]?)\s*(?=\D)")
_LEAST = 4
"""characters of a label that a longer or shorter one begins with"""
_LIKE = 0.72
_SAME_WORDS = {"合计": "总计", "共计": "总计", "企业": "商业企业", "公民": "自然人"}


@dataclass(frozen=True)
class Match:
    """The key of a label; `is_exact` is false where it is written otherwise than in the form."""

    key: str
    is_exact: bool


@lru_cache(maxsize=4000)
def bare(text: str) -> str:
    """Without numbering, remarks in brackets, blanks and punctuation; simplified."""
    plain = _NUMBER.sub("", _BRACKETS.sub("", folding.plain(text).strip()).strip())
    folded = folding.letters(plain)
    return _SAME_WORDS.get(folded, folded)


def match(text: str, known: Mapping[str, str]) -> Match | None:
    """The key whose label this is."""
    words = bare(text)
    if not words:
        return None
    if words in known:
        return Match(known[words], True)
    for label, key in sorted(known.items(), key=lambda item: -len(item[0])):
        shorter = min(len(label), len(words))
        if shorter >= _LEAST and (words.startswith(label) or label.startswith(words)):
            return Match(key, True)
    return _likest(words, known)


def _likest(words: str, known: Mapping[str, str]) -> Match | None:
    """By the order of their characters; a short word must be written as it is."""
    if len(words) < _LEAST or len(words) > 60:
        return None
    shares = [
        (SequenceMatcher(None, words, label).ratio(), key)
        for label, key in known.items()
        if len(label) >= _LEAST
    ]
    share, key = max(shares, default=(0.0, ""))
    return Match(key, False) if share >= _LIKE else None


@cache
def lines() -> dict[str, str]:
    """Rows of part three, of every form."""
    return {bare(line.path[-1]): line.key for form in forms() for line in form.lines}


@cache
def columns() -> dict[str, str]:
    """Columns of part three."""
    return {bare(column.path[-1]): column.key for column in forms()[-1].columns}


def column(text: str) -> str:
    """The kind of applicant over a column; what runs over two lines may stand under its group."""
    words = bare(text)
    long = (
        key for label, key in columns().items() if len(label) >= _LEAST and words.endswith(label)
    )
    return columns().get(words) or next(long, "")


@cache
def disclosed_lines() -> dict[str, str]:
    """Rows of part two."""
    return {
        bare(line.path[-1]): line.key
        for form in forms()
        for block in form.blocks
        for line in block.lines
    }


@cache
def disclosed_columns() -> dict[str, str]:
    """Columns of part two."""
    return {
        bare(column.path[-1]): column.key
        for form in forms()
        for block in form.blocks
        for column in block.columns
    }


@cache
def outcomes() -> dict[str, str]:
    """Columns of part four within a proceeding."""
    heads = forms()[-1].remedies
    return {bare(head.path[-1]): head.key.partition(".")[2] for head in heads}


def proceeding(texts: list[str]) -> str:
    """Of which proceeding a column of part four is, by the heads above it."""
    words = "".join(map(bare, texts))
    if "复议后" in words:
        return "litigation-after"
    if "未经复议" in words or "直接起诉" in words:
        return "litigation"
    return "reconsideration" if "行政复议" in words else ""


@cache
def cells() -> frozenset[str]:
    """Names of the cells of every form."""
    return frozenset(key for form in forms() for key in cells_of(form))


@cache
def content() -> str:
    """The head over the labels of part two."""
    return bare(forms()[-1].content)
