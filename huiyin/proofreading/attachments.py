"""附件的文字: visible and hidden text of the attachments, line by line."""

import logging
from functools import lru_cache

from huiyin.checks import Attachment, Unseen
from huiyin.common.confined import BeyondLimitsError
from huiyin.disclosure.models import DocumentAttachment, DocumentPage
from huiyin.files import intake, unseen
from huiyin.files.models import StoredFile
from huiyin.personal.keys import UnreadableError

from . import lines

logger = logging.getLogger(__name__)

LARGEST = 40 * 2**20


def of_page(page: DocumentPage) -> list[Attachment]:
    """The attachments of a page, read."""
    if not page.pk and not page.attachments.exists():
        return []
    return [of_attachment(attachment) for attachment in page.attachments.select_related("file")]


def of_attachment(one: DocumentAttachment) -> Attachment:
    """One attachment for the checks; its text is cached under its digest."""
    if one.file is None:
        return Attachment(one.name, is_missing=not one.old_address)
    return _named(one.name, *_of_stored(one.file), file_name=one.file.name)


def of_bytes(name: str, content: bytes) -> Attachment:
    """A file that is not stored here."""
    try:
        return _named(name, *read(content, name))
    except BeyondLimitsError:
        return _named(name, *_BEYOND)


def _named(
    name: str,
    kind: str,
    lines: tuple[str, ...],
    problem: str,
    carried: tuple[Unseen, ...],
    *,
    file_name: str = "",
) -> Attachment:
    other = "" if file_name == name else file_name
    return Attachment(name, lines, kind, problem, unseen=carried, file_name=other)


class _Later:
    """A stored file as a cache key: equal for the same content, read only when needed."""

    def __init__(self, file: StoredFile) -> None:
        self.file = file

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Later)

    def __hash__(self) -> int:
        return 0


Whole = tuple[str, tuple[str, ...], str, tuple[Unseen, ...]]
_BEYOND: Whole = "", (), "太大或者结构异常，没有读完", ()


def _of_stored(file: StoredFile) -> Whole:
    """Failures are not cached, so that the next call tries again."""
    if file.size > LARGEST:
        return "", (), "", (Unseen("not-inspected", "太大，机器没有查"),)
    try:
        return _of_file(file.sha256, file.extension, _Later(file))
    except (OSError, UnreadableError):
        logger.exception("stored file %s cannot be opened", file.pk)
        return "", (), "在服务器上打不开", ()
    except BeyondLimitsError:
        return _BEYOND


@lru_cache(maxsize=128)
def _of_file(_sha256: str, _extension: str, later: _Later) -> Whole:
    return read(intake.content_of(later.file), later.file.name)


def read(content: bytes, name: str) -> Whole:
    """Kind, lines, why it is unreadable, and the hidden content.

    Raises:
        BeyondLimitsError: it was not read to its end.
    """
    kind, text, problem = lines.read(content, name)
    return kind, text, problem, () if problem else tuple(unseen.look(content, name))
