"""办件表导入: applications that another system has handled, as far as it has handled them."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects

from huiyin.approvals.models import LicenceApplication, Outcome
from huiyin.audit.actors import Actor
from huiyin.casework.faults import refuse
from huiyin.licensing.models import Licence
from huiyin.workdays.load import steady

from .flow import HANDLE, State, workflow
from .intake import check, only_told, settle

REACHED = (
    ("delivered_on", State.DELIVERED),
    ("decided_on", State.DECIDED),
    ("withdrawn_on", State.WITHDRAWN),
    ("unaccepted_on", State.UNACCEPTED),
    ("accepted_on", State.ACCEPTED),
    ("corrected_on", State.RECEIVED),
    ("notified_on", State.CORRECTING),
)
"""The last thing that happened, by its day, tells the state; without any it waits to be accepted."""
ORDER = ("received_on", "notified_on", "corrected_on", "accepted_on", "decided_on", "delivered_on")
LABELS = {
    column.name: str(column.verbose_name) for column in LicenceApplication._meta.concrete_fields
}


def state_of(application: LicenceApplication) -> str:
    """状态, as its days tell it."""
    states = (state for name, state in REACHED if getattr(application, name))
    return next(states, State.RECEIVED)


def fill_in(application: LicenceApplication) -> None:
    """State, days and links of a row of a table.

    Raises:
        ValidationError: by field name; no rule for its matter, no such licence.
    """
    application.state, stated = state_of(application), application.decide_due_on
    application.decide_due_on = None
    settle(application)
    _keep_due_day(application, stated)
    application.licence = _licence(application)
    application.grant_content = application.grant_content or application.content


def _keep_due_day(application: LicenceApplication, stated: date | None) -> None:
    """决定期限 of a decided one is as the other system says, which knew its extensions and standstills."""
    if stated is None or stated == application.decide_due_on:
        return
    if application.decided_on is None:
        said = "还没有决定的，期限由系统计算，请留空；延长、暂停计时的，请导入后在办件上办理"
        raise ValidationError({"decide_due_on": said})
    application.decide_due_on = stated


def check_row(application: LicenceApplication, today: date) -> None:
    """What cannot be of an application that a table tells of.

    Raises:
        ValidationError: by field name, each message says what to do.
    """
    if application.pk is not None:
        only_told(application)
    else:
        refuse(_days(application, today) | _ends(application))
        fill_in(application)
    check(application, today)


def _days(application: LicenceApplication, today: date) -> dict[str, str]:
    """Each step after the one before it, and none in the future."""
    wrong: dict[str, str] = {}
    last = ORDER[0]
    for name in (*ORDER, "withdrawn_on", "unaccepted_on"):
        day = getattr(application, name)
        if day and day > today:
            wrong[name] = f"{LABELS[name]} {day} 晚于今天，请核对"
        if day and day < getattr(application, last):
            wrong[name] = f"{LABELS[name]} {day} 早于{LABELS[last]}，请核对"
        last = name if day and name in ORDER else last
    return wrong


class Needs(NamedTuple):
    """Of two columns: where the first is filled in, the second must be, too."""

    given: str
    needed: str
    said: str


NEEDED = (
    Needs("corrected_on", "notified_on", "收到过补正材料的，请填写告知补正日期"),
    Needs("notified_on", "lacking", "告知过补正的，请写明需要补正的内容"),
    Needs("decided_on", "accepted_on", "已经决定的，请填写受理日期"),
    Needs("decided_on", "outcome", "已经决定的，请填写“准予许可”或者“不予许可”"),
    Needs("outcome", "decided_on", "填写了决定结果的，请填写决定日期；还没有决定的，请留空"),
    Needs("delivered_on", "decided_on", "已经送达的，请填写决定日期"),
    Needs("unaccepted_on", "reason", "不予受理的，请填写理由"),
)  # fmt: skip
ONE_END = ("decided_on", "withdrawn_on", "unaccepted_on")


def _ends(application: LicenceApplication) -> dict[str, str]:
    wrong = {
        one.needed: one.said
        for one in NEEDED
        if getattr(application, one.given) and not getattr(application, one.needed)
    }
    ends = [name for name in ONE_END if getattr(application, name)]
    if len(ends) > 1:
        wrong[ends[1]] = f"{LABELS[ends[0]]}和{LABELS[ends[1]]}只能填写一个，请核对"
    if application.unaccepted_on and application.accepted_on:
        wrong["unaccepted_on"] = "已经受理的不能再不予受理，请核对"
    if application.outcome == Outcome.REFUSED and not application.reason:
        wrong["reason"] = "不予许可的，请填写理由"
    if application.outcome == Outcome.GRANTED and not application.grant_reference:
        wrong["grant_reference"] = "准予许可的，请填写决定文书号"
    return wrong


def _licence(application: LicenceApplication) -> Licence | None:
    """The licence that was granted, from the ledger of licences."""
    if application.outcome != Outcome.GRANTED or not application.decided_on:
        return None
    reference = application.grant_reference
    licence: Licence | None = (
        Licence.objects.valid().filter(agency=application.agency_id, reference=reference).first()
    )
    if licence is None:
        said = f"许可台账里没有 {reference}，请先导入行政许可台账"
    elif licence.decided_on != application.decided_on:
        said = f"许可台账里 {reference} 的决定日期是 {licence.decided_on}，请核对"
    elif LicenceApplication.objects.filter(licence=licence).exists():
        said = f"{reference} 已经有一件办件，请核对"
    else:
        return licence
    raise ValidationError({"grant_reference": said})


@workflow.start("办件表导入", rule=HANDLE)
def take_over(application: LicenceApplication, *, actor: Actor, at: datetime) -> LicenceApplication:
    """办件表导入 of one: handled elsewhere so far, and from here on in this system.

    Raises:
        ValidationError: by field name.
    """
    check_row(application, at.date())
    application.clean_fields()
    return application


def take_over_many(
    applications: Iterable[LicenceApplication], *, actor: Actor, at: datetime
) -> list[LicenceApplication]:
    """办件表导入 of rows that `check_row` has passed before; in one transaction."""
    batch = list(applications)
    prefetch_related_objects(batch, "agency")
    with steady():
        for application in batch:
            fill_in(application)
    return workflow.start_many("take_over", batch, actor=actor, at=at)
