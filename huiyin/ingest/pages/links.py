"""附件 and pictures that a text links to."""

import re
from pathlib import PurePosixPath
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

from lxml.html import HtmlElement as Element

from .body import furniture
from .tree import ancestors, named, words
from .values import Address, Link

DOCUMENTS = {
    "pdf": "application/pdf",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "wps": "application/vnd.ms-works",
    "et": "application/octet-stream",
    "ofd": "application/ofd",
    "zip": "application/zip",
    "rar": "application/vnd.rar",
    "txt": "text/plain",
}
PICTURES = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "bmp": "image/bmp",
}
MEDIA_TYPES = DOCUMENTS | PICTURES
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_BEGINNINGS: dict[str, tuple[bytes, ...]] = {
    "pdf": (b"%PDF-",),
    **dict.fromkeys(("doc", "xls", "ppt", "wps", "et"), (_OLE, _ZIP)),
    **dict.fromkeys(("docx", "xlsx", "pptx", "ofd", "zip"), (_ZIP,)),
    "rar": (b"Rar!\x1a\x07",),
    **dict.fromkeys(("jpg", "jpeg"), (b"\xff\xd8\xff",)),
    "png": (b"\x89PNG\r\n\x1a\n",),
    "gif": (b"GIF87a", b"GIF89a"),
    "bmp": (b"BM",),
}
_ATTACHMENT_AREA = re.compile(
    r"attach|fujian|appendix|(?:^|[\s_-])fj(?:$|[\s_-])|download", re.IGNORECASE
)
_NOT_A_NAME = frozenset({"", "下载", "点击下载", "查看", "附件", "附件下载", "打开", "点击查看"})


def fits(extension: str, content: bytes) -> bool:
    """True if the content begins like files with this extension."""
    if extension == "txt":
        return b"\x00" not in content[:4096]
    return content.startswith(_BEGINNINGS.get(extension, (b"\x00never",)))


def extension_of(href: str) -> str:
    """The file extension of a link's target, also in the query (`?filename=a.pdf`)."""
    try:
        parts = urlsplit(href.strip())
    except ValueError:
        return ""
    if parts.scheme.lower() not in {"", "http", "https", "file"}:
        return ""
    candidates = [parts.path, *(value for _, value in parse_qsl(parts.query))]
    for candidate in candidates:
        extension = PurePosixPath(unquote(candidate)).suffix.lstrip(".").lower()
        if extension in MEDIA_TYPES:
            return extension
    return ""


def collect(main: Element | None, root: Element, address: Address | None) -> tuple[Link, ...]:
    """Links to files in the text or in an attachment area, and the pictures of the text; each once."""
    links: dict[str, Link] = {}
    junk = furniture(root) if main is None else set()
    for anchor in root.body.iter("a"):
        href = (anchor.get("href") or "").strip()
        extension = extension_of(href)
        if extension in DOCUMENTS and href not in links and _belongs(anchor, main, junk):
            links[href] = Link(_name(anchor, href), href, absolute(href, address), extension)
    for picture in main.iter("img") if main is not None else ():
        href = (picture.get("src") or "").strip()
        if href and href not in links and not href.lower().startswith(("data:", "javascript:")):
            name = unquote(PurePosixPath(href.partition("?")[0]).name)[:255]
            links[href] = Link(
                name, href, absolute(href, address), extension_of(href), picture=True
            )
    return tuple(links.values())


def _belongs(anchor: Element, main: Element | None, junk: set[Element]) -> bool:
    """In the text, in an attachment area, or on a page without text anywhere but in its furniture."""
    if main is None:
        return junk.isdisjoint(ancestors(anchor))
    for element in ancestors(anchor):
        if element is main or _ATTACHMENT_AREA.search(named(element)):
            return True
        if element.tag in {"p", "div", "td", "li", "tr", "dd", "ul"} and words(element)[
            :200
        ].lstrip("【[").startswith("附件"):
            return True
    return False


def _name(anchor: Element, href: str) -> str:
    text = words(anchor)
    if text in _NOT_A_NAME:
        text = (anchor.get("title") or anchor.get("download") or "").strip()
    if text in _NOT_A_NAME:
        parts = urlsplit(href)
        text = unquote(PurePosixPath(parts.path).name)
    return text[:255] or "附件"


def absolute(href: str, address: Address | None) -> str:
    """The full http address of a link, or empty if unknown."""
    try:
        url = urljoin(address.url, href) if address else href
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme.lower() in {"http", "https"} and parts.netloc else ""
