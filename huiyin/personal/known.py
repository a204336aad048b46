"""密钥核对: known values in the database that reveal a lost or exchanged key.

Without them a site with a wrong key would store new data beside data it cannot read.
"""

import hashlib
import hmac

from django.conf import settings
from django.db import connection
from django.utils import timezone

from . import keys, rotation
from .models import KeyCheck

TEXT = "回音"
SAMPLES = 20


class WrongKeyError(Exception):
    """A secret is not the one that this database was written with; the message names it."""


def is_asked() -> bool:
    """Whether the table exists: not before the first migration."""
    return KeyCheck._meta.db_table in connection.introspection.table_names()


def check() -> None:
    """Check that the secrets are those that the database was written with.

    Raises:
        WrongKeyError: one of them is not.
    """
    row = KeyCheck.objects.values_list("digest", "audit_digest").first()
    if row is None:
        if _opens(_samples()) is False:
            raise WrongKeyError("HUIYIN_FIELD_KEYS opens nothing of what is stored")
        return
    if not _opens(_value()):
        raise WrongKeyError("HUIYIN_FIELD_KEYS lacks the key that wrote what is stored")
    expected = {"HUIYIN_DIGEST_KEY": keys.digest(TEXT), "HUIYIN_AUDIT_KEY": _audit_digest()}
    for (name, digest), stored in zip(expected.items(), row, strict=True):
        if not hmac.compare_digest(digest, stored):
            hint = " (without it: the last of HUIYIN_FIELD_KEYS)" if "DIGEST" in name else ""
            raise WrongKeyError(f"{name}{hint} is not the one that wrote what is stored")


def note() -> None:
    """Store the known values at the first start; a second process finds the row of the first."""
    if not KeyCheck.objects.exists():
        KeyCheck.objects.bulk_create([_row()], ignore_conflicts=True)


def note_anew() -> KeyCheck:
    """Store the known values again after the old keys are lost; old data stays unreadable."""
    row = _row()
    KeyCheck.objects.filter(pk=row.pk).delete()
    row.save(force_insert=True)
    return row


def _row() -> KeyCheck:
    return KeyCheck(
        pk=1,
        value=TEXT,
        digest=keys.digest(TEXT),
        audit_digest=_audit_digest(),
        noted_at=timezone.now(),
    )


def _value() -> list[tuple[str, str]]:
    field = next(field for model, field in rotation.columns() if model is KeyCheck)
    return rotation.stored(KeyCheck, field, 1)


def _audit_digest() -> str:
    key = b"huiyin known " + settings.AUDIT_KEY.encode()
    return hmac.new(key, TEXT.encode(), hashlib.sha256).hexdigest()[:32]


def _samples() -> list[tuple[str, str]]:
    """The newest values of each column, each with its place."""
    there = set(connection.introspection.table_names())
    return [
        sample
        for model, field in rotation.columns()
        if model._meta.db_table in there
        for sample in rotation.stored(model, field, SAMPLES)
    ]


def _opens(values: list[tuple[str, str]]) -> bool | None:
    """Whether the keys decrypt any of these (one may be damaged); None if there are none."""
    for value, place in values:
        try:
            keys.decrypt(value, place)
        except keys.UnreadableError:
            continue
        return True
    return False if values else None
