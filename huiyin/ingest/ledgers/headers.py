"""Finds the header row and its columns; a mapping file translates foreign tables."""

import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from huiyin.casework.ledgers import Column, Ledger
from huiyin.ingest.others import LONGEST_NAME
from huiyin.ingest.tables.sheets import LedgerFileError, Sheet, column_letters

from .naming import known, names_of, norm

LOOK_AT = 10
STATE, DUE = "办理状态", "到期日"
"""How a record stands, beside its fields in a list that is taken along."""
OURS = frozenset({"退回原因", "原行号", STATE, DUE})
"""Columns that we add, here and to the file of rejected rows; ignored when the file comes back."""
FOREIGN = {
    "penalties": frozenset({"行政处罚决定书文号", "行政处罚决定文书号", "cf_wsh", "cf_cflb"})
}
"""Ledger that is never meant by another one → heads by which its table is known."""
SHIPPED = Path(__file__).resolve().parents[1] / "mapping"


@dataclass(frozen=True)
class Mapping:
    """映射: foreign headers and values → ours.

    `columns` own header → standard one; `values` standard header → {own value: standard value};
    `defaults` standard header → value where the file has no such column; `copies` standard
    header → the standard header whose value it takes where the file has no such column.
    """

    columns: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, Any]] = field(default_factory=dict)
    defaults: dict[str, Any] = field(default_factory=dict)
    copies: dict[str, str] = field(default_factory=dict)
    recognised_by: tuple[frozenset[str], ...] = ()
    """Sets of own headers, by any of which a table is known without anybody naming the mapping."""
    name: str = ""
    month_first: frozenset[str] = frozenset()
    """Standard headers of days that the table writes 12/31/2016."""


@dataclass(frozen=True)
class Found:
    """The header of a sheet: row number as in Excel, and (position, column) of known columns."""

    number: int
    cells: list[str]
    columns: list[tuple[int, Column]]
    by_name: dict[str, Column]
    unknown: list[tuple[int, str]]
    """Place and name of columns that the ledger does not have."""


def read_mapping(source: Path | str, ledger: Ledger[Any]) -> Mapping:
    """A mapping file (TOML), or the name of one that is shipped (`pre-2018`).

    Raises:
        LedgerFileError: not there, not TOML, or it names a column that the ledger does not have.
    """
    path = Path(source)
    shipped = SHIPPED / f"{source}.toml"
    if not path.exists() and shipped.parent == SHIPPED and shipped.exists():
        path = shipped
    return mapping_of(_document(path), ledger)


