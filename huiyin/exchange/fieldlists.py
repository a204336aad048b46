"""报送字段表: what `layouts.toml` says of each kind, as it is written there. Pure."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

CURRENT, EARLIER = "2018", "earlier"


@cache
def document() -> dict[str, Any]:
    path = Path(__file__).with_name("layouts.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def of(content: str) -> dict[str, Any]:
    """Of one kind, by the key of its ledger.

    Raises:
        LookupError: nothing is written of it.
    """
    said: dict[str, Any] = document()[content]
    return said


def generations(content: str) -> tuple[str, ...]:
    """The standards by which this kind can be sent."""
    return (CURRENT, EARLIER) if "earlier" in of(content) else (CURRENT,)
