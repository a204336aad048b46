"""拟办结 without an answer: what was silently given up, or given up as the office tells."""

from datetime import date, datetime

from django.core.exceptions import ValidationError

from huiyin.audit.actors import Actor
from huiyin.foi import rules
from huiyin.foi.models import Application, Decision, PaperKind
from huiyin.foi.papers import leaving
from huiyin.foi.papers.issuing import Letter, draft_of

from .flow import State, enter_end, filled, not_before, not_later, workflow


def enter_lapse(
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
        ready = draft_of(application, PaperKind.OTHER)
        letter = {**(ready.facts if ready else {}), **letter}
    enter_end(application, decision, day, number=number, letter=letter, actor=actor)
    leaving.check_notice(application, at.date())


@workflow.move(
    "登记申请人撤回",
    sources=Application.OPEN - {State.SUBMITTED, State.ENTERED},
    target=State.ENTERED,
    rule=rules.may_handle,
    basis="条例第四十九条（年度报告“其他处理”）",
)
def enter_withdrawal(
    application: Application, *, actor: Actor, at: datetime, withdrawn_on: date, note: str
) -> None:
    """登记撤回: the applicant told the office; counted as (六)3 once another has compared it."""
    filled("note", note, "申请人以什么方式撤回（如书面、电话，何时）")
    not_later("withdrawn_on", withdrawn_on, at)
    not_before("withdrawn_on", withdrawn_on, application.received_on, "收到日期")
    enter_end(application, Decision.OTHER, withdrawn_on, actor=actor)
