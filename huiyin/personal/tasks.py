"""Entry points for the schedule."""

from datetime import timedelta

from django.utils import timezone

from . import rotation, sealed
from .models import KeyCheck


def remove_orphans() -> str:
    """Delete files that retention or a broken upload left on the disk without a record."""
    orphans, faults = sealed.orphans(before=timezone.now() - timedelta(days=1)), []
    for place in orphans:
        try:
            place.unlink(missing_ok=True)
        except OSError as error:  # go on with the others; reported below and tried again
            faults.append(f"{place.name}: {error.strerror}")
    if faults:
        raise OSError(f"{len(faults)} of {len(orphans)} files stay, {faults[0]}")
    return f"{len(orphans)} files"


def count_unreadable() -> str:
    """Count the values that no key decrypts, for the administrators' desk; changes none of them."""
    columns = [column for column in rotation.rotate(dry_run=True) if column.unreadable]
    counted = {f"{column.model}.{column.name}": len(column.unreadable) for column in columns}
    KeyCheck.objects.update(unreadable=counted)
    return f"{sum(counted.values())} values"
