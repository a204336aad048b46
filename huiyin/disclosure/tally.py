"""公开数量: how many live documents of each column share year, theme, genre and validity.

Kept with every document that is saved, moved or deleted, in the same transaction, so that no list
ever counts a whole site. What gets round the signals (bulk writes, SQL by hand) is seen by `mend`,
which recounts everything each night, says what differed and puts it right.
"""

import logging
from collections import Counter
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Count, F, Func, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Length, Substr
from django.db.models.signals import post_save, pre_delete, pre_save
from wagtail.models import Page
from wagtail.signals import post_page_move

from huiyin.web import page_cache

from .catalogue import STEP
from .models import ColumnPage, DocumentPage, Tally

logger = logging.getLogger(__name__)

_BEFORE = "_tallied"
"""Under this name a document that is being saved carries the cell that it was counted in."""


class Cell(NamedTuple):
    """What documents that are counted together share."""

    column: int
    year: int
    theme: str
    genre: str
    validity: str


class LocalYear(Func):
    """The year of a moment by the clocks here; in the database's own words, for speed."""

    arity = 1
    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        # One offset for all years: no year here has begun in summer time.
        template = "CAST(strftime('%%%%Y', %(expressions)s, '+8 hours') AS INTEGER)"
        return self.as_sql(compiler, connection, template=template, **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        template = f"EXTRACT(YEAR FROM %(expressions)s AT TIME ZONE '{settings.TIME_ZONE}')::int"
        return self.as_sql(compiler, connection, template=template, **extra)


def counted() -> Counter[Cell]:
    """Every cell that holds documents, as it is kept."""
    rows = Tally.objects.exclude(documents=0).values_list(*Cell._fields, "documents")
    return Counter({Cell(*cell): documents for *cell, documents in rows})


def recounted() -> Counter[Cell]:
    """The same, counted document by document: as many rows as the site has."""
    columns = dict(ColumnPage.objects.values_list("path", "pk"))
    rows = (
        _live()
        .order_by()
        .values_list("above", "year", "theme", "genre", "validity")
        .annotate(documents=Count("pk"))
    )
    return Counter(
        {
            Cell(columns[above], *rest): documents
            for above, *rest, documents in rows
            if above in columns
        }
    )


def differences() -> dict[Cell, int]:
    """Cell → how many documents more it should hold."""
    kept, true = counted(), recounted()
    return {
        cell: true[cell] - kept[cell]
        for cell in sorted(kept.keys() | true.keys())
        if true[cell] != kept[cell]
    }


@transaction.atomic
def mend() -> int:
    """Recount, correct, and say what was wrong; how many cells were."""
    _stop_counting()
    wrong = differences()
    for cell, missing in wrong.items():
        _add(cell, missing)
    Tally.objects.filter(documents=0).delete()
    if wrong:
        told = [f"{tuple(cell)}: {missing:+}" for cell, missing in [*wrong.items()][:10]]
        logger.warning("documents of %d cells corrected: %s", len(wrong), "; ".join(told))
        page_cache.changed()
    return len(wrong)


def _stop_counting() -> None:
    """Whoever has counted has finished, and nobody counts until this transaction ends."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE disclosure_tally IN SHARE ROW EXCLUSIVE MODE")
    else:
        Tally.objects.filter(pk=0).update(documents=0)  # SQLite has one writer: this one, now


def _live() -> "QuerySet[DocumentPage]":
    live: QuerySet[DocumentPage] = DocumentPage.objects.live().annotate(
        above=Substr("path", 1, Length("path") - STEP), year=LocalYear("published_at")
    )
    return live


def _cell(pk: int | None) -> Cell | None:
    """Where a stored document counts; nowhere if it is not public."""
    column = ColumnPage.objects.filter(path=OuterRef("above")).values("pk")[:1]
    rows = _live().filter(pk=pk).annotate(column_key=Subquery(column))
    row = rows.values_list("column_key", *Cell._fields[1:]).first() if pk else None
    return Cell(*row) if row and row[0] else None


def _add(cell: Cell | None, documents: int) -> None:
    if cell is None:
        return
    named = {"column_id": cell.column, **cell._asdict()}
    del named["column"]
    rows = Tally.objects.filter(**named)
    if not rows.update(documents=F("documents") + documents):
        # two may begin the same cell at once: one of them makes the row, both count in it
        Tally.objects.bulk_create([Tally(**named, documents=0)], ignore_conflicts=True)
        rows.update(documents=F("documents") + documents)


def on_saving(sender: type, instance: Page, **keywords: Any) -> None:
    setattr(instance, _BEFORE, _cell(instance.pk))


def on_saved(sender: type, instance: Page, **keywords: Any) -> None:
    before, after = instance.__dict__.pop(_BEFORE, None), _cell(instance.pk)
    if before != after:
        _add(before, -1)
        _add(after, 1)


def on_deleting(sender: type, instance: DocumentPage, **keywords: Any) -> None:
    _add(_cell(instance.pk), -1)


def on_moved(
    sender: type, instance: Any, parent_page_before: Any, parent_page_after: Any, **keywords: Any
) -> None:
    """A document counts in its new column; a column takes its numbers with it."""
    after = _cell(instance.pk)
    if after is not None and parent_page_before.pk != parent_page_after.pk:
        _add(after._replace(column=parent_page_before.pk), -1)
        _add(after, 1)


def connect() -> None:
    for sender in (DocumentPage, Page):  # Wagtail saves some pages as what all pages are
        pre_save.connect(on_saving, sender=sender, dispatch_uid=f"{__name__}.saving")
        post_save.connect(on_saved, sender=sender, dispatch_uid=f"{__name__}.saved")
    pre_delete.connect(on_deleting, sender=DocumentPage, dispatch_uid=f"{__name__}.deleting")
    post_page_move.connect(on_moved, dispatch_uid=f"{__name__}.moved")
