"""双因素认证: enrolling a device, checking its codes, recovery codes, resetting.

GB/T 22239 8.1.4.1: two factors for whoever works at the desk.
"""

import secrets
from datetime import datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet

from huiyin.audit import log
from huiyin.audit.actors import Actor
from huiyin.common import folding
from huiyin.personal import keys
from huiyin.personal.fields import is_readable

from . import sessions, throttle, totp
from .models import RecoveryCode, SecondFactor, User
from .who import actor_for

RECOVERY_CODES = 10
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is mistaken for another
CODE_LENGTH = 10  # 49 bits
PERMISSION = "accounts.reset_second_factor"
REFUSED = "验证码不正确或已经用过，请等应用显示下一个验证码后再填"


class LockedError(Exception):
    """Too many wrong codes; `until` says when to try again."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


def is_required() -> bool:
    return bool(settings.SECOND_FACTOR == "required")


def is_enrolled(user: User) -> bool:
    return SecondFactor.objects.filter(user=user, confirmed_at__isnull=False).exists()


def draft(user: User) -> str:
    """The secret of a device that is being enrolled; the same until it is confirmed."""
    factor, _ = SecondFactor.objects.get_or_create(user=user)
    if not is_readable(factor.draft):  # a draft is worth nothing: begin anew
        SecondFactor.objects.filter(pk=factor.pk).update(draft="")
        factor.draft = ""
    if not factor.draft:
        made = totp.new_secret()
        # two windows at once: the first one's secret stands for both
        SecondFactor.objects.filter(pk=factor.pk, draft="").update(draft=made)
        factor.refresh_from_db()
    return str(factor.draft)


def enrol(user: User, typed: str, *, origin: str, at: datetime) -> list[str] | None:
    """启用: the device shows the right code of the draft; returns new recovery codes.

    The old device and the old recovery codes are void from now on; None when the code is wrong.

    Raises:
        LockedError: too many wrong codes.
    """
    with transaction.atomic():
        factor = _locked(user, at)
        is_begun = factor.draft and is_readable(factor.draft)
        step = totp.matching_step(factor.draft, _figures(typed), at) if is_begun else None
        _note(user, succeeded=step is not None, at=at)
        if step is None:
            log.record(actor_for(user, origin), "accounts.code-failed", user, at=at)
            return None
        factor.secret, factor.draft = factor.draft, ""
        factor.confirmed_at, factor.last_step = at, step
        factor.save()
        made = _new_recovery_codes(user)
        log.record(actor_for(user, origin), "accounts.enrol-code", user, at=at)
    return made


def check(user: User, typed: str, *, origin: str, at: datetime) -> bool:
    """验证: a code of the device, once; or a recovery code, once.

    Raises:
        LockedError: too many wrong codes, whatever address they came from: who types codes has
            known the password already.
    """
    with transaction.atomic():
        factor = _locked(user, at)
        actor = actor_for(user, origin)
        accepted = _is_code(factor, typed, at)
        if not accepted and _is_recovery_code(user, typed, at):
            accepted = True
            left = user.recovery_codes.filter(used_at__isnull=True).count()
            log.record(actor, "accounts.recovery-code", user, at=at, left=left)
        elif not accepted:
            log.record(actor, "accounts.code-failed", user, at=at)
        _note(user, succeeded=accepted, at=at)
    return accepted


def renew_recovery_codes(user: User, *, origin: str, at: datetime) -> list[str]:
    """更换恢复码: the old ones are void."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        made = _new_recovery_codes(user)
        log.record(actor_for(user, origin), "accounts.renew-recovery-codes", user, at=at)
    return made


@transaction.atomic
def reset(user: User, *, actor: Actor, at: datetime, reason: str) -> None:
    """重置: the device is lost; the account enrols anew at its next sign-in. Its sessions end.

    Raises:
        PermissionDenied: the actor may not, or not for this account.
        ValidationError: no reason, one's own account, or nothing to reset.
    """
    if not (actor.may(PERMISSION) and manageable(actor).filter(pk=user.pk).exists()):
        raise PermissionDenied("您的岗位不能重置这个账号的双因素认证。")
    if actor.key == str(user.pk):
        raise ValidationError("不能重置自己的双因素认证，请由另一位管理员办理")
    if not reason.strip():
        raise ValidationError({"reason": "请填写重置的理由"})
    user = User.objects.select_for_update().get(pk=user.pk)
    if not is_enrolled(user):
        raise ValidationError("这个账号没有启用双因素认证，不需要重置")
    SecondFactor.objects.filter(user=user).delete()
    user.recovery_codes.all().delete()
    sessions.end_all(user)
    log.record(actor, "accounts.reset-code", user, at=at, reason=reason.strip())


def manageable(actor: Actor) -> QuerySet[User]:
    """The accounts whose second factor this actor may reset: who holds a post in its agencies.

    Nobody but an administrator of the whole site reaches an administrator.
    """
    if actor.agencies is None:
        return User.objects.all()
    here = "memberships__post__organisation"
    agencies = Q(**{f"{here}__in": actor.agencies}) | Q(**{f"{here}__parent__in": actor.agencies})
    agencies |= Q(**{f"{here}__parent__parent__in": actor.agencies})
    return User.objects.filter(agencies, is_superuser=False).distinct()


def _locked(user: User, at: datetime) -> SecondFactor:
    """The factor's row, held: attempts of one account wait in line, so that none slips by the throttle."""
    factor, _ = SecondFactor.objects.select_for_update().get_or_create(user=user)
    until = throttle.locked_until(_throttled(user), throttle.ANYWHERE, at=at)
    if until is not None:
        raise LockedError(until)
    return factor


def _is_code(factor: SecondFactor, typed: str, at: datetime) -> bool:
    """A code is good once: a later one must be of a later step."""
    if factor.confirmed_at is None or not is_readable(factor.secret):
        return False  # a recovery code still opens
    step = totp.matching_step(factor.secret, _figures(typed), at)
    if step is None or step <= factor.last_step:
        return False
    factor.last_step = step
    factor.save(update_fields=["last_step"])
    return True


def _figures(typed: str) -> str:
    """１２３ ４５６ → 123456: as a Chinese keyboard or a copied message has it."""
    return "".join(folding.plain(typed).split())


def _is_recovery_code(user: User, typed: str, at: datetime) -> bool:
    wanted = _digest(user, typed)
    unused = user.recovery_codes.filter(digest=wanted, used_at__isnull=True)
    return unused.update(used_at=at) == 1


def _new_recovery_codes(user: User) -> list[str]:
    user.recovery_codes.all().delete()
    made = [
        "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH)) for _ in range(RECOVERY_CODES)
    ]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(user=user, digest=_digest(user, code)) for code in made
    )
    return [f"{code[:5]}-{code[5:]}" for code in made]


def _digest(user: User, typed: str) -> str:
    bare = "".join(character for character in folding.plain(typed).upper() if character in ALPHABET)
    return keys.digest(f"recovery code {user.pk} {bare}")


def _note(user: User, *, succeeded: bool, at: datetime) -> None:
    throttle.note(_throttled(user), throttle.ANYWHERE, succeeded=succeeded, at=at)


def _throttled(user: User) -> str:
    return f":code:{user.pk}"  # a colon is in no account name
