"""Fixtures of the importers."""

import pytest

from huiyin.ingest import ledgers

from .ledger_rows import book


@pytest.fixture
def take(bureau, robot, morning):
    """Import rows or a stream: `take("licences", {...}, {...}, strict=True)`."""

    def run(kind, *source, actor=robot, at=morning, **options):
        stream = source[0] if hasattr(source[0], "read") else book(*source)
        return ledgers.import_file(
            kind, stream, name="台账.xlsx", agency=bureau, actor=actor, at=at, **options
        )

    return run
