"""权责清单: entered, adjusted (the wording before is kept), taken off, put back."""

from datetime import date, datetime
from typing import Annotated, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.casework.arguments import Reason
from huiyin.casework.faults import refuse
from huiyin.casework.forms import DayField, TextField
from huiyin.casework.ordinary import Ordinary
from huiyin.casework.shown import Shown
from huiyin.casework.workflow import Workflow
from huiyin.personal.traces import private_in
from huiyin.registers.by_two import apply, by_two, nothing_waits, something_waits, turn_down
from huiyin.registers.rules import VOID
from huiyin.search import index

from . import rules
from .models import ENTRY_FIELDS, Power, PowerChange, PowerVersion

State = Power.State
BASIS = "中办发〔2015〕21号"


def search_entry(power: Power) -> index.Document | None:
    """What is off the list is not found, but kept to be looked up."""
    if power.state != State.EFFECTIVE:
        return None
    parts = (power.basis, power.responsibility, power.accountability, power.process)
    return index.Document(
        key=f"power:{power.pk}",
        url=f"/powers/{power.pk}/",
        title=f"{power.name}（{power.power_type}）",
        body="\n".join(filter(None, (power.subject, power.department, *parts))),
        published_on=power.listed_from,
        agency=power.agency.slug,
        agency_name=power.agency.short_name,
        column="/powers/",
        column_name="权责清单",
        index_number=power.reference,
    )


workflow = Workflow(Power, shown=Shown(lambda power: power.is_public, search_entry))


def ready(power: Power, actor: Actor, day: date) -> None:
    """State of a new entry, and since when it has been on the list; a person's waits for another."""
    power.state = State.PROPOSED if actor.is_person else _listed(power)
    power.note_writer(actor)
    if actor.is_person:
        power.wait_from(day)
    power.first_listed_on = power.first_listed_on or power.listed_from
    power.change_kind = power.change_kind or PowerChange.ADDED


def _listed(power: Power) -> State:
    return State.ABOLISHED if power.abolished_on else State.EFFECTIVE


def check(power: Power, today: date) -> None:
    """What cannot be, beyond the form of the single fields.

    Raises:
        ValidationError: by field name, each message says what to do.
    """
    wrong: dict[str, str] = {}
    if power.listed_from > today:
        wrong["listed_from"] = f"生效日期 {power.listed_from} 晚于今天，请在生效当天登记"
    if power.first_listed_on and power.first_listed_on > power.listed_from:
        wrong["first_listed_on"] = "首次列入日期晚于本版生效日期，请核对"
    if power.abolished_on and power.abolished_on <= power.listed_from:
        wrong["abolished_on"] = f"取消日期应晚于本版生效日期 {power.listed_from}"
    if power.abolished_on and power.abolished_on > today:
        wrong["abolished_on"] = f"取消日期 {power.abolished_on} 晚于今天，请在取消当天登记"
    if power.change_kind != PowerChange.ADDED and not power.change_reason:
        wrong["change_reason"] = "调整或恢复的事项请写明原因和依据文件"
    for name in _READ_BY_ALL:
        if label := private_in(getattr(power, name), is_long=True):
            wrong[name] = f"这里像是{label}。清单对外公开，不得填写个人信息"
    refuse(wrong)


ordinary = Ordinary(workflow, ready, check)
register = ordinary.register(rules.KEEP)
register_many = ordinary.register_many
void = ordinary.void(VOID, then=lambda power, actor: power.put_aside())


def take_in(power: Power, *, actor: Actor, at: datetime, values: dict[str, Any]) -> Power:
    """Applies a row of an imported table to a known power: abolished, adjusted or corrected."""
    remaining, power = dict(values), Power.objects.get(pk=power.pk)  # as it is, not as the row says
    if day := remaining.pop("abolished_on", None):
        reason = remaining.pop("abolish_reason", "")
        with transaction.atomic():
            if remaining:
                power = take_in(power, actor=actor, at=at, values=remaining)
            abolished = abolish(power, actor=actor, at=at, abolished_on=day, reason=reason)
            return _let_out(abolished, actor, at)
    since = remaining.get("listed_from")
    if since and since > power.listed_from:
        reason = remaining.pop("change_reason", "")
        remaining.pop("change_kind", None)
        adjusted = adjust(
            power,
            actor=actor,
            at=at,
            since=remaining.pop("listed_from"),
            reason=reason,
            values=remaining,
        )
        return _let_out(adjusted, actor, at)
    return _let_out(amend(power, actor=actor, at=at, values=remaining), actor, at)


def _let_out(power: Power, actor: Actor, at: datetime) -> Power:
    """What the system read is approved at once; a person's row waits for another."""
    return power if actor.is_person else approve(power, actor=actor, at=at)


_READ_BY_ALL = (
    "name", "basis", "subject", "department", "responsibility", "accountability", "process",
    "change_reason", "abolish_reason",
)  # fmt: skip


