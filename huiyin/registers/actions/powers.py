"""权责清单: entered, adjusted (the wording before is kept), taken off, put back."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import wraps
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from huiyin.audit.actors import Actor
from huiyin.casework.faults import refuse
from huiyin.casework.workflow import Workflow
from huiyin.organisations.models import Organisation
from huiyin.personal.traces import private_in
from huiyin.registers import rules
from huiyin.registers.models import ENTRY_FIELDS, Power, PowerChange, PowerVersion
from huiyin.search import index
from huiyin.web import page_cache

from .by_two import apply, by_two, turn_down

State = Power.State
workflow = Workflow(Power)
BASIS = "中办发〔2015〕21号"


def _then_found(run: Callable[..., Power]) -> Callable[..., Power]:
    """What was entered is found by search from the same moment on; it needs its key for that."""

    @wraps(run)
    @transaction.atomic
    def through(power: Power, *, actor: Actor, at: datetime) -> Power:
        made = run(power, actor=actor, at=at)
        show([made])
        return made

    return through


@_then_found
@workflow.start("登记", rule=rules.may_list)
def register(power: Power, *, actor: Actor, at: datetime) -> Power:
    """登记: a power goes on the list. `power` is unsaved; its state is set here.

    Raises:
        ValidationError: a field is missing or cannot be, by field name.
    """
    ready(power, actor, at.date())
    power.clean_fields()
    check(power, at.date())
    power.full_clean()
    return power


def register_many(powers: Iterable[Power], *, actor: Actor, at: datetime) -> list[Power]:
    """登记 of rows that `check` has passed before; in one transaction."""
    made = list(powers)
    agencies = Organisation.objects.in_bulk({power.agency_id for power in made})
    for power in made:
        power.agency = agencies[power.agency_id]  # read once, not for each search entry
        ready(power, actor, at.date())
    with transaction.atomic():
        registered = workflow.start_many("register", made, actor=actor, at=at)
        show(registered)
    return registered


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


def show(powers: Iterable[Power]) -> None:
    """Pages and search say what the list says now."""
    every = list(powers)
    index.put(search_entry(power) for power in every if power.state == State.EFFECTIVE)
    index.drop(f"power:{power.pk}" for power in every if power.state != State.EFFECTIVE)
    page_cache.changed()


def search_entry(power: Power) -> index.Document:
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


def take_in(power: Power, *, actor: Actor, at: datetime, values: dict[str, Any]) -> Power:
    """What a row of a table says of a known power: taken off, adjusted since a later day, or corrected."""
    told, power = dict(values), Power.objects.get(pk=power.pk)  # as it is, not as the row says
    if day := told.pop("abolished_on", None):
        reason = told.pop("abolish_reason", "")
        with transaction.atomic():
            if told:
                power = take_in(power, actor=actor, at=at, values=told)
            gone = abolish(power, actor=actor, at=at, abolished_on=day, reason=reason)
            return _let_out(gone, actor, at)
    since = told.get("listed_from")
    if since and since > power.listed_from:
        reason = told.pop("change_reason", "")
        told.pop("change_kind", None)
        adjusted = adjust(
            power, actor=actor, at=at, since=told.pop("listed_from"), reason=reason, values=told
        )
        return _let_out(adjusted, actor, at)
    return _let_out(amend(power, actor=actor, at=at, values=told), actor, at)


def _let_out(power: Power, actor: Actor, at: datetime) -> Power:
    """What the system read is approved at once; a person's row waits for another."""
    return power if actor.is_person else approve(power, actor=actor, at=at)


_READ_BY_ALL = (
    "name", "basis", "subject", "department", "responsibility", "accountability", "process",
    "change_reason", "abolish_reason",
)  # fmt: skip


@workflow.move("动态调整", sources={State.EFFECTIVE}, rule=rules.may_keep_power, basis=BASIS)
@by_two(Power)
def adjust(
    power: Power,
    *,
    actor: Actor,
    at: datetime,
    since: date,
    reason: str,
    values: dict[str, Any],
) -> None:
    """动态调整: the list says something else from a day on; what it said before is kept."""
    if not reason.strip():
        raise ValidationError({"reason": "请写明调整原因和依据文件"})
    if since <= power.listed_from:
        raise ValidationError(
            {"since": f"生效日期应晚于现行版本的 {power.listed_from}；改错请用“更正”"}
        )
    _keep(power, until=since)
    for name, value in values.items():
        setattr(power, name, value)
    power.listed_from, power.change_reason = since, reason.strip()
    power.change_kind = PowerChange.ADJUSTED
    _changed(power, at, {"listed_from": "since", "change_reason": "reason"})


