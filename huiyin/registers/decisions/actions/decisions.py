"""重大行政决策: draft → 征求意见 → 意见反馈 → 审议 → 公布结果, or 终止 with its reason."""

import re
from datetime import date, datetime, timedelta
from typing import Annotated

from django.core.exceptions import ValidationError
from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.casework import numbering
from huiyin.casework.arguments import Reason
from huiyin.casework.faults import refuse
from huiyin.casework.forms import DayField, LineField, NumberField, TextField
from huiyin.casework.ordinary import Ordinary
from huiyin.casework.recount import by_the_system
from huiyin.casework.shown import Shown
from huiyin.casework.workflow import Workflow
from huiyin.common import masking
from huiyin.personal.traces import Known, private_in, traces
from huiyin.registers.decisions import rules
from huiyin.registers.decisions.models import Decision, Opinion
from huiyin.registers.rules import VOID
from huiyin.registers.settings import limits
from huiyin.search import index

NUMBERS = numbering.declare("ZC", "registers.decision", 2)

State = Decision.State
BASIS = "重大行政决策程序暂行条例"
_LONGEST_NAME = 6  # longer ones are organisations, which may be named
_READ_BY_ALL = ("name", "department", "basis", "explanation", "draft", "ways", "short_reason", "adoption",
                "meeting", "outcome", "end_reason")  # fmt: skip
_LINK = re.compile(r"(?:https?://[^\s/\"'<>\\]+|/(?![/\\]))[^\s\"'<>\\]*")


def search_entry(decision: Decision) -> index.Document:
    assert decision.consult_from is not None  # noqa: S101 - set when it became public
    parts = (
        decision.explanation,
        decision.draft,
        decision.adoption if decision.feedback_on else "",  # what is drafted is not public yet
        decision.outcome if decision.outcome_on else "",
    )
    return index.Document(
        key=f"decision:{decision.pk}",
        url=f"/decisions/{decision.pk}/",
        title=decision.name,
        body="\n".join(filter(None, parts)),
        published_on=decision.outcome_on or decision.consult_from,
        agency=decision.agency.slug,
        agency_name=decision.agency.short_name,
        column="/decisions/",
        column_name="重大行政决策",
        index_number=decision.reference,
    )


workflow = Workflow(Decision, shown=Shown(lambda decision: decision.is_public, search_entry))


def check(decision: Decision) -> None:
    """What cannot be: addresses that lead nowhere or into a script, somebody's number or home.

    Raises:
        ValidationError: by field name.
    """
    wrong = {
        name: "请填写以 https:// 或 / 开头的网址"
        for name in ("draft_link", "outcome_link")
        if (link := getattr(decision, name)) and not _LINK.fullmatch(link)
    }
    for name in _READ_BY_ALL:
        if label := private_in(getattr(decision, name), is_long=True):
            wrong[name] = f"这里像是{label}。内容将对外公布，不得填写个人信息"
    refuse(wrong)


def _named_in(decision: Decision, text: str) -> str:
    """Whom a text about the opinions names of those who sent them; it should name nobody."""
    known = [
        known
        for opinion in decision.opinions.exclude(name="", contact="")
        for known in (
            Known(
                "提意见人", opinion.name if len(opinion.name) <= _LONGEST_NAME else "", masking.name
            ),
            Known("联系方式", opinion.contact, masking.contact),
        )
    ]
    findings = traces(text, known, may_name_offices=True, public=[decision.agency.telephone])
    places = "、".join(dict.fromkeys(f"{finding.label}“{finding.shown}”" for finding in findings))
    return f"里面有个人信息：{places}" if findings else ""


def _ready(decision: Decision, actor: Actor, day: date) -> None:
    """A matter with its draft; nobody outside sees it yet."""
    decision.state = State.DRAFT
    decision.note_writer(actor)


ordinary = Ordinary(workflow, _ready, lambda decision, day: check(decision))
register = ordinary.register(
    rules.KEEP, number=lambda decision, day: NUMBERS.give(decision, day.year)
)
amend = ordinary.amend(
    rules.KEEP,
    sources={State.DRAFT},
    label="修改草案",
    then=lambda decision, actor: decision.note_writer(actor),
)
void = ordinary.void(VOID, sources={State.DRAFT, State.TERMINATED})
"""What has been before the public is first given up, with its reason."""


