"""拟办结 without an answer: what was silently given up, or given up as the office tells."""

from datetime import date, datetime
from typing import Annotated

from django.core.exceptions import ValidationError
from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.casework.forms import DayField, LineField
from huiyin.foi import rules
from huiyin.foi.models import Application, Decision
from huiyin.foi.papers import leaving
from huiyin.foi.papers.issuing import Letter, draft_of
from huiyin.foi.papers.kinds import telling

from .asked import HOW_WITHDRAWN
from .flow import State, enter_end, not_before, not_later, workflow


def enter_ending(
    application: Application,
    decision: str,
    day: date,
    number: str,
    letter: Letter,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    """With all that its notice will say: whoever compares it reads the letter that will leave."""
    if letter is not None:
        if number:
            raise ValidationError({"number": "随文书的，文号由系统编号，不必填写"})
        ready = draft_of(application, telling(decision).key)
        letter = {**(ready.facts if ready else {}), **letter}
    enter_end(application, decision, day, number=number, letter=letter, actor=actor)
    leaving.check_notice(application, timezone.localdate(at))


@workflow.move(
    "登记申请人撤回",
    sources=Application.OPEN - {State.SUBMITTED, State.ENTERED},
    target=State.ENTERED,
    rule=rules.HANDLE,
    basis="条例第四十九条（年度报告“其他处理”）",
)
def enter_withdrawal(
    application: Application,
    *,
    actor: Actor,
    at: datetime,
    withdrawn_on: Annotated[date, DayField("撤回日期")],
    note: Annotated[str, LineField("撤回的方式", 200, help_text=HOW_WITHDRAWN)],
    letter: Letter = None,
) -> None:
    """登记撤回: the applicant told the office; counted as (六)3 once another has compared it."""
    not_later("withdrawn_on", withdrawn_on, at)
    not_before("withdrawn_on", withdrawn_on, application.received_on, "收到日期")
    enter_ending(application, Decision.OTHER, withdrawn_on, "", letter, actor=actor, at=at)
