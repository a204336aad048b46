"""附件的文字: every line of a file, hidden ones included; without Django."""

import io
import logging
import re
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook

from huiyin.common.confined import Work, confined
from huiyin.files import kinds
from huiyin.files.redaction import refusals
from huiyin.files.redaction.boxes import Rect
from huiyin.files.redaction.first_reader import Pages

logger = logging.getLogger(__name__)

MOST_LINES, MOST_PAGES, LONGEST = 20_000, 200, 2000
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_KINDS = frozenset({"doc", "xls", "ppt", "wps", "et", "dps", "msg"})
_OFFICE_TEXT = re.compile(r"(?:word|ppt)/.*\.xml$|docProps/(?:core|custom)\.xml$")
_PARAGRAPHS = frozenset({"p", "tr"})
_CELLS = frozenset({"tc", "tab"})
_LARGEST_PART = 60 * 2**20
_LARGEST = 400 * 2**20  # unpacked

Read = tuple[str, tuple[str, ...], str]


@confined(Work.READING)
def read(content: bytes, name: str) -> Read:
    """Kind by content, lines of text, and why it cannot be read (empty when it can).

    Raises:
        BeyondLimitsError: it was not read to its end.
    """
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
    """The kind of the content; empty if it is not distinguished."""
    if not content:
        return "", "是空文件"
    extension = name.rpartition(".")[2].lower()
    if content.startswith(_OLD_OFFICE):
        return extension if extension in _OLD_KINDS else "doc", ""
    try:
        kind = kinds.kind_of(content, name, _LARGEST)
    except kinds.NoKindError as error:
        return ("", "不完整") if "不完整" in str(error) else ("", "")
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
    """The amount of text in all parts together; a small file can hold gigabytes."""
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
