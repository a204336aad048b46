"""What a move was offered for: a token of the record as it stood on the page.

A tab may stand open for hours. Meanwhile the case is assigned elsewhere, extended or answered,
and whoever now presses the button decides upon something he has not seen. So each page that
offers a move carries `token(matter)`, and the move gets it back as `offered=`; within the lock of
the row `Workflow._run` compares, and raises `StaleMoveError` where the record has changed.

A text that is not a column of the record (a page's revision, a draft in a table of its own)
counts as well when the model names it in `Matter.beside()`. Where no move is involved, compare
the text itself: put `text_token(text)` into the form, and save only if
`is_text(request.POST["version"], text_as_it_is_now)`.
"""

import json
from typing import Any

from django.db.models import Max
from django.utils.crypto import constant_time_compare, salted_hmac

from huiyin.audit import log
from huiyin.audit.models import Entry

from .models import Matter

NAME = "offered"
"""The name of the hidden field and of the keyword of a move."""


def token(matter: Matter) -> str:
    """Digest of the record, and the last audit entry before it was shown; one query, kept."""
    cached: str | None = matter.__dict__.get("_offered")
    if cached is None:
        last = entries(matter).aggregate(last=Max("pk"))["last"] or 0
        cached = matter.__dict__["_offered"] = f"{_digest(matter)}.{last}"
    return cached


def row_token(matter: Matter) -> str:
    """For a row of a list, without a query: it tells that something changed, not what."""
    return f"{_digest(matter)}.0"


def is_current(offered: str, matter: Matter) -> bool:
    return constant_time_compare(offered.partition(".")[0], _digest(matter))


def since(offered: str, matter: Matter) -> Any:
    """The entries that came after the page was shown; none where the token does not say when."""
    last = offered.partition(".")[2]
    if not (last.isascii() and last.isdecimal() and len(last) < 18 and int(last)):
        return Entry.objects.none()
    return entries(matter).filter(pk__gt=int(last)).order_by("pk")


def as_shown(offered: str, matter: Matter) -> dict[str, Any]:
    """Column → what the page showed, of the columns that have changed since."""
    values: dict[str, Any] = {}
    for entry in since(offered, matter):
        for column, (before, _) in entry.facts.get("changes", {}).items():
            values.setdefault(column, before)
    return values


def entries(matter: Matter) -> Any:
    return Entry.objects.filter(subject_type=matter._meta.label_lower, subject_key=str(matter.pk))


def text_token(*texts: str) -> str:
    return salted_hmac("huiyin.casework.offered.text", json.dumps(texts)).hexdigest()


def is_text(token: str, *texts: str) -> bool:
    """Whether these are still the texts that `given` was made of."""
    return constant_time_compare(token, text_token(*texts))


def _digest(matter: Matter) -> str:
    state = [matter._meta.label_lower, log.snapshot(matter), matter.beside()]
    text = json.dumps(state, ensure_ascii=False, sort_keys=True)
    return salted_hmac("huiyin.casework.offered", text).hexdigest()
