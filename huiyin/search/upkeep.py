"""After migrations and flushes: the index follows the tables it is made from."""

from typing import Any

from django.db import connection

from . import engines
from .models import Entry


def clear_if_emptied(sender: Any, **keywords: Any) -> None:
    """`flush` empties the tables of models only; the index beside them must follow."""
    there = set(connection.introspection.table_names())
    if {Entry._meta.db_table, "search_words"} <= there and not Entry.objects.exists():
        engines.current().clear()
