"""Intake: submitted, registered, confirmed, corrected in the register, split, assigned."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Annotated, Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from huiyin.accounts.models import User
from huiyin.audit.actors import Actor
from huiyin.casework import numbering
from huiyin.casework.faults import refuse
from huiyin.casework.forms import ChoiceField, DayField, RecordField
from huiyin.casework.ordinary import put
from huiyin.casework.workflow import MoveForbiddenError
from huiyin.common import codes, papers, telephones, uscc
from huiyin.foi import conditions, deadlines, rules
from huiyin.foi.models import ApplicantKind, Application, ConfirmMethod, PaperKind
from huiyin.foi.papers.issuing import Letter, issue, take_back
from huiyin.organisations.models import Membership
from huiyin.personal import keys

from . import past
from .flow import State, at_the_window, call_back, not_before, not_later, workflow

CODE_LENGTH = 8


@at_the_window
@workflow.start("网上提交", rule=rules.may_submit)
def submit(application: Application, *, actor: Actor, at: datetime) -> Application:
    """提交: by the applicant; `query_code` is shown once, the register keeps its digest."""
    application.submitted_at, application.arrived_on = at, at.date()
    application.received_on = None
    application.confirmed_at = None
    application.decision, application.answered_on = "", None
    return _enter(application, at)


@workflow.start("登记", rule=rules.REGISTER)
def register(application: Application, *, actor: Actor, at: datetime) -> Application:
    """登记: an application goes into the register; without a reference it is given the next one."""
    _may_tell_answers(actor, [application])
    return _enter(application, at)


NUMBERS = numbering.declare("SQ", "foi", 4, progress="track")


def _enter(application: Application, at: datetime) -> Application:
    receive(application)
    spell(application)
    check(application, timezone.localdate(at))
    if not application.answered_on:
        _give_code(application)
    ready(application)
    is_numbered = not application.reference
    application.full_clean(exclude={"reference"} if is_numbered else None)
    if is_numbered:
        NUMBERS.give(application, (application.received_on or timezone.localdate(at)).year)
    return application


def register_many(
    applications: Iterable[Application], *, actor: Actor, at: datetime
) -> list[Application]:
    """登记 of rows that were checked before; in one transaction."""
    batch = list(applications)
    _may_tell_answers(actor, batch)
    first: dict[date | None, Application] = {}
    for application in batch:
        application.know_applicant()
        past.set_clock(application)
        application.state = _state(application)
        # without events all received on one day are due on one day
        same = None if application.clock_events else first.get(application.received_on)
        if same is None:
            application.recount()
        else:
            application.due_on, application.is_provisional = same.due_on, same.is_provisional
        if not application.clock_events:
            first.setdefault(application.received_on, application)
    stored = workflow.start_many("register", batch, actor=actor, at=at)
    past.write_many(stored)
    return stored


def _may_tell_answers(actor: Actor, applications: Sequence[Application]) -> None:
    """An old register tells what was answered; whoever enters it needs the right to do so."""
    answered = {application.agency_id for application in applications if application.answered_on}
    if not all(actor.may(rules.RECORD, agency) for agency in answered):
        raise MoveForbiddenError("登记已经答复的申请，需要“直接登记答复”的权限")


def receive(application: Application) -> None:
    """收到申请之日 by the rule of the channel, unless it was entered with its reason."""
    if application.received_on is None:
        if application.arrived_on is None:
            raise ValidationError({"arrived_on": "请填写申请到达（提交）的日期"})
        application.received_on = _computed(application)


def _computed(application: Application) -> date | None:
    confirmed = application.confirmed_at
    day = timezone.localtime(confirmed).date() if confirmed else None
    assert application.arrived_on is not None  # noqa: S101 - asked before
    return deadlines.received_day(application.channel, application.arrived_on, day)


def ready(application: Application) -> None:
    """State, due date and digest of a newly registered application; it may be answered."""
    application.know_applicant()
    application.state = _state(application)
    application.recount()


def _state(application: Application) -> State:
    if application.answered_on:
        return State.ANSWERED
    if not application.received_on:
        return State.SUBMITTED
    return State(next(iter(past.waits(application)), State.RECEIVED))


def check(application: Application, today: date) -> None:
    """What cannot be, beyond the form of the single fields.

    Raises:
        ValidationError: by field name.
    """
    refuse({**_wrong_course(application, today), **_wrong_applicant(application, today)})
    _check_answer(application, today, is_new=application.pk is None)


def check_course(application: Application, today: date) -> None:
    """`check` for a step that asks nothing of the applicant: what was taken in long ago stays."""
    refuse(_wrong_course(application, today))
    _check_answer(application, today, is_new=application.pk is None)


def _wrong_course(application: Application, today: date) -> dict[str, str]:
    wrong = {**_wrong_days(application, today), **past.wrong(application, today)}
    if application.answered_on:
        if not application.decision:
            wrong["decision"] = "已答复的申请必须填写办理结果"
    elif application.decision:
        wrong["answered_on"] = "填写了办理结果，还须填写答复日期"
    return wrong


def _check_answer(application: Application, today: date, *, is_new: bool = True) -> None:
    """Checks the conditions of the result, as far as an old register records them.

    What it does not record counts as unknown; for a new answer of this year, as not done.
    """
    day = application.answered_on
    if day is not None:
        is_whole = is_new and day.year >= today.year
        conditions.require(application, application.decision, day, is_whole=is_whole)


def _wrong_days(application: Application, today: date) -> dict[str, str]:
    wrong: dict[str, str] = {}
    received, arrived = application.received_on, application.arrived_on
    answered, reason = application.answered_on, application.received_reason.strip()
    if arrived and arrived > today:
        wrong["arrived_on"] = f"到达日期 {arrived} 晚于今天，请核对"
    follows = bool(arrived and received == _computed(application))
    if received and received > today and not (follows and wrong):
        wrong["received_on"] = f"收到日期 {received} 晚于今天，请核对"
    elif received and arrived and not follows and not reason:
        wrong["received_on"] = "收到日期按申请渠道的规定计算；另行填写的，请说明原因"
    if answered:
        if received is None:
            wrong["answered_on"] = "尚未确认收到日期的申请不能答复"
        elif answered > today:
            wrong["answered_on"] = f"答复日期 {answered} 晚于今天，请核对"
        elif answered < received and not wrong:
            wrong["answered_on"] = f"答复日期 {answered} 早于收到日期，请核对"
    return wrong


def _wrong_applicant(application: Application, today: date) -> dict[str, str]:
    kind, number = application.applicant_id_kind, application.applicant_id
    is_person = application.applicant_kind == ApplicantKind.PERSON
    wrong = {
        "applicant_id": papers.fault(kind, number, today) if is_person else "",
        "agent_id": papers.fault("", application.agent_id, today),
        "applicant_phone": telephones.fault(application.applicant_phone),
        "applicant_fax": telephones.fault(application.applicant_fax),
        "applicant_contact": telephones.contact_fault(application.applicant_contact),
    }
    if application.applicant_uscc and not uscc.is_valid(application.applicant_uscc):
        wrong["applicant_uscc"] = "统一社会信用代码不正确，请对照证照逐位核对，共 18 位"
    return {name: message for name, message in wrong.items() if message}


def spell(application: Application) -> None:
    """Numbers in one spelling, however they were typed or pasted: half width, nothing unseen."""
    if application.applicant_kind == ApplicantKind.PERSON:  # others name a paper in words
        kind = application.applicant_id_kind
        application.applicant_id = papers.normalise(application.applicant_id, kind)
    application.agent_id = papers.normalise(application.agent_id)
    application.applicant_uscc = papers.normalise(application.applicant_uscc)
    for name in ("applicant_phone", "applicant_fax"):
        number = telephones.normalise(getattr(application, name))
        if telephones.is_telephone(number):
            setattr(application, name, number)


@workflow.move(
    "确认收到",
    sources={State.SUBMITTED},
    target=State.RECEIVED,
    rule=rules.HANDLE,
    basis="条例第三十一条",
)
def confirm(
    application: Application,
    *,
    actor: Actor,
    at: datetime,
    confirmed_on: Annotated[date, DayField("确认日期")],
    method: Annotated[str, ChoiceField("确认方式", ConfirmMethod.choices)],
    letter: Letter = None,
) -> None:
    """确认: both sides know that the application is there; the answer period begins."""
    not_later("confirmed_on", confirmed_on, at)
    not_before("confirmed_on", confirmed_on, application.arrived_on, "到达日期")
    application.confirmed_at = datetime.combine(confirmed_on, at.timetz())
    application.confirm_method = method
    application.received_on = _computed(application)
    application.recount()
    if letter is not None:
        issue(application, PaperKind.RECEIPT, letter, actor=actor, at=at, sent_on=at.date())


@workflow.move(
    "申请人确认",
    sources={State.SUBMITTED},
    rule=rules.may_handle_or_applied,
    basis="条例第三十一条",
)
def confirm_online(application: Application, *, actor: Actor, at: datetime) -> None:
    """网上确认: the applicant's half of 双方确认.

    The other half is the office's: where somebody has taken the application over it is given
    already and the answer period begins, else with `confirm`.
    """
    if application.confirmed_at is not None:
        raise ValidationError("您已经确认过，正在等待本机关确认")
    application.confirmed_at, application.confirm_method = at, ConfirmMethod.ONLINE
    if application.handler_id is not None:
        application.received_on = _computed(application)
        application.state = State.RECEIVED
        application.recount()


@workflow.move(
    "重新生成查询码",
    sources=set(State) - {State.VOIDED},
    rule=rules.REGISTER,
)
def renew_code(application: Application, *, actor: Actor, at: datetime) -> None:
    """重新生成查询码: shown once, on the returned object; the former code opens nothing."""
    _give_code(application)


def _give_code(application: Application) -> None:
    application.query_code = codes.new(CODE_LENGTH)
    application.query_digest = keys.digest(application.query_code)


FOLLOWS = frozenset(
    {State.RECEIVED, State.CORRECTING, State.REASONING, State.PAYING, State.CONSULTING}
)
"""States that follow from the way an application took; the later ones from who signed."""


ANSWER = frozenset({"decision", "answered_on", "answer_number"})


@workflow.move("更正", sources=set(State) - {State.VOIDED}, rule=rules.REGISTER)
def amend(application: Application, *, actor: Actor, at: datetime, values: dict[str, Any]) -> None:
    """更正: fields are set to what the source says now, the clock is reckoned anew.

    An answer that an old register tells, or takes back, moves the application with it. What is
    handled here is answered by its own moves, each with a second person.
    """
    tells_answer = bool(ANSWER & values.keys())
    if tells_answer and application.is_handled_here:
        raise ValidationError(
            {
                "decision": "本件在系统中办理，办理结果、答复日期和文号不能更正或者用台账导入；"
                "请用“送达”或者“直接登记答复”登记"
            }
        )
    put(application, values)
    if application.state != State.SUBMITTED:
        receive(application)
    spell(application)
    check(application, at.date())
    if tells_answer:
        _may_tell_answers(actor, [application])
        _check_answer(application, at.date())
    application.know_applicant()
    past.set_clock(application)
    past.write(application, actor=actor, at=at)
    if application.answered_on:
        take_back(application, actor=actor, at=at)
        call_back(application, application.answered_on)
    sets_past = application.past_values or values.keys() & set(past.OWN_COLUMNS)
    follows = {State.ANSWERED, State.SUBMITTED, *(FOLLOWS if sets_past else ())}
    if application.answered_on or application.state in follows:
        application.state = _state(application)
    elif sets_past and past.waits(application):
        raise ValidationError("答复已经拟定的申请，征求意见、收费等请在系统中办理")
    application.recount()
    application.validate_constraints()


def _name(user: User) -> str:
    return user.name or user.username


def _colleagues(application: Application) -> QuerySet[User]:
    posts = {"memberships__post__organisation": application.agency_id}
    return User.objects.filter(**posts, is_active=True).distinct()


@workflow.move("分派经办人", sources=Application.OPEN, rule=rules.ASSIGN, basis="条例第四条")
def assign(
    application: Application,
    *,
    actor: Actor,
    at: datetime,
    handler: Annotated[User, RecordField("经办人", User, _colleagues, shown=_name)],  # type: ignore[valid-type]
) -> None:
    """分派: somebody with a post in the agency sees to it."""
    posts = Membership.objects.on(at.date()).filter(
        user=handler, post__organisation=application.agency_id
    )
    if not posts.exists():
        raise ValidationError({"handler": "只能分派给在本机关任职的人员"})
    application.handler = handler


@workflow.move(
    "拆分（一事一申请）",
    sources={State.RECEIVED},
    rule=rules.may_split,
    basis="国办函〔2020〕109号第四条",
)
def split(application: Application, *, actor: Actor, at: datetime, parts: Sequence[str]) -> None:
    """拆分: this one keeps the first part, each other part becomes an application of its own."""
    texts = [part.strip() for part in parts]
    if len(texts) < 2 or not all(texts):
        raise ValidationError({"parts": "请至少写明两项所需信息，每项一行"})
    application.description = texts[0]
    application.information_name = application.information_number = ""
    for part in texts[1:]:
        register(_part_of(application, part), actor=actor, at=at)


KEPT_BY_PARTS = (
    "agency_id", "channel", "handler_id", "submitted_at", "arrived_on", "confirmed_at",
    "confirm_method", "received_on", "received_reason", "applicant_kind", "applicant_name",
    "applicant_contact", "applicant_id_kind", "applicant_id", "applicant_uscc", "representative",
    "contact_name", "applicant_phone", "applicant_email", "applicant_address",
    "applicant_postcode", "applicant_fax", "agent_name", "agent_id", "delivery", "delivery_form",
    "delivery_channel", "accepts_other_form",
)  # fmt: skip


def _part_of(application: Application, description: str) -> Application:
    """A new application like this one; what restarted its clock restarts the part's too."""
    values = {name: getattr(application, name) for name in KEPT_BY_PARTS}
    part = Application(**values, description=description, split_from=application)
    restarts = ("correction-received", "fee-paid")
    part.clock_events = [event for event in application.clock_events if event[0] in restarts]
    return part
