"""数字签名: the key by which an office signs its PDFs, and what stands in its way.

One PKCS#12 file an agency, named by its 统一社会信用代码, in `HUIYIN_SIGNING_FOLDER`. A paper
that is due is issued without a signature rather than not at all, and says so on its face.
"""

import logging
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, Protocol, cast

from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings

from huiyin.organisations.models import Organisation

logger = logging.getLogger(__name__)
SUFFIX = ".p12"
SOON = timedelta(days=30)
"""So long before its certificate ends a key is named to whoever looks after the site."""


class Key(NamedTuple):
    """A key that can sign."""

    content: bytes
    passphrase: bytes | None
    name: str
    """Of the holder, as the certificate says it."""
    valid_from: datetime
    valid_until: datetime


class UnusableKeyError(ValueError):
    """The file holds no key by which PDFs can be signed; the message says why."""


class NotSignedError(Exception):
    """A key that can sign did not sign this paper; the message says why."""


class _Writer(Protocol):
    def sign(self, pdf: bytes, key: Key) -> bytes: ...


def folder() -> Path:
    return Path(settings.SIGNING_FOLDER)


def file_of(agency: Organisation) -> Path:
    return folder() / f"{agency.uscc}{SUFFIX}"


def key_of(agency: Organisation, *, at: datetime) -> Key | None:
    """The key that signs for the agency at this moment; None where it has none that may."""
    path = file_of(agency)
    if not agency.uscc or not path.is_file():
        return None
    try:
        key = read(path)
    except UnusableKeyError as reason:
        logger.error("papers of %s are not signed: %s", agency.uscc, reason)
        return None
    if not key.valid_from <= at <= key.valid_until:
        logger.error("papers of %s are not signed: the certificate is out of date", agency.uscc)
        return None
    return key


def read(path: Path) -> Key:
    """The key in a PKCS#12 file, with the certificate that belongs to it.

    Raises:
        UnusableKeyError: unreadable, another passphrase, no certificate, no RSA or EC key.
    """
    passphrase = settings.SIGNING_PASSPHRASE.encode() or None
    try:
        content = path.read_bytes()
        held = pkcs12.load_pkcs12(content, passphrase)
    except (OSError, ValueError) as error:
        raise UnusableKeyError(f"{path.name} 打不开，请核对文件和口令：{error}") from error
    if held.key is None or held.cert is None:
        raise UnusableKeyError(f"{path.name} 里没有私钥或者证书")
    if not isinstance(held.key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise UnusableKeyError(f"{path.name} 的密钥不是 RSA 或 ECDSA，不能给 PDF 签名")
    certificate = held.cert.certificate
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return Key(
        content=content,
        passphrase=passphrase,
        name=str(names[0].value) if names else certificate.subject.rfc4514_string(),
        valid_from=certificate.not_valid_before_utc,
        valid_until=certificate.not_valid_after_utc,
    )


def sign(pdf: bytes, key: Key) -> bytes:
    """The PDF with a signature behind its content, which stays as it was, byte by byte.

    What writes signatures takes 40 MB: only a process that signs loads it.

    Raises:
        NotSignedError: it could not be signed.
    """
    writer = cast(_Writer, import_module("huiyin.letters.pdf_signature"))
    return writer.sign(pdf, key)


def faults(now: datetime | None = None) -> list[str]:
    """What whoever looks after the site should know of the keys, a line each."""
    now = now or datetime.now(UTC)
    lines = []
    for path in sorted(folder().glob(f"*{SUFFIX}")) if folder().is_dir() else []:
        try:
            key = read(path)
        except UnusableKeyError as reason:
            lines.append(str(reason))
            continue
        if key.valid_until < now:
            lines.append(f"{path.name} 的证书已于 {key.valid_until:%Y-%m-%d} 到期，文书不再签名")
        elif key.valid_until < now + SOON:
            lines.append(f"{path.name} 的证书将于 {key.valid_until:%Y-%m-%d} 到期，请尽早换新")
        elif now < key.valid_from:
            lines.append(f"{path.name} 的证书自 {key.valid_from:%Y-%m-%d} 起有效，现在不签名")
    return lines
