"""The same search measured on a real PostgreSQL, whose data is kept in var/bench between runs."""

from typing import Any

from tests import postgres

from . import search


def run(documents: int = 100_000) -> dict[str, Any]:
    kept = search.ROOT / "var" / "bench" / f"postgresql-{documents}"
    with postgres.running(kept) as url:
        return search.run(documents, HUIYIN_DATABASE_URL=url)
