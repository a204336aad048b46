"""Real files are read as they are in operation: in children, under the usual limits."""

import pytest


@pytest.fixture(autouse=True)
def in_children(children):
    """Asked for by no test by name."""
