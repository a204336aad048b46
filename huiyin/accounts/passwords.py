"""密码: which ones are refused, and changing it."""

from datetime import datetime

from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.db import transaction

from huiyin.audit import log
from huiyin.throttle import guessing

from .models import UsedPassword, User
from .who import actor_for

LAST = 5


class NotUsedBeforeValidator:
    """The last five passwords of an account may not be used again (GB/T 22239 8.1.4.1)."""

    def validate(self, password: str, user: object = None) -> None:
        if not isinstance(user, User) or user.pk is None:
            return
        used = list(user.used_passwords.values_list("password", flat=True)[:LAST])
        stored = User.objects.filter(pk=user.pk).values_list("password", flat=True)
        if any(check_password(password, before) for before in {*stored, *used}):
            raise ValidationError(
                f"最近用过的 {LAST} 个密码不能再用，请另换一个", code="password_used_before"
            )

    def get_help_text(self) -> str:
        return f"不能与最近用过的 {LAST} 个密码相同。"


def is_own(user: User, typed: str, *, at: datetime) -> bool:
    """Whether this is the password of who is signed in: an open session is no place to guess it.

    Raises:
        TooManyError: too many wrong ones in sessions of this account.
    """
    tried = guessing.begin_anywhere(guessing.PASSWORD, str(user.pk), at=at)
    if user.check_password(typed):
        tried.was_right()
        return True
    return False


def change(user: User, password: str, *, origin: str, at: datetime) -> None:
    """修改密码: by its owner; a provisional password ends."""
    with transaction.atomic():
        user.set_password(password)
        user.must_change_password = False
        user.save(update_fields=["password", "must_change_password"])
        remember(user, at=at)
        log.record(actor_for(user, origin), "accounts.password", user, at=at)


def remember(user: User, *, at: datetime) -> None:
    """Keep the hash of the password in use among the last ones; older ones go."""
    if user.used_passwords.filter(password=user.password).exists():
        return
    UsedPassword.objects.create(user=user, password=user.password, at=at)
    recent = user.used_passwords.values_list("pk", flat=True)[:LAST]
    user.used_passwords.exclude(pk__in=list(recent)).delete()
