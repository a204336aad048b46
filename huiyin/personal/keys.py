"""Keys for personal data: the first one writes, all of them read; they live outside the database."""

import hashlib
import hmac
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings


class UnreadableError(Exception):
    """No configured key opens this value."""


@lru_cache(maxsize=4)
def _ciphers(keys: tuple[str, ...]) -> dict[str, AESGCM]:
    material = {key: hashlib.sha256(b"huiyin field " + key.encode()).digest() for key in keys}
    return {hashlib.sha256(raw).hexdigest()[:8]: AESGCM(raw) for raw in material.values()}


UNREADABLE = "无法解密"
"""What is shown in the place of a value that no key opens."""
_BOUND = ".2"
"""Behind the key's identifier: the place is part of what is authenticated. Older values have none."""


def encrypt(clear: str, place: str) -> str:
    """AES-256-GCM: `key id.2:nonce+ciphertext` in base64, which opens at this place alone."""
    key_id, cipher = next(iter(_ciphers(tuple(settings.FIELD_KEYS)).items()))
    nonce = os.urandom(12)
    body = nonce + cipher.encrypt(nonce, clear.encode(), place.encode())
    return f"{key_id}{_BOUND}:{urlsafe_b64encode(body).decode()}"


def is_current(stored: str) -> bool:
    """Whether the first key wrote this value, bound to its place."""
    first = next(iter(_ciphers(tuple(settings.FIELD_KEYS))))
    return stored.partition(":")[0] == first + _BOUND


def decrypt(stored: str, place: str) -> str:
    """The clear text.

    Raises:
        UnreadableError: the key that wrote it is not among HUIYIN_FIELD_KEYS, or it was changed, or
            it was written for another place.
    """
    head, _, body = stored.partition(":")
    cipher = _ciphers(tuple(settings.FIELD_KEYS)).get(head.removesuffix(_BOUND))
    if cipher is None:
        raise UnreadableError("the key that wrote this value is not among HUIYIN_FIELD_KEYS")
    bound = place.encode() if head.endswith(_BOUND) else None
    try:
        raw = urlsafe_b64decode(body)
        return cipher.decrypt(raw[:12], raw[12:], bound).decode()
    except (InvalidTag, ValueError) as error:  # ValueError: not base64, or too short for a nonce
        raise UnreadableError("the stored value was changed, or moved here") from error


def digest(clear: str) -> str:
    """A keyed digest: equal values can be found, none can be read back.

    Its key must outlive every rotation: the oldest field key, or HUIYIN_DIGEST_KEY, which is set
    to just that key before it leaves HUIYIN_FIELD_KEYS.
    """
    secret = settings.DIGEST_KEY or settings.FIELD_KEYS[-1]
    key = hashlib.sha256(b"huiyin digest " + secret.encode()).digest()
    return hmac.new(key, clear.strip().upper().encode(), hashlib.sha256).hexdigest()[:32]


SEALED = b"huiyin1:"
"""How an encrypted file begins."""


def encrypt_bytes(clear: bytes) -> bytes:
    """A file's content: SEALED, key id, nonce and ciphertext."""
    key_id, cipher = next(iter(_ciphers(tuple(settings.FIELD_KEYS)).items()))
    nonce = os.urandom(12)
    return SEALED + key_id.encode() + nonce + cipher.encrypt(nonce, clear, SEALED)


def wrote_now(head: bytes) -> bool:
    """Whether the first key wrote the file that begins like this."""
    first = next(iter(_ciphers(tuple(settings.FIELD_KEYS))))
    return head[len(SEALED) : len(SEALED) + 8] == first.encode()


def decrypt_bytes(stored: bytes) -> bytes:
    """What `encrypt_bytes` was given.

    Raises:
        UnreadableError: the key is not among HUIYIN_FIELD_KEYS, or the content was changed.
    """
    head = len(SEALED)
    key_id, nonce, body = stored[head : head + 8], stored[head + 8 : head + 20], stored[head + 20 :]
    cipher = _ciphers(tuple(settings.FIELD_KEYS)).get(key_id.decode("ascii", "replace"))
    if not stored.startswith(SEALED) or cipher is None:
        raise UnreadableError("the key that wrote this file is not among HUIYIN_FIELD_KEYS")
    try:
        return cipher.decrypt(nonce, body, SEALED)
    except (InvalidTag, ValueError) as error:  # ValueError: too short for a nonce
        raise UnreadableError("the stored file was changed") from error
