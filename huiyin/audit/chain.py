"""Sealing and verifying: entries in order, each linked to the one before.

Links are keyed like the entries' macs: without HUIYIN_AUDIT_KEY nobody can take an entry out
and link the rest anew. After each sealing the head of the chain is noted outside the database
(`heads`): cutting off the newest seals in the database is then seen as well.
"""

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from django.db import connection, transaction
from django.db.models import Exists, Max, OuterRef, QuerySet

from . import heads, numbers, triggers, verdict
from .digests import ORIGIN, is_genuine, link
from .heads import Head, heads_file
from .models import Entry, Seal
from .verdict import Break, Verdict

__all__ = ["Break", "Head", "Verdict", "heads_file", "link", "seal", "verify"]

_SEALER = 0x68755969  # the advisory lock of the one sealer
_STEP = 2000
_NEAR = 10_000  # how far below the newest sealed entry each sealing looks for late commits
_BREAKS = 20  # named in one verdict


def seal() -> int:
    """Add all committed entries that are not in the chain yet; returns their number.

    An entry that does not match its own mac is skipped and stays unsealed: sealing must neither
    legitimise it nor stop at it. `verify` reports it.

    New entries are looked for near the end of the log first. On PostgreSQL a long transaction
    may commit an entry with a much lower number later: when the counts of entries and seals
    differ, the whole log is looked through.
    """
    newest = Seal.objects.aggregate(newest=Max("entry_id"))["newest"] or 0
    sealed = _seal_from(newest - _NEAR)
    if newest > _NEAR and Entry.objects.count() != Seal.objects.count():
        sealed += _seal_from(0)
    return sealed


def _seal_from(after: int) -> int:
    sealed = 0
    while True:
        with transaction.atomic():
            if not _become_sealer():
                return sealed
            entries = list(_unsealed().filter(pk__gt=after)[:_STEP])
            sealed += _append([entry for entry in entries if is_genuine(entry)])
        if len(entries) < _STEP:
            return sealed
        after = entries[-1].pk


def _unsealed() -> "QuerySet[Entry]":
    return Entry.objects.filter(~Exists(Seal.objects.filter(entry_id=OuterRef("pk")))).order_by(
        "pk"
    )


def _append(entries: list[Entry]) -> int:
    head = Seal.objects.order_by("position").last()
    position, previous = (head.position, head.link) if head else (0, ORIGIN)
    seals = []
    for entry in entries:
        position, previous = position + 1, link(previous, entry.mac)
        seals.append(Seal(position=position, entry_id=entry.pk, link=previous))
    Seal.objects.bulk_create(seals)
    if seals:
        transaction.on_commit(lambda: heads.note(Head(position, previous)))
    return len(seals)


def _become_sealer() -> bool:
    if connection.vendor != "postgresql":
        return True  # SQLite: an immediate transaction is alone anyway
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_SEALER])
        return bool(cursor.fetchone()[0])


def verify(returned: Iterable[Head] = ()) -> Verdict:
    """Walk the chain from its origin: every entry intact, every link right, none missing or added.

    `returned` are heads that were kept outside this machine. Safe while others write: seals are
    counted before entries, and a noted head is always committed.
    """
    sealed = Seal.objects.count()
    entries = Entry.objects.count()
    noted = heads.noted()
    compared = list(dict.fromkeys([*noted.heads, *returned]))
    breaks = chain(
        _chain_breaks(),
        _tail_breaks(),
        noted.faults,
        heads.breaks_among(compared),
        numbers.breaks(),
        triggers.breaks(),
        *(check() for check in verdict.checks),
    )
    return Verdict(entries, sealed, len(compared), tuple(islice(breaks, _BREAKS)))


def _chain_breaks() -> Iterator[Break]:
    expected, previous = 1, ORIGIN
    for seals in _in_steps():
        entries = Entry.objects.in_bulk([seal.entry_id for seal in seals])
        for seal in seals:
            entry = entries.get(seal.entry_id)
            if seal.position != expected:
                yield Break(None, expected, f"第 {expected} 号封存缺失")
            if entry is None:
                yield Break(seal.entry_id, seal.position, f"审计记录 {seal.entry_id} 被删除")
            elif not is_genuine(entry):
                yield Break(entry.pk, seal.position, f"审计记录 {entry.pk} 被改动")
            elif seal.link != link(previous, entry.mac):
                yield Break(entry.pk, seal.position, f"第 {seal.position} 号封存与前一号不相连")
            expected, previous = seal.position + 1, seal.link


def _in_steps() -> Iterator[list[Seal]]:
    position = 0
    while step := list(Seal.objects.filter(position__gt=position)[:_STEP]):
        yield step
        position = step[-1].position


def _tail_breaks() -> Iterator[Break]:
    for entry in _unsealed().iterator(chunk_size=_STEP):
        if not is_genuine(entry):
            yield Break(entry.pk, None, f"审计记录 {entry.pk} 不是本系统写入的，或未封存前被改动")