@workflow.move(
    "动态调整", sources={State.EFFECTIVE}, rule=rules.KEEP, guard=nothing_waits, basis=BASIS
)
@by_two(Power)
def adjust(
    power: Power,
    *,
    actor: Actor,
    at: datetime,
    since: Annotated[date, DayField("新版本生效日期")],
    reason: Annotated[str, TextField("调整原因和依据文件", 500)],
    values: dict[str, Any],
) -> None:
    """动态调整: the list says something else from a day on; what it said before is kept."""
    if since <= power.listed_from:
        raise ValidationError(
            {"since": f"生效日期应晚于现行版本的 {power.listed_from}；改错请用“更正”"}
        )
    _keep(power, until=since)
    for name, value in values.items():
        setattr(power, name, value)
    power.listed_from, power.change_reason = since, reason
    power.change_kind = PowerChange.ADJUSTED
    _changed(power, at, {"listed_from": "since", "change_reason": "reason"})


@workflow.move(
    "更正", sources={State.PROPOSED, State.EFFECTIVE}, rule=rules.KEEP, guard=nothing_waits
)
@by_two(Power)
def amend(power: Power, *, actor: Actor, at: datetime, values: dict[str, Any]) -> None:
    """更正: a slip of the pen in the present wording; before and after are in the audit log."""
    is_first = power.first_listed_on == power.listed_from
    for name, value in values.items():
        setattr(power, name, value)
    last = power.versions.first()
    if last and power.listed_from < last.listed_until:
        raise ValidationError(
            {"listed_from": f"生效日期不能早于上一版的失效日期 {last.listed_until}"}
        )
    if not last and "first_listed_on" not in values:
        first = power.listed_from if is_first else power.first_listed_on
        power.first_listed_on = min(first, power.listed_from)
    _changed(power, at, {})
    power.validate_constraints()


@workflow.move("取消", sources={State.EFFECTIVE}, rule=rules.KEEP, guard=nothing_waits, basis=BASIS)
@by_two(Power)
def abolish(
    power: Power,
    *,
    actor: Actor,
    at: datetime,
    abolished_on: Annotated[date, DayField("取消日期")],
    reason: Annotated[str, TextField("取消原因和依据文件", 500)],
) -> None:
    """取消: the power is off the list from that day on; its wording stays to be looked up."""
    power.abolished_on, power.abolish_reason = abolished_on, reason
    power.state = State.ABOLISHED
    check(power, at.date())


@workflow.move("恢复", sources={State.ABOLISHED}, rule=rules.KEEP, guard=nothing_waits)
@by_two(Power)
def restore(
    power: Power,
    *,
    actor: Actor,
    at: datetime,
    since: Annotated[date, DayField("恢复日期")],
    reason: Annotated[str, TextField("恢复原因和依据文件", 500)],
) -> None:
    """恢复: on the list again from a day on; the gap stays a gap."""
    if power.abolished_on is None or since < power.abolished_on:
        raise ValidationError({"since": f"恢复日期不能早于取消日期 {power.abolished_on}"})
    _keep(power, until=power.abolished_on)
    power.listed_from, power.change_reason = since, reason
    power.change_kind, power.abolished_on, power.abolish_reason = PowerChange.RESTORED, None, ""
    power.state = State.EFFECTIVE
    _changed(power, at, {"listed_from": "since", "change_reason": "reason"})


LISTED = {State.EFFECTIVE, State.ABOLISHED}


@workflow.move(
    "核准公开",
    sources={State.PROPOSED, *LISTED},
    rule=rules.BY_ANOTHER,
    guard=something_waits,
    basis=BASIS,
    bulk=True,
)
def approve(power: Power, *, actor: Actor, at: datetime) -> None:
    """核准: what another person entered or proposed is public from now on, word for word."""
    if power.state == State.PROPOSED:
        power.state = _listed(power)
        power.put_aside()
        power.approved_on = at.date()
        check(power, at.date())
    else:
        apply(power, actor=actor, at=at)


@workflow.move(
    "退回", sources={State.PROPOSED, *LISTED}, rule=rules.BY_ANOTHER, guard=something_waits
)
def send_back(power: Power, *, actor: Actor, at: datetime, reason: Reason) -> None:
    """退回: the list stays as it is; what was never on it is void."""
    turn_down(power, reason)


def _keep(power: Power, *, until: date) -> None:
    """The wording that was on the list, as it was."""
    before = Power.objects.get(pk=power.pk)
    PowerVersion.objects.create(power=power, listed_until=until, **before.entry())


def _changed(power: Power, at: datetime, names: dict[str, str]) -> None:
    """The present wording is whole and possible; `names` are the form's own."""
    try:
        power.clean_fields(exclude={f.name for f in power._meta.fields} - set(ENTRY_FIELDS))
        check(power, timezone.localdate(at))
    except ValidationError as error:
        raise ValidationError(
            {names.get(name, name): messages for name, messages in error.message_dict.items()}
        ) from error
