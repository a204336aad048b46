"""Under which name the public reads of a subject: that of the newest record it may read today.

The register's own name is that of the latest record of any kind, also of an application or of an
inspection that nobody outside may know of.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from . import kinds
from .models import Subject

Found = list[tuple[kinds.Kind, Sequence[Any]]]


def on_view(subject: Subject, most: int) -> Found:
    """Of each kind the public records, the latest first, no more than `most`; no kind without any."""
    body = subject.body(is_public=True)
    read = (
        (kind, list(kind.public().filter(subject__in=body)[:most]))
        for kind in kinds.every()
        if kind.public is not None
    )
    return [(kind, records) for kind, records in read if records]


def name_in(found: Found) -> str:
    """The holder of the newest of these records as everybody may read it; empty where there is none."""
    newest: list[tuple[date, str]] = [
        (kind.line(records[0])[2], kind.named(records[0])) for kind, records in found
    ]
    return max(newest, key=lambda one: one[0])[1] if newest else ""


def public_name(subject: Subject) -> str:
    """The same, of all that is public of it."""
    return name_in(on_view(subject, 1))
