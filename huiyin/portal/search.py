"""站内搜索: one box for everything public; the page always says how the query was understood."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode

from huiyin.disclosure.models import ColumnPage
from huiyin.disclosure.tree import catalogue
from huiyin.search import asking, meaning
from huiyin.search.index import Hit, Query, Results, find
from huiyin.throttle.nets import net
from huiyin.throttle.pace import Pace
from huiyin.web.context import Section
from huiyin.web.paging import Paging

from .seeking import FILTERS, LONGEST, ORDERS, WITHIN, Asked

SECTION = Section("站内搜索", "在本站公开的信息中查找", "站内搜索,检索", "其他")
FURTHEST = 500  # pages; beyond that a search should be narrowed
MOST_COLUMNS = 5


def search(request: HttpRequest) -> HttpResponse:
    """The query, the results, and ways to narrow it."""
    query = Asked.of(request.GET)
    context: dict[str, Any] = {
        "asked": query,
        "text": query.text,
        "orders": ORDERS,
        "within": [(key, label) for key, (label, _) in WITHIN.items()],
        "door": "search",
        "column": SECTION,
        "limit": LONGEST,
        "kept": query.chosen,
    }
    if query.text:
        context |= _found(request, query)
        words = urlencode({"q": context["shown"].text})
        context["feed"] = {"address": f"/feeds/search/?{words}", "title": f"搜索“{query.text}”"}
        context["follow"] = f"/subscribe/?{words}"
    return render(request, "portal/search.html", context)


def _found(request: HttpRequest, search_query: Asked) -> dict[str, Any]:
    today = timezone.localdate()
    page = Paging.of(request, FURTHEST * 20)
    results = find(search_query.query(today, offset=page.offset, limit=page.size), facets=True)
    context: dict[str, Any] = {"shown": search_query}
    if not results.total:
        context["meant"] = meant = meaning.otherwise(search_query.text)
        if meant and meant[0].why == "pinyin":
            context["shown"] = context["understood"] = search_query.saying(meant[0].text)
            query = context["shown"].query(today, offset=page.offset, limit=page.size)
            results = find(query, facets=True)
    elif len(results.hits) < page.size and page.number == 1:
        context["also"] = [
            text for text in meaning.by_pinyin(search_query.text) if text != search_query.text
        ]
    if results.total and page.number == 1 and not search_query.is_narrowed:
        _note(request, context["shown"].text)
    if not results.total:
        context |= _ways_on(search_query)
    return context | _shown(request, search_query, results)


def _shown(request: HttpRequest, query: Asked, results: Results) -> dict[str, Any]:
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
                "chosen": query.chosen[name],
                "values": _in_order(name, values, is_estimate=results.is_estimate),
            }
            for name, label in FILTERS.items()
            if (values := results.facets.get(name, [])) and (len(values) > 1 or query.chosen[name])
        ],
    }


def _ways_on(query: Asked) -> dict[str, Any]:
    """Suggestions if nothing was found: without filters, with fewer words, columns."""
    today = timezone.localdate()
    ways: dict[str, Any] = {"columns": _columns(query.text)}
    if query.is_narrowed:
        plain = query.plain()
        ways["without"] = (find(plain.query(today, limit=0)), plain.address())
    words = query.text.split()
    if 1 < len(words) <= 5:
        fewer = [" ".join(words[:place] + words[place + 1 :]) for place in range(len(words))]
        counted = [(text, find(Query(text, limit=0))) for text in dict.fromkeys(fewer)]
        ways["fewer"] = [
            (text, results, query.plain().saying(text).address())
            for text, results in counted
            if results.total
        ]
    return ways


def _columns(text: str) -> list[ColumnPage]:
    """The columns whose names have most in common with the query."""
    pairs = {text[place : place + 2] for place in range(len(text) - 1)}
    ranked: list[tuple[int, int, ColumnPage]] = []
    for column in catalogue.tree().columns:
        shared = sum(pair in column.title for pair in pairs)
        if shared:
            ranked.append((-shared, len(ranked), column))
    return [column for _, _, column in sorted(ranked)[:MOST_COLUMNS]]


def _note(request: HttpRequest, text: str) -> None:
    """Record the query for the ranking of suggestions, without a trace of the visitor
    (`search.asking`).
    """
    visitor = f"{request.META.get('REMOTE_ADDR', '')} {request.META.get('HTTP_USER_AGENT', '')}"
    asking.notebook.note(text, visitor, on=timezone.localdate())


def _rounded(number: int) -> int:
    """An estimate, rounded to two digits."""
    step = int(10 ** max(len(str(number)) - 2, 0))
    return round(number / step) * step


def _in_order(
    name: str, values: list[tuple[str, str, int]], *, is_estimate: bool
) -> list[tuple[str, str, int]]:
    """Years from the latest; the others in the order of the search: most hits first."""
    counted = [(v, label, _rounded(count) if is_estimate else count) for v, label, count in values]
    if name == "year":
        return sorted(((v, f"{v}年", count) for v, _, count in counted), reverse=True)[:15]
    return counted[:10]


def _address(hit: Hit) -> str:
    """The address if it belongs to this site; empty for any other."""
    return hit.url if hit.url.startswith("/") and not hit.url.startswith("//") else ""


pace = Pace()


def suggest(request: HttpRequest) -> JsonResponse:
    """Completions of the typed text, for the search box."""
    if not pace.allows(net(str(request.META.get("REMOTE_ADDR", "")))):
        refused = JsonResponse({"suggestions": []}, status=429)
        refused.headers["Retry-After"] = str(int(Pace.WITHIN))
        return refused
    typed = request.GET.get("q", "").replace("\x00", "")[: meaning.LONGEST]
    terms = meaning.suggestions(typed)
    suggestions = [{"text": term.text, "kind": term.get_kind_display()} for term in terms]
    return JsonResponse({"suggestions": suggestions}, json_dumps_params={"ensure_ascii": False})
