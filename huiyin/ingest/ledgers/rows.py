"""From the cells of a row to the values of a record; all cells are checked, all faults named."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any, Final

from huiyin.casework.cells import CUT, CellError, Reader, plain_text
from huiyin.casework.ledgers import KEY, Column, Ledger
from huiyin.ingest.others import AT_MOST, LONGEST
from huiyin.ingest.tables.packed import AT_ONCE
from huiyin.ingest.tables.sheets import LedgerFileError, Sheet
from huiyin.ingest.tables.unread import Unread
from huiyin.organisations.models import Organisation

from .headers import Found, Mapping, nameless_name
from .naming import norm
from .notrecords import NEAR, PassedOver
from .results import Rejection, Remarks, shown

_REMEMBERED = 4000
_DAY_ZERO_1904 = date(1904, 1, 1)
_MONTH_FIRST = re.compile(r"\A([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})\Z")
_LONG = 1000  # a cut cell is long


class _Keep:
    """The value of a masked or cut cell: leave the stored one."""


KEEP: Final = _Keep()


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of a cell, as a value, so that it is cached like a good one."""

    message: str


@dataclass(frozen=True, slots=True)
class Told:
    """A value with what is worth telling of its cell."""

    value: Any
    remark: str


@dataclass
class Line:
    """One row: its number in Excel, its cells, its values or its faults."""

    number: int
    cells: list[Any]
    values: dict[str, Any]
    faults: list[Rejection]
    others: dict[str, str] = field(default_factory=dict)
    """What stands in the columns that the ledger does not have."""

    @property
    def key(self) -> str:
        return str(self.values.get(KEY) or "")


class RowReader:
    """Reads the rows below a header; equal cells of a column are read once."""

    def __init__(
        self,
        ledger: Ledger[Any],
        agency: Organisation,
        header: Found,
        mapping: Mapping,
        sheet: Sheet,
    ) -> None:
        self.ledger, self.agency, self.mapping = ledger, agency, mapping
        prepared = [
            (position, replace(column, reader=_ready(column.reader, agency, sheet)))
            for position, column in header.columns
        ]
        self.columns = [column for _, column in prepared]
        self.readers: dict[str, Reader] = {column.field: column.reader for column in self.columns}
        self.plan: list[tuple[int, str, Column, Callable[[Any], Any], dict[Any, Any]]] = [
            (position, column.field, column, _compiled(column, mapping), {})
            for position, column in prepared
        ]
        there = {column.field for column in self.columns}
        self.absent = [column for column in ledger.columns if column.field not in there]
        self.given = self._given(there)
        self.carried = [position for position, column in prepared if column.carries]
        self.others = other_columns(sheet, header)
        self.width = max(len(header.cells), *(place + 1 for place, _ in self.others), 0)
        self.first = header.number
        self.remarks = Remarks()
        self.part = lru_cache(maxsize=8)(sheet.rows.part)
        self.filled: dict[int, list[Any]] = {}
        """Rows with cells that were carried down to them, by number."""
        names = KEY if ledger.key_of is None else ledger.columns[0].field
        key = next((position for position, name, *_ in self.plan if name == names), 0)
        self.passed_over = PassedOver(key, header.by_name, frozenset({header.cells[key]}))

    def _given(self, there: set[str]) -> list[tuple[str, Any]]:
        """Values of `[defaults]` for columns that the file does not have."""
        defaults = []
        for column in self.absent:
            if column.header in self.mapping.defaults:
                ready = replace(column, reader=column.reader.prepare(self.agency.pk))
                self.readers[column.field] = ready.reader
                defaults.append(
                    (
                        column.field,
                        _compiled(ready, self.mapping)(self.mapping.defaults[column.header]),
                    )
                )
        return defaults

    def lines(self, sheet: Sheet) -> Iterator[Line]:
        """Every row, except blank ones and those that are no records."""
        above: dict[int, Any] = {}
        for number, cells in enumerate(sheet.rows.since(self.first), start=self.first + 1):
            if not any(cells) and all(cell in ("", None) for cell in cells):
                continue
            cells = self._wide(cells)
            if self.passed_over.takes(number, cells, is_near=number <= self.first + NEAR):
                continue
            if self.carried:
                cells = self.filled[number] = self._carry(cells, above)
            line = self._line(number, cells, is_csv=sheet.is_csv)
            if not (line.faults and all(str(cell).strip() == "" for cell in cells)):
                yield line

    def _wide(self, cells: list[Any]) -> list[Any]:
        return cells + [""] * (self.width - len(cells)) if len(cells) < self.width else cells

    def read_again(self, number: int) -> Line:
        """A row that was read before, to be compared; nothing is remarked twice."""
        if (cells := self.filled.get(number)) is None:
            part, place = divmod(number - 1, AT_ONCE)
            cells = self._wide(self.part(part)[place])
        remarks, self.remarks = self.remarks, Remarks()
        try:
            return self._line(number, cells, is_csv=False)
        finally:
            self.remarks = remarks

    def _carry(self, cells: list[Any], above: dict[int, Any]) -> list[Any]:
        """The cells with those filled in that were merged with the ones above; notes these anew."""
        filled = list(cells)
        for position in self.carried:
            if filled[position] in ("", None):
                filled[position] = above.get(position, "")
            above[position] = filled[position]
        return filled

    def _line(self, number: int, cells: list[Any], *, is_csv: bool) -> Line:
        values: dict[str, Any] = {}
        line = Line(number, cells, values, [])
        for position, name, column, read, remembered in self.plan:
            raw = cells[position]
            # 1, 1.0 and True are the same key to a dict, but not the same cell
            key = raw if raw.__class__ is str else (raw.__class__, raw)
            value = remembered.get(key, remembered)
            if raw.__class__ is Unread:
                value = Fault(raw.reason)
            elif value is remembered:
                value = read(raw)
                if len(remembered) < _REMEMBERED:
                    remembered[key] = value
            if value.__class__ is Fault:
                line.faults.append(
                    Rejection(
                        number,
                        column.header,
                        shown(cells[position], is_private=column.is_private),
                        value.message,
                    )
                )
            elif value.__class__ is Told:
                values[name] = value.value
                self.remarks.add(column.header, value.remark, number)
            else:
                values[name] = value
        if is_csv and len(cells) > self.width and any(cell.strip() for cell in cells[self.width :]):
            extra = len(cells) - self.width
            message = f"这一行比表头多出{extra}格，请检查有没有未加引号的分隔符"
            line.faults.append(Rejection(number, "", "", message))
        self._keep_others(line)
        if self.absent:
            self._fill(line)
        if self.ledger.key_of is not None:
            values[KEY] = self.ledger.key_of(values)
        return line

    def _keep_others(self, line: Line) -> None:
        """The cells of columns that nobody knows, as their texts."""
        for position, name in self.others:
            text = line.others[name] = _text(line.cells[position])
            if len(text) > LONGEST:
                line.faults.append(
                    Rejection(
                        line.number, name, shown(text, is_private=True),
                        f"台账没有这一列，内容照原样保存，一格最多{LONGEST}字，现在有{len(text)}字；请删短，或者删去这一列",
                    )
                )  # fmt: skip

    def _fill(self, line: Line) -> None:
        """Values of columns that the file does not have: from the mapping, else from the ledger."""
        for name, value in self.given:
            if value.__class__ is Fault:
                line.faults.append(
                    Rejection(
                        line.number,
                        self.ledger.header_of(name),
                        "",
                        f"映射文件的默认值不对：{value.message}",
                    )
                )
            else:
                line.values[name] = value
        for column in self.absent:
            other = self.mapping.copies.get(column.header)
            source = next((c.field for c in self.ledger.columns if c.header == other), "")
            if source in line.values:
                line.values[column.field] = line.values[source]


