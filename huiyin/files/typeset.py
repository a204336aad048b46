"""Word to PDF: what `blocks` reads is set by typst, with free Chinese fonts and without a network.

The letter's text reaches typst as data, never as source. Fonts that the bureau holds a licence
for are used when their files lie in the folder `fonts` beside the data.
"""

import io
import json
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

import pikepdf
import pylopdf_fonts_zh_cn
import typst
from django.conf import settings

from . import blocks, word

MEDIA_TYPE = "application/pdf"
_SOURCE = Path(__file__).with_name("sheet.typ")
_turn = Lock()


class TypesettingError(ValueError):
    """The file holds something that a PDF of ours cannot show; the message says what."""


class Mark(NamedTuple):
    """At the foot of the first page: a picture (SVG) and short lines beside it."""

    picture: str
    name: str
    lines: tuple[str, ...]


def fonts_folder() -> Path:
    """Where a bureau puts the fonts it is licensed for (方正小标宋、仿宋_GB2312 …)."""
    return Path(settings.HOME) / "fonts"


def to_pdf(content: bytes, *, at: datetime, mark: Mark | None = None) -> bytes:
    """The .docx `content` as a tagged PDF, with a mark that the Word file does not bear.

    Raises:
        UnreadableWordError: not a Word file.
        TypesettingError: it holds what cannot be carried over.
    """
    document = word.read(content)
    if uncarried := blocks.uncarried(document):
        raise TypesettingError(f"文件中有不能转成 PDF 的内容：{'、'.join(uncarried)}")
    sheet = blocks.sheet(document)
    return pdf_of({**sheet, "mark": mark._asdict()} if mark else sheet, at=at)


def pdf_of(sheet: dict[str, Any], *, at: datetime, source: Path = _SOURCE) -> bytes:
    """The sheet that `blocks.sheet` or a caller put together, set by `source`."""
    inputs = {"sheet": json.dumps(sheet, ensure_ascii=False)}
    moment = int(at.timestamp())
    with _turn:  # one compiler, its fonts read once; its inputs are set for each call
        pdf = _compiler(source).compile(format="pdf", sys_inputs=inputs, timestamp=moment)
    if not isinstance(pdf, bytes):
        raise TypeError("typst gave no single file")
    return pdf


@lru_cache(maxsize=4)
def _compiler(source: Path) -> "typst.Compiler":
    free = pylopdf_fonts_zh_cn.serif_path().parent
    folders = [str(free), *([str(fonts_folder())] if fonts_folder().is_dir() else [])]
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=folders
    )
    return typst.Compiler(str(source), font_paths=fonts, ignore_system_fonts=True)


def joined(documents: list[bytes], *, title: str) -> bytes:
    """Several PDFs as one, each starting on a new page; metadata is only the title."""
    stream = io.BytesIO()
    with pikepdf.new() as document:
        for content in documents:
            with pikepdf.open(io.BytesIO(content)) as part:
                document.pages.extend(part.pages)
        document.docinfo["/Title"] = title
        document.save(stream, deterministic_id=True)
    return stream.getvalue()
