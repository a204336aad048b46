"""The parameters of a search: words, where they must occur, period and order."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Self

from django.http import Http404, QueryDict
from django.utils.http import urlencode

from huiyin.common import days
from huiyin.search.index import Query

LONGEST = 100
ORDERS = {"relevance": "按相关度", "date": "按时间"}
FILTERS = {"agency": "机关", "column": "栏目", "theme": "主题", "year": "年份"}
WITHIN = {"week": ("一周内", 7), "month": ("一月内", 30), "year": ("一年内", 365)}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Asked:
    """The parameters of the search page; invalid ones are ignored, and the page says so."""

    text: str = ""
    is_cut: bool = False
    agency: str = ""
    column: str = ""
    theme: str = ""
    year: str = ""
    within: str = ""
    since: str = ""
    until: str = ""
    in_title: bool = False
    as_one: bool = False
    order: str = "relevance"
    fault: str = ""

    @classmethod
    def of(cls, parameters: QueryDict) -> Self:
        typed = " ".join(parameters.get("q", "").replace("\x00", "").split())
        fault, days = "", {}
        for name in ("since", "until"):
            days[name] = parameters.get(name, "").strip()[:20]
            if days[name] and _day(days[name]) is None:
                fault, days[name] = f"日期“{days[name]}”不对，应写作 2025-03-31，已不按它筛选。", ""
        if days["since"] and days["until"] and days["since"] > days["until"]:
            fault = "起始日期晚于截止日期，已对调。"
            days = {"since": days["until"], "until": days["since"]}
        sort, within = parameters.get("sort", ""), parameters.get("within", "")
        return cls(
            text=typed[:LONGEST],
            is_cut=len(typed) > LONGEST,
            **{name: parameters.get(name, "").replace("\x00", "")[:200] for name in FILTERS},
            within=within if within in WITHIN else "",
            **days,
            in_title=parameters.get("where") == "title",
            as_one=parameters.get("words") == "one",
            order=sort if sort in ORDERS else "relevance",
            fault=fault,
        )

    @property
    def chosen(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in FILTERS}

    @property
    def is_narrowed(self) -> bool:
        times = (self.within, self.since, self.until)
        return any((*self.chosen.values(), *times, self.in_title, self.as_one))

    @property
    def has_conditions(self) -> bool:
        """Whether something is chosen in the collapsed part of the form."""
        return any((self.within, self.since, self.until, self.in_title, self.as_one, self.fault))

    def plain(self) -> Self:
        """The same words without filters."""
        return type(self)(text=self.text, order=self.order)

    def saying(self, text: str) -> Self:
        return replace(self, text=text)

    def query(self, today: date, **more: Any) -> Query:
        since, until = self._days(today)
        return Query(
            '"{}"'.format(re.sub('["“”]', " ", self.text)) if self.as_one else self.text,
            agency=self.agency,
            column=self.column,
            theme=self.theme,
            since=since,
            until=until,
            order=self.order,
            in_title=self.in_title,
            **more,
        )

    def _days(self, today: date) -> tuple[date | None, date | None]:
        """The narrowest of the chosen periods."""
        first, last = _year(self.year)
        froms = [first, _day(self.since)]
        if self.within:
            froms.append(today - timedelta(days=WITHIN[self.within][1]))
        untils = [last, _day(self.until)]
        return (
            max((day for day in froms if day), default=None),
            min((day for day in untils if day), default=None),
        )

    def address(self) -> str:
        """The address of the search page with these parameters."""
        parts = {
            "q": self.text,
            **{name: value for name, value in self.chosen.items() if value},
            **{
                name: getattr(self, name)
                for name in ("within", "since", "until")
                if getattr(self, name)
            },
            **({"where": "title"} if self.in_title else {}),
            **({"words": "one"} if self.as_one else {}),
            **({"sort": self.order} if self.order != "relevance" else {}),
        }
        return f"/search/?{urlencode(parts)}"


def _day(text: str) -> date | None:
    return days.read(text) if _DAY.fullmatch(text) else None


def _year(value: str) -> tuple[date | None, date | None]:
    if not value:
        return None, None
    if not (re.fullmatch(r"[0-9]{4}", value) and 1900 <= int(value) <= 9000):
        raise Http404(f"年份“{value[:20]}”不对")
    return date(int(value), 1, 1), date(int(value), 12, 31)
