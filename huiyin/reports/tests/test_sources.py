"""The table of the summary's sources: what it names exists, what it quotes is composed."""

import pytest
from django.apps import apps

from huiyin.figures import registry
from huiyin.reports import summary
from tests import sources


@pytest.fixture(scope="module")
def table():
    return sources.table()


def test_the_rows_are_numbered_without_a_gap(table):
    assert [row.number for row in table] == list(range(1, len(table) + 1))
    assert len(table) > 20


def test_each_row_has_a_counterpart_with_a_source_or_says_why_not(table):
    for row in table:
        assert bool(row.fragments) == bool(row.keys), row.number
        assert row.fragments or len(row.why_not) > 10, row.number


@pytest.mark.django_db
def test_each_named_source_exists(table, bureau):
    known = set(registry.by_key()) | {"disclosure.systems", "disclosure.penalties"}
    records = {model._meta.label_lower for model in apps.get_models()}
    missing = []
    for row in table:
        for key in row.keys:
            kind, _, name = key.rpartition(":")
            there = {"slot": summary.slots(), "record": records, "": known}[kind]
            if name not in there and not name.startswith(FAMILIES):
                missing.append(f"{row.number}: {key}")
    assert not missing


FAMILIES = ("licensing.decided.", "hotline.mayor-hotline.", "hotline.interaction.", "disclosure.")
"""Figures that depend on what an agency has; the demonstration has them, see below."""
