"""The kind of a file by its content; its name decides nothing."""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass

from huiyin.common.confined import Work, confined


@dataclass(frozen=True)
class Kind:
    """A type of file that may be taken in."""

    extension: str
    media_type: str


PDF = Kind("pdf", "application/pdf")
JPEG = Kind("jpg", "image/jpeg")
PNG = Kind("png", "image/png")
OFD = Kind("ofd", "application/ofd")
DOCX = Kind("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
XLSX = Kind("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
PPTX = Kind("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation")
PROOFS = frozenset({PDF, JPEG, PNG})
DOCUMENTS = PROOFS | {OFD, DOCX, XLSX}

_BEGINNINGS = ((b"%PDF-", PDF), (b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG))
_ENDINGS = {PDF: b"%%EOF", JPEG: b"\xff\xd9", PNG: b"IEND"}
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAIN_PARTS = (
    (b"wordprocessingml.document.main+xml", DOCX),
    (b"spreadsheetml.sheet.main+xml", XLSX),
    (b"presentationml.presentation.main+xml", PPTX),
)
_MACROS = re.compile(rb"macroEnabled|vbaProject|activeX|oleObject", re.IGNORECASE)
_MOST_PARTS = 5000
_LARGEST_LIST = 2**20  # bytes of the list of parts that is looked at


class NoKindError(ValueError):
    """The file is refused with a more helpful message than "no"."""


def kind_of(content: bytes, name: str, most: int) -> Kind | None:
    """By the first bytes, and for archives by what is inside; `most` bytes when unpacked.

    Raises:
        NoKindError: there is something better to say than "no".
    """
    for beginning, kind in _BEGINNINGS:
        if content.startswith(beginning):
            if _ENDINGS[kind] not in content:  # anywhere: phones append to their pictures
                raise NoKindError(f"“{name}”不完整，可能没有传完，请重新选择")
            return kind
    if content.startswith(_OLD_OFFICE):
        raise NoKindError(f"“{name}”是旧版 Office 文件，可能带宏。请另存为 docx 或 PDF 再上传")
    if content[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"):
        raise NoKindError(f"“{name}”是 HEIC 照片。请转为 JPG 再上传，或直接截屏上传")
    if content.startswith(b"PK\x03\x04"):
        return office_kind(content, name, most)
    return None


@confined(Work.READING, refusal=NoKindError)
def office_kind(content: bytes, name: str, most: int) -> Kind | None:
    """Of an archive; its own list of parts may be as long as the whole file."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.namelist()
            if len(parts) > _MOST_PARTS:
                return None
            unpacked = sum(part.file_size for part in archive.infolist())
            if "OFD.xml" in parts:
                return OFD
            if "[Content_Types].xml" not in parts:
                return None
            with archive.open("[Content_Types].xml") as listed:
                types = listed.read(_LARGEST_LIST)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, OSError, EOFError):
        return None  # damaged, encrypted or packed in a way nobody uses: not a document
    if unpacked > most:
        raise NoKindError(f"“{name}”展开后太大，不能接收。请减少内容，或分成几个文件上传")
    if _MACROS.search(types) or any(_MACROS.search(part.encode()) for part in parts):
        raise NoKindError(f"“{name}”带有宏或嵌入的程序，不能接收。请另存为不带宏的文件或 PDF")
    return next((kind for sign, kind in _MAIN_PARTS if sign in types), None)
