"""An import costs the same for each thousand of its rows, however many there are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.ingest.ledgers import sorting

from .ledger_rows import LICENCE

STEP = 100
"""Rows of a step here; a real one has a thousand."""
MOST = 130
"""Statements of a step: it stores a record, its origin, its audit entry and what stands beside them
in nine tables, each in a few statements.
"""


@pytest.fixture
def statements(take, monkeypatch):
    """How many statements an import of so many rows takes, and how many the same file again."""
    monkeypatch.setattr(sorting, "STEP", STEP)

    def run(year, count):
        rows = [
            LICENCE
            | {
                "行政许可决定文书号": f"云城管许字〔{year}〕{number}号",
                "行政相对人名称": f"云溪市样例第{year}{number}建设有限公司",
            }
            for number in range(1, count + 1)
        ]
        with CaptureQueriesContext(connection) as first:
            result = take("licences", *rows)
        assert (result.created, result.rejected) == (count, [])
        with CaptureQueriesContext(connection) as again:
            assert take("licences", *rows).unchanged == count
        return len(first), len(again)

    return run


@pytest.mark.django_db
def test_statements_grow_by_the_step(statements):
    statements(2018, 1)  # what is asked once in a process
    one, again = statements(2019, STEP)
    three, thrice = statements(2020, 3 * STEP)
    assert 0 < three - one <= 2 * MOST
    assert thrice - again <= 2
