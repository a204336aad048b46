"""草稿: begun, kept, found again, sent once, and forgotten after a week."""

import json
import secrets
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from huiyin.common import codes
from huiyin.files import intake
from huiyin.files.models import StoredFile
from huiyin.jobs.rows import Walk
from huiyin.personal import keys
from huiyin.personal.fields import is_readable

from .models import Draft, DraftFile

KEPT = timedelta(days=7)
RECEIPT_KEPT = timedelta(minutes=30)
"""How long the same browser may show the receipt with its query code again."""
CODE_LENGTH = 12


class DamagedError(Exception):
    """What is stored cannot be read: a key is missing or somebody changed it."""


def begin(purpose: str, *, at: datetime) -> tuple[Draft, str]:
    """A new, empty draft and the token of its cookie."""
    token, code = secrets.token_hex(24), codes.new(CODE_LENGTH)
    draft = Draft.objects.create(
        purpose=purpose,
        token_digest=keys.digest(token),
        code_digest=keys.digest(code),
        data=json.dumps({"code": code}),
        created_at=at,
        expires_at=at + KEPT,
    )
    return draft, token


def of_token(purpose: str, token: str, *, at: datetime) -> Draft | None:
    return _found(purpose, at, token_digest=keys.digest(token[:100])) if token else None


def of_code(purpose: str, code: str, *, at: datetime) -> tuple[Draft, str] | None:
    """The unsent draft of a code, with a new token: the cookie of the other device ends."""
    draft = _found(purpose, at, code_digest=keys.digest(codes.plain(code)))
    if draft is None or draft.sent_key:
        return None
    token = secrets.token_hex(24)
    draft.token_digest = keys.digest(token)
    draft.save(update_fields=["token_digest"])
    return draft, token


def _found(purpose: str, at: datetime, **wanted: str) -> Draft | None:
    draft = Draft.objects.filter(purpose=purpose, expires_at__gt=at, **wanted).first()
    if draft is not None and not is_readable(draft.data):
        raise DamagedError("no key opens the draft")
    return draft


def lock(draft: Draft) -> Draft:
    """The same draft as it is now; nobody else changes it until the transaction ends."""
    return Draft.objects.select_for_update().get(pk=draft.pk)


def read(draft: Draft) -> dict[str, Any]:
    """What is in it.

    Raises:
        DamagedError: it is not what was written.
    """
    try:
        values = json.loads(draft.data)
    except ValueError as error:
        raise DamagedError("the draft is not JSON") from error
    if not isinstance(values, dict):
        raise DamagedError("the draft is not a table of answers")
    return values


def write(draft: Draft, values: dict[str, Any], *, at: datetime) -> None:
    draft.data, draft.expires_at = json.dumps(values, ensure_ascii=False), at + KEPT
    draft.save(update_fields=["data", "expires_at"])


def add_file(draft: Draft, file: StoredFile, role: str) -> DraftFile:
    return DraftFile.objects.create(draft=draft, file=file, role=role)


@transaction.atomic
def remove_file(draft: Draft, key: int) -> None:
    """A file of this draft goes, from the disk too; another one's is not touched."""
    for attached in draft.files.filter(pk=key).select_related("file"):
        attached.delete()
        intake.discard(attached.file)


def sent(draft: Draft, key: str, receipt: dict[str, Any], *, at: datetime) -> None:
    """The draft has become a record: what was filled in goes, only the receipt stays a while."""
    draft.sent_key, draft.sent_at = key, at
    draft.data, draft.expires_at = json.dumps(receipt, ensure_ascii=False), at + RECEIPT_KEPT
    draft.save(update_fields=["sent_key", "sent_at", "data", "expires_at"])
    draft.files.all().delete()  # the files themselves belong to the record now


@transaction.atomic
def discard(draft: Draft) -> None:
    for attached in list(draft.files.select_related("file")):
        attached.delete()
        intake.discard(attached.file)
    Draft.objects.filter(pk=draft.pk).delete()


def forget(*, at: datetime) -> int:
    """Delete what has expired, row by row, unread (its key may be gone)."""
    walk = Walk("huiyin.visitors.tasks.forget", at)
    walk.each(Draft.objects.filter(expires_at__lte=at).defer("data"), discard)
    walk.forget()
    return walk.done
