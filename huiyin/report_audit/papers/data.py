"""JSON: numbers that are named by the words of the form, or by the keys of their cells, in any nesting."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from .values import Item, Paper, Paragraph, UnreadableReportError

_ABOUT = {
    "agency": ("agency", "机构", "编制机关", "单位"),
    "year": ("year", "年度", "年份"),
    "title": ("title", "标题"),
    "published_on": ("published_on", "发布日期"),
}
_CHAPTERS = ("chapters", "sections", "各部分", "正文")
_SAID = frozenset({*_CHAPTERS, "opening", "sources", "figures"})
"""What holds no number of a table."""
_LIST = ("部分", "项目", "栏目", "数值")
_DEEPEST = 12
SEPARATOR = "／"


def read(content: bytes) -> Paper:
    """The numbers by their paths, and the words of the chapters if they are there.

    Raises:
        UnreadableReportError: no JSON, or nothing in it that a report has.
    """
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UnreadableReportError("文件不是完整的 JSON，请重新导出") from error
    if isinstance(data, list):
        data = {"cells": data}
    if not isinstance(data, dict):
        raise UnreadableReportError("JSON 里没有年度报告的数据")
    about = {name: _first(data, names) for name, names in _ABOUT.items()}
    cells = {SEPARATOR.join(path): value for path, value in _cells(data, ())}
    year = str(about["year"] or "")
    return Paper(
        (*_words(data.get("opening")), *_words(_first(data, _CHAPTERS))),
        title=str(about["title"] or ""),
        agency=str(about["agency"] or ""),
        year=int(year) if year.isdecimal() and len(year) == 4 else None,
        published_on=_day(str(about["published_on"] or "")),
        cells=cells,
        is_data=True,
    )


def _first(data: dict[str, Any], names: tuple[str, ...]) -> Any:
    return next((data[name] for name in names if name in data), None)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _words(chapters: Any) -> Iterator[Item]:
    """Heading and paragraphs of each chapter: by their heads, or one chapter after the other."""
    if isinstance(chapters, str):
        yield from (Paragraph(line.strip()) for line in chapters.splitlines() if line.strip())
    elif isinstance(chapters, dict) and {"heading", "paragraphs"} <= chapters.keys():
        yield Paragraph(str(chapters["heading"]))
        yield from _words(chapters["paragraphs"])
    elif isinstance(chapters, dict):
        for head, text in chapters.items():
            yield Paragraph(str(head))
            yield from _words(text)
    elif isinstance(chapters, list):
        for text in chapters:
            yield from _words(text)


def _cells(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each number (or blank) with the words that lead to it."""
    if len(path) > _DEEPEST:
        return
    if isinstance(value, dict):
        if set(_LIST) <= set(value):
            names = tuple(str(value[name]) for name in _LIST[:3])
            yield names, _printed(value["数值"])
            return
        for key, inner in value.items():
            if key not in _SAID:
                yield from _cells(inner, (*path, str(key)))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            named = isinstance(inner, dict) and set(_LIST) <= set(inner)
            yield from _cells(inner, path if named else (*path, f"#{place}"))
    elif path:
        yield path, _printed(value)


def _printed(value: Any) -> str:
    return "" if value is None or isinstance(value, bool) else str(value)
