"""Entries of documents: written, replaced, removed; the same on both databases."""

from collections.abc import Iterable
from dataclasses import fields

from .chinese import storable
from .documents import Document
from .models import Attached, Entry, FileText, Term, Text
from .question import path

_APART = {"body", "published_on", "public_until", "over_on", "files"}
_COPIED = [field.name for field in fields(Document) if field.name not in _APART]
_REPLACED = [
    *(name for name in _COPIED if name != "key"),
    "published_on",
    "public_until",
    "over_on",
]
LONGEST_ATTACHED = 400_000
"""characters of all attachments of one document that are searched"""


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
    paired = list(zip(entries, ordered, strict=True))
    _carry(paired)
    read = _read({sha256 for document in ordered for _, sha256 in document.files})
    texts = [
        Text(entry=entry, body=storable(document.body), attached=_attached(document.files, read))
        for entry, document in paired
    ]
    Text.objects.bulk_create(
        texts,
        update_conflicts=True,
        unique_fields=["entry"],
        update_fields=["body", "attached"],
    )
    return entries


def forget_terms(titles: Iterable[str]) -> None:
    """Remove the suggestions that came from these titles, unless another public title has them."""
    before = set(titles)
    before -= set(Entry.objects.public().filter(title__in=before).values_list("title", flat=True))
    if before:
        Term.objects.filter(pk__in=said_only_in(before)).delete()


def said_only_in(titles: Iterable[str]) -> list[int]:
    """The terms that occur in these titles, and in no public title."""
    known = set(titles)
    from_titles = (Term.Kind.TITLE, Term.Kind.WORD, Term.Kind.QUERY)
    terms = Term.objects.filter(kind__in=from_titles).values_list("pk", "text")
    inside = [(pk, text) for pk, text in terms if any(text in title for title in known)]
    public = Entry.objects.public()
    return [pk for pk, text in inside if not public.filter(title__contains=text).exists()]


def files_of(entries: Iterable[Entry]) -> set[str]:
    """The files that these entries carry."""
    attached = Attached.objects.filter(entry__in=[entry.pk for entry in entries])
    return set(attached.values_list("sha256", flat=True))


def forget_files(files: set[str]) -> None:
    """Drop the texts of files that no entry carries any more; they are read again if needed."""
    if files:
        carried = Attached.objects.filter(sha256__in=files).values("sha256")
        FileText.objects.filter(pk__in=files).exclude(pk__in=carried).delete()


def carriers(sha256: str) -> list[Entry]:
    """The entries that carry a file, with their texts."""
    entries = Entry.objects.filter(files__sha256=sha256).distinct().select_related("text")
    return list(entries.order_by("key"))


def fill(entries: Iterable[Entry]) -> None:
    """Copy the texts read from the attachments into these entries."""
    for entry in entries:
        files = list(entry.files.values_list("name", "sha256"))
        entry.text.attached = _attached(files, _read({sha256 for _, sha256 in files}))
        entry.text.save(update_fields=["attached"])


def _carry(paired: list[tuple[Entry, Document]]) -> None:
    """Store which entry carries which file; a file that was never read is queued for reading."""
    Attached.objects.filter(entry__in=[entry.pk for entry, _ in paired]).delete()
    carried = [
        Attached(entry=entry, name=storable(name), sha256=sha256)
        for entry, document in paired
        for name, sha256 in document.files
    ]
    if carried:
        Attached.objects.bulk_create(carried)
        waiting = sorted({attached.sha256 for attached in carried})
        FileText.objects.bulk_create(
            [FileText(sha256=sha256) for sha256 in waiting], ignore_conflicts=True
        )


def _read(files: set[str]) -> dict[str, str]:
    if not files:
        return {}
    return dict(FileText.objects.filter(pk__in=files).exclude(text="").values_list("pk", "text"))


def _attached(files: Iterable[tuple[str, str]], read: dict[str, str]) -> list[list[str]]:
    texts, room = [], LONGEST_ATTACHED
    for name, sha256 in files:
        if text := read.get(sha256, "")[:room]:
            texts.append([storable(name), text])
            room -= len(text)
    return texts


def _entry(document: Document) -> Entry:
    values = {name: storable(getattr(document, name)) for name in _COPIED}
    values["column"] = path(values["column"])
    days = {name: getattr(document, name) for name in ("published_on", "public_until", "over_on")}
    return Entry(**values, **days)
