"""账号安全: what one sees and does about one's own account."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiyin.audit import log
from huiyin.throttle.budgets import TooManyError

from . import attempts, passwords, pictures, second_factor, sessions
from .forms import CodeOrRecoveryForm, ProofForm
from .models import SecondFactor, StaffSession, User
from .who import actor_for, origin_of


@login_required
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """账号安全."""
    user = _me(request)
    factor = SecondFactor.objects.filter(user=user, confirmed_at__isnull=False).first()
    context = {
        "factor": factor,
        "codes_left": user.recovery_codes.filter(used_at__isnull=True).count(),
        "is_required": second_factor.is_required(),
        "sessions": sessions.live(user, at=timezone.now()),
        "here": request.session.session_key,
        "most": sessions.MOST,
    }
    return render(request, "accounts/safety.html", context)


@sensitive_post_parameters("proof")
@login_required
@require_http_methods(["GET", "POST"])
def device(request: HttpRequest) -> HttpResponse:
    """启用或更换设备: proven by the password, and by a code of the old device where there is one."""
    user = _me(request)
    form = ProofForm(request.POST or None)
    enrolled = second_factor.is_enrolled(user)
    if enrolled:
        form.fields["proof"].label = "原设备的验证码"
        form.fields["proof"].help_text = "原设备不在身边时，填一个恢复码"
        form.fields["proof"].error_messages["required"] = "请填写原设备的验证码，或一个恢复码"
        form.fields["proof"].widget.attrs["autocomplete"] = "off"
    form.fields["code"].label = "新设备的验证码" if enrolled else "验证码"
    if request.method == "POST" and form.is_valid():
        codes = _enrolled(request, user, form, enrolled)
        if codes:
            _now_with_factor(request, user)
            return render(request, "accounts/codes.html", {"codes": codes})
    context = {"enrolled": enrolled, **pictures.of_draft(user)}
    return attempts.page(request, "accounts/device.html", form, context)


@login_required
@require_http_methods(["GET", "POST"])
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """更换恢复码."""
    user = _me(request)
    if not second_factor.is_enrolled(user):
        return redirect("safety-device")
    form = CodeOrRecoveryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        origin, now, typed = origin_of(request), timezone.now(), form.cleaned_data["code"]
        with transaction.atomic():  # a recovery code is used up only where the new ones are made
            if attempts.of(form, "code", lambda: _checked(user, typed, origin, now)):
                codes = second_factor.renew_recovery_codes(user, origin=origin, at=now)
                return render(request, "accounts/codes.html", {"codes": codes})
    return attempts.page(request, "accounts/recovery_codes.html", form)


@login_required
@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """退出此设备."""
    user = _me(request)
    session = StaffSession.objects.filter(pk=pk, user=user).first()
    if session is None:
        raise Http404
    _log(request, user, "accounts.end-session", device=session.device, from_address=session.origin)
    if session.session_key == request.session.session_key:
        sessions.leave(request)
        return redirect("sign-in")
    sessions.end(session)
    messages.success(request, f"{session.device}（{session.origin}）已退出")
    return redirect("safety")


@login_required
@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    """退出全部设备: this one too."""
    user = _me(request)
    _log(request, user, "accounts.end-sessions", ended=sessions.end_all(user))
    sessions.leave(request)
    return redirect("sign-in")


def _enrolled(request: HttpRequest, user: User, form: ProofForm, enrolled: bool) -> Any:
    """Recovery codes, when both fields were right."""
    proof, typed = form.cleaned_data["proof"], form.cleaned_data["code"]
    origin, now = origin_of(request), timezone.now()
    try:
        if enrolled:
            codes, wrong = second_factor.replace(user, proof, typed, origin=origin, at=now)
            if wrong:
                form.add_error(wrong, second_factor.REFUSED)
            return codes
        if not passwords.is_own(user, proof, at=now):
            _log(request, user, "accounts.sign-in-failed")
            form.add_error("proof", "登录密码不正确")
            return None
    except TooManyError as many:
        form.add_error("proof", attempts.refusal(many, "验证码" if enrolled else "登录密码"))
        return None
    return attempts.of(
        form, "code", lambda: second_factor.enrol(user, typed, origin=origin, at=now)
    )


def _checked(user: User, typed: str, origin: str, at: datetime) -> bool:
    return second_factor.check(user, typed, origin=origin, at=at)


def _now_with_factor(request: HttpRequest, user: User) -> None:
    """This session has shown the new device; the others have not, and end."""
    mark = request.session[sessions.MARK]
    request.session[sessions.MARK] = {**mark, "factor": True}
    sessions.end_all(user, but=request.session.session_key)


def _log(request: HttpRequest, user: User, verb: str, **facts: Any) -> None:
    with transaction.atomic():
        log.record(actor_for(user, origin_of(request)), verb, user, at=timezone.now(), **facts)


def _me(request: HttpRequest) -> User:
    user = request.user
    assert isinstance(user, User)  # noqa: S101 - login_required
    return user
