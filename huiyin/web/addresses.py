"""Addresses as the world outside writes them (letters, feeds, maps, codes, papers), and those that are taken."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.conf import settings
from django.urls import get_resolver


def absolute(path: str = "") -> str:
    """The whole address of a path of this site (`/i/…`); of none, the site's own without a slash.

    Never taken from a request: what is kept or sent must name the site, not the way somebody came.
    """
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path


@cache
def first_parts() -> frozenset[str]:
    """What the site's own addresses begin with: `/desk/…`, `/licences/`, `/healthz`."""
    return frozenset(_first_parts(get_resolver().url_patterns))


def _first_parts(patterns: list[Any]) -> Iterator[str]:
    for pattern in patterns:
        written = str(pattern.pattern).removeprefix("^")
        if not written and hasattr(pattern, "url_patterns"):
            yield from _first_parts(pattern.url_patterns)
        elif match := re.match(r"([\w-]+)(?=/|$)", written):
            yield match[1]
