"""站内搜索: everything public, one box; what was understood is always said."""

import time
from collections import OrderedDict
from threading import Lock
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode

from huiyin.disclosure import catalogue
from huiyin.disclosure.models import ColumnPage
from huiyin.search import asking, meaning
from huiyin.search.index import Hit, Query, Results, find
from huiyin.web.context import Section
from huiyin.web.paging import Paging

from .seeking import FILTERS, LONGEST, ORDERS, WITHIN, Asked

SECTION = Section("站内搜索", "在本站公开的信息中查找", "站内搜索,检索", "其他")
FURTHEST = 500  # pages: whoever reads on should narrow the search
MOST_COLUMNS = 5


def search(request: HttpRequest) -> HttpResponse:
    """What was searched, what was found, how to narrow it."""
    asked = Asked.of(request.GET)
    context: dict[str, Any] = {
        "asked": asked,
        "text": asked.text,
        "orders": ORDERS,
        "within": [(key, label) for key, (label, _) in WITHIN.items()],
        "door": "search",
        "column": SECTION,
        "limit": LONGEST,
        "kept": asked.chosen,
    }
    if asked.text:
        context |= _found(request, asked)
        words = urlencode({"q": context["shown"].text})
        context["feed"] = {"address": f"/feeds/search/?{words}", "title": f"搜索“{asked.text}”"}
        context["follow"] = f"/subscribe/?{words}"
    return render(request, "portal/search.html", context)


def _found(request: HttpRequest, asked: Asked) -> dict[str, Any]:
    today = timezone.localdate()
    page = Paging.of(request, FURTHEST * 20)
    results = find(asked.query(today, offset=page.offset, limit=page.size), facets=True)
    told: dict[str, Any] = {"shown": asked}
    if not results.total:
        told["meant"] = meant = meaning.otherwise(asked.text)
        if meant and meant[0].why == "pinyin":
            told["shown"] = told["understood"] = asked.saying(meant[0].text)
            query = told["shown"].query(today, offset=page.offset, limit=page.size)
            results = find(query, facets=True)
    elif len(results.hits) < page.size and page.number == 1:
        told["also"] = [text for text in meaning.by_pinyin(asked.text) if text != asked.text]
    if results.total and page.number == 1 and not asked.is_narrowed:
        _note(request, told["shown"].text)
    if not results.total:
        told |= _ways_on(asked)
    return told | _shown(request, asked, results)


def _shown(request: HttpRequest, asked: Asked, results: Results) -> dict[str, Any]:
    return {
        "paging": Paging.of(request, min(results.reachable, FURTHEST * 20)),
        "total": _rounded(results.total) if results.is_estimate else results.total,
        "is_estimate": results.is_estimate,
        "reachable": results.reachable,
        "hits": [(hit, _address(hit)) for hit in results.hits],
        "facets": [
            {
                "name": name,
                "label": label,
                "chosen": asked.chosen[name],
                "values": _in_order(name, values, is_estimate=results.is_estimate),
            }
            for name, label in FILTERS.items()
            if (values := results.facets.get(name, [])) and (len(values) > 1 or asked.chosen[name])
        ],
    }


def _ways_on(asked: Asked) -> dict[str, Any]:
    """What helps where nothing was found: without conditions, with fewer words, columns."""
    today = timezone.localdate()
    ways: dict[str, Any] = {"columns": _columns(asked.text)}
    if asked.is_narrowed:
        plain = asked.plain()
        ways["without"] = (find(plain.query(today, limit=0)), plain.address())
    words = asked.text.split()
    if 1 < len(words) <= 5:
        fewer = [" ".join(words[:place] + words[place + 1 :]) for place in range(len(words))]
        counted = [(text, find(Query(text, limit=0))) for text in dict.fromkeys(fewer)]
        ways["fewer"] = [
            (text, found, asked.plain().saying(text).address())
            for text, found in counted
            if found.total
        ]
    return ways


def _columns(text: str) -> list[ColumnPage]:
    """Columns whose name shares most with what was asked."""
    pairs = {text[place : place + 2] for place in range(len(text) - 1)}
    ranked: list[tuple[int, int, ColumnPage]] = []
    for column in catalogue.tree().columns:
        shared = sum(pair in column.title for pair in pairs)
        if shared:
            ranked.append((-shared, len(ranked), column))
    return [column for _, _, column in sorted(ranked)[:MOST_COLUMNS]]


def _note(request: HttpRequest, text: str) -> None:
    """For what others look for often; see `search.asking`, which keeps no trace of the visitor."""
    visitor = f"{request.META.get('REMOTE_ADDR', '')} {request.META.get('HTTP_USER_AGENT', '')}"
    asking.notebook.note(text, visitor, on=timezone.localdate())


def _rounded(number: int) -> int:
    """An estimate is told with two digits."""
    step = int(10 ** max(len(str(number)) - 2, 0))
    return round(number / step) * step


def _in_order(
    name: str, values: list[tuple[str, str, int]], *, is_estimate: bool
) -> list[tuple[str, str, int]]:
    """Years from the latest, the rest as search gives them: most first."""
    told = [(v, label, _rounded(count) if is_estimate else count) for v, label, count in values]
    if name == "year":
        return sorted(((v, f"{v}年", count) for v, _, count in told), reverse=True)[:15]
    return told[:10]


def _address(hit: Hit) -> str:
    """Only addresses of this site; whatever else got into the index leads nowhere."""
    return hit.url if hit.url.startswith("/") and not hit.url.startswith("//") else ""


class Pace:
    """How often one address may ask in this process: a few seconds' typing, never a harvest."""

    MOST, WITHIN, ADDRESSES = 40, 10.0, 10_000

    def __init__(self) -> None:
        self._asked: OrderedDict[str, tuple[float, int]] = OrderedDict()
        self._lock = Lock()

    def allows(self, address: str) -> bool:
        now = time.monotonic()
        with self._lock:
            begun, count = self._asked.pop(address, (now, 0))
            if now - begun > self.WITHIN:
                begun, count = now, 0
            self._asked[address] = (begun, count + 1)
            if len(self._asked) > self.ADDRESSES:
                self._asked.popitem(last=False)
        return count < self.MOST

    def clear(self) -> None:
        self._asked.clear()


pace = Pace()


def suggest(request: HttpRequest) -> JsonResponse:
    """What may follow what was typed so far; a comfort of the search box."""
    if not pace.allows(request.META.get("REMOTE_ADDR", "")):
        refused = JsonResponse({"suggestions": []}, status=429)
        refused.headers["Retry-After"] = str(int(Pace.WITHIN))
        return refused
    typed = request.GET.get("q", "").replace("\x00", "")[: meaning.LONGEST]
    found = meaning.suggestions(typed)
    told = [{"text": term.text, "kind": term.get_kind_display()} for term in found]
    return JsonResponse({"suggestions": told}, json_dumps_params={"ensure_ascii": False})
