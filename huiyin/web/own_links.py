"""本站链接 that a record carries beside its text: offered while a visitor finds something there.

Which addresses lead on is known to the checks (`proofreading.addresses`); they make it known here.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from .addresses import absolute

Lookup = Callable[[str], bool]
_lookups: list[Lookup] = []


def look_up_by(resolves: Lookup) -> None:
    """Whether everybody gets something at a path of this site is asked of this function."""
    _lookups[:] = [resolves]


def leads_on(link: str) -> bool:
    """Another site's address, about which nothing is known here; or one of ours that is public now."""
    try:
        parts = urlsplit(link)
    except ValueError:  # no address at all
        return False
    is_own = not parts.netloc or parts.netloc == urlsplit(absolute()).netloc
    return not is_own or all(resolves(parts.path) for resolves in _lookups)
