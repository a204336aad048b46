"""Keyed digests of entries and links: without HUIYIN_AUDIT_KEY nobody can make or mend one."""

import hashlib
import hmac
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.conf import settings

ORIGIN = hashlib.sha256(b"huiyin audit chain").hexdigest()
_CANON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def mac(entry: Any) -> str:
    """The digest of the content of an entry, including its number and agency.

    Entries from before the numbering have no number; their agency is in the opening entry.
    """
    content = [
        _moment(entry.at),
        _moment(entry.recorded_at),
        entry.actor_kind,
        entry.actor_key,
        entry.actor_name,
        entry.origin,
        entry.verb,
        entry.subject_type,
        entry.subject_key,
        entry.subject_name,
        entry.facts,
    ]
    if entry.number is not None:
        content += [entry.sequence, entry.number, entry.agency_id]
    return _keyed(_CANON.encode(content))


def is_genuine(entry: Any) -> bool:
    return hmac.compare_digest(entry.mac, mac(entry))


def link(previous: str, entry_mac: str) -> str:
    return _keyed(f"{previous}{entry_mac}")


def of_unnumbered(rows: Iterable[tuple[int, str, int | None]]) -> tuple[int, str]:
    """The number of (key, mac, agency) rows, and one digest of all of them in this order."""
    digest, count = hashlib.sha256(), 0
    for count, (key, entry_mac, agency) in enumerate(rows, start=1):  # noqa: B007 - the last is the count
        digest.update(f"{key} {entry_mac} {agency or ''}\n".encode())
    return count, digest.hexdigest()


def _keyed(text: str) -> str:
    return hmac.digest(settings.AUDIT_KEY.encode(), text.encode(), "sha256").hex()


@lru_cache(maxsize=16)
def _moment(moment: datetime) -> str:
    """The moment as text; cached, since thousands of entries share one."""
    return moment.astimezone(UTC).isoformat()
