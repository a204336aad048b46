"""导出台账: the columns that import reads, in their order; written as it goes, never all in memory."""

import itertools
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, BinaryIO

from django.db import transaction
from django.db.models import QuerySet

from huiyin.audit import log
from huiyin.audit.actors import Actor
from huiyin.casework.cells import CUT, EXCEL_CELL, Reader
from huiyin.casework.ledgers import Column, Ledger, find
from huiyin.casework.workflow import MoveForbiddenError
from huiyin.database.reading import in_pieces
from huiyin.organisations.models import Organisation
from huiyin.web import downloads

FORMATS = ("xlsx", "csv", "json")
_STEP = 2000
LOOK = downloads.Look(
    head={"bold": True, "text_wrap": True, "valign": "top"}, text={"num_format": "@"}
)


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
    beside: Mapping[str, Callable[[Any], Any]] | None = None,
) -> int:
    """Write the records of `queryset` (of one agency) to a binary stream; returns their number.

    `beside`: further columns that import passes over (`headers.OURS`), how a record stands.
    Personal data are masked, unless `personal` is set: that needs actor, moment and agency, and the
    right to see them, and is written to the audit log first.

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
    shows += (beside or {}).values()
    fitting, written = _FITTING[format], itertools.count()
    records = queryset.prefetch_related(*ledger.beside).iterator(chunk_size=_STEP)
    rows = (
        [fitting(show(one)) for show in shows] for one, _ in zip(records, written, strict=False)
    )
    heads = [*(column.header for column in ledger.columns), *(beside or ())]
    table = downloads.Table(ledger.key, ledger.label, heads, rows, LOOK)
    with in_pieces():
        downloads.write(table, format, stream)
    return next(written)


def _note_personal(
    ledger: Ledger[Any], agency: Organisation, actor: Actor, at: datetime, count: int, form: str
) -> None:
    if not actor.may(ledger.personal_permission, agency.pk):
        raise MoveForbiddenError("您没有导出个人信息的权限")
    with transaction.atomic():
        log.record(
            actor, "ingest.export", agency, at=at,
            kind=ledger.key, records=count, format=form, personal=True,
        )  # fmt: skip


def _agency_of(queryset: "QuerySet[Any]") -> int:
    first = queryset.first()
    return int(first.agency_id) if first else 0


def _shows(ledger: Ledger[Any], agency_id: int, *, personal: bool) -> list[Callable[[Any], Any]]:
    return [
        _show(column, column.reader.prepare(agency_id), personal=personal)
        for column in ledger.columns
    ]


def _show(column: Column, reader: Reader, *, personal: bool) -> Callable[[Any], Any]:
    if column.shown is not None and not personal:
        return column.shown
    name = column.current or column.field
    return lambda record: reader.show(getattr(record, name))


def _for_excel(cell: Any) -> Any:
    """A text too long for a cell is cut, with a note."""
    if not isinstance(cell, str) or len(cell) <= EXCEL_CELL:
        return cell
    return cell[: EXCEL_CELL - len(CUT)] + CUT


def _plain(cell: Any) -> str:
    """As import reads it; a number that begins like a formula is marked as text."""
    return cell.isoformat() if isinstance(cell, date) else str(cell)


_FITTING: dict[str, Callable[[Any], Any]] = {
    "xlsx": _for_excel,
    "csv": _plain,
    "json": lambda cell: cell,
}
