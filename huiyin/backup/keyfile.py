"""密钥文件: the site's secrets, encrypted under the office's passphrase, beside the archive.

The archive alone reveals no personal data, and the keys alone open nothing. scrypt makes guessing
slow, AES-GCM refuses a wrong passphrase and a changed file alike.
"""

import hmac
import json
import os
import shlex
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from django.conf import settings

from huiyin.common import durable

from .faults import BackupError, reading

BEGINNING = b"huiyin-keys1\n"
LEAST = 12  # characters of a passphrase
NAMES = ("SECRET_KEY", "AUDIT_KEY", "FIELD_KEYS", "DIGEST_KEY")
_SALT, _NONCE = 16, 12
_COST = 2**15  # 32 MiB and a tenth of a second a guess


def current() -> dict[str, str]:
    """The secrets that this process runs with."""
    values = {name: getattr(settings, name) for name in NAMES}
    values["FIELD_KEYS"] = ",".join(settings.FIELD_KEYS)
    return {name: value for name, value in values.items() if value}


def marks(secrets: dict[str, str]) -> dict[str, list[str]]:
    """Identifiers of the keys without the keys; a restored site must have the same."""
    keys = secrets["FIELD_KEYS"].split(",")
    return {
        "AUDIT_KEY": [_mark("AUDIT_KEY", secrets["AUDIT_KEY"])],
        "FIELD_KEYS": [_mark("FIELD_KEYS", key) for key in keys],
        "DIGEST_KEY": [_mark("DIGEST_KEY", secrets.get("DIGEST_KEY") or keys[-1])],
    }


def _mark(name: str, secret: str) -> str:
    return hmac.digest(secret.encode(), f"huiyin backup {name}".encode(), "sha256").hex()[:16]


def lacking(needed: dict[str, list[str]], present: dict[str, list[str]]) -> list[str]:
    """The settings whose keys are not those that wrote the backup."""
    return [
        f"HUIYIN_{name}" for name in present if not set(needed.get(name, [])) <= set(present[name])
    ]


def seal(secrets: dict[str, str], passphrase: str) -> bytes:
    if len(passphrase) < LEAST:
        raise BackupError(f"HUIYIN_BACKUP_PASSPHRASE 太短，至少 {LEAST} 个字符")
    salt, nonce = os.urandom(_SALT), os.urandom(_NONCE)
    cipher = AESGCM(_key(passphrase, salt))
    return BEGINNING + salt + nonce + cipher.encrypt(nonce, json.dumps(secrets).encode(), BEGINNING)


def unseal(path: Path, passphrase: str) -> dict[str, str]:
    """The secrets in a file of keys.

    Raises:
        BackupError: no such file, another kind of file, a wrong passphrase, or changed.
    """
    if not passphrase:
        raise BackupError(f"打开密钥文件 {path.name} 要用口令：请设置 HUIYIN_BACKUP_PASSPHRASE")
    content = path.read_bytes()
    if not content.startswith(BEGINNING):
        raise BackupError(f"{path.name} 不是本程序写的密钥文件")
    salt, rest = content[len(BEGINNING) :][:_SALT], content[len(BEGINNING) + _SALT :]
    try:
        clear = AESGCM(_key(passphrase, salt)).decrypt(rest[:_NONCE], rest[_NONCE:], BEGINNING)
    except (InvalidTag, ValueError) as error:
        raise BackupError(f"口令不对，或密钥文件 {path.name} 已损坏") from error
    with reading(path):
        return {name: str(value) for name, value in json.loads(clear).items() if name in NAMES}


def _key(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=_COST, r=8, p=1).derive(passphrase.encode())


def install(secrets: dict[str, str], home: Path) -> None:
    """Use these secrets from now on: stored in the data folder, where a site without settings
    looks.

    What is set by the environment stays as it is.
    """
    folder = home / "keys"
    durable.make_folder(folder)
    for name, value in secrets.items():
        if os.environ.get(f"HUIYIN_{name}") or name == "DIGEST_KEY":
            continue
        place = folder / name.lower()
        place.unlink(missing_ok=True)
        durable.write(place, value.encode())
        setattr(settings, name, value.split(",") if name == "FIELD_KEYS" else value)


def as_environment(secrets: dict[str, str]) -> str:
    """As lines of an environment file, which a shell and systemd read alike."""
    return "".join(f"HUIYIN_{name}={shlex.quote(value)}\n" for name, value in secrets.items())