def _usual_end() -> date:
    return timezone.localdate() + timedelta(days=limits().consultation_days)


@workflow.move(
    "公开征求意见",
    sources={State.DRAFT},
    target=State.CONSULTING,
    rule=rules.BY_ANOTHER,
    basis=f"{BASIS}第十五条（条文号待核对）",
)
def consult(
    decision: Decision,
    *,
    actor: Actor,
    at: datetime,
    consult_until: Annotated[date, DayField("截止日期", initial=_usual_end)],
) -> None:
    """公开征求意见: from today until a day; a shorter period needs what the draft says of it."""
    decision.consult_from, decision.consult_until = at.date(), consult_until
    decision.due_on = consult_until
    _check_period(decision)
    _let_out(decision)


def _let_out(decision: Decision) -> None:
    """The text is public; the next one has its own writers, unless a proposed end still waits."""
    check(decision)
    if not decision.end_reason:
        decision.writers = []


def last_day(since: date, days: int) -> date:
    """The last day of a period of `days` whole days; the day of publication is not counted."""
    return since + timedelta(days=days)


def _check_period(decision: Decision) -> None:
    since, until = decision.consult_from, decision.consult_until
    assert since is not None and until is not None  # noqa: S101, PT018 - set by the callers
    days = limits().consultation_days
    if until <= since:
        raise ValidationError({"consult_until": "截止日期应晚于今天"})
    if until > since + timedelta(days=366):
        raise ValidationError({"consult_until": "征求意见期超过一年，请核对截止日期"})
    if until < (needed := last_day(since, days)) and not decision.short_reason:
        raise ValidationError(
            {
                "consult_until": f"征求意见一般不少于{days}日（到 {needed}）；因情况紧急等原因缩短的，请经办人先在“修改草案”中写明缩短期限的说明，将对外公布"
            }
        )


@workflow.move("延长征求意见", sources={State.CONSULTING}, rule=rules.RELEASE, basis=BASIS)
def prolong(
    decision: Decision,
    *,
    actor: Actor,
    at: datetime,
    consult_until: Annotated[date, DayField("新的截止日期", initial=None)],
) -> None:
    """延长征求意见: the last day moves further away, never nearer."""
    assert decision.consult_until is not None  # noqa: S101 - set when the consultation began
    if consult_until <= decision.consult_until:
        raise ValidationError(
            {"consult_until": f"新的截止日期应晚于 {decision.consult_until}，征求意见期不能缩短"}
        )
    decision.consult_until = decision.due_on = consult_until
    decision.reminded = ""
    _check_period(decision)


def _is_over(decision: Decision, day: date) -> str:
    until = decision.consult_until
    early = until is not None and day <= until
    return f"征求意见到 {until} 才截止，不能提前结束" if early else ""


def _is_fed_back(decision: Decision, day: date) -> str:
    return "" if decision.adoption else "还没有起草采纳情况，请经办人先“起草采纳情况”"


def _is_decided(decision: Decision, day: date) -> str:
    if decision.deliberated_on is None:
        return "还没有登记审议情况，请先“登记审议”"
    return "" if decision.outcome else "还没有起草结果，请经办人先“起草结果”"


def _is_given_up(decision: Decision, day: date) -> str:
    return "" if decision.end_reason else "还没有写明终止原因，请经办人先“拟终止”"


@workflow.move(
    "结束征求意见",
    sources={State.CONSULTING},
    target=State.FEEDBACK,
    rule=rules.may_close,
    guard=_is_over,
    basis=BASIS,
)
def close(decision: Decision, *, actor: Actor, at: datetime) -> None:
    """结束征求意见: the day after the last one, by the clock; before that by nobody."""
    assert decision.consult_until is not None  # noqa: S101 - set when the consultation began
    decision.feedback_due_on = last_day(decision.consult_until, limits().feedback_days)
    decision.due_on, decision.reminded = decision.feedback_due_on, ""


@workflow.move("起草采纳情况", sources={State.FEEDBACK}, rule=rules.KEEP, basis=BASIS)
def draft_feedback(
    decision: Decision,
    *,
    actor: Actor,
    at: datetime,
    other_opinions: Annotated[int, NumberField("其他途径收到意见数", 0, 1_000_000, initial=0)] = 0,
    adoption: Annotated[str, TextField("意见采纳情况", 20_000, rows=8)],
) -> None:
    """起草采纳情况: how many opinions came, what was taken over, what was not and why."""
    if names := _named_in(decision, adoption):
        raise ValidationError({"adoption": f"{names}，请删去或者遮掩"})
    decision.adoption, decision.other_opinions = adoption, other_opinions
    decision.note_writer(actor)


