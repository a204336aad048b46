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

from huiyin.common import codes
from huiyin.files import intake
from huiyin.files.limit import dropped, too_large
from huiyin.hotline import links
from huiyin.hotline.models import RequestKind, ServiceRequest
from huiyin.hotline.public_forms import CodeForm, EvaluationForm, PublicForm
from huiyin.notices import texts
from huiyin.throttle import budgets, guessing, limits, refusing
from huiyin.throttle.nets import net
from huiyin.visitors import uploads
from huiyin.visitors.window import Window
from huiyin.web.context import Section

PICTURES = frozenset({intake.JPEG, intake.PNG})
SALT, RECEIPT_SECONDS = "huiyin.hotline.receipt", 30 * 60
WINDOW = Window(
    guessing.REQUEST,
    ServiceRequest.objects.all,
    wrong="受理编号或者查询码不正确，请核对后重填",
    too_often="连续多次没有填对，",
)
Picture = tuple[str, intake.Kind, bytes]


@dataclass(frozen=True)
class Way:
    """One kind of thing that a visitor sends: its url names and its words."""

    key: str
    """name of the cookie, and of the budget"""
    form: str
    receipt: str
    progress: str
    section: Section
    noun: str
    start: str
    again: str
    sent: str
    doing: str


def too_many(request: HttpRequest, way: Way, form: PublicForm) -> budgets.TooManyError | None:
    """The error of the form where too much came from one network."""
    now, origin = timezone.now(), str(request.META.get("REMOTE_ADDR", ""))
    try:
        budgets.spend((limits.MESSAGES, f"{way.key} {net(origin)}"), at=now)
        uploads.spend(uploads.every(request), origin, at=now)
    except budgets.TooManyError as many:
        form.add_error(None, f"提交得太频繁，没有收下。{refusing.again(many)}，填写的内容还在")
        return many
    return None


def picture(request: HttpRequest, form: PublicForm, name: str) -> Picture | None:
    """The picture, checked; an error is put at its field."""
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


def receipt(request: HttpRequest, way: Way, matter: ServiceRequest) -> HttpResponse:
    """Redirect to the receipt, which only this browser may open."""
    response = redirect(way.receipt)
    WINDOW.remember(request, response, matter.reference)
    response.set_signed_cookie(
        way.key, f"{matter.reference} {matter.query_code}", salt=SALT, max_age=RECEIPT_SECONDS,
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
    cookie = (
        request.get_signed_cookie(way.key, default="", salt=SALT, max_age=RECEIPT_SECONDS) or ""
    )
    number, _, code = cookie.partition(" ")
    matter = WINDOW.find(number, code) if code else None
    if matter is None:
        return redirect(way.form)
    if matter.state == ServiceRequest.State.VOIDED:
        return page(request, way, "voided", {"matter": matter})
    return page(request, way, "sent", {"matter": matter, "code": codes.grouped(code)})


@sensitive_post_parameters("code")
@never_cache
@require_http_methods(["GET", "POST"])
def progress(request: HttpRequest, way: Way) -> HttpResponse:
    """The progress of a request; an unknown number and a wrong code get the same answer."""
    if request.method == "GET":
        number = request.GET.get("number", "")[:40]
        return page(request, way, "progress", {"form": CodeForm(initial={"number": number})})
    form = CodeForm(request.POST)
    if not form.is_valid():
        return page(request, way, "progress", {"form": form}, 422)
    try:
        matter = WINDOW.asked(request, form)
    except budgets.TooManyError as many:
        return refusing.marked(page(request, way, "progress", {"form": form}, 429), many)
    if matter is None:
        return page(request, way, "progress", {"form": form}, 422)
    is_void = matter.state == ServiceRequest.State.VOIDED  # said, not hidden behind “wrong code”
    response = page(request, way, "voided" if is_void else "standing", _standing(matter))
    WINDOW.remember(request, response, matter.reference)
    return response


def _standing(matter: ServiceRequest) -> dict[str, Any]:
    """With the form for an opinion, as long as the answer has none."""
    is_asked = matter.state == ServiceRequest.State.ANSWERED and not matter.evaluated_on
    known: dict[str, Any] = {"matter": matter}
    if texts.reached_at(matter.caller_phone):
        known["texts_address"] = links.texts_path(matter)
    if not is_asked or matter.request_kind == RequestKind.MISTAKE:
        return known
    return {**known, "opinion": EvaluationForm(), "address": links.path(matter)}


def page(
    request: HttpRequest, way: Way, name: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    values = {"column": way.section, "way": way, "door": "interaction", **context}
    response = render(request, f"hotline/portal/{name}.html", values, status=status)
    response.headers["X-Not-Kept"] = "1"
    return response
