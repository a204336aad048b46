"""Numbers of entries: without gaps in each sequence, allocated in the transaction of the entry.

A sequence is one row; raising it locks it until the commit, and a rollback gives the numbers
back. On PostgreSQL a writer takes the first sequence that nobody holds: writers do not wait for
each other, and a lock taken after an entry cannot end in a deadlock. On SQLite writers queue
for the whole database anyway and one sequence is enough.
"""

from collections.abc import Iterator

from django.db import connection

from . import digests
from .models import Entry, Sequence
from .verdict import Break

OPENING = "audit.open"
_RAISE = 'UPDATE audit_sequence SET "last" = "last" + %s WHERE id = {} RETURNING id, "last"'
_FREE = "(SELECT id FROM audit_sequence ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)"
_ALL = """
    SELECT s.id, s."last", COUNT(e.number), COUNT(DISTINCT e.number), MIN(e.number), MAX(e.number)
    FROM audit_sequence s LEFT JOIN audit_entry e ON e.sequence = s.id AND e.number IS NOT NULL
    GROUP BY s.id, s."last" ORDER BY s.id
"""


class NumberingError(Exception):
    """The table of sequences was emptied: nothing can be recorded before `huiyin audit verify`."""


def take(count: int) -> tuple[int, int]:
    """Allocate `count` numbers for the caller's transaction: the sequence and the first of them."""
    with connection.cursor() as cursor:
        row = None
        if connection.vendor == "postgresql":
            cursor.execute(_RAISE.format(_FREE), [count])
            row = cursor.fetchone()
        if row is None:  # SQLite, or every sequence is held: wait for the first
            cursor.execute(_RAISE.format("1"), [count])
            row = cursor.fetchone()
    if row is None:
        raise NumberingError("audit_sequence has no row")
    sequence, last = row
    return sequence, last - count + 1


def breaks() -> Iterator[Break]:
    """Check that the opening entry matches the entries before it, and that numbers have no gap or
    duplicate."""
    yield from _opening_breaks()
    with connection.cursor() as cursor:
        cursor.execute(_ALL)  # one statement, so that all of it sees the same commits of others
        rows = cursor.fetchall()
    for sequence, last, count, distinct, first, newest in rows:
        if (count, distinct) != (last, last) or (count and (first, newest) != (1, last)):
            yield _gap(sequence, last)
    strays = Entry.objects.filter(number__isnull=False)
    if stray := strays.exclude(sequence__in=Sequence.objects.values("pk")).first():
        yield Break(stray.pk, None, f"审计编号序列 {stray.sequence} 被删除")


def _opening_breaks() -> Iterator[Break]:
    opening = Entry.objects.filter(sequence=1, number=1).first()
    if opening is None or opening.verb != OPENING:
        yield Break(None, None, "审计日志的启用记录不在：日志被清空或替换")
        return
    before = Entry.objects.filter(number__isnull=True).order_by("pk")
    count, digest = digests.of_unnumbered(
        before.values_list("pk", "mac", "agency_id").iterator(chunk_size=2000)
    )
    if (count, digest) != (opening.facts.get("unnumbered"), opening.facts.get("digest")):
        expected = opening.facts.get("unnumbered")
        yield Break(
            None,
            None,
            f"启用编号以前的审计记录原有 {expected} 条，现有 {count} 条，内容与启用时不符",
        )


def _gap(sequence: int, last: int) -> Break:
    expected = 1
    numbered = Entry.objects.filter(sequence=sequence, number__isnull=False)
    for entry in numbered.order_by("number", "pk").only("number").iterator(chunk_size=2000):
        number = entry.number or 0
        if number < expected:
            return Break(
                entry.pk, None, f"审计编号 {sequence}-{number} 有两条：记录 {entry.pk} 是插入的副本"
            )
        if number > expected:
            break
        expected += 1
    if expected > last:
        return Break(None, None, f"审计编号 {sequence}-{expected} 超出已发编号：编号序列被改动")
    return Break(None, None, f"审计编号 {sequence}-{expected} 缺失：记录在封存前被删除")
