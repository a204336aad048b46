"""Addresses as the world outside writes them: in letters, feeds, maps, codes and papers."""

from django.conf import settings


def absolute(path: str = "") -> str:
    """The whole address of a path of this site (`/i/…`); of none, the site's own without a slash.

    Never taken from a request: what is kept or sent must name the site, not the way somebody came.
    """
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path
