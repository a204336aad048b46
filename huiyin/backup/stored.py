"""The stored files that a database names, and other files of the data folder that a site needs."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import models

from huiyin.personal import sealed

from .archive import MEDIA

FONTS = "fonts/"


def named() -> Iterator[str]:
    """Every file that a row of the database names, once, in the order of names."""
    known: set[str] = set()
    for model, column in sealed.columns():
        known |= _names(model, column)
    yield from sorted(known)


def _names(model: type[models.Model], column: models.FileField) -> set[str]:
    rows = model._base_manager.exclude(**{column.name: ""})
    return {MEDIA + name for name in rows.values_list(column.name, flat=True).iterator()}


def fonts() -> Iterator[str]:
    """字体: an office's own fonts, without which its papers look different."""
    folder = Path(settings.HOME) / FONTS
    for place in sorted(folder.rglob("*")) if folder.is_dir() else []:
        if place.is_file():
            yield FONTS + place.relative_to(folder).as_posix()


def place_of(path: str) -> Path:
    """Where a file of a backup lies on this machine."""
    if path.startswith(MEDIA):
        return Path(settings.MEDIA_ROOT) / path.removeprefix(MEDIA)
    return Path(settings.HOME) / path
