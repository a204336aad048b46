"""账号 on the desk: changed, closed; its posts; and who administers the whole site."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from huiyin.accounts import actions, administrators
from huiyin.accounts.forms import AccountForm, ProvisionalPasswordForm, WhyForm
from huiyin.accounts.models import User
from huiyin.audit.actors import Actor

from .actors import acting

Run = Callable[..., Any]


@dataclass(frozen=True)
class Act:
    """One act about an account: when it is offered, what is said before it and after it."""

    label: str
    run: Run
    offered: Callable[[User, Actor], bool]
    before: str
    after: str
    form: type[Any] = WhyForm
    is_grave: bool = False


def _is_other(user: User, actor: Actor) -> bool:
    return str(user.pk) != actor.key


def _waits(user: User) -> bool:
    return hasattr(user, "administrator_proposal")


def _is_proposer(user: User, actor: Actor) -> bool:
    return _waits(user) and str(user.administrator_proposal.proposed_by_id) == actor.key


def _others_administer(actor: Actor) -> bool:
    administrators = User.objects.filter(is_superuser=True, is_active=True)
    return bool(administrators.exclude(pk=actor.key).exists())


class PasswordAndReasonForm(ProvisionalPasswordForm, WhyForm):
    """重设密码: the new one, and how one knows who asks for it."""

    field_order = ("reason", "new_password1", "new_password2")


ACTS = {
    "password": Act(
        "重设密码",
        actions.give_password,
        lambda user, actor: user.is_active and not user.is_superuser and _is_other(user, actor),
        "只在本人忘记密码时办理，并先核实身份。重设后，该账号的所有登录退出，下次登录时须换成自己的密码。",
        "已重设{}的密码，其所有登录已退出",
        PasswordAndReasonForm,
    ),
    "close": Act(
        "停用账号",
        actions.close_account,
        lambda user, actor: user.is_active and _is_other(user, actor),
        "停用后不能再登录，所有登录立即退出；办过的事、任职和审计记录都保留。账号不能删除。",
        "已停用{}的账号",
        is_grave=True,
    ),
    "reopen": Act(
        "恢复使用",
        actions.reopen_account,
        lambda user, actor: not user.is_active,
        "恢复后可以用原来的密码登录，任职没有结束的岗位继续有效；原来是全站管理员的，须重新提名。",
        "已恢复{}的账号",
    ),
    "propose": Act(
        "提名全站管理员",
        administrators.propose,
        lambda user, actor: (
            user.is_active
            and not user.is_superuser
            and not _waits(user)
            and _others_administer(actor)
        ),
        "全站管理员可以办理全站所有机关的所有事项。提名后，由另一位全站管理员确认才生效。",
        "已提名{}，请另一位全站管理员在本页确认",
        is_grave=True,
    ),
    "confirm": Act(
        "确认为全站管理员",
        lambda user, reason, **rest: administrators.confirm(user, **rest),
        lambda user, actor: _waits(user) and user.is_active and not _is_proposer(user, actor),
        "确认后立即生效，该账号可以办理全站所有机关的所有事项。",
        "{}已是全站管理员",
        is_grave=True,
    ),
    "turn-down": Act(
        "不予确认",
        administrators.turn_down,
        lambda user, actor: _waits(user),
        "提名作废，账号不变。",
        "对{}的提名已作废",
    ),
    "dismiss": Act(
        "撤销全站管理员",
        administrators.dismiss,
        lambda user, actor: user.is_superuser and _is_other(user, actor),
        "撤销后只剩其岗位的权限，所有登录立即退出。",
        "{}不再是全站管理员",
        is_grave=True,
    ),
}


@require_http_methods(["GET", "POST"])
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """账号资料, what can be done with it, and its posts."""
    actor = _administrator(request)
    user = get_object_or_404(User, pk=pk)
    form = AccountForm(_sent(request), instance=User.objects.get(pk=pk))
    if request.method == "POST" and form.is_valid():
        changed = _tried(form, actions.change_account, user, form.cleaned_data, actor=actor)
        if changed is not None:
            messages.success(request, f"已保存{changed}的资料")
            return redirect("account", pk)
    context = {
        "account": user,
        "form": form,
        "acts": [(name, act) for name, act in ACTS.items() if act.offered(user, actor)],
        "proposal": getattr(user, "administrator_proposal", None),
        "posts": user.memberships.select_related("post__organisation").order_by("since"),
        "is_only": user.is_superuser and not _others_administer(actor),
    }
    return render(
        request, "organisations/desk/account.html", context, status=422 if form.errors else 200
    )


@sensitive_post_parameters("new_password1", "new_password2")
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One act about an account, with its reason."""
    actor = _administrator(request)
    user = get_object_or_404(User, pk=pk)
    chosen = ACTS.get(name)
    if chosen is None:
        raise Http404
    form = _form(chosen, user, _sent(request))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        secret = [values["new_password1"]] if "new_password1" in values else []
        if _tried(form, chosen.run, user, *secret, reason=values["reason"], actor=actor):
            messages.success(request, chosen.after.format(user))
            return redirect("account", pk)
    context = {"account": user, "act": chosen, "form": form}
    return render(
        request, "organisations/desk/act.html", context, status=422 if form.errors else 200
    )


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _form(chosen: Act, user: User, sent: Any) -> Form:
    takes_user = issubclass(chosen.form, ProvisionalPasswordForm)
    form: Form = chosen.form(user, sent) if takes_user else chosen.form(sent)
    return form


def _tried(form: Any, run: Run, *arguments: Any, **details: Any) -> Any:
    """What the act gave, or True; None and the refusal in the form."""
    try:
        return run(*arguments, at=timezone.now(), **details) or True
    except ValidationError as error:
        if hasattr(error, "error_dict"):
            for name, said in error.message_dict.items():
                form.add_error(name if name in form.fields else None, said)
        else:
            form.add_error(None, error)
        return None


def _administrator(request: HttpRequest) -> Actor:
    actor = acting(request)
    if not actions.may_administer(actor):
        raise PermissionDenied(
            "账号由全站管理员办理。需要停用账号、重设密码或修改资料的，请与全站管理员联系。"
        )
    return actor
