"""SQLite knows its tables after a migration and each night, so that it takes the index that fits."""

import pytest
from django.core.management import call_command
from django.db import connection

from huiyin.database import statistics, tasks
from huiyin.throttle.models import Spent

pytestmark = pytest.mark.django_db


def known():
    with connection.cursor() as cursor:
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = 'throttle_spent'")
        return [stat.split()[0] for (stat,) in cursor.fetchall()]


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL gathers them by itself")
@pytest.mark.parametrize("when", ["each night", "after a migration"])
def test_tables_are_counted(when):
    Spent.objects.bulk_create(Spent(key=f"k{number}", until=number) for number in range(7))
    if when == "each night":
        assert tasks.count().endswith(" tables analysed")
    else:
        call_command("migrate", verbosity=0)
    assert set(known()) == {"7"}


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="there it is asked for")
def test_postgresql_is_left_alone():
    assert statistics.refresh() == 0
