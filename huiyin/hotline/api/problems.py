"""Refusals as programs read them: RFC 9457, in Chinese, each fault with its place in what was sent."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import JsonResponse

TITLES = {
    400: "请求无法读懂",
    401: "签名没有通过",
    404: "没有这一件",
    405: "不支持这种方法",
    409: "编号已经用过",
    411: "缺少长度",
    413: "内容过大",
    415: "内容类型不对",
    422: "内容不合要求",
    429: "过于频繁",
    500: "系统出错",
    503: "暂时不能收下",
}


class ProblemError(Exception):
    """What is answered instead: `errors` are (JSON pointer, what to do)."""

    def __init__(self, status: int, detail: str, *errors: tuple[str, str], **headers: str) -> None:
        super().__init__(detail)
        self.status, self.detail, self.errors = status, detail, errors
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}

    def body(self) -> dict[str, Any]:
        body: dict[str, Any] = {
            "type": "about:blank",
            "title": TITLES[self.status],
            "status": self.status,
            "detail": self.detail,
        }
        if self.errors:
            body["errors"] = [{"pointer": place, "detail": text} for place, text in self.errors]
        return body


def answered(problem: ProblemError) -> JsonResponse:
    return JsonResponse(
        problem.body(),
        status=problem.status,
        content_type="application/problem+json",
        headers={"Content-Language": "zh-CN", **problem.headers},
        json_dumps_params={"ensure_ascii": False},
    )


def invalid(error: ValidationError, place: str = "") -> ProblemError:
    """422, each fault at the field that was sent; `place` is that of the item in a batch."""
    return ProblemError(422, "请按 errors 逐项改正后重新发送", *_faults(error, place))


def _faults(error: ValidationError, place: str) -> Iterator[tuple[str, str]]:
    for name, messages in error.message_dict.items():
        escaped = _SENT_AS.get(name, name).replace("~", "~0").replace("/", "~1")
        pointer = "" if name == NON_FIELD_ERRORS else f"/{escaped}"
        for message in messages:
            yield f"#{place}{pointer}", message


_SENT_AS = {"category_text": "category"}
