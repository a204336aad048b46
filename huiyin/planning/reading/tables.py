"""任务分解表: which column of a table holds the task, the unit, the day and the aim. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .clauses import names_in

_HEADS = {
    "number": re.compile(r"^(序号|编号)$"),
    "task": re.compile(r"任务|工作内容|主要内容|重点工作|事项|措施|^项目$"),
    "units": re.compile(r"(责任|牵头|承办|落实|主办|负责|配合|协办)(单位|科室|部门|处室|人)?"),
    "due": re.compile(r"时限|期限|完成时间|时间节点|时间要求|进度"),
    "measure": re.compile(r"目标|标准|成果|成效|指标"),
}
_LEADS = re.compile(r"牵头|责任|主办|承办|负责")


@dataclass(frozen=True)
class Row:
    """A row of a table of tasks."""

    number: str
    task: str
    units: tuple[str, ...]
    due: str
    measure: str


def rows(table: Sequence[Sequence[str]]) -> Iterator[Row]:
    """The rows below a head that names a task and a unit or a day; none in any other table."""
    columns: dict[str, list[int]] = {}
    for line in table:
        cells = [" ".join(cell.split()) for cell in line]
        heads = _columns(cells)
        if "task" in heads and heads.keys() & {"units", "due"}:
            columns = _leading(heads, cells)
            continue
        row = _row(cells, columns) if columns else None
        if row is not None:
            yield row


def _columns(cells: Sequence[str]) -> dict[str, list[int]]:
    """Meaning → columns with a head of that meaning; a head is short and says nothing else."""
    found: dict[str, list[int]] = {}
    for place, cell in enumerate(cells):
        words = cell.replace(" ", "")
        if not words or len(words) > 12:
            continue
        meaning = next((name for name, head in _HEADS.items() if head.search(words)), None)
        if meaning is not None:
            found.setdefault(meaning, []).append(place)
    return found


def _leading(columns: dict[str, list[int]], heads: Sequence[str]) -> dict[str, list[int]]:
    """Of several columns of units whoever leads comes first."""
    units = columns.get("units", [])
    ordered = sorted(units, key=lambda place: (not _LEADS.search(heads[place]), place))
    return {**columns, "units": ordered}


def _row(cells: Sequence[str], columns: dict[str, list[int]]) -> Row | None:
    def said(meaning: str) -> list[str]:
        places = columns.get(meaning, [])
        return [cells[place] for place in places if place < len(cells) and cells[place]]

    tasks = list(dict.fromkeys(said("task")))
    if not tasks or len(set(filter(None, cells))) == 1:
        return None  # empty, or a heading over all columns
    units = tuple(dict.fromkeys(name for cell in said("units") for name in names_in(cell)))
    number = "".join(said("number")[:1])[:40]
    return Row(number, "：".join(tasks), units, "".join(said("due")[:1]), "".join(said("measure")))
