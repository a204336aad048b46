"""留存计数: the answers of a board's questions, kept block by block; what changed since is counted anew.

Counting a million records takes seconds, reading what was counted some milliseconds. The audit log
tells which records have changed since: each change is an entry of its own transaction, and the
numbers of a sequence are given in the order of the commits. Blocks with such a record are counted
from the records, the rest is as it was kept: an answer is the one that counting everything gives, at
every moment. What is not kept (another day, other questions) is counted.
"""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import FilteredRelation, Q

from huiyin.audit.models import Entry
from huiyin.audit.models import Sequence as AuditSequence

from .counting import Part
from .lengths import Lengths
from .models import KeptBlock, KeptCount
from .periods import Questions, Tallies, counted, from_records
from .statements import Blocks

logger = logging.getLogger(__name__)
SIZE = 64
"""Records in a block: few enough to be counted in no time, enough for few blocks."""
MOST_BLOCKS, MOST_ENTRIES = 256, 5000
"""With more changed than this everything is counted."""
Numbers = Mapping[str, int]
"""Sequence of the audit log → its last number that is counted in."""
Change = tuple[int, int, str, str]
"""Sequence and number of an entry, kind and key of its record."""


def tell(asked: Sequence[Questions]) -> list[dict[int, Tallies]]:
    """The answers, as `periods.from_records` gives them."""
    since = _since(asked)
    changes = _changes(list(since.values()))
    stale = {one.name: _stale(one, since.get(one.name), changes) for one in asked}
    kept = _kept({name: blocks for name, blocks in stale.items() if blocks is not None})
    return [_told(one, stale[one.name], kept.get(one.name), since.get(one.name)) for one in asked]


def keep(asked: Iterable[Questions], day: date) -> None:
    """Count everything and keep it; what was kept of other days goes.

    Nobody waits while it counts: what changes meanwhile is in the log after `numbers`.
    """
    for one in asked:
        numbers = _now()
        blocks: dict[int, dict[int, Tallies]] = {agency: {} for agency in one.agencies}
        for (agency, block), tallies in counted(one, Blocks(SIZE)).items():
            blocks[agency][block] = tallies
        _put(one, day, numbers, blocks)
    KeptCount.objects.exclude(day=day).delete()


def follow(asked: Sequence[Questions], day: date) -> None:
    """Take in what has changed; what is not kept yet, or not nearly, is counted whole."""
    numbers, since = _now(), _since(asked)
    changes = _changes(list(since.values()))
    for one in asked:
        stale = _stale(one, since.get(one.name), changes)
        kept = _kept({one.name: stale}).get(one.name) if stale is not None else None
        if stale is None or kept is None or kept.keys() < one.agencies:
            keep([one], day)
            continue
        fresh = _counted_anew(one, stale)
        _take_in(one, kept, numbers, stale, fresh)


def mend(asked: Sequence[Questions], day: date) -> int:
    """Recount everything, say what differed and keep what is right; how many answers were wrong.

    What changed while it counted is no fault: it is looked at again.
    """
    wrong = []
    for one in asked:
        before = _now()
        told, true = tell([one])[0], from_records([one])[0]
        if before == _now() and (different := _differences(one, told, true)):
            wrong += different
            keep([one], day)
    if wrong:
        logger.warning("kept counts corrected: %s", ", ".join(wrong))
    return len(wrong)


def _differences(
    one: Questions, told: Mapping[int, Tallies], true: Mapping[int, Tallies]
) -> list[str]:
    nothing = _nothing(one)
    return [
        f"{one.ledger.model._meta.label} of agency {agency}"
        for agency in sorted(told.keys() | true.keys())
        if told.get(agency, nothing) != true.get(agency, nothing)
    ]


@transaction.atomic
def _put(
    one: Questions, day: date, numbers: Numbers, blocks: Mapping[int, Mapping[int, Tallies]]
) -> None:
    KeptCount.objects.filter(name=one.name).delete()
    for agency, parts in blocks.items():
        total = _nothing(one)
        for tallies in parts.values():
            total = _add(total, tallies)
        row = KeptCount.objects.create(
            agency_id=agency, name=one.name, day=day, numbers=numbers, counts=_stored(total)
        )
        KeptBlock.objects.bulk_create(
            [KeptBlock(kept=row, block=at, counts=_stored(t)) for at, t in parts.items()],
            batch_size=500,
        )


@dataclass
class _Kept:
    """What is kept of the questions of one ledger for one agency, with some of its blocks."""

    pk: int
    numbers: Numbers
    total: Tallies
    blocks: dict[int, Tallies] = field(default_factory=dict)


def _since(asked: Sequence[Questions]) -> dict[str, Numbers]:
    """Up to where what is kept has taken in the log; all agencies of one ledger together."""
    rows = KeptCount.objects.filter(name__in=[one.name for one in asked])
    return dict(rows.values_list("name", "numbers"))


def _now() -> Numbers:
    return {str(pk): last for pk, last in AuditSequence.objects.values_list("pk", "last")}


