"""The icons of the rail: a door that names none that is drawn would stand there with a hole."""

import re
from pathlib import Path
from typing import Any

from django.core import checks

from huiyin import web

from . import rail

SPRITE = Path(web.__file__).parent / "static" / "web" / "desk-icons.svg"


def drawn() -> list[str]:
    """Their names, in the order of the file."""
    return re.findall(r'<symbol id="([\w-]+)"', SPRITE.read_text(encoding="utf-8"))


def undrawn(*_: Any, **__: Any) -> list[checks.CheckMessage]:
    """A system check: every door on the rail has its picture."""
    names = drawn()
    return [
        checks.Error(
            f"{page.label}（{page.address}）names the icon {page.icon!r}, which is not drawn",
            hint=f"{SPRITE.name} has: {', '.join(names)}",
            id="huiyin.E002",
        )
        for page in rail.every_page()
        if page.icon not in names
    ]
