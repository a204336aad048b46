"""Typed readers of the `HUIYIN_…` environment.

Each reader notes name, default and meaning in `known`, from which the settings table in
docs/operations.md is checked. A malformed value stops the start with one line.
"""

import os
import re
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from . import postgresql

PREFIX = "HUIYIN_"
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_RATE = re.compile(r"([1-9][0-9]{0,5})/([1-9][0-9]{0,2})([smhd])")


@dataclass(frozen=True)
class Setting:
    """One environment variable: its full name, its default in words, what it is for."""

    name: str
    default: str
    meaning: str


known: dict[str, Setting] = {}


def is_set(name: str) -> bool:
    return bool(os.environ.get(PREFIX + name))


def raw(name: str, default: str, meaning: str) -> str | None:
    """The value as it stands; None where it is not set or empty."""
    known[name] = Setting(PREFIX + name, default, meaning)
    return os.environ.get(PREFIX + name) or None


def malformed(name: str, expected: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{PREFIX}{name} must be {expected}.")


def text(name: str, default: str, meaning: str) -> str:
    return raw(name, default or "empty", meaning) or default


def flag(name: str, default: bool, meaning: str) -> bool:
    value = raw(name, "1" if default else "0", meaning)
    if value is None:
        return default
    if value.lower() in {"1", "true", "yes", "on"}:
        return True
    if value.lower() in {"0", "false", "no", "off"}:
        return False
    raise malformed(name, "1 or 0")


def integer(name: str, default: int, meaning: str, *, least: int, most: int) -> int:
    value = raw(name, str(default), meaning)
    if value is None:
        return default
    short = value.isdecimal() and len(value) <= len(str(most))
    if not short or not least <= int(value) <= most:
        raise malformed(name, f"a whole number from {least} to {most}")
    return int(value)


def rate(name: str, default: str, meaning: str) -> tuple[int, int]:
    """How many in which time, `10/15m`: the count and the seconds."""
    value = raw(name, default, meaning) or default
    parts = _RATE.fullmatch(value)
    if parts is None:
        raise malformed(name, "a count and a time such as 10/15m, 60/1h or 5/1d")
    return int(parts[1]), int(parts[2]) * _SECONDS[parts[3]]


def names(name: str, default: list[str], meaning: str) -> list[str]:
    value = raw(name, ",".join(default) or "empty", meaning)
    return default if value is None else [part.strip() for part in value.split(",") if part.strip()]


def networks(name: str, meaning: str) -> list[str]:
    """Addresses and networks, none of which is everybody's."""
    each = names(name, [], meaning)
    for one in each:
        try:
            network = ip_network(one)
        except ValueError as error:
            expected = f"addresses or networks such as 10.0.0.0/8, not {one}"
            raise malformed(name, expected) from error
        if not network.prefixlen:
            raise malformed(name, f"the proxies alone, not everybody ({one})")
    return each


def addresses(name: str, meaning: str) -> list[str]:
    """Mail addresses."""
    each = names(name, [], meaning)
    for one in each:
        if not all(one.partition("@")) or " " in one:
            raise malformed(name, f"mail addresses, not {one}")
    return each


def elsewhere(name: str, meaning: str) -> str:
    """A folder that somebody else looks after and that may be away for a time; or empty."""
    value = text(name, "", meaning)
    if value and not Path(value).is_absolute():
        raise malformed(name, "an absolute path")
    return value


def site(name: str, default: str, meaning: str) -> str:
    """The address of a site: scheme, host and port, nothing behind them."""
    value = text(name, default, meaning)
    try:
        parts = urlsplit(value)
        is_address = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        is_address = False
    if (
        not is_address
        or parts.path.strip("/")
        or parts.query
        or parts.fragment
        or "@" in parts.netloc
    ):
        raise malformed(name, "http(s)://host or http(s)://host:port")
    return value


def socket(name: str, meaning: str) -> str:
    """host:port or unix:/path, or empty."""
    value = text(name, "", meaning)
    host, _, port = value.rpartition(":")
    numbered = host and port.isdecimal() and len(port) < 6 and 0 < int(port) < 65536
    if value and not (numbered or value.startswith("unix:/")):
        raise malformed(name, "host:port or unix:/path")
    return value


def folder(name: str, default: Path, default_in_words: str, meaning: str) -> Path:
    """A folder, made where it is missing."""
    value = raw(name, default_in_words, meaning)
    path = Path(value).expanduser().resolve() if value else default
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"{PREFIX}{name}: {path} cannot be made: {error.strerror}"
        ) from error
    return path


def email(name: str, default_host: str, meaning: str) -> dict[str, Any] | None:
    """Settings of Django's e-mail backend, or None where no mail server is named."""
    value = raw(name, "none: letters are written into spool/ of the data folder", meaning)
    if value is None:
        return None
    expected = malformed(name, "smtp://user:password@host:port/?tls=1&from=address")
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
    value = raw(name, in_words, meaning)
    if value is None:
        return default
    if value not in options:
        raise malformed(name, " or ".join(options))
    return value


def database(name: str, home: Path, meaning: str) -> dict[str, Any]:
    value = raw(name, "SQLite in the data folder", meaning)
    if value is None:
        return sqlite(home / "huiyin.sqlite3")
    scheme, _, rest = value.partition("://")
    if scheme == "sqlite" and (path := unquote(urlsplit(value).path)).strip("/"):
        return sqlite(Path(path))
    if scheme not in {"postgres", "postgresql"} or not rest:
        raise malformed(name, "sqlite:///path or postgres://user:password@host:port/name")
    try:
        parts = postgresql.read(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{PREFIX}{name}: {error}.") from None
    return {
        "ENGINE": "huiyin.database.postgresql",
        **parts,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def sqlite(path: Path) -> dict[str, Any]:
    """Readers never wait for the writer (WAL); writers queue from their first statement.

    FULL: what is committed is on the disk, so a power cut loses nothing that was confirmed (adr/0036).
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
            "PRAGMA cache_size=-16000; PRAGMA mmap_size=134217728;",
        },
        "TEST": {"NAME": str(path.with_name("test.sqlite3"))},
    }


def files_of(database: dict[str, Any]) -> list[Path]:
    """Where a database of this machine lies, with its log and shared memory."""
    if not database["ENGINE"].endswith("sqlite3"):
        return []
    return [Path(database["NAME"] + suffix) for suffix in ("", "-wal", "-shm")]
