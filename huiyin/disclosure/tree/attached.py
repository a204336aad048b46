"""附件检索: the texts of public attachments, read behind the scenes after a release."""

import time

from django.db import transaction
from django.utils import timezone

from huiyin.files import keeping
from huiyin.files.models import StoredFile
from huiyin.jobs.rows import Walk
from huiyin.search import extract, index
from huiyin.search.models import FileText
from huiyin.web.kept import page_cache

SECONDS = 30.0
"""after which a run makes way for the other jobs of the minute"""


def read_waiting() -> int:
    """Read what has not been read yet, the oldest first, as long as there is time; how many.

    What a file holds is noted once and for all; what the disk or the keys withhold is asked again.
    """
    walk = Walk("huiyin.disclosure.tasks.read_attachments", timezone.now())
    until = time.monotonic() + SECONDS
    waiting = FileText.objects.filter(is_read=False).order_by("pk")
    keys = waiting.values_list("pk", flat=True)
    walk.each(
        keys, _read, name=lambda key: f"附件 {key[:12]}", goes_on=lambda: time.monotonic() < until
    )
    return walk.done


def _read(sha256: str) -> None:
    text, note = _text(sha256)
    with transaction.atomic():
        page_cache.changed()  # searches find more than before
        index.read(sha256, text, note)


def _text(sha256: str) -> tuple[str, str]:
    file = StoredFile.objects.filter(sha256=sha256, is_public=True).first()
    if file is None:
        return "", "文件已不在"
    content = keeping.content_of(file)
    try:
        return extract.text_of(file.name, content), ""
    except extract.NoTextError as reason:
        return "", str(reason)
