"""链接和附件: every link in every public text that leads into this site, and every attachment."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import quote, unquote, urljoin, urlsplit

from django.db.models import Q

from huiyin.disclosure.catalogue import tree
from huiyin.disclosure.models import DocumentAttachment, DocumentPage
from huiyin.files.models import StoredFile
from huiyin.inspection import inside
from huiyin.web.addresses import absolute
from huiyin.web.context import domain

from .base import Ask, Evidence, Measurement, measure, none_of

CHUNK = 500
MOST_ASKED = 2000  # pages of the site asked for one by one; documents and files are looked up
_LINK = re.compile(r'(?:href|src)="([^"]+)"')
_FILE = re.compile(r"^/files/(\d+)(?:/|$)")


@measure
def dead_links(ask: Ask) -> Measurement:
    """Links into this site, each address once."""
    places, outside = _links()
    dead, unasked = _dead(list(places))
    found = (
        Evidence(places[address][0], f"“{places[address][1]}”中的链接 {address} 打不开")
        for address in dead
    )
    note = f"检查了 {len(places) - unasked} 个站内地址；外部链接 {outside} 个，没有联网检查"
    if unasked:
        note += f"；另有 {unasked} 个站内地址超出一次检查的数量，没有检查"
    return none_of(found, "个", note=note)


def _links() -> tuple[dict[str, tuple[str, str]], int]:
    """Internal address → (address, title) of the first document with it; number of external links."""
    hosts = {domain(), urlsplit(absolute()).hostname} - {"", None}
    places: dict[str, tuple[str, str]] = {}
    outside = 0
    linking = Q(body__contains='href="') | Q(body__contains='src="')
    live = DocumentPage.objects.live().filter(linking).order_by("pk")
    rows = live.values_list("index_number", "title", "body")
    for number, title, body in rows.iterator(CHUNK):
        here = "/i/" + quote(number, safe="/")
        for link in _LINK.findall(body):
            parts = urlsplit(urljoin(here, unescape(link).strip()))
            if parts.scheme not in ("", "http", "https"):
                continue
            if parts.netloc and parts.hostname not in hosts:
                outside += 1
                continue
            address = parts.path + (f"?{parts.query}" if parts.query else "")
            places.setdefault(address, (here, title))
    return places, outside


def _dead(addresses: list[str]) -> tuple[list[str], int]:
    """Those that lead nowhere, and how many were not asked for."""
    known = _documents(addresses) | set(tree().by_address) | {"/"}
    rest = [a for a in addresses if unquote(a).partition("?")[0] not in known]
    files = [a for a in rest if _FILE.match(a)]
    pages = [a for a in rest if not _FILE.match(a)]
    dead = _dead_files(files)
    dead += [a for a in pages[:MOST_ASKED] if inside.get(a).status_code >= 400]
    return dead, max(len(pages) - MOST_ASKED, 0)


def _documents(addresses: list[str]) -> set[str]:
    """Those that are the address of a public document."""
    paths = [unquote(address) for address in addresses]
    found: set[str] = set()
    for start in range(0, len(paths), CHUNK):
        batch = paths[start : start + CHUNK]
        numbers = [path[3:] for path in batch if path.startswith("/i/")]
        live = DocumentPage.objects.live()
        found |= {
            f"/i/{number}"
            for number in live.filter(index_number__in=numbers).values_list(
                "index_number", flat=True
            )
        }
        places = [f"/portal{path}" for path in batch]
        found |= {
            place.removeprefix("/portal")
            for place in live.filter(url_path__in=places).values_list("url_path", flat=True)
        }
    return found


def _dead_files(addresses: list[str]) -> list[str]:
    """Files that are not kept, not on disk, or not public."""
    keys = {address: int(found[1]) for address in addresses if (found := _FILE.match(address))}
    kept = StoredFile.objects.in_bulk({key for key in keys.values() if key < 2**63})
    attached = set(
        DocumentAttachment.objects.filter(file__in=kept, document__live=True).values_list(
            "file_id", flat=True
        )
    )
    return [
        address
        for address, key in keys.items()
        if key not in kept
        or not (kept[key].is_public or key in attached)
        or not _is_on_disk(kept[key])
    ]


@measure
def missing_files(ask: Ask) -> Measurement:
    return none_of(_missing(), "个")


def _missing() -> Iterator[Evidence]:
    attached = DocumentAttachment.objects.filter(document__live=True).select_related(
        "file", "document"
    )
    for one in attached.order_by("pk").iterator(CHUNK):
        page = one.document
        if one.file is None:
            yield Evidence(page.permanent_address, f"附件“{one.name}”只有名称，文件没有取到")
        elif not _is_on_disk(one.file):
            yield Evidence(page.permanent_address, f"附件“{one.name}”的文件不在存储中")


def _is_on_disk(file: StoredFile) -> bool:
    name = file.content.name
    return bool(name) and file.content.storage.exists(str(name))