def _document(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LedgerFileError(f"读不了映射文件 {path.name}：{error}") from error


def recognised(sheet: Sheet, ledger: Ledger[Any]) -> Mapping | None:
    """The shipped mapping of this ledger whose own headers all stand in one of the first rows."""
    rows = [{norm(cell) for cell in cells} for cells in sheet.rows[:LOOK_AT]]
    for path in sorted(SHIPPED.glob("*.toml")):
        document = _document(path)
        if document.get("ledger") != ledger.key:
            continue
        mapping = replace(mapping_of(document, ledger), name=str(document.get("name", path.stem)))
        if any(own <= row for own in mapping.recognised_by for row in rows):
            return mapping
    return None


def mapping_of(document: dict[str, Any], ledger: Ledger[Any]) -> Mapping:
    """The mapping in a TOML document; every standard name in it must be known."""
    by_name = names_of(ledger.columns)

    def standard(name: str) -> str:
        if norm(name) not in by_name:
            raise LedgerFileError(f"映射文件里的“{name}”不是{ledger.label}的列名")
        return by_name[norm(name)].header

    sections = {key: document.get(key, {}) for key in ("columns", "values", "defaults", "copies")}
    if unknown := sorted(
        set(document) - {*sections, "ledger", "name", "recognised_by", "month_first"}
    ):
        raise LedgerFileError(f"映射文件里有不认识的部分：{'、'.join(unknown)}")
    if not all(
        isinstance(part, dict) for part in (*sections.values(), *sections["values"].values())
    ):
        raise LedgerFileError(
            "映射文件的 columns、values、defaults、copies 都应是表（[columns] 等）"
        )
    return Mapping(
        {norm(own): standard(str(name)) for own, name in sections["columns"].items()},
        {
            standard(name): {norm(own): value for own, value in pairs.items()}
            for name, pairs in sections["values"].items()
        },
        {standard(name): value for name, value in sections["defaults"].items()},
        {standard(name): standard(str(other)) for name, other in sections["copies"].items()},
        _marks(document.get("recognised_by", ())),
        month_first=frozenset(standard(str(name)) for name in document.get("month_first", ())),
    )


def defaults_of(given: dict[str, str], ledger: Ledger[Any]) -> dict[str, str]:
    """Values for the whole file by the standard header of their column.

    Raises:
        LedgerFileError: no such column.
    """
    by_name = names_of(ledger.columns)
    for name in given:
        if norm(name) not in by_name:
            raise LedgerFileError(f"补填里的“{name}”不是{ledger.label}的列名")
    return {by_name[norm(name)].header: value for name, value in given.items()}


def with_defaults(mapping: Mapping, given: dict[str, str]) -> Mapping:
    return replace(mapping, defaults=mapping.defaults | given) if given else mapping


def _marks(said: list[Any]) -> tuple[frozenset[str], ...]:
    """One list of own headers, or several of which one suffices."""
    lists = said if said and isinstance(said[0], list) else [said] if said else []
    return tuple(frozenset(norm(own) for own in one) for one in lists)


def find_header(sheet: Sheet, ledger: Ledger[Any], mapping: Mapping) -> Found | None:
    """The row among the first ten with most of the ledger's columns; None if there is none.

    Two rows are one header where the second divides what the first leaves open (诉求人: 姓名, 电话).
    """
    by_name = names_of(ledger.columns)
    headers = {column.header: column for column in ledger.columns}
    by_name |= {own: headers[standard] for own, standard in mapping.columns.items()}
    best: tuple[int, int, list[Any]] | None = None
    for index, cells in enumerate(sheet.rows[:LOOK_AT]):
        below = sheet.rows[index + 1] if index + 1 < len(sheet.rows) else []
        for last, names in ((index, cells), (index + 1, _divided(cells, below, by_name))):
            score = len({column.field for cell in names if (column := known(cell, by_name))})
            if score > (best[0] if best else 1):
                best = (score, last, names)
    return _found(best[1], best[2], by_name) if best else None


def _divided(cells: list[Any], below: list[Any], by_name: dict[str, Column]) -> list[Any]:
    """The names of two rows; of one row where anything else than names stands in the second."""
    lower = [cell for cell in below if norm(cell)]
    if not lower or any(known(cell, by_name) is None for cell in lower):
        return cells
    width = max(len(cells), len(below))
    upper, under = (row + [""] * (width - len(row)) for row in (cells, below))
    return [second if norm(second) else first for first, second in zip(upper, under, strict=True)]


def _found(index: int, cells: list[Any], by_name: dict[str, Column]) -> Found:
    columns: list[tuple[int, Column]] = []
    unknown: list[tuple[int, str]] = []
    twice: list[str] = []
    positions: dict[str, int] = {}
    for position, cell in enumerate(cells):
        column = known(cell, by_name)
        header = " ".join(str(cell).split())
        if column is None:
            unknown += [(position, header)] if header not in OURS else []
        elif column.field in positions:
            twice.append(
                f"“{column.header}”（{column_letters(positions[column.field])}列和{column_letters(position)}列）"
            )
        else:
            positions[column.field] = position
            columns.append((position, column))
    if twice:
        raise LedgerFileError(f"有重复的列：{'、'.join(twice)}，请只保留一列")
    return Found(index + 1, [str(cell) for cell in cells], columns, by_name, _named(unknown))


def _named(unknown: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Each with a name of its own: 备注, 备注（2）; one without a name by its place."""
    named: dict[str, int] = {}
    for position, header in unknown:
        name = first = header[:LONGEST_NAME] or nameless_name(position)
        count = 1
        while name in named:
            count += 1
            name = f"{first}（{count}）"
        named[name] = position
    return [(position, name) for name, position in named.items()]


def nameless_name(position: int) -> str:
    return f"{column_letters(position)}列（无列名）"


def foreign(sheet: Sheet) -> str:
    """The key of the ledger that this table is of, where its heads leave no doubt."""
    heads = {norm(cell) for cells in sheet.rows[:LOOK_AT] for cell in cells}
    return next((kind for kind, names in FOREIGN.items() if heads & names), "")


def missing(header: Found, ledger: Ledger[Any], mapping: Mapping) -> list[str]:
    """Headers of the required columns that are neither in the file nor in the mapping."""
    there = (
        {column.header for _, column in header.columns}
        | set(mapping.defaults)
        | set(mapping.copies)
    )
    return [
        column.header
        for column in ledger.columns
        if column.required and not column.has_fallback and column.header not in there
    ]
