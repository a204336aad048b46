"""What a platform sends: JSON of a bounded size, read in one way only, each value of its own type."""

import json
import re
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from huiyin.common.folding import visible
from huiyin.hotline.actions import MOST
from huiyin.hotline.models import RequestKind, Urgency
from huiyin.web.problems import ProblemError

KEY = re.compile(r"[A-Za-z0-9._:-]{1,100}")
"""Of an external number: nothing that looks like another character, or like a part of an address."""
CONTENT: Final = 20_000
_LINES = frozenset({"content"})
_TEXTS = frozenset({"subject", "content", "place", "category", "caller_name", "caller_phone"})
_CODES = frozenset({"received_on", "request_kind", "urgency"})
_FLAGS = frozenset({"is_confidential", "consents"})
KNOWN: Final = _TEXTS | _CODES | _FLAGS
_WORDS = {
    name: {str(label): str(value) for value, label in choices.choices}
    for name, choices in (("request_kind", RequestKind), ("urgency", Urgency))
}
_LONE = re.compile("[\x00\ud800-\udfff]")


def body_of(request: HttpRequest) -> bytes:
    """Refused before it is read where it is too large.

    Raises:
        ProblemError: 411, 413, 415.
    """
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if request.content_type != "application/json":
        raise ProblemError(415, "请用 Content-Type: application/json 发送")
    length = request.META.get("CONTENT_LENGTH") or ""
    if not re.fullmatch(r"[0-9]{1,15}", length):
        raise ProblemError(411, "请在 Content-Length 中写明正文长度")
    if int(length) > most:
        raise ProblemError(413, f"一次最多 {most // 1024 // 1024} MB，请分批发送")
    return request.body


def parsed(body: bytes) -> Any:
    """One JSON value: UTF-8, no name twice in an object, no number beyond what JSON has.

    Raises:
        ProblemError: 400.
    """
    try:
        return json.loads(
            body.decode("utf-8"),
            object_pairs_hook=_object,
            parse_constant=_no_constant,
            parse_int=_no_number,
            parse_float=_no_number,
        )
    except (ValueError, RecursionError) as error:
        raise ProblemError(
            400, "正文不是可以读懂的 JSON（UTF-8 编码，同一层没有重复的名称）"
        ) from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) != len(pairs):
        raise ValueError("a name stands twice")
    return values


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


class Number(str):
    """A number where nothing asks for one: it is never computed, and refused at its field."""

    __slots__ = ()


def _no_number(text: str) -> Number:
    return Number()


def items_of(value: Any) -> list[dict[str, Any]]:
    """The items of a batch.

    Raises:
        ProblemError: 422.
    """
    if not value:
        raise ProblemError(422, "这一批里没有诉求")
    if len(value) > MOST:
        raise ProblemError(422, f"一批最多 {MOST} 件，这一批有 {len(value)} 件")
    if wrong := [f"#/{place}" for place, one in enumerate(value) if not isinstance(one, dict)]:
        raise ProblemError(422, "每一件都应是一个对象", *((one, "不是对象") for one in wrong[:20]))
    return list(value)


def payload_of(sent: dict[str, Any]) -> dict[str, Any]:
    """The values as the desk would store them when typed.

    Raises:
        ValidationError: a name that nobody knows, or a value of another type; by name.
    """
    if unknown := [visible(name)[:60] for name in sent if name not in KNOWN]:
        raise ValidationError(dict.fromkeys(unknown[:20], "不能填写这一项"))
    errors = {name: text for name, value in sent.items() if (text := _fault(name, value))}
    if errors:
        raise ValidationError(errors)
    return {name: _cleaned(name, value) for name, value in sent.items()}


def _fault(name: str, value: Any) -> str:
    if name in _FLAGS:
        return "" if isinstance(value, bool) else "请填写 true 或者 false"
    if not isinstance(value, str) or isinstance(value, Number):
        return "请填写文字（加引号）；没有的不写这一项"
    if _LONE.search(value):
        return "含有不能保存的字符"
    return f"最多 {CONTENT} 字" if name in _LINES and len(value) > CONTENT else ""


def _cleaned(name: str, value: Any) -> Any:
    if name in _WORDS:
        return _WORDS[name].get(value, value)
    if name not in _TEXTS:
        return value
    text = visible(value)
    return text.strip() if name in _LINES else " ".join(text.split())


def key_fault(key: Any) -> str:
    """What is wrong with an external number."""
    is_one = isinstance(key, str) and not isinstance(key, Number) and KEY.fullmatch(key)
    return "" if is_one else "外部编号为 1 到 100 个字母、数字或 . _ : -"
