"""收文件: what strangers upload, judged by its content and kept encrypted.

The name a file comes with decides nothing: an .exe named .pdf is an .exe.
"""

import hashlib
import io
import logging
import re
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from huiyin.personal import keys

from . import scanner
from .limit import MEGABYTE, too_large
from .models import StoredFile

logger = logging.getLogger(__name__)


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
_MOST_TIMES = 10  # unpacked, of the largest upload
_LONGEST_NAME = 100


def accepted(kinds: frozenset[Kind]) -> str:
    """For the `accept` attribute of a file input."""
    return ",".join(sorted(f".{kind.extension}" for kind in kinds))


def check(upload: UploadedFile, kinds: frozenset[Kind]) -> tuple[str, Kind, bytes]:
    """Name, kind and content of an upload that may be taken in.

    Raises:
        ValidationError: it may not, and what to do instead.
    """
    name = clean_name(upload.name or "")
    if not upload.size:
        raise ValidationError(f"“{name}”是空文件，请重新选择")
    if upload.size > settings.MAX_UPLOAD_MEGABYTES * MEGABYTE:
        raise ValidationError(too_large())
    upload.seek(0)
    content = upload.read()
    kind = kind_of(content, name)
    if kind not in kinds:
        wanted = "、".join(sorted(kind.extension for kind in kinds))
        raise ValidationError(f"“{name}”不是可以接收的文件。请上传 {wanted} 格式的文件")
    _refuse_infected(name, content)
    return _with_extension(name, kind), kind, content


def keep(name: str, kind: Kind, content: bytes) -> StoredFile:
    """Store what was checked, encrypted.

    If the row cannot be saved, its content goes from the disk again; if a later step undoes the
    transaction, an encrypted file without a row is left behind.
    """
    return store(name, kind.media_type, content, keys.encrypt_bytes(content))


def store(name: str, media_type: str, content: bytes, on_disk: bytes) -> StoredFile:
    """Size and digest are those of the clear content; without its row nothing stays on the disk."""
    file = StoredFile(
        name=name[-255:],
        media_type=media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )
    file.content.save("x", ContentFile(on_disk), save=False)
    try:
        file.save()
    except Exception:
        file.content.delete(save=False)
        raise
    return file


def content_of(file: StoredFile) -> bytes:
    """The clear content, whether it is kept encrypted or not.

    Raises:
        UnreadableError: no configured key opens it, or it is another file's.
        OSError: it is not on the disk.
    """
    with file.content.open("rb") as stored:
        content: bytes = stored.read()
    if not content.startswith(keys.SEALED):
        return content
    clear = keys.decrypt_bytes(content)
    if hashlib.sha256(clear).hexdigest() != file.sha256:
        raise keys.UnreadableError("another content lies in the place of this file")
    return clear


def discard(file: StoredFile) -> None:
    """Delete row and content; the content only when the transaction has ended well."""
    storage, stored = file.content.storage, str(file.content.name)
    file.delete()
    transaction.on_commit(lambda: storage.delete(stored))


def clean_name(name: str) -> str:
    """The last part of a path, without anything that is not seen or that turns the direction."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(c for c in last if unicodedata.category(c)[0] not in "CZ" or c == " ")
    seen = re.sub(r'[<>:"|?*]', "", seen).strip(" .")
    stem, dot, extension = seen.rpartition(".")
    return (f"{stem[:_LONGEST_NAME]}.{extension[:10]}" if dot else seen[:_LONGEST_NAME]) or "文件"


def kind_of(content: bytes, name: str = "文件") -> Kind | None:
    """By the first bytes, and for archives by what is inside.

    Raises:
        ValidationError: it is a kind for which there is something better to say than "no".
    """
    for beginning, kind in _BEGINNINGS:
        if content.startswith(beginning):
            if _ENDINGS[kind] not in content:  # anywhere: phones append to their pictures
                raise ValidationError(f"“{name}”不完整，可能没有传完，请重新选择")
            return kind
    if content.startswith(_OLD_OFFICE):
        raise ValidationError(f"“{name}”是旧版 Office 文件，可能带宏。请另存为 docx 或 PDF 再上传")
    if content[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"):
        raise ValidationError(f"“{name}”是 HEIC 照片。请转为 JPG 再上传，或直接截屏上传")
    if content.startswith(b"PK\x03\x04"):
        return _office_kind(content, name)
    return None


def _office_kind(content: bytes, name: str) -> Kind | None:
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
                types = listed.read(MEGABYTE)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, OSError, EOFError):
        return None  # damaged, encrypted or packed in a way nobody uses: not a document
    if unpacked > _MOST_TIMES * settings.MAX_UPLOAD_MEGABYTES * MEGABYTE:
        raise ValidationError(f"“{name}”展开后太大，不能接收。请减少内容，或分成几个文件上传")
    if _MACROS.search(types) or any(_MACROS.search(part.encode()) for part in parts):
        raise ValidationError(f"“{name}”带有宏或嵌入的程序，不能接收。请另存为不带宏的文件或 PDF")
    return next((kind for sign, kind in _MAIN_PARTS if sign in types), None)


def _with_extension(name: str, kind: Kind) -> str:
    """A name that tells the truth about its content."""
    stem, dot, extension = name.rpartition(".")
    same = {kind.extension, "jpeg"} if kind is JPEG else {kind.extension}
    if dot and extension.lower() in same:
        return name
    return f"{stem if dot else name}.{kind.extension}"


def _refuse_infected(name: str, content: bytes) -> None:
    try:
        found = scanner.finding(content)
    except scanner.ScannerUnreachableError as error:
        logger.exception("an upload was refused because the virus scanner does not answer")
        raise ValidationError("文件安全检查暂时不能进行，没有收下。请过几分钟再上传") from error
    if found:
        logger.warning("an upload was refused: the virus scanner found %s", found)
        raise ValidationError(f"“{name}”没有通过病毒检查，没有收下。请换一个文件")
