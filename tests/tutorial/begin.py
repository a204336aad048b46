"""The first page, in the copy of the project: tables are made, and kept for the tests that follow."""

import importlib
import sys
from pathlib import Path

import django
from django.conf import settings
from django.db import connection

from tests import databases

from .pages import blocks


def main() -> int:
    django.setup()
    from .commands import differing  # noqa: PLC0415 - commands need the apps first

    importlib.invalidate_caches()
    wrong = [
        line
        for block in blocks("1-record.md")
        if block.kind == "console"
        for line in differing(block)
    ]
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute("PRAGMA journal_mode=DELETE")
    connection.close()
    databases.KEPT.mkdir(parents=True)
    database = Path(settings.DATABASES["default"]["NAME"])
    database.rename(databases.KEPT / f"{databases.fingerprint()}.sqlite3")
    sys.stderr.write("\n".join(wrong))
    return len(wrong)


if __name__ == "__main__":
    sys.exit(main())
