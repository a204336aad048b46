"""链接和附件: every internal link in public texts, and every attachment."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import quote, unquote, urljoin, urlsplit

from django.db.models import Q

from huiyin.disclosure.models import DocumentAttachment, DocumentPage
from huiyin.disclosure.tree.catalogue import tree
from huiyin.disclosure.tree.public import public
from huiyin.files.models import StoredFile
from huiyin.measuring import inside
from huiyin.measuring.base import Ask, Evidence, Measurement, measure, none_of
from huiyin.web.addresses import absolute
from huiyin.web.context import domain

from . import reach

CHUNK = 500
MOST_ASKED = 2000  # pages of the site asked for one by one; documents and files are looked up
_LINK = re.compile(r'(?:href|src)="([^"]+)"')
_FILE = re.compile(r"^/files/(\d+)(?:/|$)")


@measure
def dead_links(ask: Ask) -> Measurement:
    """Links into this site, each address once."""
    places, outside = _links(ask)
    dead, unasked = _dead(list(places))
    faults = (
        Evidence(places[address][0], f"“{places[address][1]}”中的链接 {address} 打不开")
        for address in dead
    )
    note = f"检查了 {len(places) - unasked} 个站内地址；外部链接 {outside} 个，没有联网检查"
    if unasked:
        note += f"；另有 {unasked} 个站内地址超出一次检查的数量，没有检查"
    return none_of(faults, "个", note=note)


def _links(ask: Ask) -> tuple[dict[str, tuple[str, str]], int]:
    """Internal address → (address, title) of the first document with it; number of external links."""
    hosts = {domain(), urlsplit(absolute()).hostname} - {"", None}
    places: dict[str, tuple[str, str]] = {}
    outside = 0
    linking = Q(body__contains='href="') | Q(body__contains='src="')
    live = reach.documents(ask).filter(linking).order_by("pk")
    rows = live.values_list("index_number", "title", "body")
    for number, title, body in rows.iterator(CHUNK):
        base = "/i/" + quote(number, safe="/")
        for link in _LINK.findall(body):
            parts = urlsplit(urljoin(base, unescape(link).strip()))
            if parts.scheme not in ("", "http", "https"):
                continue
            if parts.netloc and parts.hostname not in hosts:
                outside += 1
                continue
            address = parts.path + (f"?{parts.query}" if parts.query else "")
            places.setdefault(address, (base, title))
    return places, outside


def _dead(addresses: list[str]) -> tuple[list[str], int]:
    """The addresses that do not exist, and the number that was not checked."""
    known = _documents(addresses) | set(tree().by_address) | {"/"}
    rest = [a for a in addresses if unquote(a).partition("?")[0] not in known]
    files = [a for a in rest if _FILE.match(a)]
    pages = [a for a in rest if not _FILE.match(a)]
    dead = _dead_files(files)
    dead += [a for a in pages[:MOST_ASKED] if inside.get(a).status_code >= 400]
    return dead, max(len(pages) - MOST_ASKED, 0)


def _documents(addresses: list[str]) -> set[str]:
    """Those that are addresses of a public document."""
    paths = [unquote(address) for address in addresses]
    existing: set[str] = set()
    for start in range(0, len(paths), CHUNK):
        batch = paths[start : start + CHUNK]
        numbers = [path[3:] for path in batch if path.startswith("/i/")]
        live = DocumentPage.objects.live()
        existing |= {
            f"/i/{number}"
            for number in live.filter(index_number__in=numbers).values_list(
                "index_number", flat=True
            )
        }
        places = [f"/portal{path}" for path in batch]
        existing |= {
            place.removeprefix("/portal")
            for place in live.filter(url_path__in=places).values_list("url_path", flat=True)
        }
    return existing


def _dead_files(addresses: list[str]) -> list[str]:
    """Files that are not stored, not on the disk, or not public."""
    keys = {address: int(match[1]) for address in addresses if (match := _FILE.match(address))}
    files = StoredFile.objects.in_bulk({key for key in keys.values() if key < 2**63})
    attached = set(
        DocumentAttachment.objects.filter(public("document__"), file__in=files).values_list(
            "file_id", flat=True
        )
    )
    return [
        address
        for address, key in keys.items()
        if key not in files
        or not (files[key].is_public or key in attached)
        or not _is_on_disk(files[key])
    ]


@measure
def missing_files(ask: Ask) -> Measurement:
    return none_of(_missing(ask), "个")


def _missing(ask: Ask) -> Iterator[Evidence]:
    attached = DocumentAttachment.objects.filter(document__in=reach.documents(ask))
    attached = attached.select_related("file", "document")
    for one in attached.order_by("pk").iterator(CHUNK):
        page = one.document
        if one.file is None:
            yield Evidence(page.permanent_address, f"附件“{one.name}”只有名称，文件没有取到")
        elif not _is_on_disk(one.file):
            yield Evidence(page.permanent_address, f"附件“{one.name}”的文件不在存储中")


def _is_on_disk(file: StoredFile) -> bool:
    name = file.content.name
    return bool(name) and file.content.storage.exists(str(name))
