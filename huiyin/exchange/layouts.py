"""报送字段: which columns a file for the platform has, and the cells of a record in it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

from django.utils import timezone

from huiyin.casework.cells import Reader
from huiyin.casework.ledgers import Column, Ledger, find
from huiyin.publicity import kinds

from . import fieldlists
from .models import Generation


@dataclass(frozen=True)
class Head:
    """One column: its head, and the column of the ledger, or a word that the system fills in."""

    text: str
    column: Column | None = None
    given: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    """Of the ledger's words those that this list has instead."""


@dataclass(frozen=True)
class Given:
    """What the rule and the moment say of every row of a file."""

    place_code: str
    at: datetime


@dataclass(frozen=True)
class Layout:
    """The columns of one kind by one standard, in order."""

    ledger: Ledger[Any]
    heads: tuple[Head, ...]

    @property
    def texts(self) -> list[str]:
        return [head.text for head in self.heads]

    def readers(self, agency: int) -> list[Reader | None]:
        """Of each column, as an agency's table is read and written."""
        return [head.column.reader.prepare(agency) if head.column else None for head in self.heads]

    def cells(self, record: Any, readers: Sequence[Reader | None], given: Given) -> list[str]:
        """The texts of a record; a platform's reader takes no days of Excel."""
        return [
            _given(head.given, given)
            if head.column is None or reader is None
            else _text(head, reader, record)
            for head, reader in zip(self.heads, readers, strict=True)
        ]


def value_of(column: Column, record: Any) -> Any:
    """What a table says of a record in this column: as it is today."""
    return getattr(record, column.current or column.field)


def shown(reader: Reader, value: Any) -> str:
    """A value as a table of the platform has it: days 2026/03/02, all else as text."""
    cell = reader.show(value)
    return cell.strftime("%Y/%m/%d") if isinstance(cell, date) else str(cell)


def _text(head: Head, reader: Reader, record: Any) -> str:
    assert head.column is not None  # noqa: S101 - asked by the caller
    text = shown(reader, value_of(head.column, record))
    return head.words.get(text, text)


def _given(what: str, given: Given) -> str:
    moment = f"{timezone.localtime(given.at):%Y/%m/%d %H:%M:%S}"
    return {"@place": given.place_code, "@moment": moment, "@normal": "0"}.get(what, "")


def digest_of(cells: Sequence[str]) -> str:
    """SHA-256 of a row without the moment that a file was made."""
    text = json.dumps(list(cells), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def stable(layout: Layout, cells: Sequence[str]) -> list[str]:
    """The cells that the record alone decides."""
    pairs = zip(layout.heads, cells, strict=True)
    return [cell for head, cell in pairs if head.given != "@moment"]


@cache
def layout_of(content: str, generation: str) -> Layout:
    """The columns of this kind by this standard.

    Raises:
        LookupError: there is no such list.
    """
    said, ledger = fieldlists.of(content), find(content)
    if generation not in fieldlists.generations(content):
        raise LookupError(f"{kinds.label_of(content)}没有{Generation(generation).label}的字段")
    if generation == Generation.EARLIER:
        words = said.get("words", {})
        return Layout(
            ledger, tuple(_head(ledger, code, name, words) for code, name in said["earlier"])
        )
    named = [_column(ledger, name) for name in said.get("current", ())]
    columns = tuple(named) or ledger.standard_columns
    return Layout(ledger, tuple(Head(column.header, column) for column in columns))


def _head(ledger: Ledger[Any], code: str, name: str, words: Mapping[str, Any]) -> Head:
    if name.startswith("@"):
        return Head(code, given=name)
    return Head(code, _column(ledger, name), words=words.get(name, {}))


def _column(ledger: Ledger[Any], name: str) -> Column:
    column = ledger.column(name)
    if column is None:
        raise LookupError(f"{ledger.key} has no {name}")
    return column
