"""Every write to the proposals: from 交办 to the reply, what its proposer thinks of it, and what is promised."""

from datetime import date, datetime
from typing import Annotated

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from huiyin.audit.actors import Actor
from huiyin.casework.arguments import Reason
from huiyin.casework.deadlines import ClockEvent
from huiyin.casework.faults import refuse
from huiyin.casework.forms import (
    ChoiceField,
    DayField,
    NumberField,
    RecordField,
    TextField,
    TickField,
)
from huiyin.casework.ordinary import Ordinary
from huiyin.casework.rights import Another
from huiyin.casework.shown import Shown
from huiyin.casework.workflow import Workflow
from huiyin.coordination.actions import assign as give
from huiyin.coordination.models import COORDINATE, Assignment, Role
from huiyin.coordination.rules import all_reported
from huiyin.organisations.models import Organisation
from huiyin.proposals import papers, publicity
from huiyin.proposals.models import (
    Category,
    Contact,
    Part,
    Proposal,
    ReplyClass,
    Satisfaction,
    Step,
)

State = Proposal.State
REGISTER, ASSIGN = "proposals.register_proposal", "proposals.assign_proposal"
HANDLE, SIGN = "proposals.handle_proposal", "proposals.sign_reply"
PUBLISH = "proposals.publish_reply"
workflow = Workflow(Proposal, shown=Shown(lambda proposal: proposal.is_public, publicity.entry))
LIVE = set(State) - {State.VOIDED, State.RETURNED}
Note = Annotated[str, TextField("内容", 500)]
Way = Annotated[str, ChoiceField("方式", Contact.Way.choices)]
Stage = Annotated[str, ChoiceField("阶段", Contact.Stage.choices[:3])]
Told = Annotated[str, ChoiceField("满意度", Satisfaction.choices, radio=True)]
Unit = Annotated[Organisation, RecordField("承办单位", Organisation, lambda p: units(p))]
Class = Annotated[
    ReplyClass | None,
    RecordField(
        "答复分类", ReplyClass, lambda p: ReplyClass.objects.filter(is_in_use=True), required=False
    ),
]


def units(proposal: Proposal) -> "QuerySet[Organisation]":
    """Those inside the agency, and other agencies."""
    inside = Q(parent=proposal.agency_id, is_agency=False)
    places = Organisation.objects.standing().filter(inside | Q(is_agency=True))
    return places.exclude(pk=proposal.agency_id)


def ready(proposal: Proposal, actor: Actor, day: date) -> None:
    """Number, state and due date of a new one; one from an old list may be replied to already."""
    proposal.reference = proposal.named
    proposal.state = State.REPLIED if proposal.replied_on else State.RECEIVED
    refuse(_no_term(proposal))
    proposal.recount()


def _no_term(proposal: Proposal) -> dict[str, str]:
    try:
        proposal.time_limit()
    except LookupError as missing:
        return {"received_on": str(missing)}
    return {}


def check(proposal: Proposal, today: date) -> None:
    """What cannot be, beyond the form of the single fields.

    Raises:
        ValidationError: by field name.
    """
    wrong = _no_term(proposal)
    if ("政协" in proposal.session) != (proposal.category == Category.PROPOSAL):
        wrong["session"] = (
            f"“{proposal.session}”不是{proposal.get_category_display()}的届次，请核对"
        )
    if proposal.part == Part.ASSIST and not proposal.lead:
        wrong["lead"] = "会办的请填写主办单位"
    if proposal.received_on > today:
        wrong["received_on"] = f"交办日期 {proposal.received_on} 晚于今天，请核对"
    for name, since in (("replied_on", proposal.received_on), ("rated_on", proposal.replied_on)):
        day = getattr(proposal, name)
        if day and not (since and since <= day <= today):
            wrong[name] = f"{day} 应在前一步的日期和今天之间，请核对"
    if bool(proposal.satisfaction) != bool(proposal.rated_on):
        wrong["satisfaction"] = "满意度和反馈日期请一并填写"
    if proposal.replied_on and proposal.part != Part.ASSIST and not proposal.reply_class_id:
        wrong["reply_class"] = "已答复的请填写答复分类"
    refuse(wrong)


