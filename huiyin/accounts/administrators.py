"""全站管理员: made by two. One administrator proposes an account, another one confirms it.

An administrator may do everything everywhere, so nobody gives that away alone. Where there is only
one, the second is made on the server (`huiyin createsuperuser`). Taking it away needs one person
and a reason: what should not be must not wait.
"""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from huiyin.audit import log
from huiyin.audit.actors import Actor

from . import sessions
from .actions import check, locked
from .models import AdministratorProposal, User


@transaction.atomic
def propose(user: User, *, reason: str, actor: Actor, at: datetime) -> AdministratorProposal:
    """提名全站管理员; nothing changes before another administrator confirms it."""
    check(actor)
    user = locked(user)
    if user.is_superuser or not user.is_active:
        raise ValidationError("只能提名在用的、还不是全站管理员的账号")
    if AdministratorProposal.objects.filter(user=user).exists():
        raise ValidationError("这个账号已经有人提名，请等另一位全站管理员确认")
    if not User.objects.filter(is_superuser=True, is_active=True).exclude(pk=actor.key).exists():
        raise ValidationError(
            "本站只有您一位全站管理员，没有人能确认；请在服务器上用 createsuperuser 命令新建第二位"
        )
    if not reason.strip():
        raise ValidationError({"reason": "请填写理由"})
    proposal = AdministratorProposal.objects.create(
        user=user, proposed_by_id=actor.key, proposed_at=at, reason=reason.strip()
    )
    log.record(actor, "accounts.administrator.propose", user, at=at, reason=reason.strip())
    return proposal


@transaction.atomic
def confirm(user: User, *, actor: Actor, at: datetime) -> None:
    """确认: by an administrator other than the one who proposed it, who still is one."""
    check(actor)
    user, proposal = _pending(user)
    if actor.key == str(proposal.proposed_by_id):
        raise ValidationError("提名人不能自己确认，请由另一位全站管理员确认")
    if not (proposal.proposed_by.is_superuser and proposal.proposed_by.is_active):
        raise ValidationError("提名人已经不是全站管理员，请不予确认后重新提名")
    if not user.is_active:
        raise ValidationError("这个账号已经停用")
    user.is_superuser = True
    user.save(update_fields=["is_superuser"])
    sessions.end_all(user)
    log.record(
        actor, "accounts.administrator.confirm", user, at=at,
        proposed_by=str(proposal.proposed_by), reason=proposal.reason,
    )  # fmt: skip
    proposal.delete()


@transaction.atomic
def turn_down(user: User, *, reason: str, actor: Actor, at: datetime) -> None:
    """不予确认, or taken back by whoever proposed it."""
    check(actor)
    user, proposal = _pending(user)
    log.record(
        actor, "accounts.administrator.turn-down", user, at=at,
        proposed_by=str(proposal.proposed_by), reason=reason,
    )  # fmt: skip
    proposal.delete()


@transaction.atomic
def dismiss(user: User, *, reason: str, actor: Actor, at: datetime) -> None:
    """撤销全站管理员: never oneself, so that one is left."""
    check(actor)
    user = locked(user)
    if not user.is_superuser:
        raise ValidationError("这个账号不是全站管理员")
    if actor.key == str(user.pk):
        raise ValidationError("不能撤销自己，请由另一位全站管理员办理")
    if not reason.strip():
        raise ValidationError({"reason": "请填写理由"})
    user.is_superuser = False
    user.save(update_fields=["is_superuser"])
    sessions.end_all(user)
    log.record(actor, "accounts.administrator.dismiss", user, at=at, reason=reason.strip())


def _pending(user: User) -> tuple[User, AdministratorProposal]:
    user = locked(user)
    proposal = AdministratorProposal.objects.select_related("proposed_by").filter(user=user).first()
    if proposal is None:
        raise ValidationError("没有待确认的提名，可能已经有人办理")
    return user, proposal
