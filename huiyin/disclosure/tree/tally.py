"""公开数量: how many live documents of each column share year, theme, genre and validity.

Kept with every document that is saved, moved or deleted, in the same transaction, so that no list
ever counts a whole site. Where a document counts is read when its row is locked, and whoever changes
numbers holds the row of the public version until the end: two releases wait for each other, in one
order, and neither counts from what the other has changed meanwhile. What gets round the signals (bulk writes, SQL by hand) is seen by `mend`,
which recounts everything each night, says what differed and puts it right.
"""

import logging
from collections import Counter
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.signals import post_save, pre_delete, pre_save
from wagtail.models import Page
from wagtail.signals import post_page_move

from huiyin.web.kept import page_cache

from .counted import placed
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


def counted() -> Counter[Cell]:
    """Every cell that holds documents, as it is kept."""
    rows = Tally.objects.exclude(documents=0).values_list(*Cell._fields, "documents")
    return Counter({Cell(*cell): documents for *cell, documents in rows})


def recounted() -> Counter[Cell]:
    """The same, counted document by document: as many rows as the site has."""
    columns = dict(ColumnPage.objects.values_list("path", "pk"))
    rows = (
        _live()
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
    stored, true = counted(), recounted()
    return {
        cell: true[cell] - stored[cell]
        for cell in sorted(stored.keys() | true.keys())
        if true[cell] != stored[cell]
    }


@transaction.atomic
def mend() -> int:
    """Recount, correct, and say what was wrong; how many cells were."""
    page_cache.changed()  # whoever has counted has finished, and nobody counts until the end
    wrong = differences()
    for cell, missing in wrong.items():
        _add(cell, missing)
    Tally.objects.filter(documents=0).delete()
    if wrong:
        corrections = [f"{tuple(cell)}: {missing:+}" for cell, missing in [*wrong.items()][:10]]
        logger.warning("documents of %d cells corrected: %s", len(wrong), "; ".join(corrections))
    return len(wrong)


def _live() -> "QuerySet[DocumentPage]":
    return placed(DocumentPage.objects.filter(live=True))


def _cell(pk: int | None) -> Cell | None:
    """Where a stored document counts; nowhere if it is not public."""
    column = ColumnPage.objects.filter(path=OuterRef("above")).values("pk")[:1]
    rows = _live().filter(pk=pk).annotate(column_key=Subquery(column))
    row = rows.values_list("column_key", *Cell._fields[1:]).first() if pk else None
    return Cell(*row) if row and row[0] else None


def _change(before: Cell | None, after: Cell | None) -> None:
    if before != after:
        page_cache.changed()
        _add(before, -1)
        _add(after, 1)


def _add(cell: Cell | None, documents: int) -> None:
    if cell is None:
        return
    named = {"column_id": cell.column, **cell._asdict()}
    del named["column"]
    rows = Tally.objects.filter(**named)
    if not rows.update(documents=F("documents") + documents):
        Tally.objects.bulk_create([Tally(**named, documents=documents)])


def _lock(pk: int | None) -> None:
    """Nobody else saves or moves it until the end; what refers to it (a revision) does not wait."""
    Page.objects.select_for_update(no_key=True).filter(pk=pk).values_list("pk").first()


def on_saving(sender: type, instance: Page, **keywords: Any) -> None:
    if instance.pk:
        _lock(instance.pk)
    setattr(instance, _BEFORE, _cell(instance.pk))


def on_saved(sender: type, instance: Page, **keywords: Any) -> None:
    _change(instance.__dict__.pop(_BEFORE, None), _cell(instance.pk))


def on_deleting(sender: type, instance: DocumentPage, **keywords: Any) -> None:
    _lock(instance.pk)
    _change(_cell(instance.pk), None)


@transaction.atomic
def on_moved(
    sender: type, instance: Any, parent_page_before: Any, parent_page_after: Any, **keywords: Any
) -> None:
    """A document counts in its new column; a column takes its numbers with it."""
    _lock(instance.pk)
    after = _cell(instance.pk)
    if after is not None:
        _change(after._replace(column=parent_page_before.pk), after)


def connect() -> None:
    for sender in (DocumentPage, Page):  # Wagtail saves some pages as what all pages are
        pre_save.connect(on_saving, sender=sender, dispatch_uid=f"{__name__}.saving")
        post_save.connect(on_saved, sender=sender, dispatch_uid=f"{__name__}.saved")
    pre_delete.connect(on_deleting, sender=DocumentPage, dispatch_uid=f"{__name__}.deleting")
    post_page_move.connect(on_moved, dispatch_uid=f"{__name__}.moved")
