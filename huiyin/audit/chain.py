"""Sealing and verifying: entries in order, each linked to the one before.

The head of the chain is also written to `audit-heads.log` in the data folder after each
sealing: cutting off the newest seals in the database is then seen as well.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, Max, OuterRef

from .log import mac
from .models import Entry, Seal

ORIGIN = hashlib.sha256(b"huiyin audit chain").hexdigest()
_SEALER = 0x68755969  # the advisory lock of the one sealer
_STEP = 2000


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
    return hashlib.sha256(f"{previous}{entry_mac}".encode()).hexdigest()


def seal() -> int:
    """Put all committed entries that are not yet in the chain into it; how many there were.

    An entry that does not fit its own mac is not sealed: sealing must not whitewash it.
    """
    done = 0
    while step := _seal_step():
        done += step
    return done


def _seal_step() -> int:
    with transaction.atomic():
        if not _become_sealer():
            return 0
        head = Seal.objects.order_by("position").last()
        position, previous = (head.position, head.link) if head else (0, ORIGIN)
        sealed = Seal.objects.filter(entry_id=OuterRef("pk"))
        seals = []
        for entry in Entry.objects.filter(~Exists(sealed)).order_by("pk")[:_STEP]:
            if entry.mac != mac(entry):
                break
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
    with heads_file().open("a", encoding="ascii") as file:
        file.write(f"{position} {head}\n")


def verify() -> Verdict:
    """Walk the chain from its origin: every entry intact, every link right, none missing or added."""
    entries = Entry.objects.count()
    sealed = Seal.objects.count()
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
            elif entry.mac != mac(entry):
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
    sealed = Seal.objects.filter(entry_id=OuterRef("pk"))
    for entry in Entry.objects.filter(~Exists(sealed)).iterator(chunk_size=_STEP):
        if entry.mac != mac(entry):
            yield Break(entry.pk, None, f"审计记录 {entry.pk} 不是本系统写入的，或未封存前被改动")


def _head_breaks() -> Iterator[Break]:
    """Heads noted outside the database must still be in it."""
    if not heads_file().exists():
        return
    noted = dict(line.split() for line in heads_file().read_text(encoding="ascii").splitlines() if line)
    last = Seal.objects.aggregate(last=Max("position"))["last"] or 0
    for position, head in list(noted.items())[-1:]:
        if int(position) > last:
            yield Break(None, last + 1, f"第 {last + 1} 至 {position} 号封存被截去")
        elif not Seal.objects.filter(position=position, link=head).exists():
            yield Break(None, int(position), f"第 {position} 号封存与数据库外的留底不符")
