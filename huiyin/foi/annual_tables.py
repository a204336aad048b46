"""年报第三、第四部分 as printed: one object behind the pages and every file."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import IO

from django.http import FileResponse, Http404

from huiyin.common import days
from huiyin.figures import registry
from huiyin.figures.registry import Scope
from huiyin.national_forms.forms import Head, NationalForm, form_of
from huiyin.organisations.models import Organisation
from huiyin.web import downloads, grid_files
from huiyin.web.downloads import Table
from huiyin.web.grid import Box, Grid, column_heads, row_heads

from . import statutory

HANDLED_WIDTHS = (754, 921, 3271)
"""Parts of the columns of labels, as in the template; a number has `NUMBER_WIDTH`."""
NUMBER_WIDTH = 685
DEFINITIONS = (
    "口径：本年新收按收到日期计，办理结果按答复或者终结办理的日期计，结转按期末尚未办结的计；"
    "行政复议、行政诉讼按审结日期计，期末尚未审结的计入“尚未审结”；录入作废的不计。"
)
CELL_HEADS = (
    *("部分", "项目", "栏目", "数值", "单位"),
    *("统计期起", "统计期止", "台账日期", "数据编号"),
)
Address = Callable[[str], str]
"""Where the records of a figure are, by its key."""


def nowhere(key: str) -> str:
    return ""


@dataclass(frozen=True)
class AnnualTables:
    """The two tables of an agency, of a year, as of a day."""

    agency: Organisation
    scope: Scope
    form: NationalForm
    counts: dict[str, int]

    @classmethod
    def of(cls, agency: Organisation, scope: Scope) -> "AnnualTables":
        form = form_of(scope.start.year)
        asked = {*_table_keys(form), *(_remedy_key(head) for head in form.remedies)}
        figures = [*statutory.table(agency.pk), *statutory.remedies(agency.pk)]
        values = registry.values((figure for figure in figures if figure.key in asked), scope)
        return cls(agency, scope, form, {key: int(value or 0) for key, value in values.items()})

    @property
    def year(self) -> int:
        return self.scope.start.year

    @property
    def title(self) -> str:
        """With the day to which a running year is counted."""
        until = f"（{self.scope.until}）" if self.scope.until else ""
        return f"{self.year}年依申请公开统计表{until}"

    @property
    def file_name(self) -> str:
        """A running year says 截至; of one that is over the day is that of the register."""
        until = "" if self.scope.is_whole else "截至"
        return f"{self.agency.on(self.scope.end).short_name}{self.year}年依申请公开统计表_{until}{self.scope.as_of:%Y%m%d}"

    @property
    def notes(self) -> list[str]:
        """What stands outside the tables: whose, of which days, by which form, counted how."""
        start, end, seen = self.scope.start, self.scope.end, self.scope.as_of
        notes = [
            f"编制机关：{self.agency.on(end)}。统计期：{days.written(start)}至{days.written(end)}"
            + ("。" if self.scope.is_whole else f"（{self.scope.until}，只计到这一天）。")
            + f"数据取自{days.written(seen)}的依申请公开台账。",
            f"格式：《中华人民共和国政府信息公开工作年度报告格式》（{self.form.basis}）。",
            DEFINITIONS,
        ]
        if self.year < self.form.since:
            notes[1] = (
                f"格式：{self.form.since}年以前没有全国统一的格式，这里按{self.form.since}年起的格式"
                f"（{self.form.basis}）列出。"
            )
        return notes

    def handled(self, address: Address = nowhere) -> Grid:
        """三、收到和处理政府信息公开申请情况."""
        return handled_grid(self.form, partial(self._value, "foi.table", address=address))

    def contested(self, address: Address = nowhere) -> Grid:
        """四、政府信息公开行政复议、行政诉讼情况."""
        return contested_grid(self.form, partial(self._value, "foi.remedies", address=address))

    def _value(self, part: str, cell: str, address: Address) -> Box:
        key = f"{part}.{cell}"
        return Box(self.counts[key], address=address(key))

    def cells(self) -> Table:
        """One row for each box, for programs: part, row, column, number, key of the figure."""
        return Table(self.file_name, "年报第三、第四部分", CELL_HEADS, list(self._cells()))

    def _cells(self) -> Iterator[tuple[downloads.Cell, ...]]:
        form, days = self.form, (self.scope.start, self.scope.end, self.scope.as_of)
        for line in form.lines:
            for column in form.columns:
                key = _table_key(line, column)
                what = ("／".join(line.path), "／".join(column.path))
                yield (form.handled, *what, self.counts[key], "件", *days, key)
        for head in form.remedies:
            key, (*kind, outcome) = _remedy_key(head), head.path
            what = ("／".join(kind), outcome)
            yield (form.contested, *what, self.counts[key], "件", *days, key)


def handled_grid(form: NationalForm, box: Callable[[str], Box]) -> Grid:
    """Part three with the box of each cell, by its name in the form."""
    heads = column_heads([column.path for column in form.columns])
    heads[0].insert(0, Box(form.corner, len(heads), form.label_columns, "col"))
    labels = row_heads([line.path for line in form.lines])
    body = [
        [*label, *(box(f"{line.key}.{column.key}") for column in form.columns)]
        for line, label in zip(form.lines, labels, strict=True)
    ]
    widths = (*HANDLED_WIDTHS, *([NUMBER_WIDTH] * len(form.columns)))
    return Grid(form.handled, heads, body, widths)


def contested_grid(form: NationalForm, box: Callable[[str], Box]) -> Grid:
    """Part four: one row below three levels of heads."""
    heads = column_heads([head.path for head in form.remedies])
    row = [box(head.key) for head in form.remedies]
    return Grid(form.contested, heads, [row], (1,) * len(form.remedies))


def write(tables: AnnualTables, form: str, file: IO[bytes]) -> None:
    """The tables into a file of that form."""
    if form in PRINTED:
        PRINTED[form](tables, file)
    else:
        downloads.write(tables.cells(), form, file)


def answer(tables: AnnualTables, form: str) -> FileResponse:
    """The tables to take along.

    Raises:
        Http404: no such form.
    """
    if form not in TYPES:
        raise Http404
    name = f"{tables.file_name}.{form}"
    return downloads.to_save(partial(write, tables, form), name, TYPES[form])


def _xlsx(tables: AnnualTables, file: IO[bytes]) -> None:
    named = [("第三部分", tables.handled()), ("第四部分", tables.contested())]
    grid_files.to_xlsx(file, tables.title, named, tables.notes)


def _docx(tables: AnnualTables, file: IO[bytes]) -> None:
    both = [tables.handled(), tables.contested()]
    grid_files.to_docx(
        file, f"{tables.agency.on(tables.scope.end)}{tables.title}", both, tables.notes
    )


PRINTED: dict[str, Callable[[AnnualTables, IO[bytes]], None]] = {"xlsx": _xlsx, "docx": _docx}
OFFERED = (("Word", "docx"), ("Excel", "xlsx"), ("CSV", "csv"), ("JSON", "json"))
TYPES = {**grid_files.TYPES, **{form: downloads.TYPES[form] for form in ("csv", "json")}}


def _table_keys(form: NationalForm) -> Iterator[str]:
    return (_table_key(line, column) for line in form.lines for column in form.columns)


def _table_key(line: Head, column: Head) -> str:
    return f"foi.table.{line.key}.{column.key}"


def _remedy_key(head: Head) -> str:
    return f"foi.remedies.{head.key}"