def _amended(proposal: Proposal, actor: Actor) -> None:
    """The due date follows; what the portal shows may no longer be true and is published anew.

    A reply on paper may be entered for one that nobody has begun; else the reply is the signed one.
    """
    signed = proposal.replies.first()
    if signed and (signed.replied_on, signed.reply_class_id) != (
        proposal.replied_on,
        proposal.reply_class_id,
    ):
        raise ValidationError({"replied_on": f"答复日期和分类以已签发的{signed}为准，不能更正"})
    if proposal.replied_on and not signed and proposal.state in Proposal.OPEN:
        if proposal.state != State.RECEIVED:
            raise ValidationError(
                {"replied_on": "已经开始办理的，请拟稿、签发，不直接填写答复日期"}
            )
        proposal.state = State.REPLIED
    proposal.recount()
    hide(proposal)


def hide(proposal: Proposal) -> None:
    """Off the portal, and no longer proposed for it."""
    proposal.take_down()
    proposal.publication = proposal.public_text = proposal.withheld_because = ""


def _no_tasks(proposal: Proposal, today: date) -> str:
    return "请先撤回承办任务" if Assignment.objects.of(proposal).unreported().exists() else ""


ordinary = Ordinary(workflow, ready, check)
register = ordinary.register(REGISTER)
register_many = ordinary.register_many
amend = ordinary.amend(REGISTER, sources=LIVE, then=_amended)
void = ordinary.void(
    "proposals.void_proposal", guard=_no_tasks, then=lambda proposal, actor: hide(proposal)
)
recount = ordinary.recount(sources=Proposal.OPEN)


@workflow.move(
    "交办",
    sources={State.RECEIVED, State.HANDLING},
    target=State.HANDLING,
    rule=COORDINATE,
    limited=True,
)
def assign(
    proposal: Proposal,
    *,
    actor: Actor,
    at: datetime,
    unit: Unit,
    role: Annotated[str, ChoiceField("承办方式", Role.choices)],
    due_on: Annotated[date, DayField("反馈期限")],
) -> None:
    """交办: a unit of the agency, or another agency, gets its part of it as a task."""
    give(proposal, unit, Role(role), due_on=due_on, actor=actor, at=at, subject=proposal.subject)


def _may_return(proposal: Proposal, today: date) -> str:
    if proposal.second_asked_on:
        return "再次办理的不能退回"
    try:
        last = proposal.until(Step.RETURN, proposal.received_on)
    except LookupError as missing:
        return str(missing)
    return (
        f"退回期限（{last}）已过，请与交办机关协商" if today > last else _no_tasks(proposal, today)
    )


@workflow.move(
    "退回",
    sources={State.RECEIVED, State.HANDLING},
    target=State.RETURNED,
    rule=ASSIGN,
    guard=_may_return,
    limited=True,
)
def send_back(proposal: Proposal, *, actor: Actor, at: datetime, reason: Reason) -> None:
    """退回: not this agency's duty; the reason goes to whoever handed it over."""
    proposal.returned_on = at.date()


def _may_extend(proposal: Proposal, today: date) -> str:
    if not proposal.time_limit().longest_extension:
        return "这一期限不能延长"
    if any(event.name == "extended" for event in proposal.events()):
        return "已经延长过一次"
    return "办理期限已过，不能再延长" if proposal.is_past_due(today) else ""


@workflow.move(
    "延期",
    sources=Proposal.OPEN,
    rule=ASSIGN,
    guard=_may_extend,
    basis="代表法第五十一条、第五十二条",
    limited=True,
)
def extend(
    proposal: Proposal,
    *,
    actor: Actor,
    at: datetime,
    months: Annotated[int, NumberField("延长月数", 1, 3)],
    consented_on: Annotated[date, DayField("代表委员同意日期")],
    reason: Reason,
) -> None:
    """延期: with the proposer's consent, to six months in all."""
    if not proposal.received_on <= consented_on <= at.date():
        raise ValidationError({"consented_on": "请填写交办以后征得同意的日期"})
    proposal.note_clock(ClockEvent("extended", at.date(), months))


@workflow.move(
    "登记沟通", sources=LIVE - {State.RECEIVED}, rule=HANDLE, basis="代表法第五十一条、第五十二条"
)
def contact(
    proposal: Proposal,
    *,
    actor: Actor,
    at: datetime,
    stage: Stage,
    way: Way,
    day: Annotated[date, DayField("日期")],
    note: Note,
) -> None:
    """沟通: the proposer was visited, met or called."""
    if not proposal.received_on <= day <= at.date():
        raise ValidationError({"day": "沟通日期应在交办日期和今天之间"})
    Contact.objects.create(proposal=proposal, stage=stage, way=way, held_on=day, note=note)


