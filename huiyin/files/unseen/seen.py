"""What a reader sees of a file, for comparison before and after cleaning."""

import io
from collections.abc import Iterable
from typing import Any

import pikepdf
import pypdfium2
from PIL import Image, ImageOps
from python_calamine import CalamineError

from huiyin.common.office import package, sheets, words
from huiyin.common.office.markup import W

from . import pdf_spoken, pdf_words, shapes, slides
from .kinds import NotReadableError
from .parts import Parts
from .word import texts


def of(kind: str, content: bytes) -> Any:
    """Words in their order; of pictures their pixels, of PDF pages their sizes and words.

    Raises:
        NotReadableError, UnreadablePackageError: it cannot be read.
    """
    if kind == "docx":
        return list(_word(content))
    if kind == "xlsx":
        try:
            return [[str(value) for value in row] for row in sheets.visible_rows(content) if row]
        except CalamineError as error:
            raise NotReadableError("表格打不开") from error
    if kind == "pptx":
        file = Parts(content)
        for _, name, _ in slides.shown(file):
            shapes.drop(file, name)
        return [
            shapes.words(file.tree(name)) for _, name, is_shown in slides.shown(file) if is_shown
        ]
    return _pages(content) if kind == "pdf" else _pixels(content)


def _word(content: bytes) -> Iterable[str]:
    yield from words.lines(content)
    file = Parts(content)
    styles = words.styles_of(file.parts, file.main)
    for name in texts(file)[1:]:
        root = package.parse(file.parts[name])
        words.accept(root)
        words.drop_hidden(root, styles)
        yield " ".join("".join(node.text or "" for node in root.iter(f"{W}t")).split())


def _pages(content: bytes) -> list[tuple[Any, str]]:
    try:
        with pypdfium2.PdfDocument(_written(content)) as document:
            return [(page.get_size(), _words(page)) for page in document]
    except pypdfium2.PdfiumError as error:
        raise NotReadableError("PDF 打不开") from error


def _written(content: bytes) -> bytes:
    """PDFium takes what is spoken for what is written."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        if not pdf_spoken.spoken(pdf):
            return content
        pdf_spoken.drop(pdf)
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def _words(page: Any) -> str:
    """Without words that nobody sees, and as they are written, not as they are spoken."""
    for one in pdf_words.hidden(page):
        page.remove_obj(one.item)
    layer = page.get_textpage()
    try:
        return " ".join(layer.get_text_bounded().split())
    finally:
        layer.close()


def _pixels(content: bytes) -> tuple[Any, bytes]:
    try:
        picture = ImageOps.exif_transpose(Image.open(io.BytesIO(content)))
        return (picture.size, picture.mode), picture.tobytes()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise NotReadableError("图片打不开") from error
