"""信用平台上的公示: what the credit platform shows of a record, by what it has confirmed.

The sending is `exchange`'s; here stands one row for each wording that the platform took in, from the
moment it was sent until the platform confirmed its end or another wording.
"""

from datetime import date, datetime

from huiyin.audit.actors import Actor

from .actions import UPDATED
from .models import Channel, Ending, Publication


def standing(kind: str, pk: int) -> Publication | None:
    """What the platform shows of the record of this model label and key; None: nothing."""
    return Publication.objects.filter(
        about_kind=kind, about_pk=pk, channel=Channel.PLATFORM, ended_at=None
    ).first()


def show(
    site: Publication, *, actor: Actor, at: datetime, receipt: str, received_on: date | None
) -> None:
    """The platform has taken in the wording of this publication, sent at `at`; nothing if it shows it."""
    current = standing(site.about_kind, site.about_pk)
    if current is not None and current.digest == site.digest:
        return
    if current is not None:
        current.end(Ending.SUPERSEDED, UPDATED, actor.name, max(at, current.put_up_at))
    same = Publication.objects.filter(
        about_kind=site.about_kind, about_pk=site.about_pk, channel=Channel.PLATFORM
    )
    Publication.objects.create(
        about_kind=site.about_kind,
        about_pk=site.about_pk,
        agency_id=site.agency_id,
        version=same.count() + 1,
        channel=Channel.PLATFORM,
        due_on=site.due_on,
        put_up_at=at,
        put_up_by=actor.name[:100],
        wording=site.wording,
        digest=site.digest,
        receipt=receipt[:100],
        received_on=received_on,
    )


def end(kind: str, pk: int, why: Ending, reason: str, *, actor: Actor, at: datetime) -> None:
    """The platform shows the record no more; nothing if it did not."""
    current = standing(kind, pk)
    if current is not None:
        current.end(why, reason, actor.name, max(at, current.put_up_at))
