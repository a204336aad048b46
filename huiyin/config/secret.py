"""Readers of the secrets: from the environment, or, on a laptop, made once and kept in the data folder."""

import os
import secrets
import tempfile
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from huiyin.common import durable

from . import env, used

LEAST = 32
_SHORT = f"at least {LEAST} characters long"


Database = dict[str, Any]


def required(
    name: str, home: Path, *, production: bool, meaning: str, beside: Database | None = None
) -> str:
    """A secret from the environment; outside production one is kept in the data folder.

    None is made for the database `beside` once that holds what another one has written.
    """
    in_words = f"made once, kept in keys/{name.lower()}; required in production"
    value = env.raw(name, in_words, meaning) or ""
    if not value.strip():
        if production:
            raise ImproperlyConfigured(f"{env.PREFIX}{name} must be set in production.")
        value = _kept(home / "keys" / name.lower(), beside)
    if len(value.strip()) < LEAST:  # a blank at its end is part of it, and always was
        raise env.malformed(name, _SHORT)
    return value


def keys(name: str, home: Path, *, production: bool, meaning: str, beside: Database) -> list[str]:
    """Several of them, comma-separated: the first one writes, those behind it only read."""
    together = required(name, home, production=production, meaning=meaning, beside=beside)
    each = [key.strip() for key in together.split(",") if key.strip()]
    if not each or len(each[0]) < LEAST:
        raise env.malformed(name, f"keys of which the first is {_SHORT}")
    return each


def optional(name: str, default_in_words: str, meaning: str) -> str:
    """A secret that may be left out; empty then."""
    value = env.raw(name, default_in_words, meaning) or ""
    if value and len(value.strip()) < LEAST:
        raise env.malformed(name, _SHORT)
    return value


def _kept(path: Path, beside: Database | None) -> str:
    """The kept secret, made on first use. A folder that holds one is never written to."""
    if beside and not path.exists() and used.is_used(beside):
        raise ImproperlyConfigured(
            f"{path} is missing, and the database holds what it has written: "
            f"put back its copy, or set {env.PREFIX}{path.name.upper()}."
        )
    try:
        secret = path.read_text(encoding="ascii").strip() if path.exists() else _made(path)
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", "") or "no text"
        raise ImproperlyConfigured(f"{path} cannot be read or made: {why}") from error
    if len(secret) < LEAST:
        raise ImproperlyConfigured(f"{path} must hold a secret {_SHORT}: put back its copy.")
    return secret


def _made(path: Path) -> str:
    """Another process may be making it, too: one is first, and nobody reads half of it."""
    secret = secrets.token_hex(32)
    durable.make_folder(path.parent)
    with tempfile.NamedTemporaryFile("w", dir=path.parent) as draft:  # mode 0600
        draft.write(secret)
        draft.flush()
        os.fsync(draft.fileno())
        try:
            os.link(draft.name, path)
        except FileExistsError:
            return path.read_text(encoding="ascii").strip()
        durable.sync(path.parent)
    return secret
