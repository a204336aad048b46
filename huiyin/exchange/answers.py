"""平台回执: the answers to the rows of a batch, from a table of the platform or by hand."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.publicity import platform
from huiyin.publicity.models import Channel, Ending, Publication

from .models import Batch, Result, Row
from .told import tell_repairs

LONGEST = 300
AT_ONCE = 500
"""Rows a statement."""
NAMED = 20
"""What is named one by one; of more there is the number."""
LONGEST_NUMBER = 200


def counted(names: Sequence[str], mark: str) -> str:
    """The first of these, and how many more there are."""
    more = len(names) - NAMED
    return mark.join(names[:NAMED]) + (f"{mark}另有 {more} 条" if more > 0 else "")


@dataclass(frozen=True)
class Answer:
    """What the platform says of one row; `line` is that of its table."""

    reference: str
    result: str
    said: str = ""
    day: date | None = None
    batch: str = ""
    digest: str = ""
    line: int = 0

    @property
    def where(self) -> str:
        """Of a table of which nobody knows what it holds: no longer than a number can be."""
        name = self.reference[:LONGEST_NUMBER]
        return f"第 {self.line} 行（{name}）" if self.line else name


@dataclass
class Taken:
    """What came of a table of answers; whatever is not taken is named."""

    taken: int = 0
    same: int = 0
    left: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        said = f"登记 {self.taken} 条，与已登记的相同 {self.same} 条"
        return (
            f"{said}，未登记 {len(self.left)} 条：{counted(self.left, '；')}" if self.left else said
        )


def take(batch: Batch, answers: Iterable[Answer], *, actor: Actor, at: datetime) -> Taken:
    """Note the answers that fit a row of this batch and contradict nothing.

    An answer is the row's for ever: a later one that says otherwise is named, and corrected by hand.
    """
    rows = {row.reference: row for row in batch.rows.select_for_update()}
    result = Taken()
    answered: list[tuple[Row, Answer]] = []
    for answer in _agreed(batch, answers, result):
        row = rows.get(answer.reference)
        if row is None:
            result.left.append(f"{answer.where} 不在本批次里")
        elif answer.digest and not row.digest.startswith(answer.digest.lower()):
            result.left.append(f"{answer.where} 校验码与报送的内容不符")
        elif row.result and row.result != answer.result:
            result.left.append(
                f"{answer.where} 已登记为“{row.get_result_display()}”，与本次不一致，请核实后逐条更正"
            )
        elif row.result:
            result.same += 1
        else:
            answered.append((row, answer))
    keep(answered, actor=actor, at=at)
    result.taken = len(answered)
    return result


def shared(batches: Sequence[Batch], table: Sequence[Answer]) -> list[tuple[Batch, list[Answer]]]:
    """Each batch with the answers of a table that are its own; batches without any are left out.

    Raises:
        ValidationError: some answers are no batch's, or could be of several.
    """
    by_number = {batch.reference: batch for batch in batches}
    of_paper: dict[str, list[Batch]] = defaultdict(list)
    known = {batch.pk: batch for batch in batches}
    wanted = Row.objects.filter(batch__in=batches, reference__in={one.reference for one in table})
    for reference, pk in wanted.values_list("reference", "batch"):
        of_paper[reference].append(known[pk])
    own: dict[Batch, list[Answer]] = defaultdict(list)
    strange: list[str] = []
    for one in table:
        named = by_number.get(one.batch)
        possible = ([named] if named else []) if one.batch else of_paper[one.reference]
        if len(possible) == 1:
            own[possible[0]].append(one)
        else:
            strange.append(
                f"{one.where} {'在几个批次里都有' if possible else '不在待回执的批次里'}"
            )
    if strange:
        raise ValidationError(
            f"没有登记：{counted(strange, '；')}。请在表里写明批次号，或者删去这些行后重新导入"
        )
    return [(batch, own[batch]) for batch in batches if batch in own]


def _agreed(batch: Batch, answers: Iterable[Answer], result: Taken) -> Iterator[Answer]:
    """Of each row one answer; those of other batches, and rows of which a table says two things, are named."""
    known: dict[str, Answer] = {}
    twice: set[str] = set()
    for answer in answers:
        if answer.batch and answer.batch != batch.reference:
            result.left.append(
                f"{answer.where} 属于批次 {answer.batch[:LONGEST_NUMBER]}，请到该批次导入"
            )
            continue
        other = known.setdefault(answer.reference, answer)
        if other is not answer and other.result == answer.result:
            result.same += 1
        elif other is not answer:
            twice.add(answer.reference)
    for reference in sorted(twice):
        result.left.append(f"{reference[:LONGEST_NUMBER]} 在表里有互相矛盾的回执")
    yield from (answer for name, answer in known.items() if name not in twice)


def keep(answered: Sequence[tuple[Row, Answer]], *, actor: Actor, at: datetime) -> None:
    """The platform's answers to rows of one batch, and what it shows by now."""
    today = timezone.localdate(at)
    for row, answer in answered:
        row.result, row.said = answer.result, answer.said[:LONGEST]
        row.answered_on = answer.day or today
        row.answered_by = actor.name[:100]
    rows = [row for row, _ in answered]
    columns = ("result", "said", "answered_on", "answered_by")
    Row.objects.bulk_update(rows, columns, batch_size=AT_ONCE)
    if rows:
        follow(rows, actor=actor, at=at)


