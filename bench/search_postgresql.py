"""The same search measured on a real PostgreSQL, whose data is kept between runs."""

import os
from typing import Any

from tests import postgres

from . import kept, search
from .corpus import Corpus


def run() -> dict[str, Any]:
    with postgres.running(kept.folder("postgresql")) as url:
        os.environ["HUIYIN_DATABASE_URL"] = url
        import django
        from django.core.management import call_command
        from django.db import connection

        django.setup()
        call_command("migrate", "search", verbosity=0)
        fill()
        figures = search.measure()
        connection.close()
    return figures


def fill() -> None:
    """Index all, unless a former run has left the very same."""
    from django.db import connection, transaction

    from huiyin.search import engines, index
    from huiyin.search.models import Entry

    if Entry.objects.count() == kept.DOCUMENTS:
        return
    index.rebuild([])
    with transaction.atomic(), connection.cursor() as cursor:
        # one index made at the end takes a fraction of what a hundred thousand additions take
        cursor.execute("SELECT pg_get_indexdef('search_words_pairs'::regclass)")
        (again,) = cursor.fetchone()
        cursor.execute("DROP INDEX search_words_pairs")
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        index.put(index.Document(**document) for document in Corpus(kept.DOCUMENTS))
        cursor.execute(again)
    engines.current().tidy()
