"""短信网关: a text message leaves by one HTTP request, as the office's settings say.

A gateway that answers 200 and means no is known by what its settings say a yes holds. What failed
is tried again by `delivery`; nothing of number, text or secret goes into the reason.
"""

import json
import re
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings

from . import texts
from .models import Notice
from .senders import UndeliverableError

SECONDS = 15
_MOST = 10_000
_PLACE = re.compile(r"\{(to|text|key|secret)\}")


class GatewayError(Exception):
    """It did not take the message."""


class _NoRedirect(HTTPRedirectHandler):
    """Another address is not the one that the office chose to trust."""

    def redirect_request(self, *_: object) -> None:
        return None


_opener = build_opener(_NoRedirect)


def sms(notice: Notice) -> None:
    """Once the gateway has confirmed it.

    Raises:
        UndeliverableError: no mobile number, or its owner wants no text messages.
        GatewayError: not taken now.
    """
    number = texts.mobile(notice.recipient)
    if not number:
        raise UndeliverableError("收件人不是手机号码")
    if texts.are_refused(number):
        raise UndeliverableError("收件人不接收短信")
    request = _request(number, notice)
    try:
        with _opener.open(request, timeout=SECONDS) as answer:
            said = answer.read(_MOST).decode("utf-8", "replace")
    except HTTPError as error:
        raise GatewayError(f"短信网关返回 {error.code}") from None
    except OSError as error:
        raise GatewayError(f"短信网关没有应答（{type(error).__name__}）") from None
    if settings.SMS.confirmed_by not in said:
        raise GatewayError("短信网关没有确认收下")


def _request(number: str, notice: Notice) -> Request:
    gateway = settings.SMS
    values = {
        "to": number, "text": notice.body, "key": str(notice.key), "secret": gateway.secret,
    }  # fmt: skip
    is_json = gateway.body.lstrip().startswith(("{", "["))

    def filled(text: str, as_part: str) -> str:
        def value(match: re.Match[str]) -> str:
            clear = values[match[1]]
            if as_part == "json":
                return json.dumps(clear)[1:-1]
            return quote(clear, safe="") if as_part == "form" else clear

        return _PLACE.sub(value, text)

    name, _, content = gateway.header.partition(":")
    headers = {name: filled(content.strip(), "header")} if name else {}
    media = "application/json" if is_json else "application/x-www-form-urlencoded"
    return Request(  # noqa: S310 - the settings allow https, and http to this machine
        filled(gateway.url, "form"),
        filled(gateway.body, "json" if is_json else "form").encode() if gateway.body else None,
        {"Content-Type": f"{media}; charset=utf-8", **headers},
    )