def other_columns(sheet: Sheet, header: Found) -> list[tuple[int, str]]:
    """Place and name of the columns that the ledger does not have; without a name if they hold anything.

    Raises:
        LedgerFileError: more of them than are kept.
    """
    wide = len(header.cells)
    widest = wide if sheet.is_csv else sheet.rows.widest
    nameless = {place: name for place, name in header.unknown if not norm(header.cells[place])}
    nameless |= {place: nameless_name(place) for place in range(wide, widest)}
    others = [pair for pair in header.unknown if pair[0] not in nameless]
    filled = _filled(sheet.rows.since(header.number), set(nameless)) if nameless else set()
    others += [(place, name) for place, name in nameless.items() if place in filled]
    if len(others) > AT_MOST:
        raise LedgerFileError(
            f"有{len(others)}个列不是这个台账的列，随记录最多保存{AT_MOST}个；"
            f"请删去不需要的列再导入，例如：{'、'.join(name for _, name in others[:5])}"
        )
    return others


def _text(raw: Any) -> str:
    """A number that Excel has rounded is kept as it has become."""
    try:
        return plain_text(raw)
    except CellError:
        return f"{raw:.15g}"


def _filled(rows: Iterable[list[Any]], places: set[int]) -> set[int]:
    """At which of these places anything stands in any row."""
    filled: set[int] = set()
    for cells in rows:
        if not (rest := places - filled):
            break
        filled |= {place for place in rest if place < len(cells) and str(cells[place]).strip()}
    return filled


def _ready(reader: Reader, agency: Organisation, sheet: Sheet) -> Reader:
    ready = reader.prepare(agency.pk)
    return ready.counting_from(_DAY_ZERO_1904) if sheet.begins_1904 else ready


def _compiled(column: Column, mapping: Mapping) -> Callable[[Any], Any]:
    """The reader of a column with its checks; returns a value, a Fault, Told, or KEEP."""
    read, blank = column.read, column.reader.blank
    required = column.required and not column.has_fallback
    remark = column.reader.remark
    is_private = column.is_private
    translated = mapping.values.get(column.header, {})
    is_month_first = column.header in mapping.month_first

    def work_out(raw: Any) -> Any:
        if translated and (own := norm(raw)) in translated:
            raw = translated[own]
        if is_month_first and raw.__class__ is str:
            raw = _MONTH_FIRST.sub(r"\3/\1/\2", raw.strip())
        if raw.__class__ is str and (
            (is_private and "*" in raw) or (len(raw) > _LONG and raw.endswith(CUT))
        ):
            return KEEP
        try:
            value = read(raw)
        except CellError as error:
            return Fault(str(error))
        if required and value == blank and value is not False:
            return Fault(_lacking(column, raw))
        return Told(value, words) if (words := remark(raw)) else value

    return work_out


def _lacking(column: Column, raw: Any) -> str:
    """A required cell that says nothing; a mark for nothing is quoted with what may be written."""
    mark = str(raw).strip()
    if not mark:
        return "必填，请补上"
    return f"必填，“{mark[:10]}”等于没有填；可以填{column.reader.describe()}"
