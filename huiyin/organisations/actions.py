"""Appointing to posts: the act that grants rights, with its audit entry."""

from datetime import date, datetime

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from huiyin.accounts.models import User
from huiyin.audit import log
from huiyin.audit.actors import Actor

from .models import Membership, Post


class AppointmentForbiddenError(Exception):
    """The actor may not give or take posts of this organisation."""


@transaction.atomic
def appoint(user: User, post: Post, *, actor: Actor, at: datetime, since: date) -> Membership:
    """任职: gives `user` the rights of `post` from `since` on.

    Raises:
        AppointmentForbiddenError: not this actor, not in this agency.
        ValidationError: the person holds the post already.
    """
    _check(actor, post)
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
        AppointmentForbiddenError: not this actor, not in this agency.
        ValidationError: ended before, or before it began.
    """
    _check(actor, membership.post)
    User.objects.select_for_update().get(pk=membership.user_id)
    membership.refresh_from_db()
    if membership.until is not None:
        raise ValidationError({"until": f"{membership} 已于 {membership.until} 免职"})
    if until < membership.since:
        raise ValidationError(
            {"until": f"免职日期 {until} 早于任职日期 {membership.since}，请核对"}
        )
    membership.until = until
    membership.save(update_fields=["until"])
    sync_groups(membership.user, timezone.localdate())
    log.record(actor, "organisations.dismiss", membership, at=at, until=until)
    return membership


def sync_groups(user: User, today: date) -> None:
    """Let the account be in just the groups of the posts it holds: Wagtail reads rights from groups.

    Groups that belong to no post are left alone. The nightly `tasks.sync_groups` does this for
    posts that begin or end on a day.
    """
    held = Membership.objects.filter(user=user, since__lte=today)
    held = held.filter(Q(until__isnull=True) | Q(until__gt=today))
    wanted = set(Group.objects.filter(posts__memberships__in=held))
    present = set(user.groups.filter(posts__isnull=False))
    user.groups.add(*(wanted - present))
    user.groups.remove(*(present - wanted))


def _check(actor: Actor, post: Post) -> None:
    if not (actor.may("organisations.appoint") and actor.sees(post.organisation.agency.pk)):
        raise AppointmentForbiddenError("您没有任免本机构岗位的权限")
    if actor.agencies is not None and _reaches_beyond(post):
        raise AppointmentForbiddenError(f"“{post.name}”能看到其他机关，只能由全站管理员任免")


def _reaches_beyond(post: Post) -> bool:
    """Whether its holder reads what other agencies did: no agency gives that away."""
    rights = post.group.permissions.filter(content_type__app_label="audit", codename="view_all")
    return rights.exists()
