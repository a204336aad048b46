"""原表其他列 on a record's page: by the batch that said them, masked until somebody gives a reason."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from itertools import groupby
from typing import Any

from django.http import Http404

from huiyin.casework.rooms import Room
from huiyin.ingest import others
from huiyin.ingest.others import Other

from .items import Item

PREFIX = "other-"
TITLE = "原表其他列"


def of(room: Room, matter: Any) -> list[Other]:
    """Those of this record, the newest batch first."""
    if not room.ledger:
        return []
    kept = others.kept(room.model, [matter.pk]).get(matter.pk, {})
    return sorted(kept.values(), key=lambda one: -one.batch.pk)


def key(other: Other) -> str:
    """What names the column in an address."""
    return PREFIX + hashlib.sha256(other.name.encode()).hexdigest()[:16]


def find(room: Room, matter: Any, name: str) -> Other:
    """The column of that key.

    Raises:
        Http404: the record has none.
    """
    for other in of(room, matter):
        if key(other) == name:
            return other
    raise Http404


def item(other: Other, *, may: bool, revealed: Mapping[str, str]) -> Item:
    name = key(other)
    is_masked = name not in revealed
    text = others.mask(other.text) if is_masked else other.text
    return Item(name, other.name, text, "\n" in other.text, is_masked, is_masked and may)


def sections(
    room: Room, matter: Any, may: bool, revealed: Mapping[str, str], errors: Mapping[str, str]
) -> list[tuple[str, list[Item]]]:
    """A section for each batch, titled by its file and day."""
    found = []
    for batch, columns in groupby(of(room, matter), key=lambda one: one.batch):
        items = [item(other, may=may, revealed=revealed) for other in columns]
        items = [replace(one, error=errors.get(one.name, "")) for one in items]
        found.append((f"{TITLE}（{batch}导入）", items))
    return found
