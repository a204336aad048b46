"""Time-based one-time passwords (RFC 6238): SHA-1, six digits, thirty seconds.

What every authenticator app understands. Pure: the moment is an argument.
"""

import base64
import binascii
import hmac
import secrets
from datetime import datetime
from urllib.parse import quote, urlencode

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

PERIOD = 30  # seconds
DIGITS = 6
DRIFT = 1  # steps that a device's clock may be off, either way


def new_secret() -> str:
    """160 random bits, as RFC 4226 recommends, in base32."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def step_of(at: datetime) -> int:
    return int(at.timestamp()) // PERIOD


def code(secret: str, step: int, *, digits: int = DIGITS) -> str:
    """The code of one step.

    Raises:
        ValueError: the secret is no base32.
    """
    try:
        key = base64.b32decode(secret, casefold=True)
    except binascii.Error as error:
        raise ValueError("the secret is not base32") from error
    # SHA-1 is what authenticator apps read; inside an HMAC it stands.
    return TOTP(key, digits, SHA1(), PERIOD).generate(step * PERIOD).decode()  # noqa: S303


def matching_step(secret: str, typed: str, at: datetime) -> int | None:
    """The step whose code was typed, at most DRIFT away from now; every candidate is compared."""
    now = step_of(at)
    matching = None
    for step in range(now - DRIFT, now + DRIFT + 1):
        if hmac.compare_digest(code(secret, step).encode(), typed.encode()):
            matching = step
    return matching


def address(secret: str, *, issuer: str, account: str) -> str:
    """The otpauth:// address that an app reads from the picture.

    The library's own writes a blank of the issuer as +, which apps show.
    """
    label = quote(f"{issuer}:{account}", safe=":")
    query = urlencode({"secret": secret, "issuer": issuer}, quote_via=quote)
    return f"otpauth://totp/{label}?{query}"
