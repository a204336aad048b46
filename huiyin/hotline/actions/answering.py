"""答复: drafted from what the units have said, read and sent by another person."""

from datetime import date, datetime
from typing import Annotated

from huiyin.audit.actors import Actor
from huiyin.casework.arguments import NeededWhen, Reason
from huiyin.casework.forms import ChoiceField, DayField, LineField, TextField
from huiyin.coordination import actions as tasks
from huiyin.coordination.models import Assignment
from huiyin.coordination.rules import assistants_reported, may_report
from huiyin.hotline import rules, telling
from huiyin.hotline.models import EndReason, RequestKind, ServiceRequest

from .converting import take_other_way
from .deferring import begin_deferral, plan_deferral
from .joining import correct_children
from .publishing import hide
from .registering import State, check_course, workflow
from .units import SELF, led_by
from .wishes import EXTENSION, PAUSE, forget

CONFIDENTIALLY = "已拟答复，内容见保密工单"
END_REASONS = [("", "办理并答复"), *EndReason.choices]
WHEN = NeededWhen("现在不能解决、答复后挂账的必填")
LOOK = DayField("下次查看日期", required=False)


@workflow.move(
    "拟答复",
    sources={State.ASSIGNED, State.DRAFTED},
    target=State.DRAFTED,
    rule=rules.may_draft,
    guard=assistants_reported,
    limited=True,
)
def draft(
    request: ServiceRequest,
    *,
    actor: Actor,
    at: datetime,
    draft_text: Annotated[str, TextField("答复内容", 5000, rows=10)],
    end_reason: Annotated[
        str, ChoiceField("办理结果", END_REASONS, required=False), NeededWhen("不再受理的选理由")
    ] = "",
    deferral_reason: Annotated[str, LineField("挂账的理由", 300, required=False), WHEN] = "",
    deferral_plan: Annotated[str, TextField("解决计划", 1000, required=False), WHEN] = "",
    next_look_on: Annotated[date | None, LOOK, WHEN] = None,
) -> None:
    """拟答复: one answer to all that was asked, or the explanation why it is not handled further."""
    request.draft_text, request.end_reason, request.convert_to = draft_text, end_reason, ""
    plan_deferral(request, deferral_reason, deferral_plan, next_look_on, at.date())
    request.note_writer(actor)
    request.note_handler(actor)
    lead = led_by(request)
    if lead is not None:
        request.note_handlers(lead.handlers)
    if lead is not None and lead.state in Assignment.UNREPORTED:
        by = actor if may_report(actor, lead) else SELF
        # the answer itself is what the lead says; its whole unit reads the task
        opinion = CONFIDENTIALLY if request.is_confidential else draft_text
        tasks.contribute(lead, opinion=opinion, reported_on=at.date(), actor=by, at=at)


@workflow.move("退回修改", sources={State.DRAFTED}, rule=rules.may_review, limited=True)
def revise(request: ServiceRequest, *, actor: Actor, at: datetime, reason: Reason) -> None:
    """退回修改: the draft is kept, to be written anew; the lead has it again, where there is one."""
    request.note_handler(actor)
    lead = led_by(request)
    request.state = State.ASSIGNED if lead is not None else State.RECEIVED
    if lead is not None and lead.state == Assignment.State.REPORTED:
        tasks.ask_again(lead, actor=SELF, at=at, reason=reason)


@workflow.move(
    "审核并答复",
    sources={State.DRAFTED},
    target=State.ANSWERED,
    rule=rules.may_review,
    limited=True,
)
def approve(request: ServiceRequest, *, actor: Actor, at: datetime) -> None:
    """审核并答复: another person approves the answer; the asker can read it and is notified."""
    request.answer_text, request.draft_text = request.draft_text, ""
    request.answered_on = at.date()
    request.note_reviewer(actor)
    check_course(request, at.date())
    forget(request, EXTENSION, PAUSE)
    take_other_way(request, actor, at)
    begin_deferral(request, actor, at)
    telling.answered(request, at)


@workflow.move("拟更正答复", sources={State.ANSWERED}, rule=rules.ANSWER)
def correct(
    request: ServiceRequest,
    *,
    actor: Actor,
    at: datetime,
    draft_text: Annotated[str, TextField("答复内容", 5000, rows=10)],
) -> None:
    """拟更正答复: the answer stays in force until another person approves the new one."""
    request.draft_text = draft_text
    request.note_writer(actor)
    request.note_handler(actor)


def _is_corrected(request: ServiceRequest, day: date) -> str:
    return "" if request.draft_text else "没有待审核的更正"


@workflow.move("审核更正", sources={State.ANSWERED}, rule=rules.may_review, guard=_is_corrected)
def approve_correction(request: ServiceRequest, *, actor: Actor, at: datetime) -> None:
    """审核更正: the day of the answer stays; what the portal shows must be published anew."""
    former = request.answer_text
    request.answer_text, request.draft_text = request.draft_text, ""
    request.note_reviewer(actor)
    hide(request)
    telling.answered(request, at)
    correct_children(request, former, at)


def on_the_spot(request: ServiceRequest, day: date) -> str:
    """Why it is no question that is answered while its asker listens; empty where it is."""
    if request.is_again:
        return "重办的工单要换人审核，请交办"
    is_asked_aloud = request.request_kind == RequestKind.ENQUIRY and request.channel.is_spoken
    return "" if is_asked_aloud else "只有电话、当面的咨询可以当场答复，其他的请交办"


@workflow.move(
    "当场答复",
    sources={State.RECEIVED},
    target=State.ANSWERED,
    rule=rules.ANSWER,
    guard=on_the_spot,
    limited=True,
)
def answer_at_once(
    request: ServiceRequest,
    *,
    actor: Actor,
    at: datetime,
    answer_text: Annotated[str, TextField("答复内容", 5000, rows=6)],
) -> None:
    """当场答复: a question that was answered while its asker was still on the line."""
    request.answer_text, request.answered_on = answer_text, request.received_on
    request.contacted_at = at
    request.note_writer(actor)
    request.note_reviewer(actor)
    check_course(request, at.date())
    forget(request, EXTENSION, PAUSE)
