"""PDF and QR code of a public document: set when first asked for, kept by what it says.

The name of a kept file is the digest of everything that is on the paper, so a new version has a
new name and an old file is never wrong. Two at once are set by nobody: the second waits a little.
"""

import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from django.conf import settings

from huiyin.common import days, durable
from huiyin.disclosure.tree.models import DocumentPage, Validity
from huiyin.files import qr, typeset
from huiyin.web.addresses import absolute
from huiyin.web.context import profile
from huiyin.web.templatetags.huiyin import iso_date

from . import paper_pictures
from .html_blocks import blocks

SOURCE = Path(__file__).with_name("paper.typ")
MOST_BYTES = 256 * 1024 * 1024  # on the disk; then the least read are dropped
LONGEST_WAIT = 10.0  # seconds
_turn = BoundedSemaphore(1)


class BusyError(Exception):
    """Others are being set; ask again in a moment."""


def address_of(page: DocumentPage) -> str:
    """The full permanent address."""
    return absolute(page.permanent_address)


def digest(page: DocumentPage, names: list[str]) -> str:
    """What tells this version of the paper from others; `names` are those of its attachments."""
    return hashlib.sha256(_sheet(page, names) + SOURCE.read_bytes()).hexdigest()[:40]


def pdf(page: DocumentPage, names: list[str]) -> bytes:
    """The paper.

    Raises:
        BusyError: no turn came within LONGEST_WAIT.
    """
    path = _folder() / f"{digest(page, names)}.pdf"
    if (content := _read(path)) is not None:
        return content
    if not _turn.acquire(timeout=LONGEST_WAIT):
        raise BusyError
    try:
        if (content := _read(path)) is not None:  # whoever went before set the same one
            return content
        at = page.last_published_at or page.published_at
        sheet = json.loads(_sheet(page, names))
        sheet["body"] = paper_pictures.pictured(page, sheet["body"])
        content = typeset.pdf_of(sheet, at=at, source=SOURCE)
        _write(path, content)
        _make_room()
    finally:
        _turn.release()
    return content


def _sheet(page: DocumentPage, names: list[str]) -> bytes:
    address = address_of(page)
    sheet: dict[str, Any] = {
        "site": profile().name,
        "title": page.title,
        "short": page.title if len(page.title) <= 30 else page.title[:29] + "…",
        "index": page.index_number,
        "keywords": [word for word in page.keywords.replace("，", ",").split(",") if word.strip()],
        "meta": _meta(page),
        "state": _state(page),
        "issuer": page.issuer,
        "address": address,
        "code": qr.svg(address, "固定网址的二维码").decode(),
        "body": blocks(page.body),
        "attachments": names,
    }
    return json.dumps(sheet, ensure_ascii=False, sort_keys=True).encode()


def _meta(page: DocumentPage) -> list[tuple[str, str]]:
    """The catalogue's particulars, those that are known."""
    pairs = (
        ("索引号", page.index_number),
        ("文号", page.doc_number),
        ("发布机构", page.issuer),
        ("主题分类", page.theme),
        ("成文日期", iso_date(page.formed_on)),
        ("发布日期", iso_date(page.published_at)),
        ("体裁分类", page.genre),
        ("有效性", page.validity_now),
    )
    return [(label, value) for label, value in pairs if value]


def _state(page: DocumentPage) -> str:
    when = days.written(page.abolished_on)
    if page.is_over:
        return f"本文件已{f'于{when}' if when else ''}{page.validity}，仅供查阅，不再作为办事依据。"
    sentences = [f"本文件自{when}起{page.validity}。"] if page.ends_on else []
    if page.validity_now == Validity.PARTLY:
        sentences.append("本文件部分有效，引用前请核实。")
    return "".join(sentences)


def _folder() -> Path:
    folder = Path(settings.HOME) / "papers"
    durable.make_folder(folder)
    return folder


def _read(path: Path) -> bytes | None:
    """The kept paper, marked as read now."""
    try:
        content = path.read_bytes()
        os.utime(path)
    except FileNotFoundError:
        return None
    return content


def _write(path: Path, content: bytes) -> None:
    """Nobody reads half a paper, neither now nor after a power cut: a kept one is never made again."""
    with durable.replacing(path) as file:
        file.write(content)


def _make_room() -> None:
    """Drop the papers that nobody has read for longest; another process may do the same."""
    files = []
    for path in _folder().iterdir():
        with suppress(FileNotFoundError):
            files.append((path.stat(), path))
    total = sum(stat.st_size for stat, _ in files)
    for stat, path in sorted(files, key=lambda pair: pair[0].st_mtime):
        if total <= MOST_BYTES:
            return
        path.unlink(missing_ok=True)
        total -= stat.st_size
