"""短信: how the gateway of this office takes a text message, said in the environment."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from . import env

_NAMES = frozenset({"to", "text", "key", "secret"})
_PLACE = re.compile(r"\{([a-z_]+)\}")
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
FILES = "spool"


@dataclass(frozen=True)
class Gateway:
    """`{to}`, `{text}`, `{key}`, `{secret}` in address, body and header are filled in."""

    url: str = ""
    body: str = ""
    header: str = ""
    secret: str = ""
    confirmed_by: str = ""

    @property
    def is_on(self) -> bool:
        return bool(self.url)

    @property
    def sender(self) -> str:
        """Where text messages go: to the gateway, or as files for one of the house."""
        is_http = self.url not in ("", FILES)
        return f"huiyin.notices.{'gateway.sms' if is_http else 'senders.spool'}"


def read() -> Gateway:
    """Off where no address is set."""
    gateway = Gateway(
        env.text(
            "SMS_URL", "",
            "gateway for text messages about requests, https://…, or spool: as files in spool/ of the "
            "data folder; empty: none are sent. {to}, {text}, {key}, {secret} are filled in",
        ),
        env.text(
            "SMS_BODY", '{"to":"{to}","text":"{text}","id":"{key}"}',
            "what is posted to it: JSON, or the fields of a form (to={to}&text={text})",
        ),
        env.text("SMS_HEADER", "", "a header for it, such as Authorization: Bearer {secret}"),
        env.text("SMS_SECRET", "", "what stands for {secret}"),
        env.text(
            "SMS_CONFIRMED_BY", "",
            'what its answer holds when it took the message, such as "code":0; empty: any answer with status 2xx',
        ),
    )  # fmt: skip
    _check(gateway)
    return gateway


def _check(gateway: Gateway) -> None:
    if gateway.url in ("", FILES):
        return
    try:
        parts = urlsplit(gateway.url)
        is_safe = parts.scheme == "https" or (
            parts.scheme == "http" and parts.hostname in _LOOPBACK
        )
    except ValueError:
        is_safe = False
    if not is_safe:
        raise env.malformed("SMS_URL", "https://… (http only to this machine), spool, or empty")
    for name, text in (("SMS_BODY", gateway.body), ("SMS_HEADER", gateway.header)):
        if unknown := set(_PLACE.findall(text)) - _NAMES:
            raise env.malformed(name, f"{{to}}, {{text}}, {{key}}, {{secret}}, not {unknown}")
    if gateway.header and ":" not in gateway.header:
        raise env.malformed("SMS_HEADER", "Name: value")