@workflow.move(
    "公布采纳情况",
    sources={State.FEEDBACK},
    target=State.DELIBERATION,
    rule=rules.BY_ANOTHER,
    guard=_is_fed_back,
    basis=BASIS,
)
def feed_back(decision: Decision, *, actor: Actor, at: datetime) -> None:
    """公布采纳情况: as it was drafted, once every opinion has its answer."""
    waiting = decision.opinions.filter(state=Opinion.State.RECEIVED).count()
    if waiting:
        raise ValidationError(f"还有 {waiting} 条意见没有处理，请先在“公众意见”中逐条写明结果")
    if names := _named_in(decision, decision.adoption):
        raise ValidationError(f"采纳情况{names}，请经办人修改后再公布")
    decision.feedback_on, decision.due_on = at.date(), None
    _let_out(decision)


@workflow.move("登记审议", sources={State.DELIBERATION}, rule=rules.KEEP, basis=BASIS)
def deliberate(
    decision: Decision,
    *,
    actor: Actor,
    at: datetime,
    meeting: Annotated[str, LineField("审议会议", 200)],
    deliberated_on: Annotated[date, DayField("审议日期")],
) -> None:
    """登记审议: at which meeting, on which day; public with the outcome."""
    if deliberated_on > at.date():
        raise ValidationError({"deliberated_on": "审议日期晚于今天，请在会后登记"})
    if decision.consult_until and deliberated_on <= decision.consult_until:
        raise ValidationError(
            {"deliberated_on": f"审议应在征求意见截止（{decision.consult_until}）之后，请核对"}
        )
    decision.meeting, decision.deliberated_on = meeting, deliberated_on
    decision.note_writer(actor)
    check(decision)


@workflow.move("起草结果", sources={State.DELIBERATION}, rule=rules.KEEP, basis=BASIS)
def draft_outcome(
    decision: Decision,
    *,
    actor: Actor,
    at: datetime,
    outcome: Annotated[str, TextField("决策结果", 20_000, rows=8)],
    outcome_link: Annotated[str, LineField("结果文件地址", 300, required=False)] = "",
) -> None:
    """起草结果: what was decided, with the address of the document."""
    decision.outcome, decision.outcome_link = outcome, outcome_link
    decision.note_writer(actor)
    check(decision)


@workflow.move(
    "公布结果",
    sources={State.DELIBERATION},
    target=State.PUBLISHED,
    rule=rules.BY_ANOTHER,
    guard=_is_decided,
    basis=BASIS,
)
def publish(decision: Decision, *, actor: Actor, at: datetime) -> None:
    """公布结果: as it was drafted, after the meeting."""
    decision.outcome_on = at.date()
    _let_out(decision)


BEFORE_THE_PUBLIC = {State.CONSULTING, State.FEEDBACK, State.DELIBERATION}


@workflow.move("拟终止", sources=BEFORE_THE_PUBLIC, rule=rules.KEEP)
def propose_end(decision: Decision, *, actor: Actor, at: datetime, reason: Reason) -> None:
    """拟终止: why the matter is to be given up, as everybody will read it."""
    decision.end_reason = reason
    decision.note_writer(actor)
    if label := private_in(decision.end_reason, is_long=True):
        raise ValidationError({"reason": f"这里像是{label}。内容将对外公布，不得填写个人信息"})


@workflow.move(
    "终止",
    sources=BEFORE_THE_PUBLIC,
    target=State.TERMINATED,
    rule=rules.BY_ANOTHER,
    guard=_is_given_up,
)
def terminate(decision: Decision, *, actor: Actor, at: datetime) -> None:
    """终止: the matter is given up; everybody reads why."""
    decision.ended_on, decision.due_on = at.date(), None
    _let_out(decision)


@workflow.move("提醒经办", sources={State.CONSULTING, State.FEEDBACK}, rule=by_the_system)
def remind(decision: Decision, *, actor: Actor, at: datetime, because: str) -> None:
    """提醒经办: once before the last day and once when it has passed; the outbox says whom."""
    reasons = [*filter(None, decision.reminded.split(",")), because]
    decision.reminded = ",".join(reasons)
