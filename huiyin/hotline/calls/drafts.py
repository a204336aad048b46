"""来电草稿: calls that one person has begun and not registered, each at an address of its own."""

from dataclasses import dataclass
from datetime import datetime

from huiyin.accounts.models import User
from huiyin.common import masking
from huiyin.hotline.retention import CALLS
from huiyin.submissions import kept
from huiyin.submissions.fields import Fields


@dataclass(frozen=True)
class Draft:
    """One line of the list: when it was typed last, where, what about, from which number."""

    address: str
    at: datetime
    about: str
    phone: str


def others(user: User, address: str) -> list[Draft]:
    """The open calls of this person, but for the one at `address`."""
    return [_draft(one) for one in kept.below(user, CALLS) if one.address != address]


def _draft(one: kept.Kept) -> Draft:
    about = " ".join(filter(None, (_first(one.fields, "place"), _first(one.fields, "content"))))
    phone = masking.contact(_first(one.fields, "caller_phone"))
    return Draft(one.address, one.at, about[:30] or "还没有填写内容", phone)


def _first(fields: Fields, name: str) -> str:
    return next(iter(fields.get(name, [])), "").strip()
