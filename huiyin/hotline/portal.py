"""我为政府网站找错: from the footer of every page to a case, and its answer by number and code."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from huiyin.audit.actors import Actor, ActorKind
from huiyin.files import intake
from huiyin.files.limit import dropped, too_large
from huiyin.organisations.models import Organisation
from huiyin.visitors import codes, throttle
from huiyin.web.context import Section

from . import actions
from .models import RequestKind, ServiceRequest, time_limit
from .public_forms import CodeForm, MistakeForm

SECTION = Section("我为政府网站找错", "报告本站的错误，查看处理结果", "网站找错,纠错", "咨询投诉")
PICTURES = frozenset({intake.JPEG, intake.PNG})
COOKIE, SALT, RECEIPT_SECONDS = "mistake", "huiyin.hotline.mistake", 30 * 60
WRONG = "受理编号或者查询码不正确，请核对后重填"


@never_cache
@require_http_methods(["GET", "POST"])
def mistakes(request: HttpRequest) -> HttpResponse:
    """The form; the page that somebody came from is filled in."""
    if request.method == "GET":
        return _form(request, MistakeForm(initial={"place": _place(request.GET.get("page", ""))}))
    form = MistakeForm(request.POST, request.FILES)
    picture = _picture(request, form)
    agency = _agency(request.POST.get("place", ""))
    if agency is None:
        form.add_error(None, "本站还没有可以受理的机关，请拨打页脚的联系电话")
    if not form.is_valid() or agency is None:
        return _form(request, form, 422)
    now, origin = timezone.now(), str(request.META.get("REMOTE_ADDR", ""))
    try:
        throttle.note("mistake", origin, origin, at=now)
    except throttle.TooManyError:
        form.add_error(None, "提交得太频繁，没有收下。请过一刻钟再提交，填写的内容不会丢失")
        return _form(request, form, 429)
    made = _report(form.cleaned_data, agency, picture, origin)
    response = redirect("mistake-sent")
    response.set_signed_cookie(
        COOKIE, f"{made.reference} {made.query_code}", salt=SALT, max_age=RECEIPT_SECONDS,
        path=reverse("mistakes"), httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip
    return response


@never_cache
@require_GET
def sent(request: HttpRequest) -> HttpResponse:
    """The receipt, for half an hour, in the browser that sent the report."""
    told = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=RECEIPT_SECONDS) or ""
    number, _, code = told.partition(" ")
    found = ServiceRequest.objects.tracked(number, code) if code else None
    if found is None:
        return redirect("mistakes")
    return _page(request, "sent", {"matter": found, "code": codes.grouped(code)})


@sensitive_post_parameters("code")
@never_cache
@require_http_methods(["GET", "POST"])
def progress(request: HttpRequest) -> HttpResponse:
    """How a report stands: one answer for an unknown number and for a wrong code."""
    if request.method == "GET":
        number = request.GET.get("number", "")[:40]
        return _page(request, "progress", {"form": CodeForm(initial={"number": number})})
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _page(request, "progress", {"form": form}, 422)
    number = codes.number(form.cleaned_data["number"])
    origin = str(request.META.get("REMOTE_ADDR", ""))
    try:
        tried = throttle.note("mistake-code", number, origin, at=timezone.now())
    except throttle.TooManyError:
        form.add_error(None, "连续多次没有填对，请过一刻钟再试")
        return _page(request, "progress", {"form": form}, 429)
    found = ServiceRequest.objects.tracked(number, codes.plain(form.cleaned_data["code"]))
    if found is None:
        form.add_error(None, WRONG)
        return _page(request, "progress", {"form": form}, 422)
    throttle.was_right(tried)
    return _page(request, "standing", {"matter": found})


@transaction.atomic
def _report(
    told: dict[str, Any],
    agency: Organisation,
    picture: tuple[str, intake.Kind, bytes] | None,
    origin: str,
) -> ServiceRequest:
    """The case and its picture, in one transaction."""
    at = timezone.now()
    made = actions.report(
        ServiceRequest(
            agency=agency,
            category=told["fault"],
            subject=f"网站找错：{told['fault']}",
            content=told["description"],
            place=told["place"],
            caller_phone=told["contact"],
        ),
        actor=Actor(ActorKind.VISITOR, "网民", origin=origin, agencies=frozenset({agency.pk})),
        at=at,
    )
    if picture is not None:
        actions.add_files(made, [intake.keep(*picture)], at=at)
    return made


def _picture(request: HttpRequest, form: MistakeForm) -> tuple[str, intake.Kind, bytes] | None:
    """The screenshot, checked; what is wrong with it is said at the field."""
    if "screenshot" in dropped(request):
        form.add_error("screenshot", too_large())
    upload = request.FILES.get("screenshot")
    if upload is None:
        return None
    try:
        return intake.check(upload, PICTURES)
    except ValidationError as error:
        form.add_error("screenshot", error)
        return None


def _place(address: str) -> str:
    """The full address of a page of this site; nothing for anything else."""
    is_ours = address.startswith("/") and not address.startswith("//")
    return f"{settings.WAGTAILADMIN_BASE_URL}{address}"[:200] if is_ours else ""


def _agency(place: str) -> Organisation | None:
    """Whose page it is, by the first part of its address; else the first agency of the site."""
    try:
        first = urlsplit(place).path.strip("/").partition("/")[0]
    except ValueError:  # no address at all: `http://[`
        first = ""
    agencies = Organisation.objects.agencies()
    return agencies.filter(slug=first).first() or agencies.first()


def _form(request: HttpRequest, form: MistakeForm, status: int = 200) -> HttpResponse:
    limit = time_limit(RequestKind.MISTAKE, timezone.localdate())
    context = {
        "form": form,
        "days": limit.length if limit else None,
        "accept": intake.accepted(PICTURES),
        "most_megabytes": settings.MAX_UPLOAD_MEGABYTES,
    }
    return _page(request, "mistakes", context, status)


def _page(
    request: HttpRequest, name: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    response = render(
        request, f"hotline/portal/{name}.html", {"column": SECTION, **context}, status=status
    )
    response.headers["X-Not-Kept"] = "1"
    return response
