"""Sealing and verifying: entries in order, each linked to the one before.

Links are keyed like the entries' macs: without HUIYIN_AUDIT_KEY nobody can take an entry out
and link the rest anew. The head of the chain is also written to `audit-heads.log` in the data
folder after each sealing: cutting off the newest seals in the database is then seen as well.
"""

import hashlib
import hmac
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, Max, OuterRef, QuerySet

from .log import mac
from .models import Entry, Seal

ORIGIN = hashlib.sha256(b"huiyin audit chain").hexdigest()
_SEALER = 0x68755969  # the advisory lock of the one sealer
_STEP = 2000
_NEAR = 10_000  # how far below the newest sealed entry a late commit is looked for each time
_LONG = 200_000  # bytes of heads before the file is shortened
_HEADS_KEPT = 500
_DIGEST = 64


@dataclass(frozen=True)
class Break:
    """What is wrong with the chain, at which entry, in words."""

    entry: int | None
    position: int | None
    reason: str


@dataclass(frozen=True)
class Verdict:
    """Result of a walk over the whole log; `unsealed` entries are intact but not yet in the chain."""

    entries: int
    sealed: int
    unsealed: int
    first_break: Break | None

    @property
    def ok(self) -> bool:
        return self.first_break is None


def link(previous: str, entry_mac: str) -> str:
    told = f"{previous}{entry_mac}".encode()
    return hmac.new(settings.AUDIT_KEY.encode(), told, hashlib.sha256).hexdigest()


def seal() -> int:
    """Put all committed entries that are not yet in the chain into it; how many there were.

    An entry that does not fit its own mac is passed over and stays unsealed: sealing must not
    whitewash it, and it must not keep the others out. `verify` names it.

    New entries are looked for near the end of the log first. On PostgreSQL a long transaction
    may commit an entry with a much lower number later: when the counts of entries and seals
    differ, the whole log is looked through.
    """
    newest = Seal.objects.aggregate(newest=Max("entry_id"))["newest"] or 0
    done = _seal_from(newest - _NEAR)
    if newest > _NEAR and Entry.objects.count() != Seal.objects.count():
        done += _seal_from(0)
    return done


def _seal_from(after: int) -> int:
    done = 0
    while True:
        with transaction.atomic():
            if not _become_sealer():
                return done
            entries = list(_unsealed().filter(pk__gt=after)[:_STEP])
            done += _append([entry for entry in entries if _is_genuine(entry)])
        if len(entries) < _STEP:
            return done
        after = entries[-1].pk


def _unsealed() -> "QuerySet[Entry]":
    return Entry.objects.filter(~Exists(Seal.objects.filter(entry_id=OuterRef("pk")))).order_by(
        "pk"
    )


def _is_genuine(entry: Entry) -> bool:
    return hmac.compare_digest(entry.mac, mac(entry))


def _append(entries: list[Entry]) -> int:
    head = Seal.objects.order_by("position").last()
    position, previous = (head.position, head.link) if head else (0, ORIGIN)
    seals = []
    for entry in entries:
        position, previous = position + 1, link(previous, entry.mac)
        seals.append(Seal(position=position, entry_id=entry.pk, link=previous))
    Seal.objects.bulk_create(seals)
    if seals:
        transaction.on_commit(lambda: _note_head(position, previous))
    return len(seals)


def _become_sealer() -> bool:
    if connection.vendor != "postgresql":
        return True  # SQLite: an immediate transaction is alone anyway
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_SEALER])
        return bool(cursor.fetchone()[0])


def heads_file() -> Path:
    return Path(settings.HOME) / "audit-heads.log"


def _note_head(position: int, head: str) -> None:
    """Append; a file that has grown long keeps its newest heads, the last one proves the rest."""
    path = heads_file()
    with path.open("a", encoding="ascii") as file:
        file.write(f"{position} {head}\n")
        long = file.tell() > _LONG
    if long:
        kept = path.read_bytes().splitlines(keepends=True)[-_HEADS_KEPT:]
        shorter = path.with_suffix(".new")
        shorter.write_bytes(b"".join(kept))
        os.replace(shorter, path)


def verify() -> Verdict:
    """Walk the chain from its origin: every entry intact, every link right, none missing or added.

    Safe while others write: seals are counted before entries, and a noted head is always committed.
    """
    sealed = Seal.objects.count()
    entries = Entry.objects.count()
    found = next(_breaks(), None)
    return Verdict(entries, sealed, entries - sealed, found)


def _breaks() -> Iterator[Break]:
    yield from _chain_breaks()
    yield from _tail_breaks()
    yield from _head_breaks()


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
            elif not _is_genuine(entry):
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
        if not _is_genuine(entry):
            yield Break(entry.pk, None, f"审计记录 {entry.pk} 不是本系统写入的，或未封存前被改动")


def _head_breaks() -> Iterator[Break]:
    """Heads noted outside the database must still be in it."""
    try:
        lines = heads_file().read_text(encoding="ascii").splitlines()
    except FileNotFoundError:
        return  # nothing sealed yet, or a fresh restore
    except (OSError, UnicodeDecodeError) as error:
        yield Break(None, None, f"封存存根 {heads_file().name} 读不出来：{error}")
        return
    links = dict(
        Seal.objects.filter(position__in=_positions(lines)).values_list("position", "link")
    )
    for number, line in enumerate(lines, start=1):
        position, _, noted = line.partition(" ")
        if not _is_position(position) or len(noted) != _DIGEST:
            yield Break(None, None, f"封存存根 {heads_file().name} 第 {number} 行被改动")
        elif links.get(int(position)) != noted:
            yield Break(None, int(position), f"第 {position} 号封存被截去或替换（与存根不符）")


def _is_position(word: str) -> bool:
    return word.isdecimal() and len(word) < 16


def _positions(lines: list[str]) -> list[int]:
    return [int(word) for line in lines if _is_position(word := line.partition(" ")[0])]
