"""退回的行 of an import: kept encrypted for a day, for the session that brought them.

They hold personal data as they came. No row names the file, so that the nightly sweep of files
without one (`personal.sealed.orphans`) takes it when its day is over.
"""

import secrets
import tempfile
import time
from pathlib import Path
from typing import cast

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage

from huiyin.files.models import StoredFile
from huiyin.ingest import ledgers
from huiyin.personal import keys

KEPT = 24 * 3600  # seconds


def keep(result: ledgers.Result) -> str:
    """The token under which the refused rows are found again."""
    token = secrets.token_hex(16)
    with tempfile.TemporaryDirectory(prefix="huiyin-refused-") as folder:
        written = Path(folder) / "rows.xlsx"
        result.write_rejected(written)
        content = written.read_bytes()
    _storage().save(_name(token), ContentFile(keys.encrypt_bytes(content)))
    return token


def content_of(token: str) -> bytes | None:
    """The rows as a workbook; None when their day is over."""
    place = Path(_storage().path(_name(token)))
    if not place.exists() or place.stat().st_mtime < time.time() - KEPT:
        return None
    return keys.decrypt_bytes(place.read_bytes())


def _storage() -> FileSystemStorage:
    return cast(FileSystemStorage, StoredFile._meta.get_field("content").storage)


def _name(token: str) -> str:
    return f"refused/{token}"
