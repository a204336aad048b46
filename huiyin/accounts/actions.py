"""账号: changed, closed and opened again, each with its audit entry. None is ever deleted.

An account is named by what it did, in the log, in reviews, in letters; it is closed (停用) instead.
Whoever administers the whole site does this. Accounts are made with their first post, which says
what they may do (`organisations.actions.engage`).
"""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from huiyin.audit import log
from huiyin.audit.actors import Actor

from . import passwords, sessions
from .models import User

PARTICULARS = ("username", "name", "email")


def may_administer(actor: Actor) -> bool:
    """全站管理员: whose rights reach over all agencies."""
    return actor.everywhere


@transaction.atomic
def change_account(user: User, values: dict[str, str], *, actor: Actor, at: datetime) -> User:
    """修改账号资料: user name, name and mail address; no entry if nothing differs."""
    check(actor)
    user = locked(user)
    before = log.snapshot(user)
    for name in PARTICULARS:
        setattr(user, name, values[name])
    user.full_clean()
    changes = log.changes(before, user)
    if changes:
        user.save(update_fields=list(changes))
        log.record(actor, "accounts.change", user, at=at, changes=changes)
    return user


@transaction.atomic
def give_password(user: User, password: str, *, reason: str, actor: Actor, at: datetime) -> None:
    """重设密码: a provisional one, for somebody who has forgotten it; all sessions end.

    Not of another administrator: who can sign in as a second one does alone what needs two.
    """
    check(actor)
    user = locked(user)
    if actor.key == str(user.pk):
        raise ValidationError("自己的密码请在“修改密码”中修改")
    if not user.is_active:
        raise ValidationError("这个账号已经停用，请先恢复使用")
    if user.is_superuser and actor.is_person:
        raise ValidationError(
            "全站管理员的密码只能由本人修改；忘记密码的，请在服务器上用 changepassword 命令重设"
        )
    validate_password(password, user)
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    passwords.remember(user, at=at)
    sessions.end_all(user)
    log.record(actor, "accounts.give-password", user, at=at, reason=_reason(reason))


@transaction.atomic
def close_account(user: User, *, reason: str, actor: Actor, at: datetime) -> None:
    """停用: nobody signs in with it any more; its posts give nothing. An administrator is one no more."""
    check(actor)
    user = locked(user)
    if actor.key == str(user.pk):
        raise ValidationError("不能停用自己的账号，请由另一位全站管理员办理")
    if not user.is_active:
        raise ValidationError("这个账号已经停用")
    was_administrator = user.is_superuser
    user.is_active = user.is_superuser = False
    user.save(update_fields=["is_active", "is_superuser"])
    sessions.end_all(user)
    log.record(
        actor,
        "accounts.close",
        user,
        at=at,
        reason=_reason(reason),
        administrator=was_administrator,
    )


@transaction.atomic
def reopen_account(user: User, *, reason: str, actor: Actor, at: datetime) -> None:
    """恢复使用, with the posts that it still holds."""
    check(actor)
    user = locked(user)
    if user.is_active:
        raise ValidationError("这个账号没有停用")
    user.is_active = True
    user.save(update_fields=["is_active"])
    log.record(actor, "accounts.reopen", user, at=at, reason=_reason(reason))


def check(actor: Actor) -> None:
    """Whoever acts administers the site at this moment: of two who take it from each other, one is left."""
    administrators = (
        User.objects.select_for_update().filter(is_superuser=True, is_active=True).order_by("pk")
    )
    keys = {str(user.pk) for user in administrators}
    if not may_administer(actor) or (actor.is_person and actor.key not in keys):
        raise PermissionDenied("账号由全站管理员办理。")


def locked(user: User) -> User:
    return User.objects.select_for_update().get(pk=user.pk)


def _reason(text: str) -> str:
    if not text.strip():
        raise ValidationError({"reason": "请填写理由"})
    return text.strip()
