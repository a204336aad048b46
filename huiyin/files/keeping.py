"""Putting a file that the system made into the store."""

import hashlib

from django.core.files.base import ContentFile

from . import intake
from .models import StoredFile


def keep(name: str, media_type: str, content: bytes) -> StoredFile:
    """Store `content` under a random name; not public."""
    stored = StoredFile(
        name=name[-255:],
        media_type=media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )
    stored.content.save(name, ContentFile(content), save=False)
    stored.save()
    return stored


def content_of(stored: StoredFile) -> bytes:
    """The clear bytes of a stored file, proved by its digest.

    Raises:
        ValueError: they are not what was stored.
    """
    content = intake.content_of(stored)
    if hashlib.sha256(content).hexdigest() != stored.sha256:
        raise ValueError(f"文件 {stored.pk} 的内容与登记的摘要不符")
    return content
