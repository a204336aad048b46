"""Where an application stands, as its applicant may know it: what has been, what will be.

Inner steps (draft, review, signature) and whom the office asks are nobody's business outside.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from huiyin.audit.models import Entry
from huiyin.casework.deadlines import reckon
from huiyin.foi import deadlines
from huiyin.foi.models import Application
from huiyin.foi.papers import remedies, wording
from huiyin.foi.papers.kinds import decision_texts
from huiyin.workdays.load import calendar

State = Application.State
REGULATION = "《中华人民共和国政府信息公开条例》"


@dataclass(frozen=True)
class Mark:
    """One point of the line. `when` is its day, or the last day it may take."""

    title: str
    when: date | None
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
RESTARTS = frozenset({"receive_correction", "receive_payment"})


def line(application: Application, today: date) -> list[Mark]:
    """The whole line, oldest first; one query."""
    entries = Entry.objects.filter(subject_type="foi.application", subject_key=str(application.pk))
    marks = [mark for entry in entries if (mark := _past(entry, application)) is not None]
    if application.state == State.ANSWERED:
        marks.append(_answered(application))
        return [*marks, *_remedies(application, today)]
    return [*marks, *_future(application)]


def _past(entry: Entry, application: Application) -> Mark | None:
    name = entry.verb.rpartition(".")[2]
    if name not in PAST:
        return None
    title, day_name, article = PAST[name]
    details: dict[str, Any] = entry.facts.get("details") or {}
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
        note = f"收到申请之日：{application.received_on:%Y-%m-%d}"
    return Mark(title, _day(details.get(day_name), entry.at), note, f"{REGULATION}{article}")


def _day(told: Any, at: datetime) -> date:
    try:
        return date.fromisoformat(str(told))
    except ValueError:
        return timezone.localtime(at).date()


def _answered(application: Application) -> Mark:
    number = f"答复文号：{application.answer_number}" if application.answer_number else ""
    title = f"办结：{application.get_decision_display()}"
    return Mark(title, application.answered_on, number, f"{REGULATION}第三十六条至第三十九条")


def _remedies(application: Application, today: date) -> list[Mark]:
    """How long the answer may be contested, counted from the day it was received."""
    start = application.delivered_on or application.answered_on
    if start is None:
        return []
    days = calendar(application.agency.region)
    found = []
    for rule, title in (
        (deadlines.RECONSIDERATION, "可以申请行政复议的最后一天"),
        (deadlines.LITIGATION, "可以提起行政诉讼的最后一天"),
    ):
        due = reckon(rule, start, days).due
        if rule is deadlines.LITIGATION and _must_go_first(application):
            continue
        past = due is not None and due < today
        found.append(Mark(title, due, "以您收到答复之日起算", rule.basis, is_done=past))
    return found


def _must_go_first(application: Application) -> bool:
    return _way(application) is not remedies.Way.EITHER


def _way(application: Application) -> remedies.Way:
    return remedies.way(application.decision, [g.code for g in application.grounds.all()])


def remedy_text(application: Application) -> list[str]:
    superior = application.agency.superior or "同级人民政府"
    return remedies.told(_way(application), superior, remedies.NEUTRAL_COURT)


def answer_text(application: Application) -> list[str]:
    """The text that was reviewed and signed, as the letter has it; none where paper told it."""
    is_signed = application.signed_at is not None and application.state == State.ANSWERED
    if not is_signed or application.decision != application.draft_decision:
        return []
    heading = decision_texts()[application.decision].withheld
    grounds = list(application.grounds.all())
    return [*wording.answer_lines(application), *wording.withheld(heading, grounds)]


def _future(application: Application) -> list[Mark]:
    """What comes next, the first one being where it stands now."""
    state = application.state
    now = NOW.get(state, _working)(application)
    if state in (State.RECEIVED, *INSIDE):
        return [now]
    answer = "答复（期限从收到补正的次日起 20 个工作日）" if state == State.CORRECTING else "答复您"
    due = application.due_on if state == State.REASONING else None
    return [now, Mark(answer, due, "", f"{REGULATION}第三十三条", is_done=False)]


def _working(application: Application) -> Mark:
    note = "正在办理" + ("；期限暂按已公布的放假安排计算" if application.is_provisional else "")
    return Mark("最迟答复您", application.due_on, note, f"{REGULATION}第三十三条", False, True)


def _confirming(application: Application) -> Mark:
    note = "本机关会按您留的联系方式与您确认，请留意接听"
    if application.confirmed_at is not None:
        note = "您已经确认，正在等待本机关确认"
    return Mark(
        "最迟与您确认收到", application.due_on, note, f"{REGULATION}第三十一条", False, True
    )


def _correcting(application: Application) -> Mark:
    note = "逾期不补正又没有正当理由的，视为放弃申请"
    due = application.correction_due_on
    return Mark("等您补正", due, note, f"{REGULATION}第三十条", False, True)


def _reasoning(application: Application) -> Mark:
    due = application.reasons_due_on
    return Mark("等您说明理由", due, "", f"{REGULATION}第三十五条", False, True)


def _paying(application: Application) -> Mark:
    fee = application.fees.first()
    note = f"应缴 {fee.yuan} 元；逾期未缴的，视为放弃申请" if fee else ""
    if fee and fee.claimed_on:
        note = f"您告知已于 {fee.claimed_on} 缴纳，本机关核对到账后从缴费次日起重新计算答复期限"
    return Mark("等您缴费", fee.due_on if fee else None, note, "国办函〔2020〕109号", False, True)


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
