"""Full-text search over 100,000 texts: how long a query takes, and whether everything is found.

The truth is a scan of all texts; see `kept.answers`.
"""

import statistics
import time
from collections.abc import Sequence
from typing import Any

from .kept import DOCUMENTS, Answer


def run() -> dict[str, Any]:
    from . import large_site

    large_site.open_kept()
    return measure()


def measure() -> dict[str, Any]:
    """Ask and compare. Django is set up, the texts are indexed."""
    from . import kept

    asked = kept.answers()
    times, totals = ask([answer.query for answer in asked])
    recall, precision = compare(asked, totals)
    times.sort()
    return {
        "documents": DOCUMENTS,
        "queries": len(asked),
        "median_ms": round(statistics.median(times), 2),
        "p95_ms": round(times[int(len(times) * 0.95)], 2),
        "max_ms": round(times[-1], 2),
        "recall": recall,
        "precision": precision,
        "estimated": totals.count(None),
        "median_counted_hits": statistics.median(filter(None, totals)),
    }


def ask(queries: Sequence[str]) -> tuple[list[float], list[int | None]]:
    """Each query once, as the search page asks it: milliseconds and totals (None: an estimate)."""
    from huiyin.search import index

    for query in queries[:20]:  # the first ones open files and compile statements
        index.find(index.Query(query))
    times, totals = [], []
    for query in queries:
        begun = time.perf_counter()
        results = index.find(index.Query(query))
        times.append((time.perf_counter() - begun) * 1000)
        totals.append(None if results.is_estimate else results.total)
    return times, totals


def compare(asked: Sequence[Answer], totals: Sequence[int | None]) -> tuple[float, float]:
    """Recall and precision over all queries; a total that is not the number of hits is a fault."""
    from huiyin.search import engines
    from huiyin.search.chinese import phrases
    from huiyin.search.models import Entry
    from huiyin.search.question import Question

    keys = dict(Entry.objects.values_list("pk", "key"))
    if len(keys) != DOCUMENTS:
        raise RuntimeError(f"{len(keys)} texts are indexed")
    right = wanted = given = 0
    for (query, numbers), total in zip(asked, totals, strict=True):
        (counted, _), ids, _ = engines.current().page(
            Question(phrases(query), limit=DOCUMENTS, exact=True)
        )
        hits = {keys[pk] for pk in ids}
        if counted != len(hits) or (total is not None and total != counted):
            raise RuntimeError(f"{query}: reported {total}, counted {counted}, found {len(hits)}")
        true = {f"document:{number}" for number in numbers}
        right, wanted, given = right + len(hits & true), wanted + len(true), given + len(hits)
    return right / wanted, right / given
