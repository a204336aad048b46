"""What reports said of a figure when they were published, beside what the records say today."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from huiyin.disclosure.tree.public import public
from huiyin.figures.registry import Figure
from huiyin.reports import frozen
from huiyin.reports.models import FrozenFigure

from .behind import Line, shown


@dataclass(frozen=True)
class Stood:
    """A published value, today's, and the public records behind the difference."""

    frozen: FrozenFigure
    now: str
    is_redefined: bool
    added: list[Line]
    removed: list[Line]
    others: int
    """Records behind the difference that are not public, or not any more."""

    @property
    def is_same(self) -> bool:
        return self.now == self.frozen.value


def stood(figure: Figure, agency_id: int, year: int) -> list[Stood]:
    """In each public report of this agency, the latest first; one query where there is none."""
    today = timezone.localdate()
    return [_stood(one, figure, today) for one in told([figure], agency_id, year)]


def told(figures: Iterable[Figure], agency_id: int, year: int) -> list[FrozenFigure]:
    """What public reports said of these figures; without the records that they counted."""
    keys = {key for one in figures for key in (one.key, *one.was)}
    rows = FrozenFigure.objects.filter(
        public("report__document__"), report__agency=agency_id, key__in=keys, start__year=year
    )
    return list(rows.defer("counted").select_related("report__document").order_by("-as_of", "-pk"))


def _stood(one: FrozenFigure, figure: Figure, today: date) -> Stood:
    """Which records differ is only asked where the value does: a page is read by many."""
    now, is_redefined = frozen.value_now(one, figure, today)
    if now == one.value:
        return Stood(one, now, is_redefined, [], [], 0)
    recount = frozen.recount(one, figure, today)
    added = [d.row.key for d in recount.differences if d.is_new]
    removed = [d.row.key for d in recount.differences if not d.is_new]
    new, gone = list(_lines(recount, added)), list(_lines(recount, removed))
    others = len(added) + len(removed) - len(new) - len(gone)
    return Stood(one, now, is_redefined, new, gone, others)


def _lines(recount: frozen.Recount, keys: list[int]) -> Iterator[Line]:
    """The public ones among these records, the first of them."""
    if not keys:
        return
    model = recount.differences[0].figure.ledger.model
    behind = shown(model)
    if behind is not None:
        records = model._default_manager.filter(pk__in=keys[: frozen.SHOWN])
        yield from (behind.line(record) for record in behind.public(records))
