"""双因素认证: enrolling a device, checking its codes, recovery codes, resetting.

GB/T 22239 8.1.4.1: two factors for whoever works at the desk.
"""

from datetime import datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet

from huiyin.audit import log
from huiyin.audit.actors import Actor
from huiyin.common import codes, folding
from huiyin.personal import keys
from huiyin.personal.fields import is_readable
from huiyin.throttle import guessing

from . import sessions, totp
from .models import RecoveryCode, SecondFactor, User
from .who import actor_for

RECOVERY_CODES = 10
CODE_LENGTH = 10  # 47 bits
PERMISSION = "accounts.reset_second_factor"
REFUSED = "验证码不正确或已经用过，请等应用显示下一个验证码后再填"


def is_required() -> bool:
    return bool(settings.SECOND_FACTOR == "required")


def is_enrolled(user: User) -> bool:
    return SecondFactor.objects.filter(user=user, confirmed_at__isnull=False).exists()


@transaction.atomic
def draft(user: User) -> str:
    """The secret of a device that is being enrolled; the same until it is confirmed.

    The row is held: of two windows at once, the first one's secret stands for both.
    """
    factor, _ = SecondFactor.objects.select_for_update().get_or_create(user=user)
    if not factor.draft or not is_readable(factor.draft):
        factor.draft = totp.new_secret()
        factor.save(update_fields=["draft"])
    return str(factor.draft)


def enrol(user: User, typed: str, *, origin: str, at: datetime) -> list[str] | None:
    """启用: the device shows the right code of the draft; returns new recovery codes.

    None when the code is wrong.

    Raises:
        TooManyError: too many wrong codes.
    """
    codes, _ = _enrol(user, typed, None, origin=origin, at=at)
    return codes


def replace(
    user: User, proof: str, typed: str, *, origin: str, at: datetime
) -> tuple[list[str] | None, str]:
    """更换: the code of a new device, proven by one of the old device or a recovery code.

    New recovery codes, or the field that was wrong: `proof` or `code`. A recovery code is used up
    only when both were right.

    Raises:
        TooManyError: too many wrong codes.
    """
    return _enrol(user, typed, proof, origin=origin, at=at)


@transaction.atomic
def _enrol(
    user: User, typed: str, proof: str | None, *, origin: str, at: datetime
) -> tuple[list[str] | None, str]:
    """The old device and the old recovery codes are void from then on."""
    factor, tried = _begin(user, at)
    is_begun = factor.draft and is_readable(factor.draft)
    step = totp.matching_step(factor.draft, _figures(typed), at) if is_begun else None
    wrong = "code" if step is None else ""
    if proof is not None and not _opens(factor, proof, at):
        wrong = "proof"
    if wrong or step is None:
        log.record(actor_for(user, origin), "accounts.code-failed", user, at=at)
        return None, wrong
    tried.was_right()
    factor.secret, factor.draft = factor.draft, ""
    factor.confirmed_at, factor.last_step = at, step
    factor.save()
    codes = _new_recovery_codes(user)
    log.record(actor_for(user, origin), "accounts.enrol-code", user, at=at)
    return codes, ""


def check(user: User, typed: str, *, origin: str, at: datetime) -> bool:
    """验证: a code of the device, once; or a recovery code, once.

    Raises:
        TooManyError: too many wrong codes, whatever address they came from: who types codes has
            known the password already.
    """
    with transaction.atomic():
        factor, tried = _begin(user, at)
        actor = actor_for(user, origin)
        step = _step(factor, typed, at)
        if step is not None:
            factor.last_step = step
            factor.save(update_fields=["last_step"])
        elif _recovery(user, typed).update(used_at=at) == 1:
            remaining = user.recovery_codes.filter(used_at__isnull=True).count()
            log.record(actor, "accounts.recovery-code", user, at=at, left=remaining)
        else:
            log.record(actor, "accounts.code-failed", user, at=at)
            return False
        tried.was_right()
    return True


def renew_recovery_codes(user: User, *, origin: str, at: datetime) -> list[str]:
    """更换恢复码: the old ones are void."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        codes = _new_recovery_codes(user)
        log.record(actor_for(user, origin), "accounts.renew-recovery-codes", user, at=at)
    return codes


@transaction.atomic
def reset(user: User, *, actor: Actor, at: datetime, reason: str) -> None:
    """重置: the device is lost; the account enrols anew at its next sign-in. Its sessions end.

    Raises:
        PermissionDenied: the actor may not, or not for this account.
        ValidationError: no reason, one's own account, or nothing to reset.
    """
    if not manageable(actor).filter(pk=user.pk).exists():
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
    own = actor.agencies_with(PERMISSION)
    if own is None:
        return User.objects.all()
    path = "memberships__post__organisation"
    agencies = Q(**{f"{path}__in": own}) | Q(**{f"{path}__parent__in": own})
    agencies |= Q(**{f"{path}__parent__parent__in": own})
    return User.objects.filter(agencies, is_superuser=False).distinct()


def _begin(user: User, at: datetime) -> tuple[SecondFactor, guessing.Try]:
    """The factor's row, held, and the try that is counted: those of one account wait in line."""
    factor, _ = SecondFactor.objects.select_for_update().get_or_create(user=user)
    return factor, guessing.begin_anywhere(guessing.DEVICE, str(user.pk), at=at)


def _opens(factor: SecondFactor, typed: str, at: datetime) -> bool:
    """Whether this is a code of the device or a recovery code; nothing is used up."""
    return _step(factor, typed, at) is not None or _recovery(factor.user, typed).exists()


def _step(factor: SecondFactor, typed: str, at: datetime) -> int | None:
    """A code is good once: a later one must be of a later step."""
    if factor.confirmed_at is None or not is_readable(factor.secret):
        return None  # a recovery code still opens
    step = totp.matching_step(factor.secret, _figures(typed), at)
    return step if step is not None and step > factor.last_step else None


def _figures(typed: str) -> str:
    """１２３ ４５６ → 123456: as a Chinese keyboard or a copied message has it."""
    return "".join(folding.plain(typed).split())


def _recovery(user: User, typed: str) -> QuerySet[RecoveryCode]:
    """The unused recovery code that was typed, or nothing."""
    return user.recovery_codes.filter(digest=_digest(user, typed), used_at__isnull=True)


def _new_recovery_codes(user: User) -> list[str]:
    user.recovery_codes.all().delete()
    plain_codes = [codes.new(CODE_LENGTH) for _ in range(RECOVERY_CODES)]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(user=user, digest=_digest(user, code)) for code in plain_codes
    )
    return [codes.grouped(code, 5) for code in plain_codes]


def _digest(user: User, typed: str) -> str:
    return keys.digest(f"recovery code {user.pk} {codes.plain(typed)}")
