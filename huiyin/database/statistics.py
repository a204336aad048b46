"""What the planner knows of the tables. Without it SQLite takes whichever index was made last.

PostgreSQL gathers it by itself. SQLite does when it is asked: after each migration, which may have
made an index, and each night, since a new site has empty tables. A bound (`analysis_limit`) would
not do: it takes a column of one agency's requests for one of a thousand agencies.
"""

from typing import Any

from django.db import connection


def refresh(**signal: Any) -> int:
    """Table by table, so that no writer waits longer than for the largest; how many there were."""
    if connection.vendor != "sqlite":
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'index' ORDER BY tbl_name"
        )
        names = [name for (name,) in cursor.fetchall()]
        for name in names:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(name)}")
    return len(names)
