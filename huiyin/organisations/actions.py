"""Appointing to posts, the act that grants rights, and the end of a unit; with their audit entries."""

import secrets
from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from huiyin.accounts.models import User
from huiyin.audit import log
from huiyin.audit.actors import Actor

from .models import Membership, Organisation, Post

APPOINT = "organisations.appoint"
SITE_WIDE = frozenset({"audit.view_all", "inspection.inspect_site"})
"""Rights that reach beyond the agency of the post which gives them."""


Ending = Callable[[Organisation, datetime], None]
endings: list[Ending] = []
"""What others do when a unit is dissolved, in its transaction: its tasks go to somebody else."""


class AppointmentForbiddenError(PermissionDenied):
    """The actor may not give or take this post, or not to or from this person."""


@transaction.atomic
def engage(
    username: str, name: str, post: Post, *, actor: Actor, at: datetime, since: date
) -> tuple[Membership, str]:
    """任职 of somebody by name; whoever has no account yet gets one, with a password shown once.

    Raises:
        AppointmentForbiddenError: see `appoint`.
        ValidationError: the user name is somebody else's or cannot be, or see `appoint`.
    """
    check_post(actor, post)
    user, password = User.objects.filter(username=username).first(), ""
    if user is None:
        user, password = _open_account(username, name, actor, at)
    elif user.name != name or not user.is_active:
        raise ValidationError(
            {"username": "这个用户名属于另一个人或者已停用。请核对姓名，或者换一个用户名"}
        )
    return appoint(user, post, actor=actor, at=at, since=since), password


def _open_account(username: str, name: str, actor: Actor, at: datetime) -> tuple[User, str]:
    password = secrets.token_urlsafe(12)
    user = User(username=username, name=name, must_change_password=True)
    user.set_password(password)
    user.full_clean()
    user.save()
    log.record(actor, "accounts.open", user, at=at)
    return user, password


@transaction.atomic
def appoint(user: User, post: Post, *, actor: Actor, at: datetime, since: date) -> Membership:
    """任职: gives `user` the rights of `post` from `since` on.

    Raises:
        AppointmentForbiddenError: not this actor, not in this agency, not oneself.
        ValidationError: the person holds the post already.
    """
    check_post(actor, post)
    check_another(actor, user)
    User.objects.select_for_update().get(pk=user.pk)  # two appointments of one person wait in line
    holds = Membership.objects.filter(user=user, post=post)
    if holds.filter(Q(until__isnull=True) | Q(until__gte=since)).exists():
        raise ValidationError({"since": f"{user} 在 {since} 已经担任“{post}”"})
    membership = Membership.objects.create(user=user, post=post, since=since)
    sync_groups(user, timezone.localdate())
    log.record(actor, "organisations.appoint", membership, at=at, since=since)
    return membership


@transaction.atomic
def dismiss(membership: Membership, *, actor: Actor, at: datetime, until: date) -> Membership:
    """免职: the rights of the post end with the day `until`; those in the CMS, on it.

    Raises:
        AppointmentForbiddenError: not this actor, not in this agency, not oneself.
        ValidationError: ended before, or before it began.
    """
    check_post(actor, membership.post)
    check_another(actor, membership.user)
    User.objects.select_for_update().get(pk=membership.user_id)
    membership.refresh_from_db()
    if membership.until is not None:
        raise ValidationError({"until": f"{membership} 已于 {membership.until} 免职"})
    if until < membership.since:
        raise ValidationError(
            {"until": f"免职日期 {until} 早于任职日期 {membership.since}，请核对"}
        )
    end_membership(membership, until, actor=actor, at=at)
    return membership


def end_membership(held: Membership, until: date, *, actor: Actor, at: datetime) -> None:
    """It ends, and with it whoever stands in for its holder."""
    held.until = until
    held.save(update_fields=["until"])
    sync_groups(held.user, timezone.localdate())
    log.record(actor, "organisations.dismiss", held, at=at, until=until)
    for deputy in held.deputies.filter(until__gt=until).select_related("user"):
        day_before = deputy.since - timedelta(days=1)
        end_membership(deputy, max(until, day_before), actor=actor, at=at)


@transaction.atomic
def dissolve(
    unit: Organisation,
    *,
    actor: Actor,
    at: datetime,
    successor: Organisation | None = None,
    basis: str = "",
) -> Organisation:
    """撤销机构: its posts end with this day, what it holds goes to its successor or the coordinator.

    Raises:
        AppointmentForbiddenError: not this actor, not in this agency.
        ValidationError: an agency, a unit that is dissolved already, or no possible successor.
    """
    unit = Organisation.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    if not actor.may(APPOINT, unit.agency.pk):
        raise AppointmentForbiddenError("您没有撤销本机构内设机构的权限")
    if unit.is_agency or unit.ended_on is not None:
        state = "是行政机关，不能这样撤销" if unit.is_agency else f"已于 {unit.ended_on} 撤销"
        raise ValidationError(f"{unit}{state}")
    if unit.units.standing().exists():
        raise ValidationError(f"{unit}还有下级机构，请先撤销下级机构")
    if successor is not None and not _may_succeed(unit, successor):
        raise ValidationError({"successor": "请选择同一机关内没有撤销的其他机构"})
    unit.ended_on, unit.successor = timezone.localdate(at), successor
    unit.save(update_fields=["ended_on", "successor"])
    for held in Membership.objects.filter(post__organisation=unit, until__isnull=True):
        end_membership(held, max(unit.ended_on, held.since), actor=actor, at=at)
    facts = {"basis": basis} if basis else {}
    heir = str(successor or "协调人")
    log.record(actor, "organisations.dissolve", unit, at=at, successor=heir, **facts)
    for end in endings:
        end(unit, at)
    return unit


def _may_succeed(unit: Organisation, successor: Organisation) -> bool:
    is_other = successor.pk != unit.pk and successor.ended_on is None
    return is_other and successor.agency.pk == unit.agency.pk


def sync_groups(user: User, today: date) -> None:
    """Let the account be in just the groups of the posts it holds: Wagtail reads rights from groups.

    Groups that belong to no post are left alone. The nightly `tasks.sync_groups` does this for
    posts that begin or end on a day.
    """
    memberships = Membership.objects.filter(user=user, since__lte=today)
    memberships = memberships.filter(Q(until__isnull=True) | Q(until__gt=today))
    wanted = set(Group.objects.filter(posts__memberships__in=memberships))
    present = set(user.groups.filter(posts__isnull=False))
    user.groups.add(*(wanted - present))
    user.groups.remove(*(present - wanted))


def check_post(actor: Actor, post: Post) -> None:
    """Whether this actor gives and takes this post."""
    if not actor.may(APPOINT, post.agency.pk):
        raise AppointmentForbiddenError("您没有任免本机构岗位的权限")
    if not actor.everywhere and reaches_beyond(post):
        raise AppointmentForbiddenError(f"“{post.name}”能看到其他机关，只能由全站管理员任免")


def check_another(actor: Actor, user: User) -> None:
    """Nobody gives rights to oneself."""
    if not actor.everywhere and actor.key == str(user.pk):
        raise AppointmentForbiddenError("不能任免自己的岗位，请由另一位有任免权限的同事办理")


def reaches_beyond(post: Post) -> bool:
    """Whether its holder sees what is other agencies': no agency gives that away."""
    permissions = post.group.permissions.values_list("content_type__app_label", "codename")
    return any(f"{app}.{codename}" in SITE_WIDE for app, codename in permissions)
