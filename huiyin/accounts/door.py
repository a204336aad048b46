"""登录的各步: after the password come the code, the enrolment, a password of one's own; then one is in.

Until the last step nobody is signed in: the session only remembers whose password was right, for
ten minutes. Nothing but these pages looks at that.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps

from django.contrib import messages
from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from huiyin.audit import log

from . import attempts, passwords, pictures, second_factor, sessions
from .forms import CodeForm, CodeOrRecoveryForm, FirstPasswordForm
from .models import User
from .who import actor_for, origin_of

PENDING = "accounts.pending"
WITHIN = timedelta(minutes=10)
BACKEND = "django.contrib.auth.backends.ModelBackend"


@dataclass(frozen=True)
class Pending:
    """Whose password was right, and what has been shown since."""

    user: User
    target: str
    with_factor: bool


def enter(request: HttpRequest, user: User, target: str, *, at: datetime) -> HttpResponse:
    """The password was right: a fresh session, and the first step of what is still missing."""
    request.session.flush()
    request.session[PENDING] = {
        "user": user.pk,
        "auth": user.get_session_auth_hash(),
        "at": at.timestamp(),
        "target": target,
        "factor": False,
    }
    return _onward(request, Pending(user, target, False), at)


def _step(view: Callable[..., HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """A page of the door: for whoever has just given the password, and nobody else."""

    @wraps(view)
    def stepped(request: HttpRequest) -> HttpResponse:
        pending = _pending(request, timezone.now())
        if pending is None:
            request.session.pop(PENDING, None)
            messages.warning(request, "登录已超时，请重新登录")
            return redirect("sign-in")
        return view(request, pending)

    return stepped


@require_http_methods(["GET", "POST"])
@_step
def code(request: HttpRequest, pending: Pending) -> HttpResponse:
    """双因素认证: the code of the device."""
    form, now = CodeOrRecoveryForm(request.POST or None), timezone.now()
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data["code"]
        if attempts.of(
            form,
            "code",
            lambda: second_factor.check(pending.user, typed, origin=origin_of(request), at=now),
        ):
            request.session[PENDING] = {**request.session[PENDING], "factor": True}
            return _onward(request, Pending(pending.user, pending.target, True), now)
    return attempts.page(request, "accounts/code.html", form)


@require_http_methods(["GET", "POST"])
@_step
def enrol(request: HttpRequest, pending: Pending) -> HttpResponse:
    """启用双因素认证: required, and not done yet."""
    if second_factor.is_enrolled(pending.user):
        return redirect("sign-in-code")
    form, now = CodeForm(request.POST or None), timezone.now()
    if request.method == "POST" and form.is_valid():
        typed = "".join(form.cleaned_data["code"].split())
        codes = attempts.of(
            form,
            "code",
            lambda: second_factor.enrol(pending.user, typed, origin=origin_of(request), at=now),
        )
        if codes:
            sessions.end_all(pending.user)
            request.session[PENDING] = {**request.session[PENDING], "factor": True}
            return render(request, "accounts/door_codes.html", {"codes": codes})
    return attempts.page(request, "accounts/door_enrol.html", form, pictures.of_draft(pending.user))


@sensitive_post_parameters("new_password1", "new_password2")
@require_http_methods(["GET", "POST"])
@_step
def first_password(request: HttpRequest, pending: Pending) -> HttpResponse:
    """设置自己的密码: the one in use was given by an administrator."""
    if _missing(pending) != "sign-in-password":
        return _onward(request, pending, timezone.now())
    form = FirstPasswordForm(pending.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        with transaction.atomic():
            passwords.change(
                pending.user,
                form.cleaned_data["new_password1"],
                origin=origin_of(request),
                at=now,
            )
            sessions.end_all(pending.user)
        return _onward(request, pending, now)
    return render(
        request, "accounts/first_password.html", {"form": form}, status=422 if form.errors else 200
    )


@require_POST
@_step
def onward(request: HttpRequest, pending: Pending) -> HttpResponse:
    """The recovery codes have been kept."""
    return _onward(request, pending, timezone.now())


def _pending(request: HttpRequest, at: datetime) -> Pending | None:
    """Who is on the way in; None if nobody is, or it took too long, or the account has changed."""
    pending = request.session.get(PENDING)
    if pending is None or not 0 <= at.timestamp() - pending["at"] <= WITHIN.total_seconds():
        return None
    user = User.objects.filter(pk=pending["user"], is_active=True).first()
    if user is None or not constant_time_compare(pending["auth"], user.get_session_auth_hash()):
        return None
    return Pending(user, pending["target"], pending["factor"])


def _missing(pending: Pending) -> str:
    """The address of the next step; empty when all is there."""
    if not pending.with_factor:
        if second_factor.is_enrolled(pending.user):
            return "sign-in-code"
        if second_factor.is_required():
            return "sign-in-enrol"
    return "sign-in-password" if pending.user.must_change_password else ""


def _onward(request: HttpRequest, pending: Pending, at: datetime) -> HttpResponse:
    missing = _missing(pending)
    if missing:
        return redirect(missing)
    user, origin = pending.user, origin_of(request)
    request.session.pop(PENDING, None)
    with transaction.atomic():
        login(request, user, backend=BACKEND)  # gives the session a new key
        sessions.begin(request, user, with_factor=pending.with_factor, at=at)
        passwords.remember(user, at=at)
        log.record(actor_for(user, origin), "accounts.sign-in", user, at=at)
    return redirect(pending.target)
