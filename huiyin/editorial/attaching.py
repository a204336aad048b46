"""附件: what staff may publish beside a text, judged by its content.

Beside what the public may upload: files of WPS and of old Office (no macros), zip archives
(nothing in them that runs, nothing that swells).
"""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from huiyin.common.confined import BeyondLimitsError
from huiyin.files import intake, keeping, outgoing, scanner
from huiyin.files.limit import MEGABYTE, too_large
from huiyin.files.models import StoredFile
from huiyin.proofreading import attachments

from . import archives

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLD_TYPES = {
    "wps": "application/vnd.ms-works",
    "et": "application/vnd.ms-excel",
    "dps": "application/vnd.ms-powerpoint",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
}
ZIP = "application/zip"
KINDS = intake.DOCUMENTS | {intake.PPTX}
_WIDE_MACROS = tuple(word.encode("utf-16-le") for word in ("_VBA_PROJECT", "Macros", "vbaProject"))
ACCEPTED = (
    ",".join(sorted({f".{kind.extension}" for kind in KINDS} | {f".{e}" for e in OLD_TYPES}))
    + ",.zip"
)


Checked = tuple[str, str, bytes]


def take_in(upload: UploadedFile) -> StoredFile:
    """Check an attachment and keep it; not public before its document is.

    Raises:
        ValidationError: it may not be published so, and what to do instead.
    """
    return keeping.keep(*check(upload))


def check(upload: UploadedFile) -> Checked:
    """Name, type and content of an attachment that may be published.

    Raises:
        ValidationError: it may not, and what to do instead.
    """
    name, media_type, content = _checked(upload)
    try:
        attachments.read(content, name)  # as the checks will, so that no later step meets a limit
    except BeyondLimitsError as error:
        raise ValidationError(f"“{name}”不能作为附件：{error}") from error
    return name, media_type, content


def rename(file: StoredFile, name: str) -> None:
    """The name that is shown is the one it is saved under: another one would leave unseen."""
    plain, ending = intake.clean_name(name), f".{file.extension}"
    file.name = plain if plain.lower().endswith(ending) else f"{plain}{ending}"
    file.save(update_fields=["name"])


def without_unseen(file: StoredFile) -> StoredFile:
    """A copy that shows the same and carries nothing else; the file itself if there is nothing.

    Raises:
        ValidationError: it cannot be made; says what to do.
    """
    content = keeping.content_of(file)
    clean = outgoing.plain(file.name, content)
    return file if clean == content else keeping.keep(file.name, file.media_type, clean)


def _checked(upload: UploadedFile) -> tuple[str, str, bytes]:
    name = intake.clean_name(upload.name or "")
    extension = name.rpartition(".")[2].lower()
    upload.seek(0)
    beginning = upload.read(8)
    if beginning == OLD_OFFICE and extension in OLD_TYPES:
        content = _whole(upload, name)
        if any(word in content for word in _WIDE_MACROS):
            raise ValidationError(f"“{name}”带有宏，不能发布。请去掉宏，或另存为 docx、PDF 再上传")
        _refuse_infected(name, content)
        return name, OLD_TYPES[extension], content
    if beginning.startswith(b"PK\x03\x04") and extension == "zip":
        content = _whole(upload, name)
        if fault := archives.fault(content, settings.MAX_UPLOAD_MEGABYTES * 10 * MEGABYTE):
            raise ValidationError(f"“{name}”{fault}")
        _refuse_infected(name, content)
        return name, ZIP, content
    checked, kind, content = intake.check(upload, KINDS)
    return checked, kind.media_type, content


def _whole(upload: UploadedFile, name: str) -> bytes:
    if not upload.size:
        raise ValidationError(f"“{name}”是空文件，请重新选择")
    if upload.size > settings.MAX_UPLOAD_MEGABYTES * MEGABYTE:
        raise ValidationError(too_large())
    upload.seek(0)
    content: bytes = upload.read()
    return content


def _refuse_infected(name: str, content: bytes) -> None:
    try:
        infection = scanner.finding(content)
    except scanner.ScannerUnreachableError as error:
        raise ValidationError("文件安全检查暂时不能进行，没有收下。请过几分钟再上传") from error
    if infection:
        raise ValidationError(f"“{name}”没有通过病毒检查，没有收下。请换一个文件")
