"""Once: a form is taken in one time, however often it is sent.

Each form that makes something carries a key of its own (`{% form_key %}`). `answer` notes the key
in the transaction of what is made: of two requests at once the second waits for the first, and
gets the same answer. Sent again with other words after going back, nothing is made and nothing
is lost: `AlreadySentError` shows the form again, filled, with a key of its own.

A browser that goes back fetches a page anew which it may not keep, with another key, and puts the
old words into it: so the same words of the same sender at the same door, soon after, are the same
form too. A move is told by its key alone: its page shows how the record stands.
"""

import hashlib
import json
import re
import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from huiyin.accounts.models import User
from huiyin.personal import keys

from . import kept
from .fields import TOKENS
from .models import Submission

NAME = "form_key"
SOON = timedelta(minutes=30)
"""As long as a receipt is shown again to the same browser."""
_FORGOTTEN = {"status": 302, "headers": {}, "cookies": []}
"""An answer that is not kept any more."""
_KEY = re.compile(r"[A-Za-z0-9_-]{22}(?:\.[0-9a-f]{16})?")


class AlreadySentError(Exception):
    """This form was sent before, with other words; `location` is what became of it."""

    def __init__(self, location: str) -> None:
        super().__init__("a form was sent again with other words")
        self.location = location


def new_key(request: HttpRequest) -> str:
    """A key for a form that is being shown; of staff it says whose form it is."""
    key = secrets.token_urlsafe(16)
    user = getattr(request, "user", None)
    return f"{key}.{kept.owner_mark(user)}" if isinstance(user, User) else key


def owner_in(key: str) -> str:
    """The mark of whose form it is; empty for a visitor's."""
    return key.partition(".")[2]


def answer(
    request: HttpRequest, make: Callable[[], HttpResponse], *, by_key_alone: bool = False
) -> HttpResponse:
    """What `make` answers; where this form was taken in before, the same answer again.

    A form without a key (another program, an old page) is taken in as it comes. What `make`
    raises, and an answer that is a refusal, leaves the key unused.

    Raises:
        AlreadySentError: the same form with other words.
    """
    key = _key(request)
    if not key:
        return make()
    if not by_key_alone and (same := _same_words(request)) is not None:
        return _again(request, same)
    with transaction.atomic():
        row, is_new = Submission.objects.get_or_create(
            key=keys.digest(key),
            defaults={"owner": _owner(request), "body": _body(request), "at": timezone.now()},
        )
        if not is_new:  # before, or the other of two at once was first
            return _again(request, row)
        response = make()
        if response.status_code < 400:
            row.answer = _stored(response)
            row.save(update_fields=["answer"])
        else:
            row.delete()
    return response


def repeated(request: HttpRequest, *, by_key_alone: bool = False) -> HttpResponse | None:
    """The earlier answer, for a door that counts or checks before it makes; else None."""
    key = _key(request)
    row = Submission.objects.filter(key=keys.digest(key)).first() if key else None
    if row is None and key and not by_key_alone:
        row = _same_words(request)
    return _again(request, row) if row is not None else None


def _same_words(request: HttpRequest) -> Submission | None:
    """What this sender sent a while ago at this door, with just these words."""
    if not (isinstance(getattr(request, "user", None), User) or request.META.get("CSRF_COOKIE")):
        return None  # nobody is known by nothing
    since = timezone.now() - SOON
    same = Submission.objects.filter(body=_body(request), owner=_owner(request), at__gt=since)
    return same.exclude(answer="").order_by("-pk").first()


def _again(request: HttpRequest, row: Submission) -> HttpResponse:
    told: dict[str, Any] = json.loads(row.answer) if row.answer else _FORGOTTEN
    if row.owner != _owner(request):  # somebody else's key: says nothing, gives nothing
        raise AlreadySentError("")
    location = told["headers"].get("Location") or told["headers"].get("HX-Redirect") or ""
    if row.body != _body(request) or not location:
        raise AlreadySentError(location)
    if isinstance(getattr(request, "user", None), User):
        messages.info(request, "同样的内容刚才已经提交过，没有重复办理")
    response = HttpResponse(status=told["status"], headers=told["headers"])
    for name, value, options in told["cookies"]:
        response.set_cookie(name, value, **options)
    return response


def _stored(response: HttpResponse) -> str:
    headers = {n: response[n] for n in ("Location", "HX-Redirect") if response.has_header(n)}
    cookies = [
        (
            name,
            morsel.value,
            {
                "max_age": morsel["max-age"] or None,
                "path": morsel["path"] or "/",
                "secure": bool(morsel["secure"]),
                "httponly": bool(morsel["httponly"]),
                "samesite": morsel["samesite"] or None,
            },
        )
        for name, morsel in response.cookies.items()
    ]
    return json.dumps({"status": response.status_code, "headers": headers, "cookies": cookies})


def _key(request: HttpRequest) -> str:
    key = str(request.POST.get(NAME, ""))
    return key if _KEY.fullmatch(key) else ""


def _owner(request: HttpRequest) -> str:
    """Whose answer it is: the account's, or this browser's by its CSRF cookie."""
    user = getattr(request, "user", None)
    if isinstance(user, User):
        return keys.digest(f"user {user.pk}")
    return keys.digest(f"browser {request.META.get('CSRF_COOKIE', '')}")


def _body(request: HttpRequest) -> str:
    """A digest of the door and of what was filled in, files by name and size."""
    posted = sorted((n, list(v)) for n, v in request.POST.lists() if n not in TOKENS)
    files = sorted(
        (name, one.name, one.size) for name, many in request.FILES.lists() for one in many
    )
    told = json.dumps([request.path, posted, files])
    return hashlib.sha256(told.encode()).hexdigest()


def is_of(request: HttpRequest, user: User) -> bool:
    """Whether the form that was sent was shown to this person, or does not say to whom."""
    owner = owner_in(_key(request))
    return not owner or owner == kept.owner_mark(user)


def is_used(request: HttpRequest) -> bool:
    """Whether the form that is being typed in was taken in meanwhile."""
    key = _key(request)
    return bool(key) and Submission.objects.filter(key=keys.digest(key)).exists()
