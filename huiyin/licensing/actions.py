"""Every write to the licence ledger."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError

from huiyin.audit.actors import Actor
from huiyin.casework.deadlines import reckon
from huiyin.casework.faults import refuse
from huiyin.casework.recount import by_the_system
from huiyin.casework.workflow import Workflow
from huiyin.web import page_cache
from huiyin.workdays.calendar import WorkCalendar
from huiyin.workdays.load import calendar

from . import deadlines, rules
from .models import HolderKind, Licence

State = Licence.State
workflow = Workflow(Licence)


@workflow.start("登记", rule=rules.may_register)
def register(licence: Licence, *, actor: Actor, at: datetime) -> Licence:
    """登记: a decision goes into the ledger. `licence` is unsaved; its state and dates are set here.

    Raises:
        ValidationError: a field is missing or cannot be, by field name.
    """
    ready(licence, calendar(licence.agency.region))
    licence.full_clean()
    check(licence, at.date())
    if licence.published_on:
        page_cache.changed()
    return licence


def register_many(licences: Iterable[Licence], *, actor: Actor, at: datetime) -> list[Licence]:
    """登记 of rows that `check` has passed before; in one transaction."""
    made = list(licences)
    if made:
        days = calendar(made[0].agency.region)
        for licence in made:
            ready(licence, days)
    registered = workflow.start_many("register", made, actor=actor, at=at)
    page_cache.changed()
    return registered


def ready(licence: Licence, days: WorkCalendar) -> None:
    """State and publication limit of a new licence."""
    licence.state = State.VALID
    licence.publish_due_on = _publish_due(licence.decided_on, days)


@lru_cache(maxsize=4096)
def _publish_due(decided_on: date, days: WorkCalendar) -> date:
    """Thousands of decisions of an import share a few hundred days."""
    due = reckon(deadlines.LICENCE_PUBLISH, decided_on, days).due
    assert due is not None  # noqa: S101 - this limit cannot be suspended
    return due


def check(licence: Licence, today: date) -> None:
    """What cannot be, beyond the form of the single fields.

    Raises:
        ValidationError: by field name, each message says what to do.
    """
    wrong: dict[str, str] = {}
    if licence.decided_on > today:
        wrong["decided_on"] = f"决定日期 {licence.decided_on} 晚于今天，请核对"
    if licence.valid_to < licence.valid_from:
        wrong["valid_to"] = f"有效期至 {licence.valid_to} 早于有效期自 {licence.valid_from}，请核对"
    if licence.published_on and licence.published_on > today:
        wrong["published_on"] = f"公示日期 {licence.published_on} 晚于今天，请核对"
    elif licence.published_on and licence.published_on < licence.decided_on <= today:
        wrong["published_on"] = f"公示日期 {licence.published_on} 早于决定日期，请核对"
    if licence.holder_kind == HolderKind.ORGANISATION and not licence.holder_uscc:
        wrong["holder_uscc"] = "法人及非法人组织必须填写统一社会信用代码"
    refuse(wrong)


@workflow.move(
    "公示",
    sources={State.VALID},
    rule=rules.may_publish,
    bulk=True,
    basis="发改办财金〔2018〕424号",
)
def publish(licence: Licence, *, actor: Actor, at: datetime) -> None:
    """公示: the decision appears on the portal."""
    if licence.published_on is not None:
        raise ValidationError("这件许可已经公示")
    licence.published_on = at.date()
    page_cache.changed()


@workflow.move("更正", sources={State.VALID}, rule=rules.may_amend)
def amend(licence: Licence, *, actor: Actor, at: datetime, values: dict[str, Any]) -> None:
    """更正: fields are set to what the source says now; before and after are in the audit log."""
    for name, value in values.items():
        setattr(licence, name, value)
    licence.clean_fields(exclude={f.name for f in licence._meta.fields if f.attname not in values})
    check(licence, at.date())
    due = reckon(deadlines.LICENCE_PUBLISH, licence.decided_on, calendar(licence.agency.region)).due
    licence.publish_due_on = due or licence.publish_due_on
    licence.validate_constraints()
    page_cache.changed()


@workflow.move(
    "撤销",
    sources={State.VALID},
    target=State.REVOKED,
    rule=rules.may_void,
    basis="行政许可法第六十九条",
)
def revoke(licence: Licence, *, actor: Actor, at: datetime, reason: str) -> None:
    """撤销: the decision was lawful ledger but is revoked; it stays counted as decided."""
    licence.remark = f"{licence.remark} 撤销原因：{reason}".strip()[:512]
    licence.status_code = "2"
    page_cache.changed()


@workflow.move(
    "注销",
    sources={State.VALID},
    target=State.CANCELLED,
    rule=rules.may_void,
    basis="行政许可法第七十条",
)
def cancel(licence: Licence, *, actor: Actor, at: datetime, reason: str) -> None:
    """注销: the licence has ended; it stays counted as decided."""
    licence.remark = f"{licence.remark} 注销原因：{reason}".strip()[:512]
    licence.status_code = "2"
    page_cache.changed()


@workflow.move("重算公示期限", sources={State.VALID}, rule=by_the_system)
def recount(licence: Licence, *, actor: Actor, at: datetime, because: str) -> None:
    """重算公示期限: the official calendar has changed."""
    licence.recount()


@workflow.move(
    "作废（录入错误）",
    sources={State.VALID, State.REVOKED, State.CANCELLED},
    target=State.VOIDED,
    rule=rules.may_void,
)
def void(licence: Licence, *, actor: Actor, at: datetime, reason: str) -> None:
    """作废: this record was entered in error; it is kept, shown to nobody outside, counted nowhere."""
    licence.void_because(reason)
    page_cache.changed()
