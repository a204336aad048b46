"""HTTP Message Signatures (RFC 9421) with a shared key (hmac-sha256) over a digest of the body (RFC 9530).

Only what a platform needs: one signature, its covered parts from a short list, no structured
values inside. Everything else is refused, so there is nothing to read in two ways. The signature
is judged by the head alone, before a byte of the body is read.
"""

import base64
import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.http import HttpRequest

from huiyin.hotline.models import Platform, PlatformKey
from huiyin.personal.fields import is_readable
from huiyin.throttle import budgets
from huiyin.throttle.limits import Once
from huiyin.web.problems import ProblemError

TOLERANCE: Final = 300
"""Seconds that the clocks of both sides may differ, the journey included."""
_TAKEN: Final = Once("SIGNATURE", 2 * TOLERANCE + 5)
"""A signature is taken once; it is too old before it would be taken again."""
_INPUT = re.compile(r"([a-z][a-z0-9_-]{0,31})=(\(([@a-z\" -]{0,200})\)((?:;[^;]{1,150}){1,6}))")
_COMPONENT = re.compile(r'"(@?[a-z-]{1,30})"')
_PARAMETER = re.compile(r'(created|expires)=([0-9]{1,12})|(keyid|alg|nonce|tag)="([ -!#-\[\]-~]*)"')
_SIGNATURE = re.compile(r"([a-z][a-z0-9_-]{0,31})=:([A-Za-z0-9+/]{43}=):")
_DIGEST = re.compile(r"sha-256=:([A-Za-z0-9+/]{43}=):")
_HEADERS = frozenset({"content-digest", "content-type", "idempotency-key"})
_NOBODYS = secrets.token_urlsafe(32)
"""Compared with where no key is known: it takes as long as with a known one."""
_WRONG = "密钥编号不存在、已停用，或者签名不一致"


@dataclass(frozen=True)
class _Signed:
    """What the two headers say."""

    components: tuple[str, ...]
    parameters: str
    """As they came: they are a line of what was signed."""
    values: dict[str, str]
    signature: bytes


def platform_of(request: HttpRequest, *, at: datetime) -> Platform:
    """Who signed this request.

    Raises:
        ProblemError: 401, not signed by a platform whose key is valid now, or sent before.
    """
    signed = _read(request)
    _in_time(signed, int(at.timestamp()))
    _covers_all(request, signed)
    keys = PlatformKey.objects.valid().filter(name=signed.values.get("keyid", ""))
    key = keys.select_related("platform__agency", "platform__channel").first()
    is_usable = key is not None and is_readable(key.secret)
    secret = key.secret if key is not None and is_usable else _NOBODYS
    expected = hmac.digest(secret.encode(), _base(request, signed).encode(), "sha256")
    is_right = hmac.compare_digest(expected, signed.signature)
    if key is None or not (is_right and is_usable):
        raise _refused(_WRONG)
    _take(signed.signature, at)
    return key.platform


def _take(signature: bytes, at: datetime) -> None:
    """By its bytes: its name and its spelling are not signed."""
    try:
        budgets.spend((_TAKEN, signature.hex()), at=at)
    except budgets.TooManyError as taken:
        raise _refused(
            "这个签名已经用过：每次发送都要重新签名，同一秒内重复的用 nonce 区分"
        ) from taken


def check_digest(request: HttpRequest, body: bytes) -> None:
    """The body is the one whose digest was signed.

    Raises:
        ProblemError: 401, it is another.
    """
    stated = _DIGEST.fullmatch(request.headers.get("Content-Digest", ""))
    actual = base64.b64encode(hashlib.sha256(body).digest()).decode()
    if stated is None or not hmac.compare_digest(stated[1], actual):
        raise _refused("正文与签名中的 Content-Digest 不一致")


def _refused(detail: str) -> ProblemError:
    return ProblemError(401, detail, WWW_Authenticate='Signature realm="huiyin"')


def _read(request: HttpRequest) -> _Signed:
    stated = _INPUT.fullmatch(request.headers.get("Signature-Input", ""))
    signature = _SIGNATURE.fullmatch(request.headers.get("Signature", ""))
    if stated is None or signature is None or stated[1] != signature[1]:
        raise _refused("缺少 Signature-Input、Signature，或者写法不对（RFC 9421，一个签名）")
    quoted = stated[3].split(" ") if stated[3] else []
    components = [match[1] for one in quoted if (match := _COMPONENT.fullmatch(one))]
    parameters = [_PARAMETER.fullmatch(one) for one in stated[4].split(";")[1:]]
    values = {match[1] or match[3]: match[2] or match[4] for match in parameters if match}
    if len(components) != len(quoted) or len(set(components)) != len(quoted):
        raise _refused("Signature-Input 中签名的部分写法不对")
    if len(values) != len(parameters) or "created" not in values:
        raise _refused("Signature-Input 中的参数写法不对，必须有 created 和 keyid")
    if values.get("alg", "hmac-sha256") != "hmac-sha256":
        raise _refused("签名算法应为 hmac-sha256")
    return _Signed(tuple(components), stated[2], values, base64.b64decode(signature[2]))


def _in_time(signed: _Signed, now: int) -> None:
    created = int(signed.values["created"])
    if abs(now - created) > TOLERANCE:
        raise _refused(
            f"签名时间与本站时间相差 {abs(now - created)} 秒，最多 {TOLERANCE} 秒，请校时"
        )
    if int(signed.values.get("expires", now)) < now:
        raise _refused("签名已经过期")


def _covers_all(request: HttpRequest, signed: _Signed) -> None:
    """Whatever decides what the request does is signed."""
    needed = {"@method", "@path"}
    if request.META.get("QUERY_STRING"):
        needed.add("@query")
    if request.method == "POST":
        needed.add("content-digest")
    if "Idempotency-Key" in request.headers:
        needed.add("idempotency-key")
    if lacking := sorted(needed - set(signed.components)):
        raise _refused(f"签名没有覆盖：{'、'.join(lacking)}")


def _base(request: HttpRequest, signed: _Signed) -> str:
    lines = [f'"{name}": {_value(request, name)}' for name in signed.components]
    return "\n".join([*lines, f'"@signature-params": {signed.parameters}'])


def _value(request: HttpRequest, component: str) -> str:
    match component:
        case "@method":
            return str(request.method)
        case "@path":
            return request.path
        case "@query":
            return f"?{request.META.get('QUERY_STRING', '')}"
        case "@authority":
            return request.get_host().lower()
        case name if name in _HEADERS and name in request.headers:
            return str(request.headers[name]).strip()
    raise _refused(f"签名的部分里有本站不认识或者请求里没有的：{component}")