def _changes(since: Sequence[Numbers]) -> list[Change] | None:
    """Entries after the earliest of them; None: too many."""
    if not since:
        return []
    known = {key for numbers in since for key in numbers}
    later = ~Q(sequence__in=[int(key) for key in known]) & Q(number__isnull=False)
    for key in known:
        least = min(numbers.get(key, 0) for numbers in since)
        later |= Q(sequence=int(key), number__gt=least)
    rows = Entry.objects.filter(later).order_by()
    read = rows.values_list("sequence", "number", "subject_type", "subject_key")
    changes = [
        (sequence, number, kind, key)
        for sequence, number, kind, key in read[: MOST_ENTRIES + 1]
        if sequence is not None and number is not None
    ]
    return None if len(changes) > MOST_ENTRIES else changes


def _stale(one: Questions, since: Numbers | None, changes: list[Change] | None) -> set[int] | None:
    """The blocks with a record that has changed; None: nothing that is kept can be trusted."""
    if since is None or changes is None:
        return None
    meta, blocks = one.ledger.model._meta, set[int]()
    for sequence, number, kind, key in changes:
        if number <= since.get(str(sequence), 0):
            continue
        if kind == meta.label_lower:
            blocks.add(int(key) // SIZE)
        elif _bears_on(one, kind):
            return None
    return None if len(blocks) > MOST_BLOCKS else blocks


def _bears_on(one: Questions, kind: str) -> bool:
    """Whether a change of another kind of record may change any answer."""
    if kind.startswith("workdays."):
        return bool(one.lengths)
    app = one.ledger.model._meta.app_label
    return kind.startswith(f"{app}.") and not one.ledger.is_alone


def _kept(stale: Mapping[str, set[int]]) -> dict[str, dict[int, _Kept]]:
    """Name → agency → what is kept, with the blocks of these numbers; of one moment."""
    if not stale:
        return {}
    blocks = {-1}.union(*stale.values())  # of none at all Django would ask nothing
    near = FilteredRelation("blocks", condition=Q(blocks__block__in=blocks))
    rows = KeptCount.objects.filter(name__in=stale).annotate(near=near)
    found: dict[str, dict[int, _Kept]] = {}
    for pk, agency, name, numbers, counts, block, of_block in rows.values_list(
        "pk", "agency", "name", "numbers", "counts", "near__block", "near__counts"
    ):
        of_name = found.setdefault(name, {})
        if agency not in of_name:
            of_name[agency] = _Kept(pk, numbers, _read(counts))
        if block in stale[name]:
            of_name[agency].blocks[block] = _read(of_block)
    return found


def _told(
    one: Questions, stale: set[int] | None, kept: dict[int, _Kept] | None, since: Numbers | None
) -> dict[int, Tallies]:
    is_kept = kept is not None and kept.keys() >= one.agencies
    if stale is None or kept is None or not is_kept or _has_moved(kept, since):
        return from_records([one])[0]
    fresh = _counted_anew(one, stale)
    told = {agency: row.total for agency, row in kept.items() if agency in one.agencies}
    for agency, row in kept.items():
        for tallies in row.blocks.values():
            if agency in told:
                told[agency] = _add(told[agency], tallies, -1)
    for (agency, _), tallies in fresh.items():
        told[agency] = _add(told[agency], tallies)
    return told


def _has_moved(kept: Mapping[int, _Kept], since: Numbers | None) -> bool:
    """Whether somebody has taken in more since the changes were asked for."""
    return any(row.numbers != since for row in kept.values())


@transaction.atomic
def _take_in(
    one: Questions,
    kept: Mapping[int, _Kept],
    numbers: Numbers,
    stale: set[int],
    fresh: Mapping[Part, Tallies],
) -> None:
    rows = KeptCount.objects.select_for_update().filter(name=one.name)
    known = dict(rows.values_list("pk", "numbers"))
    if known != {row.pk: row.numbers for row in kept.values()}:
        return  # another has taken it in meanwhile
    KeptBlock.objects.filter(kept__in=known, block__in=stale).delete()
    made = []
    for agency, row in kept.items():
        total = row.total
        for was in row.blocks.values():
            total = _add(total, was, -1)
        for block in stale:
            if (tallies := fresh.get((agency, block))) is not None:
                total = _add(total, tallies)
                made.append(KeptBlock(kept_id=row.pk, block=block, counts=_stored(tallies)))
        KeptCount.objects.filter(pk=row.pk).update(counts=_stored(total), numbers=numbers)
    KeptBlock.objects.bulk_create(made, batch_size=500)


def _counted_anew(one: Questions, blocks: Iterable[int]) -> dict[Part, Tallies]:
    """What these blocks say now."""
    only = frozenset(blocks)
    return counted(one, Blocks(SIZE, only)) if only else {}


def _nothing(one: Questions) -> Tallies:
    return Tallies([0] * len(one.counts), [Lengths() for _ in one.lengths])


def _add(some: Tallies, more: Tallies, sign: int = 1) -> Tallies:
    lengths = []
    for had, got in zip(some.lengths, more.lengths, strict=True):
        days = Lengths(had)
        for day, number in got.items():
            days[day] += sign * number
        lengths.append(+days)
    numbers = [a + sign * b for a, b in zip(some.numbers, more.numbers, strict=True)]
    return Tallies(numbers, lengths)


def _stored(tallies: Tallies) -> list[Any]:
    return [list(tallies.numbers), [sorted(days.items()) for days in tallies.lengths]]


def _read(stored: Sequence[Any]) -> Tallies:
    numbers, lengths = stored
    return Tallies(numbers, [Lengths(dict(days)) for days in lengths])
