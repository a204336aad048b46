"""信用平台上的公示: what the credit platform shows of records, by what it has confirmed.

The sending is `exchange`'s; here stands one row for each wording that the platform took in, from the
moment it was sent until the platform confirmed its end or another wording.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from huiyin.audit.actors import Actor
from huiyin.personal.bulk import insert_many

from .actions import UPDATED
from .models import ENDED, Channel, Ending, Publication

AT_ONCE = 500
"""Rows a statement."""
SUPERSEDED = (Ending.SUPERSEDED, UPDATED)


@dataclass(frozen=True)
class Shows:
    """The platform has taken in the wording of this publication of the own site, sent at `at`."""

    site: Publication
    at: datetime
    receipt: str
    received_on: date | None


@dataclass(frozen=True)
class Gone:
    """The platform shows the record no more, since `at`."""

    why: Ending
    reason: str
    at: datetime


def settle(kind: str, said: Mapping[int, Shows | Gone], *, actor: Actor) -> None:
    """Record what the platform shows by now of these records of one model label, by their keys.

    Nothing where it stands so already. The statements are few, however many records there are.
    """
    known = _known(kind, said)
    ended: list[Publication] = []
    new: list[Publication] = []
    for pk, one in said.items():
        current = next((row for row in known[pk] if row.ended_at is None), None)
        if isinstance(one, Shows):
            if current is not None and current.digest == one.site.digest:
                continue
            new.append(_publication(one, len(known[pk]) + 1, actor))
        if current is not None:
            why, reason = (one.why, one.reason) if isinstance(one, Gone) else SUPERSEDED
            current.note_end(why, reason, actor.name, max(one.at, current.put_up_at))
            ended.append(current)
    Publication.objects.bulk_update(ended, ENDED, batch_size=AT_ONCE)
    insert_many(new)


def _known(kind: str, keys: Mapping[int, object]) -> Mapping[int, list[Publication]]:
    """All that the platform has shown of each."""
    rows = Publication.objects.filter(
        about_kind=kind, about_pk__in=list(keys), channel=Channel.PLATFORM
    )
    known: dict[int, list[Publication]] = defaultdict(list)
    for row in rows.defer("wording"):
        known[row.about_pk].append(row)
    return known


def _publication(one: Shows, version: int, actor: Actor) -> Publication:
    site = one.site
    return Publication(
        about_kind=site.about_kind,
        about_pk=site.about_pk,
        agency_id=site.agency_id,
        version=version,
        channel=Channel.PLATFORM,
        due_on=site.due_on,
        put_up_at=one.at,
        put_up_by=actor.name[:100],
        wording=site.wording,
        digest=site.digest,
        receipt=one.receipt[:100],
        received_on=one.received_on,
    )
