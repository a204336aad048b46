"""Typed readers of the `HUIYIN_…` environment.

Each reader notes name, default and meaning in `known`, from which the settings table in
docs/operations.md is checked. A malformed value stops the start with one line.
"""

import os
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PREFIX = "HUIYIN_"


@dataclass(frozen=True)
class Setting:
    """One environment variable: its full name, its default in words, what it is for."""

    name: str
    default: str
    meaning: str


known: dict[str, Setting] = {}


def _raw(name: str, default: str, meaning: str) -> str | None:
    known[name] = Setting(PREFIX + name, default, meaning)
    return os.environ.get(PREFIX + name) or None


def _malformed(name: str, expected: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{PREFIX}{name} must be {expected}.")


def text(name: str, default: str, meaning: str) -> str:
    return _raw(name, default or "empty", meaning) or default


def flag(name: str, default: bool, meaning: str) -> bool:
    value = _raw(name, "1" if default else "0", meaning)
    if value is None:
        return default
    if value.lower() in {"1", "true", "yes", "on"}:
        return True
    if value.lower() in {"0", "false", "no", "off"}:
        return False
    raise _malformed(name, "1 or 0")


def integer(name: str, default: int, meaning: str) -> int:
    value = _raw(name, str(default), meaning)
    if value is None:
        return default
    if not value.isdecimal():
        raise _malformed(name, "a whole number")
    return int(value)


def names(name: str, default: list[str], meaning: str) -> list[str]:
    value = _raw(name, ",".join(default) or "empty", meaning)
    return default if value is None else [part.strip() for part in value.split(",") if part.strip()]


def folder(name: str, default: Path, default_in_words: str, meaning: str) -> Path:
    """A folder, made where it is missing."""
    value = _raw(name, default_in_words, meaning)
    path = Path(value).expanduser().resolve() if value else default
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"{PREFIX}{name}: {path} cannot be made: {error.strerror}"
        ) from error
    return path


def secret(name: str, home: Path, *, required: bool, meaning: str) -> str:
    """A secret from the environment; on a laptop one is made once and kept in the data folder."""
    value = _raw(name, f"made once, kept in keys/{name.lower()}; required in production", meaning)
    if value:
        if len(value) < 32:
            raise _malformed(name, "at least 32 characters long")
        return value
    if required:
        raise ImproperlyConfigured(f"{PREFIX}{name} must be set in production.")
    return _kept(home / "keys" / name.lower())


def optional_secret(name: str, default_in_words: str, meaning: str) -> str:
    """A secret that may be left out; empty then."""
    value = _raw(name, default_in_words, meaning) or ""
    if value and len(value) < 32:
        raise _malformed(name, "at least 32 characters long")
    return value


def _kept(path: Path) -> str:
    """The kept secret, made on first use. A reader never sees a half-written one."""
    made = secrets.token_hex(32)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile("w", dir=path.parent) as draft:  # mode 0600
            draft.write(made)
            draft.flush()
            try:
                os.link(draft.name, path)
            except FileExistsError:
                return path.read_text().strip()
    except OSError as error:
        raise ImproperlyConfigured(f"{path} cannot be kept: {error.strerror}") from error
    return made


def email(name: str, default_host: str, meaning: str) -> dict[str, Any] | None:
    """Settings of Django's e-mail backend, or None where no mail server is named."""
    value = _raw(name, "none: letters are written into spool/ of the data folder", meaning)
    if value is None:
        return None
    expected = _malformed(name, "smtp://user:password@host:port/?tls=1&from=address")
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError as error:
        raise expected from error
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    if (
        parts.scheme not in {"smtp", "smtps"}
        or not parts.hostname
        or set(options) - {"tls", "from"}
    ):
        raise expected
    if options.get("tls", "0") not in {"0", "1"} or (parts.scheme == "smtps" and "tls" in options):
        raise expected
    user = unquote(parts.username or "")
    sender = options.get("from") or (user if "@" in user else f"noreply@{default_host}")
    if "@" not in sender:
        raise expected
    starttls, implicit = options.get("tls") == "1", parts.scheme == "smtps"
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or (465 if implicit else 587 if starttls else 25),
        "EMAIL_HOST_USER": user,
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": starttls,
        "EMAIL_USE_SSL": implicit,
        "DEFAULT_FROM_EMAIL": sender,
    }


def choice(name: str, options: tuple[str, ...], default: str, in_words: str, meaning: str) -> str:
    """One of a few words."""
    value = _raw(name, in_words, meaning)
    if value is None:
        return default
    if value not in options:
        raise _malformed(name, " or ".join(options))
    return value


def database(name: str, home: Path, meaning: str) -> dict[str, Any]:
    value = _raw(name, "SQLite in the data folder", meaning)
    if value is None:
        return sqlite(home / "huiyin.sqlite3")
    expected = _malformed(name, "sqlite:///path or postgres://user:password@host:port/name")
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError as error:
        raise expected from error
    if parts.scheme == "sqlite" and parts.path.strip("/"):
        return sqlite(Path(unquote(parts.path)))
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise expected
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def sqlite(path: Path) -> dict[str, Any]:
    """Readers never wait for the writer (WAL); writers queue from their first statement."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
            "PRAGMA cache_size=-16000; PRAGMA mmap_size=134217728;",
        },
        "TEST": {"NAME": str(path.with_name("test.sqlite3"))},
    }
