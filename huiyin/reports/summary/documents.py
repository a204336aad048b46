"""Documents that a sentence names: title, number and the day of publication."""

import re
from collections.abc import Callable
from datetime import date

from django.utils import timezone

from huiyin.reports.text import Citer, Noted, Runs
from huiyin.web.templatetags.huiyin import index_address

from .phrases import joined

NAMED = 5
"""More documents are counted and not all named."""
_NAME = re.compile(r"《[^《]+》")


def every(title: str) -> bool:
    """All that the figure counts."""
    return True


def issued(cite: Citer, key: str, about: Callable[[str], bool] = every) -> list[Runs]:
    """制发《…》（文号，5月20日公布）: those that the figure counts, or some of them by their title.

    The number is cited where all of them are meant.
    """
    count = cite.known(key)
    if not count:
        return []
    rows = cite.records(key).order_by("published_at", "pk")
    fields = ("title", "doc_number", "published_at", "index_number")
    found = [row for row in rows.values_list(*fields) if about(row[0])]
    if not found:
        return []
    named = joined([[_named(*row)] for row in found[:NAMED]], "、")
    number: Runs = [count, "："] if about is every else []
    more = "等" if len(found) > NAMED else ""
    return [["制定公布工作制度", *number, *named, more, "。"]]


def _named(title: str, number: str, published_at: object, index_number: str) -> Noted:
    name = match[0] if (match := _NAME.search(title)) else f"《{title}》"
    on = f"{day(timezone.localdate(published_at))}公布"  # type: ignore[arg-type]
    beside = f"{number}，{on}" if number else on
    return Noted(f"{name}（{beside}）", index_address(index_number))


def day(one: date) -> str:
    """5月20日."""
    return f"{one.month}月{one.day}日"
