"""附件文字: what a reader of a docx, xlsx or pdf can see; bytes → text, bounded, without Django."""

import io
import zipfile
from collections.abc import Iterator

import pypdfium2
from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook

LARGEST = 20 * 1024 * 1024
LONGEST = 200_000
MOST_PAGES = 300
_LARGEST_PART = 50 * 1024 * 1024
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class NoTextError(Exception):
    """Why there is nothing to search, in words for the keeper of the file."""


def text_of(name: str, content: bytes) -> str:
    """The text, cut where it is very long.

    Raises:
        NoTextError: of another kind, too large, damaged or locked.
    """
    extension = name.rpartition(".")[2].lower()
    reader = {"docx": _word, "xlsx": _sheets, "pdf": _pdf}.get(extension)
    if reader is None:
        raise NoTextError("这种文件不提取文字")
    if len(content) > LARGEST:
        raise NoTextError("文件太大，不提取文字")
    lines, room = [], LONGEST
    try:
        for line in reader(content):
            lines.append(line[:room])
            room -= len(line) + 1
            if room <= 0:
                break
    except (zipfile.BadZipFile, KeyError, ValueError, RuntimeError, OSError, NotImplementedError,
            etree.LxmlError, CalamineError, pypdfium2.PdfiumError) as error:  # fmt: skip
        raise NoTextError("打不开，可能已经损坏或者加了密码") from error
    return "\n".join(lines)


def _word(content: bytes) -> Iterator[str]:
    """The paragraphs of the text; what was struck out in a revision is not read."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        part = archive.getinfo("word/document.xml")
        if part.file_size > _LARGEST_PART:
            raise ValueError("too large inside")
        with archive.open(part) as stream:
            context = etree.iterparse(
                stream, tag=f"{_WORD}p", resolve_entities=False, no_network=True
            )
            for _, paragraph in context:
                text = "".join(node.text or "" for node in paragraph.iter(f"{_WORD}t"))
                if text.strip():
                    yield text
                paragraph.clear()


def _sheets(content: bytes) -> Iterator[str]:
    """The rows of the sheets that are not hidden; cells apart by a space."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(member.file_size for member in archive.infolist()) > 4 * _LARGEST_PART:
            raise ValueError("too large inside")
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    for sheet in book.sheets_metadata:
        if "Visible" not in str(sheet.visible) or "WorkSheet" not in str(sheet.typ):
            continue
        for row in book.get_sheet_by_name(sheet.name).iter_rows():
            line = " ".join(_cell(value) for value in row if value not in ("", None))
            if line:
                yield line


def _cell(value: object) -> str:
    return f"{value:.0f}" if isinstance(value, float) and value.is_integer() else str(value)


def _pdf(content: bytes) -> Iterator[str]:
    """The text layer, page by page."""
    with pypdfium2.PdfDocument(content) as document:
        for number in range(min(len(document), MOST_PAGES)):
            page = document[number]
            layer = page.get_textpage()
            yield from layer.get_text_bounded().splitlines()
            layer.close()
            page.close()
