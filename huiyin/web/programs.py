"""Addresses for programs, and callers that say who they are: neither is answered from memory.

The memory of public pages knows an address and a display choice. An answer that depends on anything
else must never be kept there; so whoever comes with a key is left out whatever the address is, and
the addresses made for programs are left out whoever comes.
"""

from collections.abc import Mapping
from typing import Any

PATHS = ("/api/",)
_IDENTITY = ("HTTP_AUTHORIZATION", "HTTP_SIGNATURE", "HTTP_SIGNATURE_INPUT", "HTTP_X_API_KEY")


def is_for_programs(path: str) -> bool:
    return path.startswith(PATHS)


def says_who(environ: Mapping[str, Any]) -> bool:
    """Whether the caller names itself, rightly or wrongly; `environ` as WSGI has it."""
    return any(name in environ for name in _IDENTITY)
