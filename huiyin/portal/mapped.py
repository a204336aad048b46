"""The addresses in the site map for search engines: documents, and records with their own page."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db.models import Max, Model, QuerySet
from django.urls import reverse
from django.utils import timezone

from huiyin.audit.models import Entry
from huiyin.disclosure.models import DocumentPage
from huiyin.web.publiclists import declared

CHUNK = 2_000
Line = tuple[str, date | None]
"""An address, and the day its content last changed."""


@dataclass(frozen=True)
class Kind:
    """Public things of one kind, and the lines for some of them in order of their keys."""

    public: Callable[[], "QuerySet[Any]"]
    lines: Callable[["QuerySet[Any]"], Iterable[Line]]


def _documents(pages: "QuerySet[Any]") -> Iterator[Line]:
    rows = pages.values_list("index_number", "last_published_at", "published_at")
    for index_number, changed_at, published_at in rows.iterator(CHUNK):
        address = DocumentPage(index_number=index_number).permanent_address
        yield address, _day(changed_at or published_at)


def _moved(name: str) -> Callable[["QuerySet[Any]"], Iterator[Line]]:
    """Records whose page shows their state: changed by their last move, as the audit log says."""

    def lines(records: "QuerySet[Any]") -> Iterator[Line]:
        keys = records.values_list("pk", flat=True).iterator(CHUNK)
        while some := list(islice(keys, CHUNK)):
            moved = _last_moves(records.model, some)
            for pk in some:
                yield reverse(name, args=[pk]), _day(moved[str(pk)]) if str(pk) in moved else None

    return lines


def _last_moves(model: type[Model], keys: Iterable[int]) -> dict[str, datetime]:
    label = model._meta.label_lower
    entries = Entry.objects.filter(
        subject_type=label, subject_key__in=[str(pk) for pk in keys], verb__startswith=f"{label}."
    )
    return dict(entries.order_by().values_list("subject_key").annotate(Max("at")))


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()


def _changed(name: str, column: str) -> Callable[["QuerySet[Any]"], Iterator[Line]]:
    """Records whose page does not change after a day that is stored in them."""

    def lines(records: "QuerySet[Any]") -> Iterator[Line]:
        for pk, at in records.values_list("pk", column).iterator(CHUNK):
            yield reverse(name, args=[pk]), _day(at)

    return lines


def kinds() -> dict[str, Kind]:
    """Kinds by the name of their files. A person's applications are not public."""
    kinds_by_name = {"documents": Kind(lambda: DocumentPage.objects.live(), _documents)}
    for of in declared():
        if page := of.record:
            lines = _changed(page.name, page.changed) if page.changed else _moved(page.name)
            kinds_by_name[page.mapped or of.key] = Kind(of.public_records, lines)
    return kinds_by_name
