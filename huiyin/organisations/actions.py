"""Appointing to posts: the act that grants rights, with its audit entry."""

from datetime import date, datetime

from django.db import transaction

from huiyin.accounts.models import User
from huiyin.audit import log
from huiyin.audit.actors import Actor

from .models import Membership, Post


class AppointmentForbiddenError(Exception):
    """The actor may not give or take posts of this organisation."""


@transaction.atomic
def appoint(user: User, post: Post, *, actor: Actor, at: datetime, since: date) -> Membership:
    """任职: gives `user` the rights of `post` from `since` on."""
    _check(actor, post)
    membership = Membership.objects.create(user=user, post=post, since=since)
    user.groups.add(post.group)
    log.record(actor, "organisations.appoint", membership, at=at, since=since)
    return membership


@transaction.atomic
def dismiss(membership: Membership, *, actor: Actor, at: datetime, until: date) -> Membership:
    """免职: the rights of the post end with the day `until`."""
    _check(actor, membership.post)
    membership.until = until
    membership.save(update_fields=["until"])
    others = Membership.objects.filter(user=membership.user, until__isnull=True)
    if not others.filter(post__group=membership.post.group).exists():
        membership.user.groups.remove(membership.post.group)
    log.record(actor, "organisations.dismiss", membership, at=at, until=until)
    return membership


def _check(actor: Actor, post: Post) -> None:
    if not (actor.may("organisations.appoint") and actor.sees(post.organisation.agency.pk)):
        raise AppointmentForbiddenError("您没有任免本机构岗位的权限")
