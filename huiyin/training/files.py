"""培训清单 as a workbook and as a Word file: the same lines as on the page."""

from typing import IO

from huiyin.web import grid_files
from huiyin.web.downloads import Look, Table
from huiyin.web.grid import Box, Grid

from .kinds import KINDS
from .lists import Line, TrainingList

HEADS = ("单位", "类别", "编号", "期限", "办理日期", "超期工作日", "规定")
WIDTHS = (16, 12, 18, 12, 12, 8, 40)


def title(made: TrainingList) -> str:
    return f"{made.agency.name}{made.quarter.label}培训清单"


def note(made: TrainingList) -> str:
    return (
        f"统计到{made.until.isoformat()}，按办件记录生成；只列编号、日期和规定，不含任何人的信息。"
    )


def table(made: TrainingList) -> Table:
    """Every line, unit after unit."""
    rows = [
        (unit, one.kind.label, one.reference, one.due, one.done, one.days, one.kind.rule)
        for unit, lines in made.units
        for one in lines
    ]
    look = Look(widths=WIDTHS, text={"text_wrap": True, "valign": "top"}, is_printed=True)
    return Table(title(made), made.quarter.label, HEADS, rows, look)


def to_docx(made: TrainingList, file: IO[bytes]) -> None:
    """How many of each kind a unit has, and each unit's lines."""
    grids = [_counts(made), *(_lines(unit, lines) for unit, lines in made.units)]
    grid_files.to_docx(file, title(made), grids, [note(made)])


def _counts(made: TrainingList) -> Grid:
    head = [Box("单位", scope="col"), *(Box(k.label, scope="col") for k in KINDS), Box("合计", scope="col")]  # fmt: skip
    body = [
        [Box(unit, scope="row"), *map(Box, numbers), Box(total)]
        for unit, numbers, total in made.counts
    ]
    body.append([Box("合计", scope="row"), *map(Box, made.totals)])
    return Grid("一、各单位件数", [head], body, (3, *(1 for _ in KINDS), 1))


def _lines(unit: str, lines: list[Line]) -> Grid:
    heads = ("类别", "编号", "期限", "办理日期", "超期工作日", "规定")
    body = [
        [
            Box(one.kind.label, scope="row"),
            Box(one.reference),
            Box(str(one.due or "")),
            Box(str(one.done or "")),
            Box("" if one.days is None else one.days),
            Box(one.kind.rule),
        ]
        for one in lines
    ]
    return Grid(unit, [[Box(head, scope="col") for head in heads]], body, (3, 4, 3, 3, 2, 9))
