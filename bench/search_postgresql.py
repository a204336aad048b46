"""The same search measured on a real PostgreSQL, which lives for this run only."""

from typing import Any

from tests import postgres

from . import search


def run() -> dict[str, Any]:
    with postgres.running() as url:
        return search.run(HUIYIN_DATABASE_URL=url)
