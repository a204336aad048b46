"""Entry points for the schedule."""

from datetime import timedelta

from django.utils import timezone

from . import rotation, sealed
from .models import KeyCheck


def remove_orphans() -> str:
    """What retention or a broken upload left on the disk without a record."""
    found = sealed.orphans(before=timezone.now() - timedelta(days=1))
    for place in found:
        place.unlink(missing_ok=True)
    return f"{len(found)} files"


def count_unreadable() -> str:
    """Values that no key opens, for the administrators' desk; each stays as it is."""
    columns = [column for column in rotation.rotate(dry_run=True) if column.unreadable]
    counted = {f"{column.model}.{column.name}": len(column.unreadable) for column in columns}
    KeyCheck.objects.update(unreadable=counted)
    return f"{sum(counted.values())} values"
