"""导出台账: the columns that import reads, in their order; written as it goes, never all in memory."""

import itertools
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any, BinaryIO

from django.db import transaction
from django.db.models import QuerySet

from huiyin.audit import log
from huiyin.audit.actors import Actor
from huiyin.casework.cells import CUT, EXCEL_CELL, Reader
from huiyin.casework.ledgers import Column, Ledger, find
from huiyin.casework.workflow import MoveForbiddenError
from huiyin.database.reading import in_pieces
from huiyin.ingest import others
from huiyin.organisations.models import Organisation
from huiyin.web import downloads

from .naming import known, names_of

FORMATS = ("xlsx", "csv", "json")


class Layout(Enum):
    """Which columns an export has: ours with 原表其他列, or exactly those of the national list."""

    OWN = "own"
    STANDARD = "standard"
    STANDARD_WITH_CODES = "codes"
    """With the codes of the fields in a row below the heads."""


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
    layout: Layout = Layout.OWN,
) -> int:
    """Write the records of `queryset` (of one agency) to a binary stream; returns their number.

    `beside`: further columns that import passes over (`headers.OURS`), how a record stands.
    Personal data are masked, unless `personal` is set: that needs actor, moment and agency, and the
    right to see them, and is written to the audit log first.

    Raises:
        MoveForbiddenError: the actor may not see personal data of this kind.
        ValueError: no such format, or the ledger has no national list.
    """
    ledger, written, fitting = find(kind), itertools.count(), _fitting(format, layout)
    columns = _columns(ledger, layout)
    agency_id = agency.pk if agency else _agency_of(queryset)
    if personal:
        _note_personal(ledger, agency, actor, at, queryset.count(), format)
    shows = [*_shows(columns, agency_id, personal=personal), *(beside or {}).values()]
    more = _others(ledger, agency_id, layout)
    told = _with_others(ledger, queryset, more, personal=personal)
    cells = (
        [*(fitting(show(one)) for show in shows), *map(fitting, texts)]
        for (one, texts), _ in zip(told, written, strict=False)
    )
    heads = [*(column.header for column in columns), *(beside or ()), *more]
    rows = itertools.chain(_codes(columns, layout), cells)
    with in_pieces():
        downloads.write(downloads.Table(kind, ledger.label, heads, rows, LOOK), format, stream)
    return next(written)


def _others(ledger: Ledger[Any], agency_id: int, layout: Layout) -> list[str]:
    """The columns beyond the ledger's; one that it has come to know since would be there twice."""
    if layout is not Layout.OWN:
        return []
    by_name = names_of(ledger.columns)
    return [name for name in others.names(ledger.model, agency_id) if not known(name, by_name)]


def _with_others(
    ledger: Ledger[Any], queryset: "QuerySet[Any]", names: list[str], *, personal: bool
) -> Iterator[tuple[Any, list[str]]]:
    """Each record with its texts in these columns."""
    records = queryset.prefetch_related(*ledger.beside).iterator(chunk_size=_STEP)
    if not names:
        yield from ((record, []) for record in records)
        return
    rest = iter(records)
    while part := list(itertools.islice(rest, _STEP)):
        kept = others.kept(ledger.model, [record.pk for record in part])
        for record in part:
            said = kept.get(record.pk, {})
            texts = [said[name].text if name in said else "" for name in names]
            yield record, texts if personal else [others.mask(text) for text in texts]


def _shows(
    columns: tuple[Column, ...], agency_id: int, *, personal: bool
) -> list[Callable[[Any], Any]]:
    return [_show(one, one.reader.prepare(agency_id), personal=personal) for one in columns]


def _fitting(format: str, layout: Layout) -> Callable[[Any], Any]:
    if format not in FORMATS:
        raise ValueError(f"unknown format {format!r}")
    return _FITTING[format] if layout is Layout.OWN else _standard


def _codes(columns: tuple[Column, ...], layout: Layout) -> list[list[str]]:
    """The row of codes below the heads."""
    return [[one.code for one in columns]] if layout is Layout.STANDARD_WITH_CODES else []


def _columns(ledger: Ledger[Any], layout: Layout) -> tuple[Column, ...]:
    if layout is Layout.OWN:
        return ledger.columns
    if not ledger.standard:
        raise ValueError(f"{ledger.key} has no national list")
    return ledger.standard_columns


def _note_personal(
    ledger: Ledger[Any],
    agency: Organisation | None,
    actor: Actor | None,
    at: datetime | None,
    count: int,
    form: str,
) -> None:
    if agency is None or actor is None or at is None:
        raise TypeError("personal data are exported by somebody, at a time, for an agency")
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


def _standard(cell: Any) -> Any:
    """As the template of the national list has it: every cell a text, days 2026/03/02."""
    return cell.strftime("%Y/%m/%d") if isinstance(cell, date) else _for_excel(str(cell))


def _plain(cell: Any) -> str:
    """As import reads it; a number that begins like a formula is marked as text."""
    return cell.isoformat() if isinstance(cell, date) else str(cell)


_FITTING: dict[str, Callable[[Any], Any]] = {
    "xlsx": _for_excel,
    "csv": _plain,
    "json": lambda cell: cell,
}
