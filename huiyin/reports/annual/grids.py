"""第二、三、四部分 as they are printed: merged heads, one box for each number."""

from collections.abc import Mapping

from huiyin.foi.annual_tables import contested_grid, handled_grid
from huiyin.national_forms.forms import Block, NationalForm
from huiyin.web.grid import Box, Grid

Boxes = Mapping[str, Box]
"""The box of each cell: its number, and where its records are."""


def grids(form: NationalForm, boxes: Boxes) -> list[Grid]:
    """The three tables in their order."""
    box = boxes.__getitem__
    return [disclosed(form, boxes), handled_grid(form, box), contested_grid(form, box)]


def disclosed(form: NationalForm, boxes: Boxes) -> Grid:
    """二、主动公开政府信息情况: a block for each item of the law, one under the other."""
    width = 1 + max(len(block.columns) for block in form.blocks)
    body = [row for block in form.blocks for row in _block(form, block, boxes, width)]
    return Grid(form.disclosed, [], body, (1,) * width)


def _block(form: NationalForm, block: Block, boxes: Boxes, width: int) -> list[list[Box]]:
    spans = _spans(len(block.columns), width - 1)
    heads = [
        Box(column.path[-1], across=across, scope="col")
        for column, across in zip(block.columns, spans, strict=True)
    ]
    return [
        [Box(block.title, across=width, scope="colgroup")],
        [Box(form.content, scope="col"), *heads],
        *(
            [Box(line.path[-1], scope="row")]
            + [
                _wide(boxes[f"{line.key}.{column.key}"], across)
                for column, across in zip(block.columns, spans, strict=True)
            ]
            for line in block.lines
        ),
    ]


def _spans(columns: int, width: int) -> list[int]:
    """How many columns of the table each of a block covers; the last one takes the rest."""
    return [1] * (columns - 1) + [width - columns + 1]


def _wide(box: Box, across: int) -> Box:
    return Box(box.content, across=across, address=box.address)