@workflow.move("更正", sources={State.PROPOSED, State.EFFECTIVE}, rule=rules.may_keep_power)
@by_two(Power)
def amend(power: Power, *, actor: Actor, at: datetime, values: dict[str, Any]) -> None:
    """更正: a slip of the pen in the present wording; before and after are in the audit log."""
    for name, value in values.items():
        setattr(power, name, value)
    last = power.versions.first()
    if last and power.listed_from < last.listed_until:
        raise ValidationError(
            {"listed_from": f"生效日期不能早于上一版的失效日期 {last.listed_until}"}
        )
    if not last and "first_listed_on" not in values:
        power.first_listed_on = min(power.first_listed_on, power.listed_from)
    _changed(power, at, {})
    power.validate_constraints()


@workflow.move("取消", sources={State.EFFECTIVE}, rule=rules.may_keep_power, basis=BASIS)
@by_two(Power)
def abolish(power: Power, *, actor: Actor, at: datetime, abolished_on: date, reason: str) -> None:
    """取消: the power is off the list from that day on; its wording stays to be looked up."""
    if not reason.strip():
        raise ValidationError({"reason": "请写明取消原因和依据文件"})
    power.abolished_on, power.abolish_reason = abolished_on, reason.strip()
    power.state = State.ABOLISHED
    check(power, at.date())
    index.drop([f"power:{power.pk}"])
    page_cache.changed()


@workflow.move("恢复", sources={State.ABOLISHED}, rule=rules.may_keep_power)
@by_two(Power)
def restore(power: Power, *, actor: Actor, at: datetime, since: date, reason: str) -> None:
    """恢复: on the list again from a day on; the gap stays a gap."""
    if not reason.strip():
        raise ValidationError({"reason": "请写明恢复原因和依据文件"})
    if power.abolished_on is None or since < power.abolished_on:
        raise ValidationError({"since": f"恢复日期不能早于取消日期 {power.abolished_on}"})
    _keep(power, until=power.abolished_on)
    power.listed_from, power.change_reason = since, reason.strip()
    power.change_kind, power.abolished_on, power.abolish_reason = PowerChange.RESTORED, None, ""
    power.state = State.EFFECTIVE
    _changed(power, at, {"listed_from": "since", "change_reason": "reason"})


LISTED = {State.EFFECTIVE, State.ABOLISHED}


@workflow.move(
    "核准公开",
    sources={State.PROPOSED, *LISTED},
    rule=rules.may_release_power,
    basis=BASIS,
    bulk=True,
)
def approve(power: Power, *, actor: Actor, at: datetime) -> None:
    """核准: what another person entered or proposed is public from now on, word for word."""
    if power.state == State.PROPOSED:
        power.state = _listed(power)
        power.put_aside()
        check(power, at.date())
    else:
        apply(power, actor=actor, at=at)
    show([power])


@workflow.move("退回", sources={State.PROPOSED, *LISTED}, rule=rules.may_release_power)
def send_back(power: Power, *, actor: Actor, at: datetime, reason: str) -> None:
    """退回: the list stays as it is; what was never on it is void."""
    turn_down(power, reason)


@workflow.move(
    "作废（录入错误）",
    sources={State.PROPOSED, *LISTED},
    target=State.VOIDED,
    rule=rules.may_void,
)
def void(power: Power, *, actor: Actor, at: datetime, reason: str) -> None:
    """作废: entered in error; kept, shown to nobody outside, counted nowhere."""
    power.void_because(reason)
    power.put_aside()
    index.drop([f"power:{power.pk}"])
    page_cache.changed()


def _keep(power: Power, *, until: date) -> None:
    """The wording that was on the list, as it was."""
    before = Power.objects.get(pk=power.pk)
    PowerVersion.objects.create(power=power, listed_until=until, **before.entry())


def _changed(power: Power, at: datetime, names: dict[str, str]) -> None:
    """The present wording is whole, possible, and found by search; `names` are the form's own."""
    try:
        power.clean_fields(exclude={f.name for f in power._meta.fields} - set(ENTRY_FIELDS))
        check(power, at.date())
    except ValidationError as error:
        raise ValidationError(
            {names.get(name, name): told for name, told in error.message_dict.items()}
        ) from error
    if power.state == State.EFFECTIVE:
        show([power])
