"""附件检索: the texts of public attachments, read behind the scenes after a release."""

import logging
import time

from huiyin.files import keeping
from huiyin.files.models import StoredFile
from huiyin.personal.keys import UnreadableError
from huiyin.search import extract, index
from huiyin.search.models import FileText

logger = logging.getLogger(__name__)
SECONDS = 30.0
"""after which a run makes way for the other jobs of the minute"""


def read_waiting() -> int:
    """Read what has not been read yet, the oldest first; how many files were read."""
    begun, count = time.monotonic(), 0
    for waiting in FileText.objects.filter(is_read=False).order_by("pk").iterator():
        text, note = _text(waiting.sha256)
        index.read(waiting.sha256, text, note)
        count += 1
        if time.monotonic() - begun > SECONDS:
            break
    return count


def _text(sha256: str) -> tuple[str, str]:
    file = StoredFile.objects.filter(sha256=sha256, is_public=True).first()
    if file is None:
        return "", "文件已不在"
    try:
        return extract.text_of(file.name, keeping.content_of(file)), ""
    except extract.NoTextError as reason:
        return "", str(reason)
    except (OSError, ValueError, UnreadableError):
        logger.exception("file %s cannot be read for search", file.pk)
        return "", "在服务器上打不开"
