"""备份的保留: keeps the newest backup of each day, week and month; deletes the others."""

import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Self

from django.utils import timezone

from .archive import Backup
from .faults import BackupError

_BROKEN_OFF = timedelta(days=1)


@dataclass(frozen=True)
class Rule:
    """How many days, weeks and months have a backup."""

    daily: int = 7
    weekly: int = 4
    monthly: int = 12

    @classmethod
    def parse(cls, text: str) -> Self:
        """`7,4,12`; raises ValueError for anything else."""
        numbers = [int(word) for word in text.split(",")]
        if len(numbers) != 3 or min(numbers) < 0:
            raise ValueError(text)
        return cls(*numbers)


def kept(moments: Iterable[datetime], rule: Rule) -> set[datetime]:
    """The moments to keep, counted back from the newest, which always stays."""
    newest_first = sorted(moments, reverse=True)
    periods: list[tuple[int, Callable[[date], object]]] = [
        (rule.daily, lambda day: day),
        (rule.weekly, lambda day: day.isocalendar()[:2]),
        (rule.monthly, lambda day: (day.year, day.month)),
    ]
    staying = set(newest_first[:1])
    for number, period in periods:
        newest: dict[object, datetime] = {}
        for moment in newest_first:
            newest.setdefault(period(timezone.localdate(moment)), moment)
        staying.update([*newest.values()][:number])
    return staying


@dataclass(frozen=True)
class _Found:
    path: Path
    moment: datetime
    holders: frozenset[str]


def prune(folder: Path, rule: Rule) -> list[Path]:
    """Delete this site's backups that the rule does not keep; returns the deleted ones.

    A backup on which a kept incremental one depends stays too. Files of other sites, damaged ones
    and everything else are left alone.
    """
    backups = [*filter(None, map(_read, _archives(folder)))]
    staying = kept((backup.moment for backup in backups), rule)
    needed = {name for backup in backups if backup.moment in staying for name in backup.holders}
    pruned = [
        backup.path
        for backup in backups
        if backup.moment not in staying and backup.path.name not in needed
    ]
    for path in pruned:
        path.unlink()
        path.with_name(f"{path.name}.keys").unlink(missing_ok=True)
    for draft in folder.glob(".*.part"):  # of a backup that was killed
        if timezone.now().timestamp() - draft.stat().st_mtime > _BROKEN_OFF.total_seconds():
            draft.unlink()
    return pruned


def _archives(folder: Path) -> list[Path]:
    return [
        path for path in sorted(folder.iterdir()) if path.is_file() and zipfile.is_zipfile(path)
    ]


def _read(path: Path) -> _Found | None:
    try:
        with Backup(path) as backup:
            if not backup.is_ours():
                return None
            holders = frozenset(row.holder for row in backup.files() if row.holder)
            return _Found(path, backup.manifest.moment, holders)
    except BackupError:
        return None  # another zip, or a damaged one: a person should look at it
