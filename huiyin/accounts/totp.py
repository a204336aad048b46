"""Time-based one-time passwords (RFC 6238 on RFC 4226): SHA-1, six digits, thirty seconds.

What every authenticator app understands. Pure: the moment is an argument.
"""

import base64
import binascii
import hmac
import secrets
from datetime import datetime
from urllib.parse import quote, urlencode

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
    mac = hmac.digest(key, step.to_bytes(8, "big"), "sha1")
    offset = mac[-1] & 0x0F
    number = int.from_bytes(mac[offset : offset + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**digits:0{digits}d}"


def matching_step(secret: str, typed: str, at: datetime) -> int | None:
    """The step whose code was typed, at most DRIFT away from now; every candidate is compared."""
    now = step_of(at)
    found = None
    for step in range(now - DRIFT, now + DRIFT + 1):
        if hmac.compare_digest(code(secret, step).encode(), typed.encode()):
            found = step
    return found


def address(secret: str, *, issuer: str, account: str) -> str:
    """The otpauth:// address that an app reads from the picture."""
    label = quote(f"{issuer}:{account}", safe=":")
    return (
        f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': issuer}, quote_via=quote)}"
    )
