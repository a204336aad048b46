"""The key of a new device: as a picture for its camera, and as text for a person."""

from typing import Any
from urllib.parse import urlsplit

import segno
from django.conf import settings
from django.utils.safestring import mark_safe

from . import second_factor, totp
from .models import User


def of_draft(user: User) -> dict[str, Any]:
    """For the template: the key in groups of four, its otpauth:// address, and the picture of that.

    The picture is drawn here, as SVG inside the page: the key goes to no other server.
    """
    secret = second_factor.draft(user)
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or ""
    issuer = f"{settings.WAGTAIL_SITE_NAME} {host}".strip()
    address = totp.address(secret, issuer=issuer, account=user.username)
    picture = segno.make(address, error="m", micro=False).svg_inline(
        scale=4, border=4, light="#fff", svgclass="code-picture", lineclass=None
    )
    return {
        "key": " ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
        "address": address,
        "picture": mark_safe(picture),  # noqa: S308 - drawn by us; paths and numbers only
    }
