"""A site of 100,000 documents: column lists at any depth and result pages, as a visitor asks them.

Times are those of the whole way through Django, without the memory of pages.
"""

import statistics
import time
from collections.abc import Callable
from typing import Any

from . import kept
from .kept import DOCUMENTS

Ask = Callable[..., float]
TURNS, SEARCHES = 7, 100


def run() -> dict[str, Any]:
    from . import large_site

    large_site.open_kept()
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["*"]
    ask = _visitor()
    return {"documents": DOCUMENTS, **_columns(ask), **_results(ask)}


def _columns(ask: Ask) -> dict[str, Any]:
    """The slowest of several depths, each as the median of its turns; and right after a release."""
    from huiyin.web.kept.page_cache import pages

    last = -(-DOCUMENTS // 20)
    ask("/cgj/all/")
    depths = {}
    for page in (1, 2, last // 4, last // 2, 3 * last // 4, last):
        depths[page] = statistics.median(ask(f"/cgj/all/?page={page}&x=1") for _ in range(TURNS))
    fresh = []
    for _ in range(TURNS):
        pages.clear()
        fresh.append(ask("/cgj/all/"))
    return {
        "column_ms": round(max(depths.values()), 1),
        "column_depths_ms": {str(page): round(value, 1) for page, value in depths.items()},
        "column_after_release_ms": round(statistics.median(fresh), 1),
    }


def _results(ask: Ask) -> dict[str, Any]:
    asked = kept.some_queries(SEARCHES)
    ask("/search/", q=asked[0], x="1")
    times = sorted(ask("/search/", q=text, x="1") for text in asked)
    return {
        "results_ms": round(statistics.median(times), 1),
        "results_p95_ms": round(times[int(len(times) * 0.95)], 1),
    }


def _visitor() -> Ask:
    """Milliseconds of one visit; an unknown parameter keeps the memory of pages out.

    One client for all: a new one would begin with loading Django's middleware once more.
    """
    from django.test import Client

    client = Client(raise_request_exception=True)

    def ask(path: str, **given: str) -> float:
        begun = time.perf_counter()
        status = client.get(path, given or None).status_code
        taken = (time.perf_counter() - begun) * 1000
        if status != 200:
            raise RuntimeError(f"{path}: {status}")
        return taken

    return ask