@workflow.move(
    "拟稿",
    sources={State.HANDLING, State.DRAFTED},
    target=State.DRAFTED,
    rule=HANDLE,
    guard=all_reported,
    limited=True,
)
def draft(
    proposal: Proposal,
    *,
    actor: Actor,
    at: datetime,
    text: Annotated[str, TextField("正文", 20000, rows=12)],
    reply_class: Class = None,
    promise: Annotated[str, TextField("承诺事项", 1000, required=False)] = "",
) -> None:
    """拟稿: what is answered, its class, and what is promised; the opinion of an assistant has none."""
    is_ours = proposal.part != Part.ASSIST
    if is_ours and reply_class is None:
        raise ValidationError({"reply_class": "请选择答复分类"})
    if reply_class and reply_class.is_promise and not promise:
        raise ValidationError({"promise": f"{reply_class}的请写明承诺事项"})
    proposal.draft_text, proposal.draft_class = text, reply_class if is_ours else None
    proposal.draft_promise = promise
    proposal.note_writer(actor)


@workflow.move("退回修改", sources={State.DRAFTED}, target=State.HANDLING, rule=SIGN, limited=True)
def revise(proposal: Proposal, *, actor: Actor, at: datetime, reason: Reason) -> None:
    """退回修改: it is drafted anew."""


@workflow.move(
    "签发",
    sources={State.DRAFTED},
    target=State.REPLIED,
    rule=Another(SIGN),
    basis="代表法第五十二条",
    limited=True,
)
def sign(proposal: Proposal, *, actor: Actor, at: datetime) -> None:
    """签发: the letter gets its number and leaves; a second one replaces what the portal shows."""
    papers.issue(proposal, actor.name, at)
    if proposal.is_again:
        proposal.second_replied_on = at.date()
        hide(proposal)
    else:
        proposal.replied_on, proposal.reply_class = at.date(), proposal.draft_class
    is_promised = proposal.draft_class is not None and proposal.draft_class.is_promise
    proposal.follow_up_on = proposal.until(Step.FOLLOW_UP, at.date()) if is_promised else None
    proposal.promise = proposal.draft_promise if is_promised else ""
    proposal.draft_text, proposal.draft_class, proposal.draft_promise = "", None, ""
    proposal.writers = []


def _may_rate(proposal: Proposal, today: date) -> str:
    if proposal.part == Part.ASSIST:
        return "会办的由主办单位征求意见"
    rating = proposal.second_satisfaction if proposal.second_replied_on else proposal.satisfaction
    return "已经登记过反馈；录入有误的，请用“更正”" if rating else ""


@workflow.move("登记反馈", sources={State.REPLIED}, rule=HANDLE, guard=_may_rate)
def rate(proposal: Proposal, *, actor: Actor, at: datetime, satisfaction: Told) -> None:
    """反馈: what the proposer thinks of the reply; once dissatisfied, it is handled again."""
    if proposal.second_replied_on:
        proposal.second_satisfaction = satisfaction
        return
    proposal.satisfaction, proposal.rated_on = satisfaction, at.date()
    if satisfaction == Satisfaction.DISSATISFIED:
        proposal.second_asked_on, proposal.state = at.date(), State.HANDLING
        proposal.recount()


def _may_follow_up(proposal: Proposal, today: date) -> str:
    return "" if proposal.follow_up_on else "没有待反馈的承诺事项"


@workflow.move("反馈承诺进展", sources={State.REPLIED}, rule=HANDLE, guard=_may_follow_up)
def follow_up(
    proposal: Proposal,
    *,
    actor: Actor,
    at: datetime,
    way: Way,
    note: Note,
    is_kept: Annotated[bool, TickField("已经兑现")] = False,
) -> None:
    """反馈承诺进展: once a year, until the promise is kept."""
    stage, day = Contact.Stage.PROMISE, at.date()
    Contact.objects.create(proposal=proposal, stage=stage, way=way, held_on=day, note=note)
    proposal.kept_on = day if is_kept else None
    proposal.follow_up_on = None if is_kept else proposal.until(Step.FOLLOW_UP, day)
