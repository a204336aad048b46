"""附件的文字: what a reader of the attachments can see, and what the files hide, line by line."""

import io
import logging
import re
import zipfile
import zlib
from collections.abc import Iterator
from functools import lru_cache

from django.core.exceptions import ValidationError
from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook

from huiyin.checks import Attachment, Unseen
from huiyin.disclosure.models import DocumentAttachment, DocumentPage
from huiyin.files import intake, unseen
from huiyin.files.models import StoredFile
from huiyin.files.redaction import refusals
from huiyin.files.redaction.boxes import Rect
from huiyin.files.redaction.first_reader import Pages
from huiyin.personal.keys import UnreadableError

logger = logging.getLogger(__name__)

LARGEST = 40 * 2**20
MOST_LINES, MOST_PAGES, LONGEST = 20_000, 200, 2000
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_KINDS = frozenset({"doc", "xls", "ppt", "wps", "et", "dps", "msg"})
_OFFICE_TEXT = re.compile(r"(?:word|ppt)/.*\.xml$|docProps/(?:core|custom)\.xml$")
_PARAGRAPHS = frozenset({"p", "tr"})
_CELLS = frozenset({"tc", "tab"})
_LARGEST_PART = 60 * 2**20


def of_page(page: DocumentPage) -> list[Attachment]:
    """The attachments of a page, read."""
    if not page.pk and not page.attachments.exists():
        return []
    return [of_attachment(one) for one in page.attachments.select_related("file")]


def of_attachment(one: DocumentAttachment) -> Attachment:
    """One attachment as the checks see it; its text is remembered by its digest."""
    if one.file is None:
        return Attachment(one.name, is_missing=not one.old_address)
    read = _of_file(one.file.sha256, one.file.extension, _Later(one.file))
    return _named(one.name, *read, file_name=one.file.name)


def of_bytes(name: str, content: bytes) -> Attachment:
    """A file that is not stored here."""
    return _named(name, *_whole(content, name))


def _named(
    name: str,
    kind: str,
    lines: tuple[str, ...],
    problem: str,
    carried: tuple[Unseen, ...],
    *,
    file_name: str = "",
) -> Attachment:
    other = "" if file_name == name else file_name
    return Attachment(name, lines, kind, problem, unseen=carried, file_name=other)


class _Later:
    """A stored file for the memory of texts: equal for the same content, read only when needed."""

    def __init__(self, file: StoredFile) -> None:
        self.file = file

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Later)

    def __hash__(self) -> int:
        return 0


Whole = tuple[str, tuple[str, ...], str, tuple[Unseen, ...]]


@lru_cache(maxsize=128)
def _of_file(_sha256: str, _extension: str, later: _Later) -> Whole:
    if later.file.size > LARGEST:
        return "", (), "", (Unseen("not-inspected", "太大，机器没有查"),)
    try:
        return _whole(intake.content_of(later.file), later.file.name)
    except (OSError, UnreadableError):
        logger.exception("stored file %s cannot be opened", later.file.pk)
        return "", (), "在服务器上打不开", ()


def _whole(content: bytes, name: str) -> Whole:
    """Kind, lines, why they cannot be read, and what the file carries unseen."""
    kind, lines, problem = read(content, name)
    return kind, lines, problem, () if problem else tuple(unseen.find(content, name))


def read(content: bytes, name: str) -> tuple[str, tuple[str, ...], str]:
    """Kind by content, lines of text, and why it cannot be read (empty when it can)."""
    kind, problem = _kind(content, name)
    if problem:
        return kind, (), problem
    try:
        if _unpacked(kind, content) > _LARGEST_PART:
            return kind, (), "太大，没有读"
        lines = tuple(_lines(kind, content))
    except (CalamineError, refusals.Refused, zipfile.BadZipFile, zlib.error, etree.LxmlError, KeyError,
            EOFError, ValueError, RuntimeError, OSError, NotImplementedError) as error:  # fmt: skip
        logger.info("an attachment cannot be read: %s", error)
        return kind, (), "打不开，可能已经损坏或者加了密码"
    return kind, lines, ""


def _kind(content: bytes, name: str) -> tuple[str, str]:
    """What the content is; "" where it is of a kind that is not told apart."""
    if not content:
        return "", "是空文件"
    extension = name.rpartition(".")[2].lower()
    if content.startswith(_OLD_OFFICE):
        return extension if extension in _OLD_KINDS else "doc", ""
    try:
        kind = intake.kind_of(content, name)
    except ValidationError as error:
        said = str(error.messages[0])
        return ("", "不完整") if "不完整" in said else ("", "")
    if kind is not None:
        return kind.extension, ""
    if extension in {"pdf", "docx", "xlsx", "ofd", "png", "jpg", "jpeg"}:
        return "", f"不是 {extension} 文件，或者已经损坏"
    return "", ""


def _lines(kind: str, content: bytes) -> Iterator[str]:
    readers = {"docx": _word, "xlsx": _sheets, "xls": _sheets, "pdf": _pdf}
    reader = readers.get(kind)
    for number, line in enumerate(reader(content) if reader else ()):
        if number >= MOST_LINES:
            return
        yield line[:LONGEST]


def _unpacked(kind: str, content: bytes) -> int:
    """How much text there is to read in all parts together; a small file can hold gigabytes."""
    if kind not in {"docx", "xlsx"}:
        return 0
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return sum(part.file_size for part in archive.infolist() if part.filename.endswith(".xml"))


def _word(content: bytes) -> Iterator[str]:
    """Every part: text, headers, footnotes, comments, deletions, properties."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for member in archive.infolist():
            if _OFFICE_TEXT.match(member.filename) and member.file_size < _LARGEST_PART:
                yield from _paragraphs(archive.read(member))


def _paragraphs(part: bytes) -> Iterator[str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    line: list[str] = []
    inside = 0
    for event, element in etree.iterwalk(etree.fromstring(part, parser), events=("start", "end")):
        name = etree.QName(element).localname if isinstance(element.tag, str) else ""
        inside += (name == "tr") * (1 if event == "start" else -1)
        if event == "start":
            continue
        if name in {"t", "delText", "instrText"} or (not len(element) and element.text):
            line.append(element.text or "")
        elif name in _CELLS:
            line.append("\t")
        if (name == "p" and not inside) or name in {"tr", "creator", "lastModifiedBy", "title"}:
            if text := "".join(line).rstrip():
                yield text
            line = []
    if text := "".join(line).strip():
        yield text


def _sheets(content: bytes) -> Iterator[str]:
    """Every sheet, hidden ones and hidden rows included; cells are set apart by tabs."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    for name in book.sheet_names:
        for row in book.get_sheet_by_name(name).iter_rows():
            line = "\t".join(_cell(value) for value in row).rstrip()
            if line:
                yield line


def _cell(value: object) -> str:
    """A number as it was typed: 13800000000, not 13800000000.0."""
    if isinstance(value, float) and value.is_integer():
        return f"{value:.0f}"
    return str(value).replace("\t", " ").replace("\n", " ")


def _pdf(content: bytes) -> Iterator[str]:
    """The text layer, line by line."""
    with Pages(content) as pages:
        for number in range(min(pages.count, MOST_PAGES)):
            line, before = "", None
            for glyph in pages.glyphs(number):
                if before is not None and abs(glyph.rect.centre[1] - before) > _line_step(
                    glyph.rect
                ):
                    if line.strip():
                        yield line.strip()
                    line = ""
                before = glyph.rect.centre[1]
                line += glyph.text
            if line.strip():
                yield line.strip()


def _line_step(rect: Rect) -> float:
    return max((rect.bottom - rect.top) * 0.6, 0.004)
