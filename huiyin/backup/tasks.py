"""Entry points for the schedule."""

from . import rehearsing
from .faults import BackupError


def rehearse() -> str:
    """Write a backup, restore it in a scratch place, compare.

    Raises:
        BackupError: it did not succeed; the timetable logs that.
    """
    rehearsal, _ = rehearsing.rehearse(say=lambda message: None)
    if not rehearsal.succeeded:
        raise BackupError(rehearsal.outcome)
    return rehearsal.outcome
