"""账号: whose second factor is in force, and resetting a lost one. The desk guards these views."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from huiyin.audit.actors import Actor
from huiyin.common.paging import Paging

from . import second_factor
from .actions import may_administer
from .forms import ReasonForm
from .models import User

ROWS = 50


@require_GET
def accounts(request: HttpRequest) -> HttpResponse:
    """账号与双因素认证."""
    actor = _may(request)
    administers = may_administer(actor)
    accounts = second_factor.manageable(actor)
    if not administers:
        accounts = accounts.filter(is_active=True)
    accounts = accounts.select_related("second_factor").order_by("username")
    paging = Paging.near(request.GET.get("page"), accounts.count(), ROWS)
    context = {
        "page": accounts[paging.part],
        "paging": paging,
        "is_required": second_factor.is_required(),
        "administers": administers,
        "waiting": User.objects.filter(administrator_proposal__isnull=False) if administers else [],
    }
    return render(request, "accounts/accounts.html", context)


@require_http_methods(["GET", "POST"])
def reset(request: HttpRequest, pk: int) -> HttpResponse:
    """重置双因素认证."""
    actor = _may(request)
    user = second_factor.manageable(actor).filter(pk=pk, is_active=True).first()
    if user is None:
        raise Http404
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            second_factor.reset(user, actor=actor, at=timezone.now(), reason=reason)
        except ValidationError as error:
            form.add_error(None, error.messages[0])
        else:
            messages.success(request, f"{user}的双因素认证已重置，其所有登录已退出")
            return redirect("accounts")
    context = {"form": form, "account": user}
    return render(request, "accounts/reset.html", context, status=422 if form.errors else 200)


def _may(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if not actor.may_somewhere(second_factor.PERMISSION):
        raise PermissionDenied("您的岗位不能管理账号的双因素认证。")
    return actor
