"""Codes that people copy from paper: without letters or digits that look alike."""

import re
import secrets

from . import docnumber, folding

ALPHABET = "ABCDEFGHJKMNPQRTUVWXY346789"


def new(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def plain(typed: str) -> str:
    """The code as it was issued: upper case, half width, without separators."""
    return re.sub(r"[\W_]", "", folding.plain(typed[:100])).upper()


def grouped(code: str, size: int = 4) -> str:
    """ABCD-EFGH: easier to read and to copy."""
    return "-".join(code[start : start + size] for start in range(0, len(code), size))


def number(typed: str) -> str:
    """The number of a record: half width, trimmed; its hyphens are part of it."""
    return re.sub(r"\s", "", folding.plain(typed[:100])).upper()


def whose(number: str) -> str:
    """The record of a number in any spelling, so that wrong tries of all spellings are counted
    together.
    """
    return docnumber.normalise(number).upper()
