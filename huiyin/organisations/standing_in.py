"""代职: somebody holds the posts of a person who is away, from a day to a day.

Whoever stands in holds the posts like anybody else, with their rights; who is asked meanwhile
(letters, alarms, what waits by name) is told by `MembershipQuerySet.answering` and `deputies`. When
the days are over all of it comes back by itself.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from huiyin.accounts.models import User
from huiyin.audit import log
from huiyin.audit.actors import Actor

from .actions import APPOINT, check_another, check_post, sync_groups
from .models import Membership

LONGEST = timedelta(days=366)


@transaction.atomic
def stand_in(
    absent: User, deputy: User, *, since: date, until: date, reason: str, actor: Actor, at: datetime
) -> list[Membership]:
    """代职: the deputy holds every post of the absent one that this actor may give.

    Raises:
        AppointmentForbiddenError: the actor would give rights to itself, or may not give them.
        ValidationError: by field name.
    """
    check_another(actor, deputy)
    list(User.objects.select_for_update().filter(pk__in=(absent.pk, deputy.pk)).order_by("pk"))
    held = _given(absent, since, actor)
    _refuse(absent, deputy, since, until, reason, held, timezone.localdate(at))
    for membership in held:
        check_post(actor, membership.post)
    rows = [
        Membership.objects.create(
            user=deputy, post=one.post, since=since, until=until, stands_for=one
        )
        for one in held
    ]
    sync_groups(deputy, timezone.localdate(at))
    log.record(
        actor, "organisations.stand-in", deputy, at=at, since=since, until=until, reason=reason,
        stands_for=absent.name, posts=[str(one.post) for one in held],
    )  # fmt: skip
    return rows


@transaction.atomic
def come_back(one: Membership, *, actor: Actor, at: datetime) -> None:
    """提前结束代职: whoever was away is asked again from today on, in all posts alike."""
    if one.stands_for is None:
        raise ValidationError("这不是代职")
    check_post(actor, one.post)
    check_another(actor, one.user)
    today = timezone.localdate(at)
    rows = Membership.objects.select_for_update(of=("self",)).filter(
        user=one.user, stands_for__user=one.stands_for.user, since=one.since, until__gte=today
    )
    ended = [row for row in rows if actor.may(APPOINT, row.post.agency.pk)]
    if not ended:
        raise ValidationError("代职已经结束，请刷新后再看")
    for row in ended:
        row.until = today - timedelta(days=1)
        row.save(update_fields=["until"])
    sync_groups(one.user, today)
    log.record(
        actor, "organisations.stand-in-end", one.user, at=at, stands_for=one.stands_for.user.name
    )


def deputies(persons: Iterable[int], day: date) -> dict[int, int]:
    """Person → who is asked in its place on that day; only those who are away."""
    rows = Membership.objects.on(day).filter(stands_for__user__in=list(persons))
    return dict(rows.order_by("-pk").values_list("stands_for__user", "user"))


def asked(persons: Iterable[int], day: date) -> set[int]:
    """Of these persons those who are there, and whoever stands in for the others."""
    known = set(persons)
    instead = deputies(known, day)
    return {instead.get(person, person) for person in known}


def _given(absent: User, since: date, actor: Actor) -> list[Membership]:
    """The posts of its own on the first day, in the agencies in which the actor appoints."""
    held = Membership.objects.on(since).filter(user=absent, stands_for=None)
    held = held.select_related("post__organisation__parent__parent", "post__group")
    return [one for one in held.order_by("pk") if actor.may(APPOINT, one.post.agency.pk)]


def _refuse(
    absent: User, deputy: User, since: date, until: date, reason: str, held: list[Membership],
    today: date,
) -> None:  # fmt: skip
    faults = {}
    if since < today:
        faults["since"] = "开始日期不能早于今天"
    if not since <= until <= since + LONGEST:
        faults["until"] = "结束日期应不早于开始日期，最长一年"
    if absent.pk == deputy.pk:
        faults["deputy"] = "请选择另一个人"
    elif not deputy.is_active:
        faults["deputy"] = "这个账号已经停用"
    if not reason.strip():
        faults["reason"] = "请填写理由"
    if not held:
        faults["absent"] = f"{absent.name}在 {since} 没有您可以任免的岗位"
    elif (
        Membership.objects.filter(stands_for__in=held)
        .filter(since__lte=until, until__gte=since)
        .exists()
    ):
        faults["absent"] = f"{absent.name}在这段时间已经有人代职"
    if faults:
        raise ValidationError(faults)
