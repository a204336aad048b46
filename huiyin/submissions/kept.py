"""未提交的表单: kept for the person who typed it, found again at its address, forgotten when sent."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.crypto import salted_hmac

from huiyin.accounts.models import User
from huiyin.personal.fields import is_readable

from .fields import Fields
from .models import KeptForm


@dataclass(frozen=True)
class Kept:
    """What one person typed at one address, and when."""

    address: str
    fields: Fields
    at: datetime


HERE = ("/desk/", "/cms/pages/")
"""Where forms are kept: the desk, and the editor of pages."""
MOST = 50
"""How many forms of one person are kept; the oldest goes."""


@transaction.atomic
def keep(user: User, address: str, fields: Fields, *, at: datetime) -> None:
    """The newest of a person at an address; two tabs at once end as one of them."""
    text = json.dumps(fields, ensure_ascii=False)
    _, is_new = KeptForm.objects.update_or_create(
        user=user, address=address[:300], defaults={"fields": text, "kept_at": at}
    )
    if is_new:
        mine = KeptForm.objects.filter(user=user).order_by("-kept_at", "-pk")
        KeptForm.objects.filter(pk__in=list(mine.values_list("pk", flat=True)[MOST:])).delete()


def of(user: User, addresses: Iterable[str]) -> dict[str, Kept]:
    """By address; what no key opens any more is as good as never kept."""
    rows = KeptForm.objects.filter(user=user, address__in=list(addresses))
    return {
        row.address: Kept(row.address, json.loads(row.fields), row.kept_at)
        for row in rows
        if is_readable(row.fields)
    }


def below(user: User, address: str) -> list[Kept]:
    """What is kept at the addresses that begin with this one, the newest first."""
    rows = KeptForm.objects.filter(user=user, address__startswith=address).order_by(
        "-kept_at", "-pk"
    )
    return [
        Kept(row.address, json.loads(row.fields), row.kept_at)
        for row in rows
        if is_readable(row.fields)
    ]


def forget(user: User, address: str) -> None:
    KeptForm.objects.filter(user=user, address=address[:300]).delete()


def owner_mark(user: User) -> str:
    """Written into each form of a person: a form is kept for nobody else."""
    return salted_hmac("huiyin.submissions.owner", str(user.pk)).hexdigest()[:16]
