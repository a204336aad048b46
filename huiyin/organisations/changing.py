"""机构变更: set up, renamed, put under another, abolished; what an organisation was stays known for its days.

That it takes two persons, and who they are, is the caller's (`huiyin.structure`). Faults are raised
by argument name, within the lock.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from huiyin.audit import log
from huiyin.audit.actors import Actor
from huiyin.common.days import written

from .actions import end_membership
from .models import EarlierStanding, Membership, Organisation

ONE_DAY = timedelta(days=1)
hindrances: list[Callable[[Organisation], str]] = []
"""What others hold that forbids the end of an agency: a sentence, or nothing."""


@transaction.atomic
def set_up(
    agency: Organisation, *, name: str, short_name: str, slug: str, parent: Organisation | None,
    day: date, actor: Actor, at: datetime,
) -> Organisation:  # fmt: skip
    """新设 of a unit of this agency, from a day on."""
    above = parent or agency
    _refuse(
        day=_not_to_come(day, at),
        slug="请填写网址标识，小写字母和数字，如 zhatu" if not slug else _taken(slug),
        name="请填写名称" if not name else _namesake(None, name, above),
        parent=_not_above(None, above, agency),
    )
    unit = Organisation(
        name=name, short_name=short_name or name, slug=slug, parent=above, founded_on=day
    )
    unit.full_clean()
    unit.save()
    log.record(actor, "organisations.set-up", unit, at=at, name=name, founded_on=day)
    return unit


@transaction.atomic
def change(
    organisation: Organisation, *, day: date, name: str, short_name: str,
    parent: Organisation | None, basis: str, actor: Actor, at: datetime,
) -> Organisation:  # fmt: skip
    """更名, 划转: from this day on it is called so and belongs there; what it was is kept."""
    one = _locked(organisation)
    first = _first_open_day(one)
    same = (one.name, one.short_name, one.parent_id) == (name, short_name, _key(parent))
    _refuse(
        day=_not_to_come(day, at)
        or (first and day < first and f"应不早于 {first}：此前的沿革已经登记")
        or (one.ended_on and day > one.ended_on and f"已于 {one.ended_on} 撤销")
        or (one.founded_on and day <= one.founded_on and f"应晚于成立日期 {one.founded_on}")
        or "",
        name="请填写名称" if not name else _namesake(one, name, parent),
        parent=_not_above(one, parent, one.agency),
    )
    if same:
        raise ValidationError("没有任何改动")
    _keep(one, day - ONE_DAY, one.name, one.short_name, one.parent, basis)
    before = one.name
    one.name, one.short_name, one.parent, one.changed_on = name, short_name, parent, day
    one.full_clean()
    one.save()
    log.record(
        actor, "organisations.change", one, at=at, since=day, basis=basis, former=before,
        name=name, parent=str(parent or ""),
    )  # fmt: skip
    return one


@transaction.atomic
def note_earlier(
    organisation: Organisation, *, day: date, name: str, short_name: str,
    parent: Organisation | None, basis: str, actor: Actor, at: datetime,
) -> Organisation:  # fmt: skip
    """补记沿革: until this day (included) it was called so; what is known of later days stays."""
    one = _locked(organisation)
    is_known = one.earlier.filter(until=day).exists()
    _refuse(
        day=("应早于今天" if day >= timezone.localdate(at) else "")
        or (one.founded_on and day < one.founded_on and f"早于成立日期 {one.founded_on}")
        or (one.ended_on and day >= one.ended_on and f"应早于撤销日期 {one.ended_on}")
        or (is_known and f"到 {day} 为止的沿革已经登记")
        or "",
        name="" if name else "请填写当时的名称",
    )
    _keep(one, day, name, short_name or name, parent or one.parent, basis)
    one.changed_on = max(day + ONE_DAY, one.changed_on or date.min)
    one.save(update_fields=["changed_on"])
    log.record(actor, "organisations.earlier", one, at=at, until=day, name=name, basis=basis)
    return one


@transaction.atomic
def found(organisation: Organisation, *, day: date, actor: Actor, at: datetime) -> Organisation:
    """登记成立日期: before it there was no such organisation, and no numbers of it."""
    one = _locked(organisation)
    earliest = one.earlier.order_by("until").values_list("until", flat=True).first()
    _refuse(
        day=_not_to_come(day, at)
        or (earliest and day > earliest and f"晚于已经登记的沿革（到 {earliest} 为止）")
        or (one.ended_on and day > one.ended_on and f"晚于撤销日期 {one.ended_on}")
        or ""
    )
    one.founded_on = day
    one.save(update_fields=["founded_on"])
    log.record(actor, "organisations.found", one, at=at, founded_on=day)
    return one


@transaction.atomic
def abolish(
    agency: Organisation, *, successor: Organisation | None, actor: Actor, at: datetime
) -> Organisation:
    """撤销机关: nothing of it may be open any more; its pages and numbers stay, its posts end today."""
    one, today = _locked(agency), timezone.localdate(at)
    if one.ended_on is not None:
        raise ValidationError(f"{one}已于 {one.ended_on} 撤销")
    open_ones = [said for hindrance in hindrances if (said := hindrance(one))]
    if one.units.standing().exists():
        open_ones.insert(0, "还有没有撤销的内设机构或者下级机关")
    if open_ones:
        raise ValidationError(f"还不能撤销{one}：{'；'.join(open_ones)}")
    if successor is not None and (
        successor.pk == one.pk or successor.ended_on is not None or not successor.is_agency
    ):
        raise ValidationError({"successor": "请选择没有撤销的另一个机关"})
    one.ended_on, one.successor = today, successor
    one.save()
    for held in Membership.objects.filter(post__organisation=one, until__isnull=True):
        end_membership(held, max(today, held.since), actor=actor, at=at)
    log.record(actor, "organisations.abolish", one, at=at, heir=str(successor or ""))
    return one


def _locked(organisation: Organisation) -> Organisation:
    return (
        Organisation.objects.select_for_update(of=("self",))
        .select_related("parent")
        .get(pk=organisation.pk)
    )


def _keep(
    one: Organisation, until: date, name: str, short_name: str, parent: Organisation | None,
    basis: str,
) -> None:  # fmt: skip
    row = EarlierStanding(
        organisation=one, until=until, name=name, short_name=short_name, parent=parent, basis=basis
    )
    row.full_clean()
    row.save()


def _first_open_day(one: Organisation) -> date | None:
    """A change takes effect no earlier: the days before are said already."""
    last: date | None = one.earlier.aggregate(last=Max("until"))["last"]
    return last + 2 * ONE_DAY if last else None


def _key(one: Organisation | None) -> int | None:
    return one.pk if one else None


def _not_to_come(day: date, at: datetime) -> str:
    if day > timezone.localdate(at):
        return f"{written(day)}还没有到，请在生效当天或以后办理"
    return ""


def _taken(slug: str) -> str:
    return "网址标识已被使用，请换一个" if Organisation.objects.filter(slug=slug).exists() else ""


def _namesake(one: Organisation | None, name: str, parent: Organisation | None) -> str:
    """Two of one name under the same roof could not be told apart."""
    others = Organisation.objects.standing().filter(name=name, parent=parent)
    if one is not None:
        others = others.exclude(pk=one.pk)
    return "已有这个名称的机构" if others.exists() else ""


def _not_above(one: Organisation | None, parent: Organisation | None, agency: Organisation) -> str:
    """A unit belongs to its agency, directly or below another unit; nothing stands below itself."""
    if one is not None and one.is_agency:
        return "" if parent is None or _may_lead(one, parent) else "上级机构不能是本机关或其下级"
    if parent is None or parent.ended_on is not None or parent.agency.pk != agency.pk:
        return "请选择同一机关内没有撤销的机构"
    if one is not None and not _may_lead(one, parent):
        return "上级机构不能是本机构或其下级"
    if parent.pk != agency.pk and parent.parent_id != agency.pk:
        return "机关内最多两级内设机构"
    return ""


def _may_lead(one: Organisation, parent: Organisation) -> bool:
    node: Organisation | None = parent
    while node is not None and node.pk != one.pk:
        node = node.parent
    return node is None


def _refuse(**faults: str | bool | None) -> None:
    said = {name: str(fault) for name, fault in faults.items() if fault}
    if said:
        raise ValidationError(said)
