"""An empty site in HUIYIN_HOME, in this process."""

import os
from pathlib import Path

import django
from django.conf import settings

from tests import databases


def prepare() -> None:
    """From a copy of the migrated database that the tests keep: migrating takes longer than most measurements."""
    database = Path(os.environ["HUIYIN_HOME"], "huiyin.sqlite3")
    if not database.exists():
        databases.copy_migrated_file(database)
        databases.keep_key(database.parent)
    django.setup()
    settings.STATIC_ROOT.mkdir(exist_ok=True)
