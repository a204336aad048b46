"""更新提醒: the owner before the limit, the supervisor after it; each once for a due day."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from huiyin.accounts.models import User
from huiyin.audit import log
from huiyin.audit.actors import Actor
from huiyin.casework import numbering
from huiyin.disclosure import gaps
from huiyin.disclosure.catalogue import tree
from huiyin.notices.actions import queue
from huiyin.notices.models import Channel
from huiyin.organisations.models import Membership, Organisation

from .models import ColumnReminder

OWNERS = "信息公开岗"
NUMBERS = numbering.declare("TX", "inspection.reminder", 4)
SUPERVISORS = ("信息公开负责人", "分管领导")


@dataclass(frozen=True)
class Done:
    reminded: int
    alarmed: int
    closed: int

    def __str__(self) -> str:
        return f"提醒 {self.reminded} 个栏目，告知负责人 {self.alarmed} 个，了结 {self.closed} 个"


@transaction.atomic
def remind(*, actor: Actor, at: datetime) -> Done:
    """What is due to be said today; running it twice says nothing twice."""
    today = timezone.localdate(at)
    pressing = {
        one.column.pk: one
        for one in gaps.standings(today)
        if one.column is not None
        and one.clock is not None
        and one.state in (gaps.State.SOON, gaps.State.LATE)
    }
    closed = _close(pressing, at)
    known = {
        (row.column_id, row.due_on): row
        for row in ColumnReminder.objects.select_for_update(of=("self",)).select_related("column")
        if row.column_id in pressing
    }
    reminded = alarmed = 0
    for pk, one in pressing.items():
        row = known.get((pk, one.clock.due_on)) if one.clock else None
        if row is None:
            row = _reminded(one, actor=actor, at=at)
            reminded += 1
        if one.state is gaps.State.LATE and row.alarmed_at is None:
            _alarmed(row, today, actor=actor, at=at)
            alarmed += 1
    return Done(reminded, alarmed, closed)


def _close(pressing: dict[int, gaps.Standing], at: datetime) -> int:
    """Renewed, or given another limit: what was said before is settled."""
    standing = Q(pk__in=[])
    for pk, one in pressing.items():
        standing |= Q(column=pk, due_on=one.due_on)
    return ColumnReminder.objects.open().exclude(standing).update(closed_at=at)


def _reminded(one: gaps.Standing, *, actor: Actor, at: datetime) -> ColumnReminder:
    column: Any = one.column
    agency = tree().agency_of(column.path)
    if agency is None or one.clock is None:
        raise LookupError(f"栏目“{column}”不在任何机关之下")
    row = ColumnReminder.objects.create(
        reference=NUMBERS.next(ColumnReminder, agency.organisation_id, timezone.localdate(at).year),
        agency_id=agency.organisation_id,
        column_id=column.pk,
        due_on=one.clock.due_on,
        latest_on=one.clock.latest,
        owner_id=column.keeper_id,
        department_id=column.department_id,
        reminded_at=at,
    )
    told = _tell(
        owners(column, agency.organisation),
        f"栏目“{column.title}”请在{row.due_on}前更新",
        f"“{column.title}”最近更新是{row.latest_on}，按期限应在{row.due_on}前更新。\n"
        "更新后提醒自动了结；期限不合适的，请信息公开负责人在“栏目”页调整。",
        row,
        at,
    )
    log.record(actor, "inspection.column.remind", row, at=at, due_on=row.due_on, told=told)
    return row


def _alarmed(row: ColumnReminder, today: date, *, actor: Actor, at: datetime) -> None:
    row.alarmed_at = at
    row.save(update_fields=["alarmed_at"])
    days = (today - row.due_on).days
    told = _tell(
        supervisors(row.agency),
        f"栏目“{row.column.title}”逾期{days}天没有更新",
        f"“{row.column.title}”应在{row.due_on}前更新，最近更新是{row.latest_on}。\n"
        f"责任部门：{row.department or '未指定'}；责任人：{row.owner or '未指定'}。",
        row,
        at,
    )
    log.record(actor, "inspection.column.alarm", row, at=at, due_on=row.due_on, told=told)


def _tell(people: list[User], subject: str, body: str, row: ColumnReminder, at: datetime) -> int:
    """By e-mail to those who have an address; everybody sees it in 我的待办."""
    addresses = sorted({person.email for person in people if person.email})
    for address in addresses:
        queue(Channel.EMAIL, address, subject, body, about=row, at=at)
    return len(addresses)


def owners(column: Any, agency: Organisation) -> list[User]:
    """责任人; else whoever holds a post in the department; else the agency's disclosure post."""
    if column.keeper_id is not None and (
        keeper := User.objects.filter(pk=column.keeper_id, is_active=True).first()
    ):
        return [keeper]
    if column.department_id is not None and column.department_id != agency.pk:
        in_department = _holders(Q(post__organisation=column.department_id))
        if in_department:
            return in_department
    return _holders(Q(post__organisation=agency, post__name=OWNERS))


def owed_by(reminders: Any, actor: Actor) -> Any:
    """The reminders of which this actor is one of the `owners`."""
    if not (actor.is_person and actor.key.isdecimal()):
        return reminders.none()
    now = Membership.objects.on(timezone.localdate()).filter(user__is_active=True)
    mine = now.filter(user=int(actor.key))
    staffed = now.exclude(post__organisation__is_agency=True).values("post__organisation")
    office = mine.filter(post__name=OWNERS).values("post__organisation")
    units = mine.exclude(post__organisation__is_agency=True).values("post__organisation")
    unstaffed = Q(department=None) | ~Q(department__in=staffed)
    kept = Q(owner__is_active=True)
    return reminders.filter(
        Q(owner=actor.key) | ~kept & (Q(department__in=units) | unstaffed & Q(agency__in=office))
    )


def supervisors(agency: Organisation) -> list[User]:
    return _holders(Q(post__organisation=agency, post__name__in=SUPERVISORS))


def _holders(posts: Q) -> list[User]:
    held = Membership.objects.on(timezone.localdate()).filter(posts, user__is_active=True)
    return list(User.objects.filter(pk__in=held.values("user")).order_by("pk"))
