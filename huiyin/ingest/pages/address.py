"""原地址: the former address of a saved page."""

import re
from urllib.parse import urlsplit

from lxml.html import HtmlElement as Element

from .values import Address

_SAVED = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)", re.IGNORECASE)
_COMMENT = re.compile(
    r"<!--(?:(?!-->).){0,300}?(?:source|original|原地址|来源)[^<>]{0,300}?(https?://[^\s<>\"'）)]+)",
    re.I,
)
_HEAD = 20_000


def of(text: str, root: Element | None) -> Address | None:
    """From the canonical link, the page tag Url, or the comment that browsers and archives leave."""
    candidates: list[str] = []
    if root is not None:
        candidates += root.xpath("//link[translate(@rel,'CANOIL','canoil')='canonical']/@href")
        candidates += root.xpath("//meta[translate(@name,'URL','url')='url']/@content")
    for pattern in (_SAVED, _COMMENT):
        candidates += pattern.findall(text[:_HEAD])
    return next((address for url in candidates if (address := parse(url))), None)


def parse(url: str) -> Address | None:
    """Host and path of an http address; None for anything else (javascript:, file:, relative)."""
    url = url.strip()
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https"} or not host or re.search(r"\s", url):
        return None
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if len(path) > 500 or len(host + port) > 100:
        return None
    return Address(host + port, path, url.partition("#")[0])
