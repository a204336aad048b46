"""What the settings must be together, above all in production.

A refusal is one line that names the setting. What an office may decide otherwise is a warning,
which stands on the desk of its administrators until it is settled.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.http.request import validate_host

from . import env, secret

_CHARACTERS = 8
_NAME = re.compile(r"\.?[a-z0-9_-]+(\.[a-z0-9_-]+)+|[a-z0-9_-]+", re.IGNORECASE)
_NEAR = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Chosen:
    """The settings that are judged together."""

    production: bool
    debug: bool
    secrets: dict[str, str]
    field_keys: list[str]
    digest_key: str
    hosts: list[str]
    proxies: list[str]
    base_url: str
    mail: dict[str, Any]
    second_factor: str


def judge(chosen: Chosen) -> list[str]:
    """The warnings.

    Raises:
        ImproperlyConfigured: the program must not start like this.
    """
    for fault in _faults(chosen):
        raise ImproperlyConfigured(fault)
    return list(_warnings(chosen))


def _faults(chosen: Chosen) -> Iterator[str]:
    if chosen.debug and chosen.production:
        yield "HUIYIN_DEBUG and HUIYIN_PRODUCTION exclude each other."
    yield from _equal_secrets(chosen)
    if not chosen.production:
        return
    for name, value in chosen.secrets.items():
        if _is_weak(value):
            yield f"HUIYIN_{name} must be random, not a repetition or a few characters."
    yield from _bad_hosts(chosen.hosts)
    if not env.is_set("BASE_URL"):
        yield "HUIYIN_BASE_URL must be set in production."
    if not chosen.base_url.startswith("https://"):
        yield "HUIYIN_BASE_URL must begin with https:// in production."
    host = urlsplit(chosen.base_url).hostname or ""
    if not validate_host(f"[{host}]" if ":" in host else host, chosen.hosts):
        yield "HUIYIN_BASE_URL must name a host of HUIYIN_ALLOWED_HOSTS."


def _equal_secrets(chosen: Chosen) -> Iterator[str]:
    """The digest key is an old field key on purpose; nothing else is anything else."""
    seen: dict[str, str] = {}
    others = [(name, value) for name, value in chosen.secrets.items() if name != "DIGEST_KEY"]
    for name, value in [*others, *(("FIELD_KEYS", key) for key in chosen.field_keys[1:])]:
        if value in seen:
            both = f"HUIYIN_{seen[value]} and HUIYIN_{name}"
            yield f"{both} must differ." if seen[value] != name else f"HUIYIN_{name} must differ."
        seen[value] = name
    if seen.get(chosen.digest_key, "FIELD_KEYS") != "FIELD_KEYS":
        yield f"HUIYIN_{seen[chosen.digest_key]} and HUIYIN_DIGEST_KEY must differ."


def _is_weak(value: str) -> bool:
    """Few characters, or a shorter text over and over: no random value is like that."""
    return len(set(value)) < _CHARACTERS or value in (value + value)[1:-1]


def _bad_hosts(hosts: list[str]) -> Iterator[str]:
    if not env.is_set("ALLOWED_HOSTS"):
        yield "HUIYIN_ALLOWED_HOSTS must be set in production."
    if not hosts:
        yield "HUIYIN_ALLOWED_HOSTS must name a host."
    for host in hosts:
        if "*" in host:
            yield "HUIYIN_ALLOWED_HOSTS must name the hosts of this site, not * in production."
        if not (_NAME.fullmatch(host) or _is_address(host)):
            yield f"HUIYIN_ALLOWED_HOSTS must be host names without scheme and port, not {host}."


def _is_address(host: str) -> bool:
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def _warnings(chosen: Chosen) -> Iterator[str]:
    if not chosen.production:
        if not all(host.strip("[]") in _NEAR for host in chosen.hosts):
            yield "没有设置 HUIYIN_PRODUCTION=1：正式使用时必须设置，否则缺少的密钥和主机名不会被发现"
        return
    if chosen.second_factor != "required":
        yield "HUIYIN_SECOND_FACTOR=optional：工作人员只凭密码就能登录；等级保护三级要求两种鉴别方式"
    if not chosen.proxies:
        yield "没有设置 HUIYIN_TRUSTED_PROXIES：登录限制和审计日志里，所有访问者都是反向代理的地址"
    if any(len(key) < secret.LEAST or _is_weak(key) for key in chosen.field_keys[1:]):
        yield "HUIYIN_FIELD_KEYS 中有过短或不随机的旧密钥：运行 huiyin rotate-keys 后去掉"
    mail = chosen.mail
    if (
        mail
        and mail["EMAIL_HOST"] not in _NEAR
        and not (mail["EMAIL_USE_TLS"] or mail["EMAIL_USE_SSL"])
    ):
        yield "HUIYIN_EMAIL_URL 没有加密（smtps:// 或 ?tls=1）：通知和密码在网络上是明文"
