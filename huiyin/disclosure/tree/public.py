"""Whether a document is public now, said once: of a row, and of the way to it from another table."""

from typing import Any, Self

from django.db.models import Q
from django.utils import timezone
from wagtail.query import PageQuerySet


def public(prefix: str = "") -> Q:
    """Live, and not past its last day: a timetable that is late or dead makes nothing public longer."""
    endless = Q(**{f"{prefix}public_until": None})
    in_time = Q(**{f"{prefix}public_until__gt": timezone.now()})
    return Q(**{f"{prefix}live": True}) & (endless | in_time)


class DocumentQuerySet(PageQuerySet):
    def live(self) -> Self:
        documents: Self = self.filter(public())
        return documents


class PublicUntil:
    """A page with a last day."""

    live: Any
    public_until: Any

    @property
    def is_public(self) -> bool:
        """As `public` says it of rows."""
        return bool(self.live and (self.public_until is None or timezone.now() < self.public_until))
