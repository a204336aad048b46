"""Refusals as programs read them: RFC 9457, in Chinese, each fault with its place in what was sent."""

from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from http import HTTPStatus
from typing import Any, Concatenate, Final, ParamSpec

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import Error
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from huiyin.database import faults
from huiyin.throttle import budgets, refusing

from .programs import is_for_programs

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
MEDIA: Final = "application/problem+json"
TITLES = {
    400: "请求无法读懂",
    401: "签名没有通过",
    403: "没有权限",
    404: "没有这一项",
    405: "不支持这种方法",
    409: "编号已经用过",
    410: "已经撤下",
    411: "缺少长度",
    412: "内容已经变化",
    413: "内容过大",
    415: "内容类型不对",
    422: "内容不合要求",
    429: "过于频繁",
    500: "系统出错",
    503: "暂时不能办理",
}
DETAILS = {
    400: "请求的地址、主机名或者格式无法识别，请对照接口说明改正",
    403: "这个地址不对您开放",
    404: "没有这个地址，请对照接口说明 /api/docs 检查",
    412: "If-Match 或 If-Unmodified-Since 中的版本已经不是现在的版本",
    429: "同时进行的请求过多，请按 Retry-After 稍后再试",
    500: "本站出错，已经记录，请稍后再试",
    503: "本站暂时不能办理，请按 Retry-After 稍后再试",
}
"""Of what was refused before any view could say more."""


class ProblemError(Exception):
    """What is answered instead: `errors` are (JSON pointer or parameter, what to do)."""

    def __init__(self, status: int, detail: str, *errors: tuple[str, str], **headers: str) -> None:
        super().__init__(detail)
        self.status, self.detail, self.errors = status, detail, errors
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}

    def body(self) -> dict[str, Any]:
        body: dict[str, Any] = {
            "type": "about:blank",
            "title": TITLES.get(self.status) or HTTPStatus(self.status).phrase,
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
        content_type=MEDIA,
        headers={"Content-Language": "zh-CN", **problem.headers},
        json_dumps_params={"ensure_ascii": False},
    )


def invalid(
    error: ValidationError, place: str = "", sent_as: Mapping[str, str] | None = None
) -> ProblemError:
    """422, each fault at the field that was sent; `place` is that of the item in a batch.

    `sent_as` names the fields that a program calls otherwise.
    """
    faults_of = _faults(error, place, sent_as or {})
    return ProblemError(422, "请按 errors 逐项改正后重新发送", *faults_of)


def _faults(
    error: ValidationError, place: str, sent_as: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    for name, messages in error.message_dict.items():
        escaped = sent_as.get(name, name).replace("~", "~0").replace("/", "~1")
        pointer = "" if name == NON_FIELD_ERRORS else f"/{escaped}"
        for message in messages:
            yield f"#{place}{pointer}", message


def for_programs(
    *methods: str,
) -> Callable[[View[P]], Callable[Concatenate[HttpRequest, P], HttpResponse]]:
    """A view that only takes these methods; whatever goes wrong is a problem document, never a page."""

    def wrap(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
        @csrf_exempt
        @wraps(view)
        def run(request: HttpRequest, /, *args: P.args, **named: P.kwargs) -> HttpResponse:
            try:
                if request.method not in methods:
                    raise ProblemError(
                        405, f"这个地址只支持 {'、'.join(methods)}", Allow=", ".join(methods)
                    )
                return view(request, *args, **named)
            except ProblemError as problem:
                return answered(problem)
            except Http404 as missing:
                return answered(ProblemError(404, str(missing) or DETAILS[404]))
            except budgets.TooManyError as many:
                return refusing.marked(answered(ProblemError(429, refusing.again(many))), many)
            except Error as error:
                if faults.of(error) is None:
                    raise
                again = str(faults.AGAIN)
                return answered(ProblemError(503, "没有办理，请稍后再发一次", Retry_After=again))

        return run

    return wrap


class ProblemMiddleware:
    """Under the addresses for programs every refusal is a problem document, whoever refuses.

    Outside of all others: what the server, a guard or a fault answers with a page is said again in
    the same status, with the headers that tell when and how to come again.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_said = response.headers.get("Content-Type", "").startswith(MEDIA)
        if response.status_code < 400 or is_said or not is_for_programs(request.path):
            return response
        return _again(response)


def _again(response: HttpResponse) -> HttpResponse:
    status = response.status_code
    problem = answered(ProblemError(status, DETAILS.get(status) or TITLES.get(status, "")))
    for name, value in response.headers.items():
        if name.lower() not in ("content-type", "content-length", "etag", "last-modified"):
            problem.headers.setdefault(name, value)
    problem.cookies = response.cookies
    return problem
