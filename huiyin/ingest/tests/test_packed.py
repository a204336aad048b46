"""Rows wait packed, come back as they were, and few of them are alive at a time."""

import weakref
import zlib
from datetime import date, datetime

import pytest

from huiyin.common.confined import wire
from huiyin.ingest.tables import packed
from huiyin.ingest.tables.packed import AT_ONCE, Rows
from huiyin.ingest.tables.unread import Unread

CELLS = ["字", "", None, 1, 1.5, True, date(2026, 1, 2), datetime(2026, 1, 2, 3, 4)]  # noqa: DTZ001 - as a cell has it


def numbered(count):
    return [[f"第{number}行", number] for number in range(count)]


def test_cells_keep_their_kinds():
    (row,) = packed.packed([[*CELLS, Unread("公式")]])
    assert row == [*CELLS, ""]
    assert [cell.__class__ for cell in row[:-1]] == [cell.__class__ for cell in CELLS]
    assert row[-1].reason == "公式"


@pytest.mark.parametrize("count", [0, 1, AT_ONCE - 1, AT_ONCE, AT_ONCE + 1, 3 * AT_ONCE + 7])
def test_rows_are_found_at_their_places(count):
    rows, known = packed.packed(numbered(count)), numbered(count)
    assert (len(rows), list(rows), rows.cells) == (count, known, 2 * count)
    places = {0, 1, AT_ONCE - 1, AT_ONCE, AT_ONCE + 1, count - 1, count} & set(range(count))
    assert [rows[place] for place in places] == [known[place] for place in places]
    for first in (0, 3, AT_ONCE, count, count + 9):
        assert list(rows.since(first)) == known[first:]
        assert rows[first : first + 5] == known[first : first + 5]
    with pytest.raises(IndexError):
        rows[count]


def test_the_widest_row_is_known():
    assert packed.packed([["甲"], ["甲", "", "丙"], []]).widest == 3
    assert Rows().widest == 0


class Row(list):
    """One whose end can be seen."""


def test_no_more_than_a_part_is_alive():
    alive, most = [], 0

    def rows():
        nonlocal most
        for number in range(4 * AT_ONCE):
            row = Row([number])
            alive[:] = [one for one in alive if one() is not None] + [weakref.ref(row)]
            most = max(most, len(alive))
            yield row

    assert len(packed.packed(map(list, rows()))) == 4 * AT_ONCE
    assert most <= 2


@pytest.mark.parametrize(
    "part",
    [b"no rows", zlib.compress(b"no rows"), zlib.compress(b"cos\nsystem\n(S'true'\ntR.")],
    ids=["not packed", "no values", "a call"],
)
def test_what_no_child_of_ours_has_packed_is_not_read(part):
    with pytest.raises(wire.BrokenOffError):
        Rows([part], 1, 1, 1)[0]


def test_a_part_that_unpacks_without_end_is_stopped(monkeypatch):
    rows = packed.packed([["甲" * 5000]])
    monkeypatch.setattr(packed, "_MOST", 1000)
    with pytest.raises(wire.BrokenOffError):
        rows[0]
    with pytest.raises(MemoryError):
        packed.packed([["甲" * 5000]])
