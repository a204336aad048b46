"""插图 on the paper: the document's own pictures, shrunk, few enough that a PDF stays a PDF.

Typst gets text only, so a picture travels as an SVG that holds it.
"""

import base64
import re
from collections.abc import Callable
from typing import Any

from huiyin.disclosure.tree.models import DocumentPage
from huiyin.files import keeping
from huiyin.files.models import StoredFile
from huiyin.personal.keys import UnreadableError

from .shrinking import UnreadablePictureError, shrunk

MOST = 20  # pictures of a document; of the others the paper says where they are
MOST_BYTES = 8 * 1024 * 1024  # of all of them, as they are set
LONGEST_SIDE = 1400  # dots: 230 an inch over the width of the text
WIDTH, HEIGHT = 156.0, 190.0  # mm: the room on a page
DOT = 25.4 / 110  # mm: a small picture is not blown up
_FILE = re.compile(r"/files/(\d{1,12})/")

Finder = Callable[[DocumentPage, str], StoredFile | None]
finders: list[Finder] = []
"""Each tells the file under an address if it is a picture of this document, else nothing."""


def finder(find: Finder) -> Finder:
    finders.append(find)
    return find


@finder
def attached(page: DocumentPage, address: str) -> StoredFile | None:
    """A picture that came with an imported page."""
    if not (match := _FILE.match(address)):
        return None
    item = page.attachments.filter(file=int(match[1])).select_related("file").first()
    return item.file if item else None


def pictured(page: DocumentPage, body: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The blocks, with pictures in place of the notes that stand for them."""
    left, room, blocks = MOST, MOST_BYTES, []
    for block in body:
        address = block.get("src", "")
        drawn = _drawn(page, address, block["name"]) if address and left and room > 0 else None
        if drawn is not None and len(drawn["svg"]) <= room:
            left, room = left - 1, room - len(drawn["svg"])
            block = drawn
        blocks.append(block)
    return blocks


def _drawn(page: DocumentPage, address: str, name: str) -> dict[str, Any] | None:
    stored = next(filter(None, (find(page, address) for find in finders)), None)
    if stored is None:
        return None
    try:
        return _block(keeping.content_of(stored), name)
    except (OSError, UnreadableError, UnreadablePictureError):
        return None  # the note in its place says that the web page has it


def _block(content: bytes, name: str) -> dict[str, Any]:
    shrunken, width, height = shrunk(content, LONGEST_SIDE)
    data = base64.b64encode(shrunken).decode()
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
        f'<image href="data:image/jpeg;base64,{data}" width="{width}" height="{height}"/></svg>'
    )
    wide = min(WIDTH, width * DOT, HEIGHT * width / height)
    return {
        "kind": "picture",
        "svg": svg,
        "width": round(wide, 1),
        "name": name,
    }
