"""The one door to full-text search: put, drop, find. Which engine works behind it is decided by the database."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import islice
from typing import TypeVar

from django.db import transaction

from . import engines, highlight, storing
from . import facets as counting
from .chinese import storable
from .documents import Document, Hit, Query, Results
from .models import Entry, FileText, Term, Text
from .question import BOUND, Question

__all__ = [
    "Document",
    "Hit",
    "Query",
    "Results",
    "drop",
    "end_at",
    "find",
    "forget_column",
    "name_agency",
    "put",
    "read",
    "rebuild",
]

T = TypeVar("T")
_BATCH = 500


@transaction.atomic
def put(documents: Iterable[Document]) -> None:
    """Add or replace; part of the caller's transaction."""
    engine = engines.current()
    for batch in _batches(documents):
        before = storing.known(document.key for document in batch)
        files = storing.files_of(before)
        engine.forget(before)
        engine.add(storing.write(batch))
        storing.forget_terms(entry.title for entry in before)
        storing.forget_files(files)


@transaction.atomic
def drop(keys: Iterable[str]) -> None:
    """Remove these keys; unknown ones are ignored."""
    engine = engines.current()
    for batch in _batches(keys):
        entries = storing.known(batch)
        files = storing.files_of(entries)
        engine.forget(entries)
        Entry.objects.filter(pk__in=[entry.pk for entry in entries]).delete()
        storing.forget_terms(entry.title for entry in entries)
        storing.forget_files(files)


@transaction.atomic
def rebuild(documents: Iterable[Document] | None = None) -> None:
    """Replace everything by these documents; without any, index the stored entries again."""
    engine = engines.current()
    engine.clear()
    if documents is not None:
        Text.objects.all().delete()
        Entry.objects.all().delete()
        put(documents)
    else:
        for batch in _batches(Entry.objects.select_related("text").iterator(_BATCH)):
            engine.add(batch)
    engine.tidy()


@transaction.atomic
def read(sha256: str, text: str, note: str = "") -> None:
    """Store the text of a file and index it with every document that carries it; else drop it."""
    if not storing.carriers(sha256):
        storing.forget_files({sha256})
        return
    FileText.objects.update_or_create(
        pk=sha256, defaults={"text": storable(text), "note": note[:100], "is_read": True}
    )
    engine = engines.current()
    for batch in _batches(storing.carriers(sha256)):
        engine.forget(batch)
        storing.fill(batch)
        engine.add(batch)


def end_at(key: str, moment: datetime | None) -> None:
    """Set the moment until which an entry is found; None is for good."""
    Entry.objects.filter(key=key).update(public_until=moment)


def name_agency(slug: str, name: str) -> None:
    """Rename an agency. Its name is a column beside the texts, so that nothing is indexed again."""
    Entry.objects.filter(agency=slug).exclude(agency_name=name).update(agency_name=name)


def forget_column(name: str) -> None:
    """Drop the suggestions with the old name of a column; the nightly job learns the new one."""
    Term.objects.filter(kind=Term.Kind.COLUMN, text=name).delete()


def find(query: Query, *, facets: bool = False) -> Results:
    """Every document with all of the query's words in title, body, numbers or attachment names."""
    question = Question.of(query)
    if not question.phrases:
        return Results(0, [])
    past = Entry.objects.past().order_by().values_list("pk", "published_on")
    question = replace(question, but=tuple(past))
    engine = engines.current()
    page = engine.page(question)
    volume = page.volume
    entries = Entry.objects.select_related("text").in_bulk(page.ids)
    hits = [_hit(entries[pk], question) for pk in page.ids if pk in entries]
    return Results(
        volume.total,
        hits,
        counting.count(engine, question, page) if facets else {},
        volume.rate > 1,
        volume.total if question.exact else min(volume.total, BOUND),
    )


def _hit(entry: Entry, question: Question) -> Hit:
    texts = [
        entry.text.body,
        *(f"附件：{name}" for name in entry.attachments.splitlines()),
    ]
    return Hit(
        key=entry.key,
        url=entry.url,
        title=highlight.mark(entry.title, question.phrases),
        snippet=highlight.snippet(texts, question.phrases, entry.text.attached),
        score=question.score(entry),
        published_on=entry.published_on,
        agency_name=entry.agency_name,
        column_name=entry.column_name,
        index_number=entry.index_number,
        doc_number=entry.doc_number,
    )


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(items)
    while batch := list(islice(rest, _BATCH)):
        yield batch
