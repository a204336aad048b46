"""报送文件: one package with the rows of a batch and, beside them, the records to be taken down."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.utils import timezone

from huiyin.publicity import kinds
from huiyin.publicity.models import Channel, Publication
from huiyin.web import downloads

from . import archive
from .layouts import Layout
from .models import Action, Batch
from .screening import Candidate

WITHDRAWALS = "撤下"
RECORDS = "records"
TABLES = {RECORDS: "报送表", "withdrawals": "撤下清单"}
"""The tables of a package, by their names in an address."""
WITHDRAWAL_HEADS = ("文书号", "名称", "撤下原因", "撤下日期")
MEDIA_TYPE = "application/zip"
LOOK = downloads.Look(head={"bold": True, "text_wrap": True}, text={"num_format": "@"})


class Made(NamedTuple):
    """A packed file and its name."""

    name: str
    content: bytes


def pack(
    reference: str, content: str, form: str, layout: Layout, rows: Sequence[Candidate], at: datetime
) -> Made:
    """The package of a batch: its tables in this form."""
    label = kinds.label_of(content)
    sent = [one.cells for one in rows if one.action != Action.WITHDRAWN]
    gone = [_withdrawal(one, at) for one in rows if one.action == Action.WITHDRAWN]
    tables: dict[str, bytes] = {}
    if sent:
        table = downloads.Table(reference, label, layout.texts, sent, LOOK)
        tables[f"{reference}-{label}.{form}"] = downloads.content(table, form)
    if gone:
        table = downloads.Table(reference, WITHDRAWALS, WITHDRAWAL_HEADS, gone, LOOK)
        tables[f"{reference}-{WITHDRAWALS}.{form}"] = downloads.content(table, form)
    return Made(f"{reference}.zip", archive.packed(tables))


def tables_of(batch: Batch) -> list[str]:
    """Which tables its package holds."""
    counts = {RECORDS: batch.sent_rows - batch.withdrawn_rows, "withdrawals": batch.withdrawn_rows}
    return [name for name, count in counts.items() if count]


def table(package: bytes, name: str) -> Made:
    """One of the tables of a package, as it lies there.

    Raises:
        LookupError: it holds no such table.
    """
    for file, content in archive.unpacked(package).items():
        is_withdrawals = file.rpartition(".")[0].endswith(f"-{WITHDRAWALS}")
        if is_withdrawals == (name != RECORDS):
            return Made(file, content)
    raise LookupError(name)


def _withdrawal(one: Candidate, at: datetime) -> list[str]:
    reason, day = ending_of(one.record, at)
    return [one.reference, _name(one.record), reason, day]


def _name(record: object) -> str:
    return str(getattr(record, "holder_name", ""))


def ending_of(record: object, at: datetime) -> tuple[str, str]:
    """Why and since when the record is on public view no more."""
    last = Publication.objects.of(record, Channel.SITE).last()  # type: ignore[arg-type]
    if last is None or last.ended_at is None:
        return "不再公示", f"{timezone.localdate(at):%Y/%m/%d}"
    return last.get_ending_display(), f"{timezone.localdate(last.ended_at):%Y/%m/%d}"
