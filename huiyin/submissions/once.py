"""Once: a form is taken in one time, however often it is sent.

Each form that makes something carries a key of its own (`{% form_key %}`). `answer` notes the key
in the transaction of what is made: of two requests at once the second waits for the first, and
gets the same answer. Sent again with other words after going back, nothing is made and nothing
is lost: `AlreadySentError` shows the form again, filled, with a key of its own.

Whoever opens the form anew has a new key, and so has a browser that goes back: it fetches the page
again and puts the old words into it. Nobody can tell the one from the other, so the same words of
the same sender at the same door are neither made twice nor swallowed: the form is shown again and
says so. Sent from there, they are made. Only staff are shown what came of the first: a browser in
a service hall is everybody's. A move answers by its key: its page shows how the record stands.
"""

import hashlib
import json
import re
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from huiyin.accounts.models import User
from huiyin.personal import keys
from huiyin.personal.fields import is_readable

from . import kept
from .fields import TOKENS
from .models import Submission

NAME = "form_key"
SOON = timedelta(minutes=30)
"""As long as a receipt is shown again to the same browser."""
ASKED = timedelta(days=1)
"""As long as the same words under another key are asked about."""
_FORGOTTEN = {"status": 302, "headers": {}, "cookies": []}
"""An answer that is not kept any more."""
_TOLD = "~"
"""In the key of a form that was shown again because its words, or its key, had been sent before."""
_KEY = re.compile(r"[A-Za-z0-9_-]{22}~?(?:\.[0-9a-f]{16})?")


class AlreadySentError(Exception):
    """Sent before: this form, with other words, or these words at `at`, by another form.

    `location` is what became of it, for whoever may know.
    """

    def __init__(self, location: str, at: datetime | None = None) -> None:
        super().__init__("a form, or its words, were sent before")
        self.location, self.at = location, at


def new_key(request: HttpRequest) -> str:
    """A key for a form that is being shown; of staff it says whose form it is."""
    key = secrets.token_urlsafe(16)
    if getattr(request, "was_sent_before", False):
        key += _TOLD
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
        AlreadySentError: the same form with other words, or the same words in another form.
    """
    key = _key(request)
    if not key:
        return make()
    if not by_key_alone and not getattr(request, "was_asked_about", False):
        _ask(request, key)
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
    if row is not None:
        return _again(request, row)
    if key and not by_key_alone:
        _ask(request, key)
        request.was_asked_about = True  # type: ignore[attr-defined]
    return None


def _ask(request: HttpRequest, key: str) -> None:
    """Whether this is what this sender sent a while ago at this door, with just these words.

    Raises:
        AlreadySentError: so it seems, and nobody has been asked yet.
    """
    is_staff = isinstance(getattr(request, "user", None), User)
    if _TOLD in key or not (is_staff or request.META.get("CSRF_COOKIE")):
        return  # nobody is known by nothing
    since = timezone.now() - ASKED
    submissions = Submission.objects.filter(
        body=_body(request), owner=_owner(request), at__gt=since
    )
    row = submissions.exclude(answer="").exclude(key=keys.digest(key)).order_by("-pk").first()
    if row is not None:
        raise AlreadySentError(_location(row) if is_staff else "", row.at)


def _location(row: Submission) -> str:
    is_kept = row.answer and is_readable(row.answer)
    answer: dict[str, Any] = json.loads(row.answer) if is_kept else _FORGOTTEN
    return str(answer["headers"].get("Location") or answer["headers"].get("HX-Redirect") or "")


def _again(request: HttpRequest, row: Submission) -> HttpResponse:
    if row.owner != _owner(request):  # somebody else's key: says nothing, gives nothing
        raise AlreadySentError("")
    is_staff, location = isinstance(getattr(request, "user", None), User), _location(row)
    if not is_staff and row.at <= timezone.now() - SOON:
        location = ""  # the receipt is not shown any more
    if row.body != _body(request) or not location:
        raise AlreadySentError(location, row.at if row.body == _body(request) else None)
    if is_staff:
        messages.info(request, "同样的内容刚才已经提交过，没有重复办理")
    answer: dict[str, Any] = json.loads(row.answer)
    if answer["status"] == HTTPStatus.FOUND:
        response: HttpResponse = HttpResponseRedirect(location)
    else:
        response = HttpResponse(status=answer["status"], headers=answer["headers"])
    for name, value, options in answer["cookies"]:
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
    text = json.dumps([request.path, posted, files])
    return keys.digest(hashlib.sha256(text.encode()).hexdigest())


def is_of(request: HttpRequest, user: User) -> bool:
    """Whether the form that was sent was shown to this person, or does not say to whom."""
    owner = owner_in(_key(request))
    return not owner or owner == kept.owner_mark(user)


def is_used(request: HttpRequest) -> bool:
    """Whether the form that is being typed in was taken in meanwhile."""
    key = _key(request)
    return bool(key) and Submission.objects.filter(key=keys.digest(key)).exists()
