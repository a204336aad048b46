"""Storing files that the system made."""

import hashlib

from huiyin.personal import keys

from . import intake
from .models import StoredFile


def keep(name: str, media_type: str, content: bytes) -> StoredFile:
    """Store `content` unencrypted under a random name: for files that will be public."""
    return intake.store(name, media_type, content, content)


def keep_sealed(name: str, media_type: str, content: bytes) -> StoredFile:
    """Store `content` encrypted, like uploads: for files that name a person."""
    return intake.store(name, media_type, content, keys.encrypt_bytes(content))


def content_of(stored: StoredFile) -> bytes:
    """The clear bytes of a stored file, checked against its digest.

    Raises:
        ValueError: they are not what was stored.
    """
    content = intake.content_of(stored)
    if hashlib.sha256(content).hexdigest() != stored.sha256:
        raise ValueError(f"文件 {stored.pk} 的内容与登记的摘要不符")
    return content