def follow(rows: Sequence[Row], *, actor: Actor, at: datetime) -> None:
    """The platform shows what it accepted last, by the order of sending, whenever it answered.

    Of rows of one batch. The repairs of what it has taken down are told with it.
    """
    kind, keys = rows[0].about_kind, [row.about_pk for row in rows]
    accepted = of_records(kind, keys).filter(result=Result.ACCEPTED)
    last = {row.about_pk: row for row in accepted.select_related("batch", "publication")}
    endings = _endings(kind, [pk for pk in keys if pk in last and last[pk].is_withdrawal])
    said: dict[int, platform.Shows | platform.Gone] = {}
    for pk in keys:
        row = last.get(pk)
        if row is None:
            said[pk] = platform.Gone(Ending.ERROR, "回执更正", at)
        elif row.is_withdrawal:
            why = endings.get(pk, Ending.WITHDRAWN)
            said[pk] = platform.Gone(why, "平台已撤下", row.batch.sent_at or at)
        elif row.publication is not None:
            receipt = row.batch.platform_number or row.batch.reference
            sent_at = row.batch.sent_at or at
            said[pk] = platform.Shows(row.publication, sent_at, receipt, row.answered_on)
    platform.settle(kind, said, actor=actor)
    gone = [row.about_pk for row in rows if row.is_withdrawal and row.result == Result.ACCEPTED]
    tell_repairs(rows[0].batch, gone, at=at)


def of_records(kind: str, keys: Sequence[int]) -> "QuerySet[Row]":
    """All rows of these records that were sent, in the order of sending."""
    same = Row.objects.filter(about_kind=kind, about_pk__in=keys)
    return same.exclude(batch__state=Batch.State.VOIDED).order_by("pk")


def _endings(kind: str, keys: Sequence[int]) -> dict[int, Ending]:
    """Key of a record → why the own site shows it no more."""
    site = Publication.objects.filter(about_kind=kind, about_pk__in=keys, channel=Channel.SITE)
    last = dict(site.order_by("version").values_list("about_pk", "ending"))
    return {pk: Ending(ending) for pk, ending in last.items() if ending}


def returned(batch: Batch) -> "QuerySet[Row]":
    """Rows that the platform sent back and nothing was done about."""
    back = batch.rows.filter(result__in=[Result.REFUSED, Result.MEND], resend_because="")
    return back.order_by("number")
