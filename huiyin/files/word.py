"""Word files as letters: placeholders like {{申请人}} are filled, nothing in them is ever run.

There is no template language: a placeholder is a name in double braces, and that is all. What is
put in is text and stays text, whatever it looks like. Two things make loops and conditions
unnecessary: a placeholder that stands alone in its paragraph may stand for several paragraphs,
and its paragraph goes when there is nothing to say.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from lxml import etree

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LARGEST, LARGEST_UNPACKED = 5 * 2**20, 50 * 2**20
LARGEST_TEXT = 3 * 2**20
"""of its XML: some hundreds of pages. A letter is drawn each time anew, so it has to stay small."""
_PLACEHOLDER = re.compile(r"\{\{\s*([^{}\s]{1,30})\s*\}\}")
_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LINE_ENDS = re.compile(r"[\t\n\r\x0b\x0c\x85\u2028\u2029]+")
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_KEPT_PARTS = (RELATIONSHIP_TYPE.OFFICE_DOCUMENT, RELATIONSHIP_TYPE.CORE_PROPERTIES)

Values = Mapping[str, str | Sequence[str]]


class UnreadableWordError(ValueError):
    """Not a Word file that can be a letter; the message says why and what to do."""


@dataclass(frozen=True)
class Found:
    """A placeholder of a file: its name, and whether it has a paragraph of its own."""

    name: str
    stands_alone: bool


def read(content: bytes) -> Document:
    """The file as python-docx sees it.

    Raises:
        UnreadableWordError: not a .docx, with macros, too large, or built to deceive.
    """
    _check_archive(content)
    try:
        document = docx.Document(io.BytesIO(content))
        if document.element.body is None:
            raise ValueError("no body")
        return document
    except (OpcError, ValueError, KeyError, AttributeError, etree.LxmlError) as error:
        raise UnreadableWordError(
            "这个文件打不开，请在 Word 或 WPS 中另存为 .docx 后再上传"
        ) from error


def _check_archive(content: bytes) -> None:
    if len(content) > LARGEST:
        raise UnreadableWordError(f"文件超过 {LARGEST // 2**20} MB，请删去图片后再上传")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            if sum(member.file_size for member in members) > LARGEST_UNPACKED:
                raise UnreadableWordError("文件展开后过大，请删去图片后再上传")
            if any("vbaproject" in member.filename.lower() for member in members):
                raise UnreadableWordError("文件带有宏，请另存为不含宏的 .docx 后再上传")
            texts = [member for member in members if member.filename.endswith((".xml", ".rels"))]
            if sum(member.file_size for member in texts) > LARGEST_TEXT:
                raise UnreadableWordError("文件的文字和格式太多，请只留文书的内容后再上传")
            for member in texts:
                _check_xml(archive.read(member))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, RuntimeError, EOFError, OSError) as error:
        raise UnreadableWordError(
            "这不是 .docx 文件，请在 Word 或 WPS 中另存为 .docx 后再上传"
        ) from error
    except (NotImplementedError, ValueError) as error:
        if isinstance(error, UnreadableWordError):
            raise
        raise UnreadableWordError("文件的压缩方式不常见，请另存为 .docx 后再上传") from error


def _check_xml(raw: bytes) -> None:
    """Refuse a document type: no word processor writes one; it could expand entities."""
    if b"<!DOCTYPE" in raw or "<!DOCTYPE".encode("utf-16-le") in raw or b"macroEnabled" in raw:
        raise UnreadableWordError("文件带有宏或外部定义，请另存为不含宏的 .docx 后再上传")


def paragraphs(document: Document) -> Iterator[Any]:
    """Every w:p of the body and of all headers and footers, tables included."""
    for root in roots(document):
        yield from root.iter(qn("w:p"))


def body_lines(content: bytes) -> list[str]:
    """The paragraphs of the body, without empty ones."""
    lines = [_text(p).strip() for p in read(content).element.body.iter(qn("w:p"))]
    return [line for line in lines if line]


def roots(document: Document) -> list[Any]:
    """The body, and each header and footer that has a text of its own."""
    elements = [document.element.body]
    for section in document.sections:
        for part in (
            section.header, section.footer, section.even_page_header, section.even_page_footer,
            section.first_page_header, section.first_page_footer,
        ):  # fmt: skip
            elements += [] if part.is_linked_to_previous else [part._element]
    return elements


def placeholders(content: bytes) -> list[Found]:
    """The placeholders of a file, in order, each name and manner once."""
    distinct: dict[Found, None] = {}
    for paragraph in paragraphs(read(content)):
        text = _text(paragraph)
        for match in _PLACEHOLDER.finditer(text):
            distinct[Found(match[1], match[0] == text.strip())] = None
    return list(distinct)


def stray_marks(content: bytes) -> list[str]:
    """Text that looks like a placeholder or a template command and is none."""
    stray = []
    for paragraph in paragraphs(read(content)):
        rest = _PLACEHOLDER.sub("", _text(paragraph))
        if any(mark in rest for mark in ("{{", "}}", "{%", "%}", "{#", "#}")):
            stray.append(rest.strip()[:40])
    return stray


def fill(content: bytes, values: Values, *, title: str, at: datetime) -> bytes:
    """The file with its placeholders filled, and without the traces of who made it.

    The same input gives the same bytes.

    Raises:
        KeyError: a placeholder without a value.
    """
    document = read(content)
    for paragraph in list(paragraphs(document)):
        _fill_paragraph(paragraph, values)
    for element in document.element.body.iter(qn("w:p")):
        if _text(element).rstrip().endswith("："):  # stands with what it announces
            Paragraph(element, document).paragraph_format.keep_with_next = True
    _clean(document, title, at)
    stream = io.BytesIO()
    document.save(stream)
    return _packed_anew(stream.getvalue())


def _fill_paragraph(paragraph: Any, values: Values) -> None:
    text = _text(paragraph)
    if (alone := _PLACEHOLDER.fullmatch(text.strip())) is None:
        _replace(paragraph, values)
        return
    value = values[alone[1]]
    lines = [value] if isinstance(value, str) else list(value)
    for line in [line for line in lines if line]:
        again = deepcopy(paragraph)
        _replace(again, {alone[1]: line})
        paragraph.addprevious(again)
    if _is_last_in_cell(paragraph):
        _replace(paragraph, {alone[1]: ""})  # a cell must end with a paragraph
    else:
        paragraph.getparent().remove(paragraph)


def _is_last_in_cell(paragraph: Any) -> bool:
    parent = paragraph.getparent()
    return parent.tag == qn("w:tc") and len(parent.findall(qn("w:p"))) == 1


def _texts(paragraph: Any) -> list[Any]:
    return [node for node in paragraph.iter(qn("w:t")) if _owner(node) is paragraph]


def _owner(node: Any) -> Any:
    """The nearest paragraph: that of a text box is not the one the box is anchored to."""
    return next(node.iterancestors(qn("w:p")))


def _text(paragraph: Any) -> str:
    return "".join(node.text or "" for node in _texts(paragraph))


def _replace(paragraph: Any, values: Values) -> None:
    """Fill from the last placeholder to the first; the text takes the look of its first brace."""
    nodes = _texts(paragraph)
    for match in reversed(list(_PLACEHOLDER.finditer(_text(paragraph)))):
        value = values[match[1]]
        text = value if isinstance(value, str) else "；".join(value)
        _put(nodes, match.start(), match.end(), plain(text))


def _put(nodes: list[Any], start: int, end: int, new_text: str) -> None:
    position = 0
    for node in nodes:
        text = node.text or ""
        first, last = max(start - position, 0), min(end - position, len(text))
        if first < last:
            is_first = position <= start
            node.text = text[:first] + (new_text if is_first else "") + text[last:]
            node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        position += len(text)


def plain(text: str) -> str:
    """One line of text as XML can hold it: no control characters, no line ends."""
    return _LINE_ENDS.sub(" ", _UNREADABLE.sub("", text)).strip(" ")


def _clean(document: Document, title: str, at: datetime) -> None:
    """Remove author, machine and folder of whoever wrote the template."""
    properties = document.core_properties
    for name in ("author", "last_modified_by", "comments", "keywords", "subject", "category",
                 "content_status", "identifier", "language", "version"):  # fmt: skip
        setattr(properties, name, "")
    properties.title, properties.revision = plain(title)[:255], 1
    moment = at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    properties.created = properties.modified = properties.last_printed = moment
    relations = document.part.package.rels
    for key in [key for key, known in relations.items() if known.reltype not in _KEPT_PARTS]:
        del relations[key]
    settings = document.settings.element
    for tag in ("w:attachedTemplate", "w:rsids", "w:docVars", "w:mailMerge"):
        for element in settings.findall(qn(tag)):
            settings.remove(element)


def _packed_anew(content: bytes) -> bytes:
    """The same parts with one fixed date: equal letters are equal files."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for member in before.infolist():
            info = zipfile.ZipInfo(member.filename, _FIRST_DAY)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            after.writestr(info, before.read(member))
    return stream.getvalue()
