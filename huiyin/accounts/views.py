"""Signing in by password, signing out, changing one's password. Each with its audit entry."""

from datetime import datetime

from django.contrib import messages
from django.contrib.auth import authenticate, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from huiyin.audit import log
from huiyin.audit.actors import visitor
from huiyin.throttle import guessing, known, refusing
from huiyin.throttle.budgets import TooManyError

from . import attempts, door, passwords, sessions
from .forms import PasswordForm, SignInForm
from .models import SignInAttempt, User
from .who import actor_for, origin_of

# one answer for an unknown name, a wrong password and a closed account
REFUSED = "用户名或密码不正确，请核对后重试"


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """登录: the password; `door` leads on from there."""
    target = _target(request)
    if request.user.is_authenticated and request.method == "GET":
        return HttpResponseRedirect(target)
    if request.method == "GET":
        return _form(request, SignInForm(), target, why=request.session.pop(sessions.REASON, ""))
    form = SignInForm(request.POST)
    if not form.is_valid():
        return _form(request, form, target, 422)
    name, origin, now = form.cleaned_data["username"], origin_of(request), timezone.now()
    browser = known.browser(request, guessing.PASSWORD, name)
    try:
        tried = guessing.begin(guessing.PASSWORD, name, origin, at=now, browser=browser)
    except TooManyError as many:
        form.add_error(None, f"连续多次登录失败，{refusing.again(many)}")
        return refusing.marked(_form(request, form, target, 429), many)
    user = authenticate(request, username=name, password=form.cleaned_data["password"])
    if not isinstance(user, User):
        _note_failure(name, origin)
        form.add_error(None, REFUSED)
        return _form(request, form, target, 422)
    tried.was_right()
    _note(name, origin, True, now)
    response = door.enter(request, user, target, at=now)
    known.remember(request, response, guessing.PASSWORD, name)
    return response


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """退出."""
    if isinstance(request.user, User):
        with transaction.atomic():
            log.record(
                actor_for(request.user, origin_of(request)),
                "accounts.sign-out",
                request.user,
                at=timezone.now(),
            )
    sessions.leave(request)
    return redirect("sign-in")


@sensitive_post_parameters("old_password", "new_password1", "new_password2")
@login_required
@require_http_methods(["GET", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    """修改密码; other sessions of this account end."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101 - login_required
    form = PasswordForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        key = request.session.session_key
        with transaction.atomic():
            passwords.change(
                user,
                form.cleaned_data["new_password1"],
                origin=origin_of(request),
                at=timezone.now(),
            )
            sessions.end_all(user, but=key)
            update_session_auth_hash(request, user)
            sessions.rekey(key, request.session.session_key)
        messages.success(request, "密码已修改，其他地方的登录已经失效")
        return redirect("desk")
    return attempts.page(request, "accounts/password.html", form)


def _note_failure(name: str, origin: str) -> None:
    """The attempt; for an existing account an audit entry too."""
    now = timezone.now()
    with transaction.atomic():
        _note(name, origin, False, now)
        known = User.objects.filter(username=name).first()
        if known is not None:
            log.record(visitor(origin), "accounts.sign-in-failed", known, at=now)


def _note(name: str, origin: str, succeeded: bool, at: datetime) -> None:
    SignInAttempt.objects.create(
        username=name[:150], origin=origin[:64], succeeded=succeeded, at=at
    )


def _target(request: HttpRequest) -> str:
    """Where to go afterwards: only within this site."""
    address = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if safe and address.startswith("/") else resolve_url("desk")


def _form(
    request: HttpRequest, form: SignInForm, target: str, status: int = 200, why: str = ""
) -> HttpResponse:
    context = {"form": form, "next": target, "why": sessions.WHY.get(why, "")}
    return render(request, "accounts/sign_in.html", context, status=status)
