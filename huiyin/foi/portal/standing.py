"""Where an application stands, as its applicant may know it: what has been, what will be.

Inner steps (draft, review, signature) and whom the office asks are nobody's business outside.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from huiyin.audit.models import Entry
from huiyin.common import days
from huiyin.foi import deadlines
from huiyin.foi.models import Application, ConsultationKind, Decision, Opinion
from huiyin.foi.papers import remedies, wording
from huiyin.foi.papers.kinds import decision_texts, telling
from huiyin.workdays.due import DueDay, counted
from huiyin.workdays.load import calendar

State = Application.State
REGULATION = "《中华人民共和国政府信息公开条例》"


@dataclass(frozen=True)
class Mark:
    """One point of the line. `due` is its day, or the last day it may take."""

    title: str
    due: DueDay | None
    note: str = ""
    article: str = ""
    is_done: bool = True
    is_now: bool = False


PAST: dict[str, tuple[str, str, str]] = {
    # move: what the applicant reads, the detail that holds its day, article
    "submit": ("您提交了申请", "", "第二十九条"),
    "register": ("本机关登记了您的申请", "", "第二十九条"),
    "confirm": ("与您确认收到申请", "confirmed_on", "第三十一条"),
    "confirm_online": ("您在网上确认了申请", "", "第三十一条"),
    "ask_correction": ("请您补正申请内容", "", "第三十条"),
    "receive_correction": ("收到您的补正", "received_on", "第三十条"),
    "ask_reasons": ("请您说明理由", "", "第三十五条"),
    "receive_reasons": ("收到您说明的理由", "received_on", "第三十五条"),
    "delay": ("确定延迟答复的期限", "", "第三十五条"),
    "notice_fee": ("向您发出收费通知", "noticed_on", "第四十二条"),
    "claim_payment": ("您告知已经缴费", "paid_on", "第四十二条"),
    "receive_payment": ("收到您缴纳的费用", "paid_on", "第四十二条"),
    "consult": ("开始征求有关方面意见", "sent_on", "第三十三条第三款"),
    "receive_opinion": ("收到有关方面意见", "received_on", "第三十三条第三款"),
    "extend": ("延长答复期限", "", "第三十三条第二款"),
}
ENQUIRIES = frozenset({"consult", "receive_opinion"})
RESTARTS = frozenset({"receive_correction", "receive_payment"})


def line(application: Application, today: date) -> list[Mark]:
    """The whole line, oldest first; one query."""
    entries = Entry.objects.filter(subject_type="foi.application", subject_key=str(application.pk))
    marks = [mark for entry in entries if (mark := _past(entry, application)) is not None]
    if application.state == State.ANSWERED:
        marks.append(_answered(application))
        return [*marks, *_remedies(application, today)]
    return [*marks, *_future(application, today)]


def _past(entry: Entry, application: Application) -> Mark | None:
    name = entry.verb.rpartition(".")[2]
    if name not in PAST:
        return None
    title, day_name, article = PAST[name]
    details: dict[str, Any] = entry.facts.get("details") or {}
    if name in ENQUIRIES and _is_inside(details, application):
        return None
    if name == "receive_opinion" and details.get("opinion") == Opinion.NONE:
        title, day_name = "征求意见的期限届满，没有收到意见", ""
    note = ""
    if name in RESTARTS:
        note = "答复期限从这一天的次日起重新计算"
    elif name == "confirm":
        note = "答复期限从这一天的次日起计算"
    elif name == "consult":
        note = "需要第三方或其他机关意见的，征求意见的时间不计入答复期限"
    elif name == "extend" and details.get("days"):
        note = f"延长 {details['days']} 个工作日"
    elif name == "register" and application.received_on:
        note = f"收到申请之日：{days.written(application.received_on)}"
    day = DueDay(_day(details.get(day_name), entry.at))
    return Mark(title, day, note, f"{REGULATION}{article}")


def _is_inside(details: dict[str, Any], application: Application) -> bool:
    """An own department was asked: nobody's business outside, and no clock stands for it."""
    kinds = {str(asked.pk): asked.kind for asked in application.consultations.all()}
    kind = details.get("kind") or kinds.get(str(details.get("consultation")))
    if kind is None and "opinion" in details:  # the only one that waited
        return bool(kinds) and set(kinds.values()) == {ConsultationKind.DEPARTMENT}
    return bool(kind == ConsultationKind.DEPARTMENT)


def _day(value: Any, at: datetime) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return timezone.localtime(at).date()


def _set(day: date | None) -> DueDay | None:
    """A day that no calendar moves."""
    return DueDay(day) if day else None


def _answered(application: Application) -> Mark:
    number = f"文号：{application.answer_number}" if application.answer_number else ""
    title = f"办结：{application.get_decision_display()}"
    basis = wording.basis(application.decision)
    return Mark(title, _set(application.answered_on), number, basis)


