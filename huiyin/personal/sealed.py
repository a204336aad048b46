"""加密文件: encrypts stored files again with the first key, and finds files without a record.

A new file is on the disk before its row names it, and the old one is deleted only after that: a
process that is killed at any point leaves a readable file for every row, and at most one file that
no row names. `orphans` finds those.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.files.storage import FileSystemStorage
from django.db import models

from huiyin.common import durable

from . import keys

AT_ONCE = 200


@dataclass
class Files:
    """Report on one column of files."""

    model: str
    name: str
    sealed: int = 0
    current: int = 0
    changed: int = 0
    unreadable: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def columns() -> list[tuple[type[models.Model], models.FileField]]:
    """Every column of files that are stored in a folder of this machine."""
    return [
        (model, field)
        for model in apps.get_models()
        if model._meta.managed and not model._meta.proxy
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.FileField) and isinstance(field.storage, FileSystemStorage)
    ]


def rotate(*, dry_run: bool) -> Iterator[Files]:
    """Every sealed file that another key wrote, again with the first."""
    for model, column in columns():
        report = Files(model._meta.label, column.name)
        last: Any = 0
        while batch := _batch(model, column, last):
            for key, name in batch:
                _again(model, column, key, name, report, dry_run)
            last = batch[-1][0]
        if report.sealed or report.unreadable:
            yield report


def _batch(model: type[models.Model], column: models.FileField, last: Any) -> list[Any]:
    rows = model._base_manager.filter(pk__gt=last).exclude(**{column.name: ""})
    return list(rows.order_by("pk").values_list("pk", column.name)[:AT_ONCE])


def _again(
    model: type[models.Model],
    column: models.FileField,
    key: Any,
    name: str,
    report: Files,
    dry_run: bool,
) -> None:
    old = Path(column.storage.path(name))
    try:
        with old.open("rb") as stored:
            head = stored.read(len(keys.SEALED) + 8)
            if not head.startswith(keys.SEALED):
                return
            report.sealed += 1
            if keys.wrote_now(head):
                report.current += 1
                return
            clear = keys.decrypt_bytes(head + stored.read())
    except (OSError, keys.UnreadableError):
        report.unreadable.append(str(key))
        return
    if dry_run:
        report.changed += 1
        return
    new = column.generate_filename(model(), "x")
    place = Path(column.storage.path(new))
    durable.make_folder(place.parent)
    durable.write(place, keys.encrypt_bytes(clear))
    row = model._base_manager.filter(pk=key, **{column.name: name})
    if row.update(**{column.name: new}):
        report.changed += 1
        old.unlink(missing_ok=True)
    else:  # somebody else changed or deleted the row meanwhile
        place.unlink(missing_ok=True)


def orphans(*, before: datetime) -> list[Path]:
    """Sealed files without a row, older than that moment: newer ones may be in the middle of a save."""
    known: set[Path] = set()
    roots: set[Path] = set()
    for model, column in columns():
        root = Path(column.storage.path(""))
        roots.add(root)
        names = model._base_manager.exclude(**{column.name: ""}).values_list(column.name, flat=True)
        known.update(root / name for name in names.iterator())
    stored = {place for root in roots if root.is_dir() for place in root.rglob("*")}
    return sorted(place for place in stored - known if _is_left(place, before))


def _is_left(place: Path, before: datetime) -> bool:
    try:
        if not place.is_file() or place.stat().st_mtime >= before.timestamp():
            return False
        with place.open("rb") as stored:
            return stored.read(len(keys.SEALED)) == keys.SEALED
    except FileNotFoundError:  # it went while we looked
        return False
