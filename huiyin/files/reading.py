"""读出文字: all text of a file, to be searched before the file is given to others."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from huiyin.common.confined import Work, confined

from . import kinds
from .redaction import STANDARD, Refused, first_reader, ocr, pictures, second_reader
from .redaction.first_reader import Pages
from .redaction.glyphs import Glyph
from .redaction.objects import strings_of
from .redaction.survey import survey
from .redaction.words import visual_order

_TAG = re.compile(r"<[^<>]*>")
_PACKED = {kinds.DOCX.media_type, kinds.XLSX.media_type, kinds.OFD.media_type}
_TEXTUAL = (".xml", ".rels", ".txt")
_MOST = 50_000_000  # characters of one packed file


class UnreadableFileError(Exception):
    """The content cannot be determined; the message says what to do."""


@dataclass(frozen=True)
class Reading:
    """The text; `is_whole` is false if a person has to look at the pictures."""

    text: str
    is_whole: bool


@confined(Work.DRAWING, refusal=UnreadableFileError)
def read(content: bytes, media_type: str) -> Reading:
    """All text of a file: pages, metadata, and pictures if OCR is installed.

    Raises:
        UnreadableFileError: of a kind that cannot be read, or it carries what is not seen.
    """
    try:
        if media_type == kinds.PDF.media_type:
            return _pdf(content)
        if media_type in pictures.FORMATS:
            return _picture(content, media_type)
        if media_type in _PACKED:
            return _packed(content)
    except Refused as error:
        raise UnreadableFileError(str(error)) from error
    except ocr.OcrError as error:
        raise UnreadableFileError("文字识别没有完成，请重试") from error
    raise UnreadableFileError("这种文件读不出文字，请另存为 PDF 并做区分处理")


def _pdf(content: bytes) -> Reading:
    if survey(content, STANDARD).get("附件"):
        raise UnreadableFileError("PDF 里带有附件，请先做区分处理")
    parts, is_whole = [], True
    displayed = first_reader.displayed(content)
    with Pages(displayed) as pages:
        geometries = [pages.geometry(number) for number in range(pages.count)]
        for number in range(pages.count):
            glyphs = pages.glyphs(number)
            parts += [_joined(glyphs), _joined(visual_order(glyphs))]
            if pages.holds_pictures(number):
                scale = first_reader.scale_for(geometries[number], STANDARD)
                recognised = ocr.read(pages.picture(number, scale))
                is_whole = is_whole and recognised is not None
                parts.append(recognised or "")
    try:
        parts += map(_joined, second_reader.read(displayed, geometries))
    except second_reader.UnreadableError as error:
        raise UnreadableFileError("PDF 的文字读不出来，请先做区分处理") from error
    parts += [text for _, text in strings_of(content)]
    return Reading("\n".join(parts), is_whole)


def _joined(glyphs: Iterable[Glyph]) -> str:
    return "".join(glyph.text for glyph in glyphs)


def _picture(content: bytes, media_type: str) -> Reading:
    picture = pictures.open_picture(content, media_type, STANDARD)
    hidden = set(pictures.remarks(picture)) - {"透明层", "色彩描述"}
    if hidden:
        raise UnreadableFileError(f"图片带有{'、'.join(sorted(hidden))}，请先做区分处理")
    texts = [
        ocr.read(pictures.page(picture, number, STANDARD))
        for number in range(pictures.count(picture))
    ]
    return Reading("\n".join(text or "" for text in texts), None not in texts)


def _packed(content: bytes) -> Reading:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = list(_parts(archive))
            others = [
                name
                for name in archive.namelist()
                if not name.lower().endswith(_TEXTUAL) and not name.endswith("/")
            ]
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, OSError) as error:
        raise UnreadableFileError("文件打不开，请另存为 PDF") from error
    return Reading("\n".join(parts), not others)


def _parts(archive: zipfile.ZipFile) -> Iterator[str]:
    room = _MOST
    for name in archive.namelist():
        if not name.lower().endswith(_TEXTUAL):
            continue
        with archive.open(name) as part:
            text = part.read(room + 1).decode("utf-8", "replace")
        room -= len(text)
        if room < 0:
            raise UnreadableFileError("文件展开后过大，请另存为 PDF")
        yield text  # attributes and comments too
        yield _TAG.sub("", text)
