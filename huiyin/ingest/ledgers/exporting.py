"""导出台账: the columns that import reads, in their order; written as it goes, never all in memory."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime
from typing import Any, BinaryIO

import xlsxwriter
from django.db import transaction
from django.db.models import QuerySet

from huiyin.audit import log
from huiyin.audit.actors import Actor
from huiyin.casework.workflow import MoveForbiddenError
from huiyin.organisations.models import Organisation
from huiyin.web import downloads

from .declaration import Column, Ledger, find
from .readers import CUT, EXCEL_CELL, Reader
from .sheets import with_quote

FORMATS = ("xlsx", "csv", "json")
_STEP = 2000
_FIRST_EXCEL_YEAR = 1901

Write = Callable[[list[Any]], None]


def export(
    kind: str,
    queryset: "QuerySet[Any]",
    stream: BinaryIO,
    format: str = "xlsx",
    *,
    agency: Organisation | None = None,
    actor: Actor | None = None,
    at: datetime | None = None,
    personal: bool = False,
) -> int:
    """Write the records of `queryset` (of one agency) to a binary stream; how many there were.

    Personal data are masked. With `personal` they are not: that needs who, when and for which
    agency, the right to see them, and is written to the audit log first.

    Raises:
        MoveForbiddenError: the actor may not see personal data of this kind.
    """
    ledger = find(kind)
    if format not in FORMATS:
        raise ValueError(f"unknown format {format!r}")
    if personal:
        if agency is None or actor is None or at is None:
            raise TypeError("personal data are exported by somebody, at a time, for an agency")
        _note_personal(ledger, agency, actor, at, queryset.count(), format)
    shows = _shows(ledger, agency.pk if agency else _agency_of(queryset), personal=personal)
    with {"xlsx": _xlsx, "csv": _csv, "json": _json}[format](ledger, stream) as write:
        count = 0
        records = queryset.prefetch_related(*ledger.beside)
        for record in records.iterator(chunk_size=_STEP):
            write([show(record) for show in shows])
            count += 1
    return count


def _note_personal(
    ledger: Ledger, agency: Organisation, actor: Actor, at: datetime, count: int, form: str
) -> None:
    if not (actor.may(ledger.personal_permission) and actor.sees(agency.pk)):
        raise MoveForbiddenError("您没有导出个人信息的权限")
    with transaction.atomic():
        log.record(
            actor, "ingest.export", agency, at=at,
            kind=ledger.key, records=count, format=form, personal=True,
        )  # fmt: skip


def _agency_of(queryset: "QuerySet[Any]") -> int:
    first = queryset.first()
    return int(first.agency_id) if first else 0


def _shows(ledger: Ledger, agency_id: int, *, personal: bool) -> list[Callable[[Any], Any]]:
    return [
        _show(column, column.reader.prepare(agency_id), personal=personal)
        for column in ledger.columns
    ]


def _show(column: Column, reader: Reader, *, personal: bool) -> Callable[[Any], Any]:
    name, is_private, mask, current = column.field, column.is_private, column.mask, column.current

    def show(record: Any) -> Any:
        value = reader.show(current(record) if current else getattr(record, name))
        if value and is_private is not None and not personal and is_private(record):
            return mask(value)
        return value

    return show


@contextmanager
def _xlsx(ledger: Ledger, stream: BinaryIO) -> Iterator[Write]:
    book = xlsxwriter.Workbook(stream, {"constant_memory": True})
    with closing(book):
        sheet = book.add_worksheet(ledger.label)
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        text = book.add_format({"num_format": "@"})
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(ledger.columns) - 1, 18, text)
        for index, column in enumerate(ledger.columns):
            sheet.write_string(0, index, column.header, bold)
        line = 0

        def write(cells: list[Any]) -> None:
            nonlocal line
            line += 1
            for index, cell in enumerate(cells):
                if isinstance(cell, str):
                    # always as a string, so that no text is ever a formula
                    cell = _fitting(cell)
                downloads.write_cell(sheet, line, index, cell, day, text)

        yield write


def _fitting(text: str) -> str:
    if len(text) <= EXCEL_CELL:
        return text
    return text[: EXCEL_CELL - len(CUT)] + CUT


@contextmanager
def _csv(ledger: Ledger, stream: BinaryIO) -> Iterator[Write]:
    """UTF-8 with a mark, so that Excel opens it rightly."""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow([column.header for column in ledger.columns])
    yield lambda cells: writer.writerow([with_quote(_plain(cell)) for cell in cells])
    text.flush()
    text.detach()


@contextmanager
def _json(ledger: Ledger, stream: BinaryIO) -> Iterator[Write]:
    """One array of objects, header → value."""
    headers = [column.header for column in ledger.columns]
    before = "[\n"

    def write(cells: list[Any]) -> None:
        nonlocal before
        row = dict(zip(headers, map(downloads.for_json, cells), strict=True))
        stream.write(f"{before}{json.dumps(row, ensure_ascii=False)}".encode())
        before = ",\n"

    yield write
    stream.write(b"[]\n" if before == "[\n" else b"\n]\n")


def _plain(cell: Any) -> str:
    return cell.isoformat() if isinstance(cell, date) else str(cell)
