"""收文件: uploads of strangers, checked by content and stored encrypted.

The file name decides nothing: an .exe named .pdf is an .exe.
"""

import hashlib
import logging
import re
import unicodedata

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from huiyin.personal import keys

from . import scanner
from .kinds import DOCUMENTS, DOCX, JPEG, OFD, PDF, PNG, PPTX, PROOFS, XLSX, Kind, NoKindError
from .kinds import kind_of as kind_by_content
from .limit import MEGABYTE, too_large
from .models import StoredFile

__all__ = [
    "DOCUMENTS", "DOCX", "JPEG", "OFD", "PDF", "PNG", "PPTX", "PROOFS", "XLSX", "Kind", "accepted",
    "check", "clean_name", "content_of", "discard", "keep", "kind_of", "store",
]  # fmt: skip
logger = logging.getLogger(__name__)

_MOST_TIMES = 10  # unpacked, of the largest upload
_LONGEST_NAME = 100


def accepted(kinds: frozenset[Kind]) -> str:
    """For the `accept` attribute of a file input."""
    return ",".join(sorted(f".{kind.extension}" for kind in kinds))


def check(upload: UploadedFile, kinds: frozenset[Kind]) -> tuple[str, Kind, bytes]:
    """Check name, kind and content of an upload.

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
        extensions = "、".join(sorted(kind.extension for kind in kinds))
        raise ValidationError(f"“{name}”不是可以接收的文件。请上传 {extensions} 格式的文件")
    _refuse_infected(name, content)
    return _with_extension(name, kind), kind, content


def keep(name: str, kind: Kind, content: bytes) -> StoredFile:
    """Store a checked upload, encrypted.

    If the row cannot be saved, the content is deleted from the disk; if a later step rolls the
    transaction back, an encrypted file without a row remains.
    """
    return store(name, kind.media_type, content, keys.encrypt_bytes(content))


def store(name: str, media_type: str, content: bytes, on_disk: bytes) -> StoredFile:
    """Size and digest are those of the clear content; without a row nothing remains on the disk."""
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
    """The clear content of a stored file, encrypted or not.

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
    """Delete the row, and the content once the transaction has committed."""
    storage, stored = file.content.storage, str(file.content.name)
    file.delete()
    transaction.on_commit(lambda: storage.delete(stored))


def clean_name(name: str) -> str:
    """The last part of a path, without invisible characters and direction controls."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    visible = "".join(c for c in last if unicodedata.category(c)[0] not in "CZ" or c == " ")
    visible = re.sub(r'[<>:"|?*]', "", visible).strip(" .")
    stem, dot, extension = visible.rpartition(".")
    return (
        f"{stem[:_LONGEST_NAME]}.{extension[:10]}" if dot else visible[:_LONGEST_NAME]
    ) or "文件"


def kind_of(content: bytes, name: str = "文件") -> Kind | None:
    """By the first bytes, and for archives by what is inside.

    Raises:
        ValidationError: it is a kind for which there is something better to say than "no".
    """
    try:
        return kind_by_content(
            content, name, _MOST_TIMES * settings.MAX_UPLOAD_MEGABYTES * MEGABYTE
        )
    except NoKindError as error:
        raise ValidationError(str(error)) from error


def _with_extension(name: str, kind: Kind) -> str:
    """A name with the extension of the actual content."""
    stem, dot, extension = name.rpartition(".")
    extensions = {kind.extension, "jpeg"} if kind is JPEG else {kind.extension}
    if dot and extension.lower() in extensions:
        return name
    return f"{stem if dot else name}.{kind.extension}"


def _refuse_infected(name: str, content: bytes) -> None:
    try:
        virus = scanner.finding(content)
    except scanner.ScannerUnreachableError as error:
        logger.exception("an upload was refused because the virus scanner does not answer")
        raise ValidationError("文件安全检查暂时不能进行，没有收下。请过几分钟再上传") from error
    if virus:
        logger.warning("an upload was refused: the virus scanner found %s", virus)
        raise ValidationError(f"“{name}”没有通过病毒检查，没有收下。请换一个文件")
