"""What the site map for search engines names one by one: each document, each record with a page of its own."""

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
from huiyin.hotline.models import ServiceRequest
from huiyin.licensing.models import Licence
from huiyin.registers.models import BudgetSheet, Decision, Power

CHUNK = 2_000
Line = tuple[str, date | None]
"""An address, and the day on which what it shows was last changed."""


@dataclass(frozen=True)
class Kind:
    """Public things of one kind, and the lines of some of them in the order of their keys."""

    public: Callable[[], "QuerySet[Any]"]
    lines: Callable[["QuerySet[Any]"], Iterable[Line]]


def _documents(found: "QuerySet[Any]") -> Iterator[Line]:
    rows = found.values_list("index_number", "last_published_at", "published_at")
    for index_number, changed_at, published_at in rows.iterator(CHUNK):
        address = DocumentPage(index_number=index_number).permanent_address
        yield address, _day(changed_at or published_at)


def _questions(found: "QuerySet[Any]") -> Iterator[Line]:
    """Question and answer stay as they were published; they are withdrawn to be changed."""
    for pk, published_at in found.values_list("pk", "published_at").iterator(CHUNK):
        yield reverse("message-published", args=[pk]), _day(published_at)


def _moved(name: str) -> Callable[["QuerySet[Any]"], Iterator[Line]]:
    """Records whose page tells how they stand: changed by their last move, which the log knows."""

    def lines(found: "QuerySet[Any]") -> Iterator[Line]:
        keys = found.values_list("pk", flat=True).iterator(CHUNK)
        while some := list(islice(keys, CHUNK)):
            moved = _last_moves(found.model, some)
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


KINDS = {
    "documents": Kind(lambda: DocumentPage.objects.live(), _documents),
    "licences": Kind(lambda: Licence.objects.public(), _moved("licence")),
    "powers": Kind(lambda: Power.objects.public(), _moved("power")),
    "budgets": Kind(lambda: BudgetSheet.objects.public(), _moved("budget")),
    "decisions": Kind(lambda: Decision.objects.public(), _moved("decision")),
    "questions": Kind(lambda: ServiceRequest.objects.public(), _questions),
}
"""Officers have no pages of their own. What a person has applied for is nobody else's."""
