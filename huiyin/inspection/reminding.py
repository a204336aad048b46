"""更新提醒: the owner before the limit, the supervisor after it; each once for a due day.

Where a release that settled one is taken down, the column owes again: by a reminder of its own,
so that what was late in the past stays so (ADR 0039).
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db.models import Q
from django.utils import timezone

from huiyin.accounts.models import User
from huiyin.audit import log
from huiyin.audit.actors import Actor, system
from huiyin.casework import numbering
from huiyin.coordination import reminding
from huiyin.coordination.reminding import Part
from huiyin.disclosure.duty import gaps
from huiyin.disclosure.tree.catalogue import tree
from huiyin.jobs.rows import Walk
from huiyin.organisations.models import Membership, Organisation
from huiyin.organisations.standing_in import asked

from .models import ColumnReminder

OWNERS = "信息公开岗"
NUMBERS = numbering.declare("TX", "inspection.reminder", 4)
SUPERVISORS = ("信息公开负责人", "分管领导")


def due(walk: Walk) -> reminding.OfAgency:
    """Settles what is renewed; then of each agency its columns that are due soon or late."""
    today, actor = timezone.localdate(walk.at), system("inspection")
    standings = {
        standing.column.pk: standing
        for standing in gaps.standings(today)
        if standing.column is not None
    }
    pressing = {
        pk: one
        for pk, one in standings.items()
        if one.clock is not None and one.state in (gaps.State.SOON, gaps.State.LATE)
    }
    emptied = [pk for pk, one in standings.items() if one.state is gaps.State.EMPTY]
    _close(pressing, emptied, walk.at)
    by_agency: dict[int, list[gaps.Standing]] = defaultdict(list)
    for agency, one in walk.each(
        pressing.values(), lambda one: (_agency_of(one.column), one), name=_named
    ):
        by_agency[agency.pk].append(one)

    def of_agency(agency: Organisation) -> Iterator[Part]:
        say = partial(_say, agency=agency, actor=actor, at=walk.at)
        for parts in walk.each(by_agency[agency.pk], say, name=_named):
            yield from parts

    return of_agency


reminding.declare("inspection.columns", due)


def _named(one: gaps.Standing) -> str:
    return f"栏目 {one.column.pk if one.column else 0}"


def _agency_of(column: Any) -> Organisation:
    agency = tree().agency_of(column.path)
    if agency is None:
        raise LookupError(f"栏目“{column}”不在任何机关之下")
    organisation: Organisation = agency.organisation
    return organisation


def _say(one: gaps.Standing, *, agency: Organisation, actor: Actor, at: datetime) -> list[Part]:
    """Of one column: its owners, where it is new; its supervisors, once it is late."""
    today = timezone.localdate(at)
    rows = ColumnReminder.objects.select_for_update(of=("self",)).select_related("column")
    due_on = one.clock.due_on if one.clock else today
    spans = rows.filter(column=one.column.pk if one.column else None, due_on=due_on)
    row, parts = spans.open().first(), list[Part]()
    if row is None:
        verb = "reopen" if spans.exists() else "remind"
        row = _reminded(one, agency, at)
        parts += _ask(row, verb, actor=actor, at=at)
    if one.state is gaps.State.LATE and row.alarmed_at is None:
        parts += _alarmed(row, today, actor=actor, at=at)
    return parts


def _close(pressing: dict[int, gaps.Standing], emptied: list[int], at: datetime) -> int:
    """Renewed, or given another limit: what was said before is settled; by taking all down it is not."""
    standing = Q(column__in=emptied)
    for pk, one in pressing.items():
        standing |= Q(column=pk, due_on=one.due_on)
    return ColumnReminder.objects.open().exclude(standing).update(closed_at=at)


def _reminded(one: gaps.Standing, agency: Organisation, at: datetime) -> ColumnReminder:
    """A new span."""
    column: Any = one.column
    assert one.clock is not None  # noqa: S101 - what presses has one
    row = ColumnReminder(
        agency=agency,
        column_id=column.pk,
        due_on=one.clock.due_on,
        latest_on=one.clock.latest,
        owner_id=column.keeper_id,
        department_id=column.department_id,
        reminded_at=at,
    )
    NUMBERS.give(row, timezone.localdate(at).year)
    row.save(force_insert=True)
    return row


def _ask(row: ColumnReminder, verb: str, *, actor: Actor, at: datetime) -> list[Part]:
    """To the owners; it is "reopen" where what had settled it was taken down or moved away."""
    why = "先前的更新已经撤下或移走，提醒重新打开。" if verb == "reopen" else ""
    title = row.column.title
    text = (
        f"{why}“{title}”最近更新是{row.latest_on}，按期限应在{row.due_on}前（含当日）更新。",
        "更新后提醒自动了结；期限不合适的，请信息公开负责人在“栏目”页调整。",
    )
    people = owners(row.column, row.agency)
    _note(row, verb, people, actor=actor, at=at)
    subject = f"栏目“{title}”请在{row.due_on}前（含当日）更新"
    return [Part(person.pk, "栏目更新提醒", (subject, *text)) for person in people]


def _alarmed(row: ColumnReminder, today: date, *, actor: Actor, at: datetime) -> list[Part]:
    row.alarmed_at = at
    row.save(update_fields=["alarmed_at"])
    title = row.column.title
    text = (
        f"“{title}”应在{row.due_on}前（含当日）更新，最近更新是{row.latest_on}。",
        f"责任部门：{row.department or '未指定'}；责任人：{row.owner or '未指定'}。",
    )
    people = supervisors(row.agency)
    _note(row, "alarm", people, actor=actor, at=at)
    subject = f"栏目“{title}”逾期{(today - row.due_on).days}天没有更新"
    return [Part(person.pk, "栏目逾期提醒", (subject, *text)) for person in people]


def _note(
    row: ColumnReminder, verb: str, people: list[User], *, actor: Actor, at: datetime
) -> None:
    """Everybody sees it in 我的待办; the fact `told` is how many get a letter."""
    number = len({person.email for person in people if person.email})
    log.record(actor, f"inspection.column.{verb}", row, at=at, due_on=row.due_on, told=number)


def owners(column: Any, agency: Organisation) -> list[User]:
    """责任人; else whoever holds a post in the department; else the agency's disclosure post."""
    if column.keeper_id is not None and (
        keeper := User.objects.filter(pk=column.keeper_id, is_active=True).first()
    ):
        return list(User.objects.filter(pk__in=asked([keeper.pk], timezone.localdate())))
    if column.department_id is not None and column.department_id != agency.pk:
        in_department = _holders(Q(post__organisation=column.department_id))
        if in_department:
            return in_department
    return _holders(Q(post__organisation=agency, post__name=OWNERS))


def owed_by(reminders: Any, actor: Actor) -> Any:
    """The reminders of which this actor is one of the `owners`."""
    if not (actor.is_person and actor.key.isdecimal()):
        return reminders.none()
    today = timezone.localdate()
    now = Membership.objects.answering(today).filter(user__is_active=True)
    mine = now.filter(user=int(actor.key))
    staffed = now.exclude(post__organisation__is_agency=True).values("post__organisation")
    office = mine.filter(post__name=OWNERS).values("post__organisation")
    units = mine.exclude(post__organisation__is_agency=True).values("post__organisation")
    unstaffed = Q(department=None) | ~Q(department__in=staffed)
    has_active_owner = Q(owner__is_active=True)
    return reminders.filter(
        Q(owner__in=actor.keys)
        | ~has_active_owner & (Q(department__in=units) | unstaffed & Q(agency__in=office))
    )


def supervisors(agency: Organisation) -> list[User]:
    return _holders(Q(post__organisation=agency, post__name__in=SUPERVISORS))


def _holders(posts: Q) -> list[User]:
    now = Membership.objects.answering(timezone.localdate())
    memberships = now.filter(posts, user__is_active=True)
    return list(User.objects.filter(pk__in=memberships.values("user")).order_by("pk"))
