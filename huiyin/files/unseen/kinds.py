"""What a file is, by its content."""

from huiyin.common.office import package

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD = frozenset({"doc", "xls", "ppt", "wps", "et", "dps"})
_MAIN = (
    (b"wordprocessingml.document.", "docx"), (b"wordprocessingml.template.", "docx"),
    (b"spreadsheetml.sheet.", "xlsx"), (b"spreadsheetml.template.", "xlsx"),
    (b"presentationml.presentation.", "pptx"), (b"presentationml.slideshow.", "pptx"),
)  # fmt: skip


class CannotCleanError(ValueError):
    """No clean copy can be made; the message says why and what to do."""


class NotInspectedError(CannotCleanError):
    """The content cannot be determined."""


class NotReadableError(ValueError):
    """Damaged, locked, or built to deceive."""


def kind_of(content: bytes, name: str = "") -> str:
    """Extension of the kind; the name's own where the content does not tell."""
    extension = name.rpartition(".")[2].lower()
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content.startswith(OLD_OFFICE):
        return extension if extension in _OLD else "doc"
    return _packed(content) or extension


def _packed(content: bytes) -> str:
    if not content.startswith(b"PK"):
        return ""
    try:
        parts = package.read(content)
    except package.UnreadablePackageError:
        return ""
    if "OFD.xml" in parts:
        return "ofd"
    types = parts.get("[Content_Types].xml")
    if types is None:
        return "zip"
    return next((kind for sign, kind in _MAIN if sign in types), "")
