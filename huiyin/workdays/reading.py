"""A notice from what somebody has of it: the office's words, or a file in our own form (TOML)."""

import re
import tomllib
from pathlib import Path
from typing import Any

from . import notice_text
from .arrangement import NoticeError, faults
from .notice_text import NoticeTextError

_OWN_FORM = re.compile(r"^\s*year\s*=", re.MULTILINE)


def from_text(text: str) -> dict[str, Any]:
    """The notice that a text says.

    Raises:
        NoticeTextError: it is not understood, or contradicts itself; says where.
    """
    return _own(text) if _OWN_FORM.search(text) else notice_text.read(text)


def _own(text: str) -> dict[str, Any]:
    try:
        notice = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise NoticeTextError([f"读不出来，{error}"]) from error
    if wrong := list(faults(notice)):
        raise NoticeTextError(wrong)
    return notice


def from_file(path: Path) -> dict[str, Any]:
    """The notice of a file.

    Raises:
        NoticeError: it cannot be read or understood; says where.
    """
    try:
        text = path.read_text(encoding="utf-8")
        return _own(text) if path.suffix == ".toml" else from_text(text)
    except (NoticeTextError, UnicodeDecodeError, OSError) as error:
        raise NoticeError(f"{path.name}：读不出来或看不懂，{error}") from error