def _remedies(application: Application, today: date) -> list[Mark]:
    """How long the answer may be contested, counted from the day it was received.

    Where nobody has registered that day it is counted from the day on which the letter left: no
    later than the true one, and it says so.
    """
    start = application.delivered_on or _left_on(application)
    if start is None or not was_sent_answer(application):
        return []
    unknown = "" if application.delivered_on else NOT_REGISTERED
    days = calendar(application.agency.region)
    marks = []
    for rule, title in (
        (deadlines.RECONSIDERATION, "可以申请行政复议的最后一天"),
        (deadlines.LITIGATION, "可以提起行政诉讼的最后一天"),
    ):
        due = deadlines.last_day(rule, start, days)
        if rule is deadlines.LITIGATION and _must_go_first(application):
            continue
        note = f"从您收到{telling(application.decision).noun}的次日起算{unknown}"
        day = counted(due, days=days)
        marks.append(Mark(title, day, note, rule.basis, is_done=due < today))
    return marks


NOT_REGISTERED = "；您收到的日期没有登记，这里按发出之日推算，您收到得晚的，最后一天也相应推后"


def _left_on(application: Application) -> date | None:
    """发出之日: of a withdrawal the notice leaves after the day on which it ended."""
    sent = application.papers.filter(kind=telling(application.decision).key, sent_on__isnull=False)
    letter = sent.last()
    return letter.sent_on if letter else application.answered_on


def _must_go_first(application: Application) -> bool:
    return _way(application) is not remedies.Way.EITHER


def _way(application: Application) -> remedies.Way:
    return remedies.way(application.decision, [g.code for g in application.grounds.all()])


def was_sent_answer(application: Application) -> bool:
    """Whoever withdrew may never have got a letter, and has nothing to contest then."""
    return application.decision != Decision.OTHER or bool(application.answer_number)


def remedy_text(application: Application) -> list[str]:
    if not was_sent_answer(application):
        return []
    superior = application.agency.superior or "同级人民政府"
    noun = telling(application.decision).noun
    return remedies.notice(_way(application), superior, remedies.NEUTRAL_COURT, paper=noun)


def answer_text(application: Application) -> list[str]:
    """The text that was reviewed and signed, as the letter has it; none of an answer on paper alone."""
    is_signed = application.signed_at is not None and application.state == State.ANSWERED
    if not is_signed or application.decision != application.draft_decision:
        return []
    heading = decision_texts()[application.decision].withheld
    grounds = list(application.grounds.all())
    return [*wording.answer_lines(application), *wording.withheld(heading, grounds)]


def _future(application: Application, today: date) -> list[Mark]:
    """What comes next, the first one being where it stands now."""
    state = application.state
    nobody_answered = state == State.CONSULTING and application.runs_on(today)
    if nobody_answered or state not in NOW:
        return [_working(application)]
    now = NOW[state](application)
    answer = "答复（期限从收到补正的次日起 20 个工作日）" if state == State.CORRECTING else "答复您"
    due = application.due_day if state == State.REASONING else None
    return [now, Mark(answer, due, "", f"{REGULATION}第三十三条", is_done=False)]


def _working(application: Application) -> Mark:
    note = "正在办理" + ("；当年放假安排公布后，期限可能调整" if application.may_move else "")
    return Mark("最迟答复您", application.due_day, note, f"{REGULATION}第三十三条", False, True)


def _confirming(application: Application) -> Mark:
    note = "本机关会按您留的联系方式与您确认，请留意接听"
    if application.confirmed_at is not None:
        note = "您已经确认，正在等待本机关确认"
    basis = application.time_limit().basis
    return Mark("最迟与您确认收到", application.due_day, note, basis, False, True)


def _correcting(application: Application) -> Mark:
    note = "逾期不补正又没有正当理由的，视为放弃申请"
    due = _set(application.correction_due_on)
    return Mark("等您补正", due, note, f"{REGULATION}第三十条", False, True)


def _reasoning(application: Application) -> Mark:
    due = _set(application.reasons_due_on)
    return Mark("等您说明理由", due, "", f"{REGULATION}第三十五条", False, True)


def _paying(application: Application) -> Mark:
    fee = application.fees.first()
    note = f"应缴 {fee.yuan} 元；逾期未缴的，视为放弃申请" if fee else ""
    if fee and fee.claimed_on:
        note = f"您告知已于{days.written(fee.claimed_on)}缴纳，本机关核对到账后从缴费次日起重新计算答复期限"
    return Mark("等您缴费", fee.due_day if fee else None, note, "国办函〔2020〕109号", False, True)


def _consulting(application: Application) -> Mark:
    note = "征求意见的时间不计入答复期限"
    return Mark("征求有关方面意见", None, note, f"{REGULATION}第三十三条第三款", False, True)


INSIDE = (State.DRAFTED, State.REVIEWED, State.SIGNED, State.ENTERED)
NOW: dict[str, Callable[[Application], Mark]] = {
    State.SUBMITTED: _confirming,
    State.CORRECTING: _correcting,
    State.REASONING: _reasoning,
    State.PAYING: _paying,
    State.CONSULTING: _consulting,
}
SHOWN = dict.fromkeys(INSIDE, "办理中")


def state_label(application: Application) -> str:
    """The state in words; the inner steps are one: 办理中."""
    return SHOWN.get(State(application.state)) or str(application.get_state_display())
