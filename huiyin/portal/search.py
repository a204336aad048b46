"""站内搜索: everything public, one box."""

import re
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from huiyin.search.index import Hit, Query, find
from huiyin.web.paging import Paging

LONGEST = 100
FILTERS = {"agency": "机关", "column": "栏目", "theme": "主题", "year": "年份"}
ORDERS = {"relevance": "按相关度", "date": "按时间"}
FURTHEST = 500  # pages: whoever reads on should narrow the search


def search(request: HttpRequest) -> HttpResponse:
    """What was searched, what was found, how to narrow it."""
    asked = " ".join(request.GET.get("q", "").replace("\x00", "").split())
    text = asked[:LONGEST]
    context: dict[str, Any] = {
        "text": text,
        "is_cut": len(asked) > LONGEST,
        "chosen": {name: request.GET.get(name, "")[:200] for name in FILTERS},
        "order": request.GET.get("sort", "") if request.GET.get("sort") in ORDERS else "relevance",
        "orders": ORDERS,
        "door": "search",
        "limit": LONGEST,
    }
    if text:
        context |= _found(request, text, context["chosen"], context["order"])
    return render(request, "portal/search.html", context)


def _found(request: HttpRequest, text: str, chosen: dict[str, str], order: str) -> dict[str, Any]:
    asked = Paging.of(request, FURTHEST * 20)
    since, until = _year(chosen["year"])
    results = find(
        Query(
            text,
            agency=chosen["agency"],
            column=chosen["column"],
            theme=chosen["theme"],
            since=since,
            until=until,
            order=order,
            offset=asked.offset,
            limit=asked.size,
        ),
        facets=True,
    )
    return {
        "paging": Paging.of(request, min(results.total, FURTHEST * 20)),
        "total": results.total,
        "hits": [(hit, _address(hit)) for hit in results.hits],
        "facets": [
            {
                "name": name,
                "label": label,
                "chosen": chosen[name],
                "values": _in_order(name, values),
            }
            for name, label in FILTERS.items()
            if (values := results.facets.get(name, [])) and (len(values) > 1 or chosen[name])
        ],
        "is_narrowed": any(chosen.values()),
    }


def _in_order(name: str, values: list[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
    """Years from the latest, the rest as search gives them: most first."""
    if name == "year":
        return sorted(((v, f"{v}年", count) for v, _, count in values), reverse=True)[:15]
    return list(values)[:10]


def _year(value: str) -> tuple[date | None, date | None]:
    if not value:
        return None, None
    if not (re.fullmatch(r"[0-9]{4}", value) and 1900 <= int(value) <= 9000):
        raise Http404(f"年份“{value[:20]}”不对")
    return date(int(value), 1, 1), date(int(value), 12, 31)


def _address(hit: Hit) -> str:
    """Only addresses of this site; whatever else got into the index leads nowhere."""
    return hit.url if hit.url.startswith("/") and not hit.url.startswith("//") else ""
