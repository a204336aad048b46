"""Printed tables: heads cover what they are the heads of, and all files hold the same boxes."""

import io

import docx
import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from huiyin.web import grid_files
from huiyin.web.grid import Box, Grid, column_heads, row_heads

LABEL = st.sampled_from(["甲", "乙", "丙"])
PATHS = st.lists(st.lists(LABEL, min_size=1, max_size=3).map(tuple), min_size=1, max_size=9)


def unambiguous(paths):
    """No head is both a group and a leaf, and none comes twice."""
    return len(set(paths)) == len(paths) and not any(
        one != other and other[: len(one)] == one for one in paths for other in paths
    )


def covered(grid):
    """How often each place of the rectangle is covered."""
    places = {}
    for row, column, box in grid.placed():
        for down in range(box.down):
            for across in range(box.across):
                place = (row + down, column + across)
                places[place] = places.get(place, 0) + 1
    return places


@given(paths=PATHS.filter(unambiguous))
def test_heads_tile_the_rectangle(paths):
    depth = max(map(len, paths))
    above = Grid("", column_heads(paths), [], (1,) * len(paths))
    assert covered(above) == {(r, c): 1 for r in range(depth) for c in range(len(paths))}
    beside = Grid("", [], row_heads(paths), (1,) * depth)
    assert covered(beside) == {(r, c): 1 for r in range(len(paths)) for c in range(depth)}


@given(paths=PATHS.filter(unambiguous))
def test_each_leaf_has_its_own_words_and_its_groups(paths):
    grid = Grid("", column_heads(paths), [], (1,) * len(paths))
    over = [{} for _ in paths]
    for row, column, box in grid.placed():
        for across in range(box.across):
            over[column + across][row] = box.content
    assert [tuple(words[row] for row in sorted(words)) for words in over] == paths


GRID = Grid(
    "表",
    [[Box("角", 2, 1, "col"), Box("上", 1, 2, "colgroup")], [Box("左", scope="col"), Box("右", scope="col")]],
    [[Box("=1+1", scope="row"), Box(3), Box(0)]],
    (2, 1, 1),
)  # fmt: skip


def test_a_workbook_merges_and_counts():
    file = io.BytesIO()
    grid_files.to_xlsx(file, "题", [("甲", GRID)], ["注"])
    sheet = openpyxl.load_workbook(file)["甲"]
    assert {str(one) for one in sheet.merged_cells.ranges} == {"A3:A4", "B3:C3", "A7:C7"}
    assert [sheet.cell(5, column).value for column in (1, 2, 3)] == ["=1+1", 3, 0]
    assert [sheet.cell(5, column).data_type for column in (1, 2, 3)] == ["s", "n", "n"]


def test_a_word_file_merges_and_repeats_its_heads():
    file = io.BytesIO()
    grid_files.to_docx(file, "题", [GRID], ["注"])
    document = docx.Document(file)
    [table] = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["角", "上", "上"],
        ["角", "左", "右"],
        ["=1+1", "3", "0"],
    ]
    heads = [row._tr.trPr.xpath("w:tblHeader") for row in table.rows]
    assert [bool(head) for head in heads] == [True, True, False]
    assert [p.text for p in document.paragraphs] == ["题", "表", "注"]
