"""用语: the list of wrong terms, and traditional characters in a simplified text."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Any

import opencc

from .document import Block, Context, Document, Term
from .finding import Finding, Severity
from .registry import check, rule

_LANGUAGE = "国家通用语言文字法第九条"
TERM = rule("wording.term", "用语不当", Severity.WARNING, "本单位用语表")
TRADITIONAL = rule("wording.traditional", "简体中夹繁体", Severity.WARNING, _LANGUAGE)

_CHINESE = re.compile(r"[\u3400-\u9fff]")
# right in simplified text too: in names (通用规范汉字表) and in words of their own
_RIGHT_VARIANTS = frozenset("著乾瞭徵藉覆馀於鍾锺昇祐甯麽濬蘋")
_ORGANS = "机构沿革"
_NUMBERED = re.compile(
    r"[\u4e00-\u9fff、]{0,12}?(?:[〔［\[（(【]?(?P<y>(?:19|20)\d{2})(?:[〕］\]）)】]|年)|第\s?\d{1,4}\s?号|\d{1,4}\s?号(?:令|公告|文))"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?=\s?(?:年|[-.—/]))")
_USERS = ("网友", "网民", "用户", "网名", "昵称", "微博", "户主", "账号名")
_USER_NAME = re.compile(
    r"(?:网友|网民|用户(?:名)?|网名|昵称|微博名?|账号名)[为是：:]?\s?[“\"「『（(][^”\"」』）)\n]{1,24}[”\"」』）)]"
    r"|[“\"「『][^“”\"」』\n]{1,24}[”\"」』](?:的)?(?:网友|网民|用户)|(?:户主|网友)[：:]?[\u3400-\u9fff]{2,4}"
)
_STOP = re.compile(r"[。；！？\n]")
_MOSTLY, _FEW = 0.2, 4


@lru_cache(maxsize=1)
def built_in() -> tuple[Term, ...]:
    """The list that comes with the software."""
    terms: list[Term] = []
    folder = resources.files("huiyin.checks") / "terms"
    for file in sorted(folder.iterdir(), key=lambda item: item.name):
        if file.name.endswith(".toml"):
            group = tomllib.loads(file.read_text(encoding="utf-8"))
            terms += [_term(row, group["group"]) for row in group["term"]]
    return tuple(terms)


def _term(row: dict[str, Any], group: str) -> Term:
    lists = {name: tuple(row.pop(name, ())) for name in ("unless", "before", "after")}
    return Term(
        **row, unless=lists["unless"], before=lists["before"], after=lists["after"], group=group
    )


@check
def terms(document: Document, context: Context) -> Iterator[Finding]:
    """Every wrong term, by plain search, so that a longer list does not slow the check down."""
    blocks = list(document.everything())
    whole = "\n".join(block.text for block in blocks)
    day = document.published_on
    for term in context.terms or built_in():
        if not term.wrong or term.wrong not in whole:
            continue
        if day and ((term.since and day < term.since) or (term.until and day > term.until)):
            continue
        findings = [finding for block in blocks for finding in _hits(block, term)]
        if term.severity == Severity.NOTICE and len(findings) > 1:
            message = f"{findings[0].message}（全文{len(findings)}处，这是第一处）"
            findings = [replace(findings[0], message=message)]
        yield from findings


def user_names(text: str) -> list[tuple[int, int]]:
    """Places of user names, written as their owners write them: “心殤”网友, 网友“UU008”."""
    if not any(word in text for word in _USERS):
        return []
    return [hit.span() for hit in _USER_NAME.finditer(text)]


def _hits(block: Block, term: Term) -> Iterator[Finding]:
    text, length = block.text, len(term.wrong)
    at, called = text.find(term.wrong), user_names(block.text)
    while at >= 0:
        is_name = any(start <= at < end for start, end in called)
        if not is_name and _counts(text, at, at + length, term):
            severity = Severity(term.severity)
            yield TERM.at(block, at, at + length, _message(term), term.right or None, severity)
        at = text.find(term.wrong, at + length)


def _counts(text: str, start: int, end: int, term: Term) -> bool:
    if term.before and not text[max(start - 12, 0) : start].endswith(term.before):
        return False
    if term.after and not text.startswith(term.after, end):
        return False
    if term.group == _ORGANS and _is_history(text, start, end, term.since):
        return False
    for phrase in (*term.unless, term.right):
        inside = phrase.find(term.wrong) if phrase else -1
        while inside >= 0:
            if start - inside >= 0 and text.startswith(phrase, start - inside):
                return False
            inside = phrase.find(term.wrong, inside + 1)
    return True


def _is_history(text: str, start: int, end: int, since: date | None) -> bool:
    """原环保局, 《农业部关于…》, 农业部〔1996〕8号, 2013年经环保局批准: called by the name of its day."""
    if start and text[start - 1] in "原前时“":
        return True
    if text.startswith(("〔", "令", "公告", "（19", "(19"), end):
        return True
    hit = _NUMBERED.match(text, end)
    if hit and (hit["y"] is None or (since and int(hit["y"]) < since.year)):
        return True
    before = text[max(start - 60, 0) : start]
    if before.rfind("《") > before.rfind("》"):
        return True
    years = _YEAR.findall(_STOP.split(before[-40:])[-1])
    return since is not None and bool(years) and int(years[-1]) < since.year


def _message(term: Term) -> str:
    note = f"：{term.note}" if term.note else ""
    return (
        f"“{term.wrong}”应为“{term.right}”{note}"
        if term.right
        else f"“{term.wrong}”{(term.note and f'：{term.note}') or '不宜使用'}"
    )


@lru_cache(maxsize=1)
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


@check
def traditional(document: Document, context: Context) -> Iterator[Finding]:
    """A few traditional characters among simplified ones; a whole traditional paragraph is a quotation."""
    paragraphs: list[tuple[Block, str, list[int]]] = []
    chinese = strange = 0
    for block in document.texts():
        if block.text.isascii():
            continue
        chinese += len(_CHINESE.findall(block.text))
        simple = _converter().convert(block.text)
        if simple == block.text or len(simple) != len(block.text):
            continue
        places = [
            at
            for at, (old, new) in enumerate(zip(block.text, simple, strict=True))
            if old != new and old not in _RIGHT_VARIANTS and _CHINESE.match(old)
        ]
        called = user_names(block.text) if places else []
        places = [at for at in places if not any(start <= at < end for start, end in called)]
        strange += len(places)
        if places and len(places) <= max(len(_CHINESE.findall(block.text)) * _MOSTLY, _FEW):
            paragraphs.append((block, simple, places))
    if strange > chinese * _MOSTLY:
        return
    for block, simple, places in paragraphs:
        for start, end in _runs(places):
            right = simple[start:end]
            message = f"繁体字“{block.text[start:end]}”应写作“{right}”；人名、商标照原样的除外"
            yield TRADITIONAL.at(block, start, end, message, right)


def _runs(places: list[int]) -> Iterator[tuple[int, int]]:
    start = before = places[0]
    for place in places[1:]:
        if place != before + 1:
            yield start, before + 1
            start = place
        before = place
    yield start, before + 1
