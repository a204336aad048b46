"""What stands in a `postgres://…` address, read by the client library itself, without connecting.

A name or a value that only the first connection would refuse is refused here, in one line that
never repeats a password.
"""

from collections.abc import Callable
from typing import Any

from django.utils.module_loading import import_string

DEFAULTS = {
    "connect_timeout": "5",  # seconds, for each of several hosts
    # a network that swallows everything is noticed within a minute, not in two hours
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "60000",
    "application_name": "huiyin",
}
_PARTS = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}


def _one_of(*words: str) -> Callable[[str], str]:
    return lambda value: "" if value in words else " or ".join(words)


def _whole(least: int, most: int) -> Callable[[str], str]:
    expected = f"a whole number from {least} to {most}"

    def check(value: str) -> str:
        is_number = value.isdecimal() and len(value) <= len(str(most))
        return "" if is_number and least <= int(value) <= most else expected

    return check


def _something(value: str) -> str:
    return "" if value else "something"


_YES_OR_NO = _one_of("0", "1")
_OPTIONS: dict[str, Callable[[str], str]] = {
    "sslmode": _one_of("disable", "allow", "prefer", "require", "verify-ca", "verify-full"),
    "sslnegotiation": _one_of("postgres", "direct"),
    "sslsni": _YES_OR_NO,
    "ssl_min_protocol_version": _one_of("TLSv1.2", "TLSv1.3"),
    "ssl_max_protocol_version": _one_of("TLSv1.2", "TLSv1.3"),
    "channel_binding": _one_of("disable", "prefer", "require"),
    "gssencmode": _one_of("disable", "prefer", "require"),
    "target_session_attrs": _one_of(
        "any", "read-write", "read-only", "primary", "standby", "prefer-standby"
    ),
    "load_balance_hosts": _one_of("disable", "random"),
    "connect_timeout": _whole(2, 60),
    "keepalives": _YES_OR_NO,
    "keepalives_idle": _whole(1, 7200),
    "keepalives_interval": _whole(1, 7200),
    "keepalives_count": _whole(1, 100),
    "tcp_user_timeout": _whole(0, 3_600_000),
    **dict.fromkeys(
        (
            *("hostaddr", "passfile", "sslcert", "sslkey", "sslpassword", "sslrootcert"),
            *("sslcrl", "sslcrldir", "application_name", "options", "require_auth"),
            "krbsrvname",
        ),
        _something,
    ),
}


def read(address: str) -> dict[str, Any]:
    """NAME, USER, PASSWORD, HOST, PORT and OPTIONS of Django's setting.

    Raises:
        ValueError: says what is wrong, without the address.
    """
    # by their names: loading the driver takes longer than all other settings
    parse = import_string("psycopg.conninfo.conninfo_to_dict")
    try:
        parameters: dict[str, str] = parse(address)
    except import_string("psycopg.ProgrammingError") as error:
        raise ValueError(_without_secrets(str(error))) from None
    parts = {ours: parameters.pop(theirs, "") for theirs, ours in _PARTS.items()}
    if not parts["NAME"] or "/" in parts["NAME"] or "@" in parts["NAME"]:
        raise ValueError("name one database behind the hosts (a / or @ in a password is %2F, %40)")
    parts["PORT"] = _ports(parts["HOST"], parts["PORT"])
    for name, value in parameters.items():
        if name not in _OPTIONS:
            raise ValueError(f"{name} is not an option of this program")
        if expected := _OPTIONS[name](value):
            raise ValueError(f"{name} must be {expected}")
    return {**parts, "OPTIONS": DEFAULTS | parameters}


def _without_secrets(message: str) -> str:
    """The library names a parameter it does not know; anything else may be a piece of a password."""
    known, _, name = message.strip().partition("invalid URI query parameter: ")
    if name and not known:
        return f"{name.strip(chr(34))} is not an option of a PostgreSQL address"
    return "not an address of PostgreSQL (special characters are percent-encoded)"


def _ports(hosts: str, ports: str) -> str:
    """One port for all hosts, or one for each."""
    each = ports.split(",") if ports else []
    if len(each) > 1 and len(each) != len(hosts.split(",")):
        raise ValueError("give one port for all hosts, or one for each")
    if "," in hosts and not all(hosts.split(",")):
        raise ValueError("a host between the commas is missing")
    if any(port and _whole(1, 65535)(port) for port in each):
        raise ValueError("a port must be a whole number from 1 to 65535")
    return ",".join(port or "5432" for port in each)
