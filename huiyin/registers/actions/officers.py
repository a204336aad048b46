"""行政执法人员名录: entered, renewed, taken off; an expired certificate is off by itself."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError

from huiyin.audit.actors import Actor
from huiyin.casework.faults import refuse
from huiyin.casework.workflow import Workflow
from huiyin.personal.traces import private_in
from huiyin.registers import rules
from huiyin.registers.models import Officer
from huiyin.web import page_cache

from .by_two import apply, by_two, turn_down

State = Officer.State
workflow = Workflow(Officer)
BASIS = "国办发〔2018〕118号"
_SHOWN = ("reference", "name", "unit", "department", "post", "scope", "issuer")


@workflow.start("登记", rule=rules.may_enrol)
def register(officer: Officer, *, actor: Actor, at: datetime) -> Officer:
    """登记: an officer with a certificate comes on the list.

    Raises:
        ValidationError: a field is missing or cannot be, by field name.
    """
    ready(officer, actor, at.date())
    officer.clean_fields()
    check(officer, at.date())  # says at which field; the constraint of the table does not
    officer.full_clean()
    page_cache.changed()
    return officer


def register_many(officers: Iterable[Officer], *, actor: Actor, at: datetime) -> list[Officer]:
    """登记 of rows that `check` has passed before; in one transaction."""
    made = list(officers)
    for officer in made:
        ready(officer, actor, at.date())
    registered = workflow.start_many("register", made, actor=actor, at=at)
    page_cache.changed()
    return registered


def ready(officer: Officer, actor: Actor, day: date) -> None:
    """A person's entry waits for another; who is off the list is shown to nobody."""
    officer.state = State.WITHDRAWN if officer.withdrawn_on else State.ACTIVE
    if actor.is_person and officer.state == State.ACTIVE:
        officer.state = State.PROPOSED
        officer.note_writer(actor)
        officer.wait_from(day)


def check(officer: Officer, today: date) -> None:
    """What cannot be; above all nothing private may stand where everybody reads.

    Raises:
        ValidationError: by field name, each message says what to do.
    """
    wrong: dict[str, str] = {}
    if officer.issued_on > today:
        wrong["issued_on"] = f"发证日期 {officer.issued_on} 晚于今天，请核对"
    elif officer.valid_until < officer.issued_on:
        wrong["valid_until"] = f"有效期至 {officer.valid_until} 早于发证日期，请核对"
    if officer.withdrawn_on and officer.withdrawn_on > today:
        wrong["withdrawn_on"] = f"注销日期 {officer.withdrawn_on} 晚于今天，请核对"
    for name in _SHOWN:
        text = str(getattr(officer, name))
        if label := private_in(text, is_code=name == "reference"):
            wrong[name] = f"这里像是{label}。名录对外公开，不得填写个人信息"
    refuse(wrong)


def take_in(officer: Officer, *, actor: Actor, at: datetime, values: dict[str, Any]) -> Officer:
    """What a row of a table says of a known officer: taken off, or changed."""
    told = dict(values)
    if day := told.pop("withdrawn_on", None):
        reason = told.pop("withdraw_reason", "")
        if told:
            officer = _amended(officer, told, actor, at)
        return withdraw(officer, actor=actor, at=at, withdrawn_on=day, reason=reason)
    return _amended(officer, told, actor, at)


def _amended(officer: Officer, values: dict[str, Any], actor: Actor, at: datetime) -> Officer:
    """What the system read is approved at once; a person's row waits for another."""
    amended = amend(officer, actor=actor, at=at, values=values)
    return amended if actor.is_person else approve(amended, actor=actor, at=at)


@workflow.move("换证延期", sources={State.ACTIVE}, rule=rules.may_keep_officer, basis=BASIS)
@by_two(Officer)
def renew(
    officer: Officer, *, actor: Actor, at: datetime, issued_on: date, valid_until: date
) -> None:
    """换证延期: the same number, a new period."""
    if valid_until <= officer.valid_until:
        raise ValidationError({"valid_until": f"新的有效期应晚于原有效期 {officer.valid_until}"})
    officer.issued_on, officer.valid_until = issued_on, valid_until
    check(officer, at.date())
    page_cache.changed()


@workflow.move("更正", sources={State.PROPOSED, State.ACTIVE}, rule=rules.may_keep_officer)
@by_two(Officer)
def amend(officer: Officer, *, actor: Actor, at: datetime, values: dict[str, Any]) -> None:
    """更正: fields are set to what they should be; before and after are in the audit log."""
    for name, value in values.items():
        setattr(officer, name, value)
    officer.clean_fields(exclude={f.name for f in officer._meta.fields if f.attname not in values})
    check(officer, at.date())
    officer.validate_constraints()
    page_cache.changed()


@workflow.move(
    "核准公开",
    sources={State.PROPOSED, State.ACTIVE},
    rule=rules.may_release_officer,
    basis=BASIS,
    bulk=True,
)
def approve(officer: Officer, *, actor: Actor, at: datetime) -> None:
    """核准: what another person entered or proposed is public from now on, word for word."""
    if officer.state == State.PROPOSED:
        officer.state = State.ACTIVE
        officer.put_aside()
        check(officer, at.date())
    else:
        apply(officer, actor=actor, at=at)
    page_cache.changed()


@workflow.move("退回", sources={State.PROPOSED, State.ACTIVE}, rule=rules.may_release_officer)
def send_back(officer: Officer, *, actor: Actor, at: datetime, reason: str) -> None:
    """退回: the list stays as it is; who was never on it is void."""
    turn_down(officer, reason)


@workflow.move(
    "注销",
    sources={State.PROPOSED, State.ACTIVE},
    target=State.WITHDRAWN,
    rule=rules.may_keep_officer,
    basis=BASIS,
    bulk=True,
)
def withdraw(
    officer: Officer, *, actor: Actor, at: datetime, withdrawn_on: date, reason: str
) -> None:
    """注销: retired, moved, or the certificate was called in; off the public list at once.

    By one person: nobody may enforce whose certificate is gone (行政处罚法第四十二条).
    """
    if not reason.strip():
        raise ValidationError({"reason": "请写明注销原因"})
    officer.withdrawn_on, officer.withdraw_reason = withdrawn_on, reason.strip()
    officer.put_aside()
    if withdrawn_on < officer.issued_on:
        raise ValidationError({"withdrawn_on": "注销日期早于发证日期，请核对"})
    check(officer, at.date())
    page_cache.changed()


@workflow.move(
    "作废（录入错误）",
    sources={State.PROPOSED, State.ACTIVE, State.WITHDRAWN},
    target=State.VOIDED,
    rule=rules.may_void,
)
def void(officer: Officer, *, actor: Actor, at: datetime, reason: str) -> None:
    """作废: entered in error; kept, shown to nobody outside, counted nowhere."""
    officer.void_because(reason)
    officer.put_aside()
    page_cache.changed()
