"""Keys for personal data, kept outside the database: the first encrypts, all of them decrypt."""

import hashlib
import hmac
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings


class UnreadableError(Exception):
    """No configured key decrypts this value."""


@lru_cache(maxsize=4)
def _ciphers(keys: tuple[str, ...]) -> dict[str, AESGCM]:
    material = {key: hashlib.sha256(b"huiyin field " + key.encode()).digest() for key in keys}
    return {hashlib.sha256(raw).hexdigest()[:8]: AESGCM(raw) for raw in material.values()}


UNREADABLE = "无法解密"
"""Shown instead of a value that no key decrypts."""
_TO_PLACE, _TO_ROW = ".2", ".3"
"""Behind the key's identifier: what is authenticated beside the value. The oldest have neither."""


def encrypt(clear: str, place: str, row: str = "") -> str:
    """AES-256-GCM, a ciphertext that opens at this place, and with `row` in this row alone.

    `key id.2:body` or `key id.3:row:body`; the body is nonce and ciphertext in base64.
    """
    key_id, cipher = next(iter(_ciphers(tuple(settings.FIELD_KEYS)).items()))
    nonce = os.urandom(12)
    body = urlsafe_b64encode(nonce + cipher.encrypt(nonce, clear.encode(), _bound(place, row)))
    head = f"{key_id}{_TO_ROW}:{row}" if row else f"{key_id}{_TO_PLACE}"
    return f"{head}:{body.decode()}"


def _bound(place: str, row: str) -> bytes:
    return f"{place}#{row}".encode() if row else place.encode()


def is_current(stored: str, row: str) -> bool:
    """Whether this value was encrypted with the first key and for this row of its place."""
    first = next(iter(_ciphers(tuple(settings.FIELD_KEYS))))
    return stored.startswith(f"{first}{_TO_ROW}:{row}:")


def row_of(stored: str) -> str:
    """The row that the value was encrypted for; empty if it is bound to none."""
    head, _, rest = stored.partition(":")
    return rest.rpartition(":")[0] if head.endswith(_TO_ROW) else ""


def decrypt(stored: str, place: str, row: str = "") -> str:
    """The clear text; with `row`, only if the value was not encrypted for another row.

    Raises:
        UnreadableError: the key that wrote it is not among HUIYIN_FIELD_KEYS, or it was changed, or
            it was written for another place or row.
    """
    head, _, rest = stored.partition(":")
    written_for, _, body = rest.rpartition(":")
    cipher = _ciphers(tuple(settings.FIELD_KEYS)).get(
        head.removesuffix(_TO_PLACE).removesuffix(_TO_ROW)
    )
    if cipher is None:
        raise UnreadableError("the key that wrote this value is not among HUIYIN_FIELD_KEYS")
    if row and written_for not in ("", row):
        raise UnreadableError("the stored value was moved here from another record")
    bound = None if head == head.partition(".")[0] else _bound(place, written_for)
    if head.endswith(_TO_ROW) != bool(written_for):
        raise UnreadableError("the stored value was changed")
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
    """Whether the file that begins with these bytes was encrypted with the first key."""
    first = next(iter(_ciphers(tuple(settings.FIELD_KEYS))))
    return head[len(SEALED) : len(SEALED) + 8] == first.encode()


def decrypt_bytes(stored: bytes) -> bytes:
    """The content that `encrypt_bytes` encrypted.

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
