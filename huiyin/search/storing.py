"""Entries of documents: written, replaced, removed; the same on both databases."""

from collections.abc import Iterable
from dataclasses import fields

from .chinese import storable
from .documents import Document
from .models import Entry, Text
from .question import path

_COPIED = [field.name for field in fields(Document) if field.name not in {"body", "published_on"}]
_REPLACED = [*(name for name in _COPIED if name != "key"), "published_on"]


def known(keys: Iterable[str]) -> list[Entry]:
    """The entries with these keys, with their texts."""
    return list(Entry.objects.filter(key__in=list(keys)).select_related("text"))


def write(documents: Iterable[Document]) -> list[Entry]:
    """Add or replace; of two documents with one key the later counts. An entry keeps its id."""
    latest = {document.key: document for document in documents}
    # in one order everywhere, so that two writers wait for each other instead of for ever
    ordered = [latest[key] for key in sorted(latest)]
    entries = Entry.objects.bulk_create(
        [_entry(document) for document in ordered],
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=_REPLACED,
    )
    texts = [
        Text(entry=entry, body=storable(document.body))
        for entry, document in zip(entries, ordered, strict=True)
    ]
    Text.objects.bulk_create(
        texts, update_conflicts=True, unique_fields=["entry"], update_fields=["body"]
    )
    return entries


def _entry(document: Document) -> Entry:
    values = {name: storable(getattr(document, name)) for name in _COPIED}
    values["column"] = path(values["column"])
    return Entry(**values, published_on=document.published_on)
