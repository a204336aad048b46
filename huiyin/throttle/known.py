"""已知浏览器: one that was right before, by a signed cookie that gives no access.

It only means that this browser does not share its count of wrong tries with its network. (OWASP,
"Slow Down Online Guessing Attacks with Device Cookies")
"""

import secrets

from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse

from huiyin.personal import keys

from .guessing import Secret

KEPT = 180 * 24 * 3600  # seconds
MOST = 5
"""The number of secrets that one browser is known for."""


def browser(request: HttpRequest, secret: Secret, whose: str) -> str:
    """The name of this browser, if it was right about this secret before; else empty."""
    name, *known = _read(request, secret)
    return name if _mark(secret, whose) in known else ""


def remember(request: HttpRequest, response: HttpResponse, secret: Secret, whose: str) -> None:
    name, *known = _read(request, secret)
    mark = _mark(secret, whose)
    kept = [mark, *(one for one in known if one != mark)][:MOST]
    response.set_signed_cookie(
        _cookie(secret), ".".join([name or secrets.token_hex(8), *kept]),
        salt=_salt(secret), max_age=KEPT, httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip


def _read(request: HttpRequest, secret: Secret) -> list[str]:
    try:
        cookie = request.get_signed_cookie(
            _cookie(secret), default="", salt=_salt(secret), max_age=KEPT
        )
    except BadSignature:
        return [""]
    return (cookie or "").split(".")


def _cookie(secret: Secret) -> str:
    return f"known-{secret.name}"


def _salt(secret: Secret) -> str:
    return f"huiyin.throttle.{secret.name}"


def _mark(secret: Secret, whose: str) -> str:
    return keys.digest(f"known {secret.name} {whose}")[:16]
