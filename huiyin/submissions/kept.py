"""未提交的表单: kept for the person who typed it, found again at its address, forgotten when sent."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac

from huiyin.accounts.models import User
from huiyin.personal import keys

from .fields import Fields
from .models import KeptForm


@dataclass(frozen=True)
class Kept:
    """What one person typed at one address, and when."""

    address: str
    fields: Fields
    at: datetime


def keep(user: User, address: str, fields: Fields, *, at: datetime) -> None:
    """The newest of a person at an address; two tabs at once end as one of them."""
    text = json.dumps(fields, ensure_ascii=False)
    try:
        with transaction.atomic():
            KeptForm.objects.update_or_create(
                user=user, address=address[:300], defaults={"fields": text, "kept_at": at}
            )
    except IntegrityError:
        with transaction.atomic():
            KeptForm.objects.filter(user=user, address=address[:300]).update(
                fields=text, kept_at=at
            )


def of(user: User, addresses: Iterable[str]) -> dict[str, Kept]:
    """By address; what no key opens any more is as good as never kept."""
    rows = KeptForm.objects.filter(user=user, address__in=list(addresses)).defer("fields")
    found = {}
    for row in rows:
        try:
            found[row.address] = Kept(row.address, json.loads(row.fields), row.kept_at)
        except (keys.UnreadableError, ValueError):
            continue
    return found


def forget(user: User, address: str) -> None:
    KeptForm.objects.filter(user=user, address=address[:300]).delete()


def owner_mark(user: User) -> str:
    """Written into each form of a person: a form is kept for nobody else."""
    return salted_hmac("huiyin.submissions.owner", str(user.pk)).hexdigest()[:16]
