"""Codes that people copy from paper: no letter or digit that looks like another."""

import re
import secrets

from huiyin.common import folding

ALPHABET = "ABCDEFGHJKMNPQRTUVWXY346789"


def new(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def plain(typed: str) -> str:
    """As it was given out: upper case, half width, without spaces and hyphens."""
    return re.sub(r"[\s\-_]", "", folding.plain(typed[:100])).upper()


def grouped(code: str) -> str:
    """ABCD-EFGH: easier to read and to copy."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def number(typed: str) -> str:
    """The number of a record: half width, without margins; its hyphens belong to it."""
    return re.sub(r"\s", "", folding.plain(typed[:100])).upper()
