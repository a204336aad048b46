"""行政执法人员名录: entered, renewed, taken off; an expired certificate is off by itself."""

from datetime import date, datetime
from typing import Annotated, Any

from django.core.exceptions import ValidationError

from huiyin.audit.actors import Actor
from huiyin.casework.arguments import Reason
from huiyin.casework.faults import refuse
from huiyin.casework.forms import DayField, TextField
from huiyin.casework.ordinary import Ordinary, put
from huiyin.casework.shown import Shown
from huiyin.casework.workflow import Workflow
from huiyin.personal.traces import private_in
from huiyin.registers.by_two import apply, by_two, nothing_waits, something_waits, turn_down
from huiyin.registers.rules import VOID

from . import rules
from .models import Officer, PastCertificate

State = Officer.State
workflow = Workflow(Officer, shown=Shown(lambda officer: officer.is_public))
BASIS = "国办发〔2018〕118号"
_SHOWN = ("reference", "name", "unit", "department", "post", "scope", "issuer")


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


ordinary = Ordinary(workflow, ready, check)
register = ordinary.register(rules.KEEP)
register_many = ordinary.register_many
void = ordinary.void(VOID, then=lambda officer, actor: officer.put_aside())


def take_in(officer: Officer, *, actor: Actor, at: datetime, values: dict[str, Any]) -> Officer:
    """Applies a row of an imported table to a known officer: withdrawn, or changed."""
    remaining = dict(values)
    if day := remaining.pop("withdrawn_on", None):
        reason = remaining.pop("withdraw_reason", "")
        if remaining:
            officer = _amended(officer, remaining, actor, at)
        return withdraw(officer, actor=actor, at=at, withdrawn_on=day, reason=reason)
    if _is_renewal(officer, remaining):
        days = {name: remaining.pop(name) for name in ("issued_on", "valid_until")}
        officer = renew(officer, actor=actor, at=at, **days)
        officer = officer if actor.is_person else approve(officer, actor=actor, at=at)
    return _amended(officer, remaining, actor, at) if remaining else officer


def _is_renewal(officer: Officer, values: dict[str, Any]) -> bool:
    """Both days lie later: another certificate of that number, no slip of the pen."""
    issued, until = values.get("issued_on"), values.get("valid_until")
    return bool(issued and until and issued > officer.issued_on and until > officer.valid_until)


def _amended(officer: Officer, values: dict[str, Any], actor: Actor, at: datetime) -> Officer:
    """What the system read is approved at once; a person's row waits for another."""
    amended = amend(officer, actor=actor, at=at, values=values)
    return amended if actor.is_person else approve(amended, actor=actor, at=at)


@workflow.move(
    "换证延期", sources={State.ACTIVE}, rule=rules.KEEP, guard=nothing_waits, basis=BASIS
)
@by_two(Officer)
def renew(
    officer: Officer,
    *,
    actor: Actor,
    at: datetime,
    issued_on: Annotated[date, DayField("新证发证日期")],
    valid_until: Annotated[date, DayField("新的有效期至", initial=None)],
) -> None:
    """换证延期: the same number, a new period; the one before is kept."""
    if valid_until <= officer.valid_until:
        raise ValidationError({"valid_until": f"新的有效期应晚于原有效期 {officer.valid_until}"})
    before = (officer.issued_on, officer.valid_until)
    officer.issued_on, officer.valid_until = issued_on, valid_until
    check(officer, at.date())
    PastCertificate.objects.create(officer=officer, issued_on=before[0], valid_until=before[1])


@workflow.move("更正", sources={State.PROPOSED, State.ACTIVE}, rule=rules.KEEP, guard=nothing_waits)
@by_two(Officer)
def amend(officer: Officer, *, actor: Actor, at: datetime, values: dict[str, Any]) -> None:
    """更正: fields are set to what they should be; before and after are in the audit log."""
    put(officer, values)
    check(officer, at.date())
    officer.validate_constraints()


@workflow.move(
    "核准公开",
    sources={State.PROPOSED, State.ACTIVE},
    rule=rules.BY_ANOTHER,
    guard=something_waits,
    basis=BASIS,
    bulk=True,
)
def approve(officer: Officer, *, actor: Actor, at: datetime) -> None:
    """核准: what another person entered or proposed is public from now on, word for word."""
    if officer.state == State.PROPOSED:
        officer.state = State.ACTIVE
        officer.put_aside()
        officer.approved_on = at.date()
        check(officer, at.date())
    else:
        apply(officer, actor=actor, at=at)


@workflow.move(
    "退回",
    sources={State.PROPOSED, State.ACTIVE},
    rule=rules.BY_ANOTHER,
    guard=something_waits,
)
def send_back(officer: Officer, *, actor: Actor, at: datetime, reason: Reason) -> None:
    """退回: the list stays as it is; who was never on it is void."""
    turn_down(officer, reason)


@workflow.move(
    "注销",
    sources={State.PROPOSED, State.ACTIVE},
    target=State.WITHDRAWN,
    rule=rules.KEEP,
    basis=BASIS,
    bulk=True,
)
def withdraw(
    officer: Officer,
    *,
    actor: Actor,
    at: datetime,
    withdrawn_on: Annotated[date, DayField("注销日期")],
    reason: Annotated[str, TextField("注销原因", 300)],
) -> None:
    """注销: retired, moved, or the certificate was called in; off the public list at once.

    By one person: nobody may enforce whose certificate is gone (行政处罚法第四十二条).
    """
    officer.withdrawn_on, officer.withdraw_reason = withdrawn_on, reason
    officer.put_aside()
    if withdrawn_on < officer.issued_on:
        raise ValidationError({"withdrawn_on": "注销日期早于发证日期，请核对"})
    check(officer, at.date())
