"""What a visitor sends to the agency: taken in, receipted, and followed by number and query code."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from huiyin.files import intake
from huiyin.files.limit import dropped, too_large
from huiyin.hotline.models import ServiceRequest
from huiyin.hotline.public_forms import CodeForm, PublicForm
from huiyin.visitors import codes, throttle
from huiyin.web.context import Section

PICTURES = frozenset({intake.JPEG, intake.PNG})
SALT, RECEIPT_SECONDS = "huiyin.hotline.receipt", 30 * 60
WRONG = "受理编号或者查询码不正确，请核对后重填"
Picture = tuple[str, intake.Kind, bytes]


@dataclass(frozen=True)
class Way:
    """One kind of thing that a visitor sends: its url names and its words."""

    key: str
    """scope of the throttle, name of the cookie"""
    form: str
    receipt: str
    progress: str
    section: Section
    noun: str
    start: str
    again: str
    sent: str
    doing: str


def may_come(way: Way, form: PublicForm, origin: str) -> bool:
    """False, and said at the form, where too much came from one place."""
    try:
        throttle.note(way.key, origin, origin, at=timezone.now())
    except throttle.TooManyError:
        form.add_error(None, "提交得太频繁，没有收下。请过一刻钟再提交，填写的内容不会丢失")
        return False
    return True


def picture(request: HttpRequest, form: PublicForm, name: str) -> Picture | None:
    """A picture, checked; what is wrong with it is said at the field."""
    if name in dropped(request):
        form.add_error(name, too_large())
    upload = request.FILES.get(name)
    if upload is None:
        return None
    try:
        return intake.check(upload, PICTURES)
    except ValidationError as error:
        form.add_error(name, error)
        return None


def receipt(way: Way, made: ServiceRequest) -> HttpResponse:
    """On to the receipt, which only this browser may open."""
    response = redirect(way.receipt)
    response.set_signed_cookie(
        way.key, f"{made.reference} {made.query_code}", salt=SALT, max_age=RECEIPT_SECONDS,
        path=reverse(way.form), httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip
    return response


@never_cache
@require_http_methods(["GET", "POST"])
def sent(request: HttpRequest, way: Way) -> HttpResponse:
    """The receipt, for half an hour, in the browser that sent it; sooner gone by 清除本页."""
    if request.method == "POST":
        response = redirect("home")
        response.delete_cookie(way.key, path=reverse(way.form))
        return response
    told = request.get_signed_cookie(way.key, default="", salt=SALT, max_age=RECEIPT_SECONDS) or ""
    number, _, code = told.partition(" ")
    found = ServiceRequest.objects.tracked(number, code) if code else None
    if found is None:
        return redirect(way.form)
    return page(request, way, "sent", {"matter": found, "code": codes.grouped(code)})


@sensitive_post_parameters("code")
@never_cache
@require_http_methods(["GET", "POST"])
def progress(request: HttpRequest, way: Way) -> HttpResponse:
    """How it stands: one answer for an unknown number and for a wrong code."""
    if request.method == "GET":
        number = request.GET.get("number", "")[:40]
        return page(request, way, "progress", {"form": CodeForm(initial={"number": number})})
    form = CodeForm(request.POST)
    if not form.is_valid():
        return page(request, way, "progress", {"form": form}, 422)
    number = codes.number(form.cleaned_data["number"])
    origin = str(request.META.get("REMOTE_ADDR", ""))
    try:
        tried = throttle.note(f"{way.key}-code", number, origin, at=timezone.now())
    except throttle.TooManyError:
        form.add_error(None, "连续多次没有填对，请过一刻钟再试")
        return page(request, way, "progress", {"form": form}, 429)
    found = ServiceRequest.objects.tracked(number, codes.plain(form.cleaned_data["code"]))
    if found is None:
        form.add_error(None, WRONG)
        return page(request, way, "progress", {"form": form}, 422)
    throttle.was_right(tried)
    return page(request, way, "standing", {"matter": found})


def page(
    request: HttpRequest, way: Way, name: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    told = {"column": way.section, "way": way, "door": "interaction", **context}
    response = render(request, f"hotline/portal/{name}.html", told, status=status)
    response.headers["X-Not-Kept"] = "1"
    return response
