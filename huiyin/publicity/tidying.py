"""公示期满: write the end of what is past its last day. Nothing that the public reads depends on it."""

from datetime import date

from django.db import transaction

from .actions import SYSTEM
from .models import Ending, Publication, over_at

AT_ONCE = 20_000


def tidy(today: date) -> int:
    """End every publication whose last day is before today, as of the moment it was hidden.

    Batches of one last day, each in its own transaction: what breaks off goes on the next time,
    and nothing is ended twice. How many were ended.
    """
    ended = 0
    while True:
        days = Publication.objects.past(today).order_by("until").values_list("until", flat=True)
        first = days.first()
        if first is None:
            return ended
        ended += _end_batch(first)


@transaction.atomic
def _end_batch(until: date) -> int:
    open_ones = Publication.objects.filter(ended_at=None, until=until)
    batch = open_ones.filter(pk__in=open_ones.order_by("pk").values("pk")[:AT_ONCE])
    return batch.update(ended_at=over_at(until), ending=Ending.EXPIRED, ended_by=SYSTEM)
