"""What an application needs by when: each step with its last day and its article."""

from dataclasses import dataclass, replace
from datetime import date

from huiyin.workdays.calendar import WorkCalendar
from huiyin.workdays.due import DueDay, counted
from huiyin.workdays.load import calendar

from . import deadlines
from .models import Application


@dataclass(frozen=True)
class DueStep:
    """One thing that must happen: the move that does it, by when, by which article."""

    move: str
    label: str
    due_on: date | None
    basis: str
    is_ours: bool = True
    is_presumed: bool = False
    """Counted from a day of receipt that nobody has registered."""
    is_latest: bool = False
    """The clock stands: with an opinion that comes earlier this is earlier, too."""
    is_set: bool = False
    """The office said the day in its letter: no calendar moves it."""
    due_day: DueDay | None = None
    """The day as it is shown."""

    def is_late(self, today: date) -> bool:
        return self.due_on is not None and self.due_on < today


def steps_of(application: Application) -> list[DueStep]:
    """What must happen by when for this application, soonest first."""
    if application.state not in application.OPEN:
        return []
    days = calendar(application.agency.region)
    steps = [
        *_before_answer(application, days),
        *_enquiries(application),
        *_answer(application),
    ]
    dated = (replace(step, due_day=_due_day(step, application, days)) for step in steps)
    return sorted(dated, key=lambda step: step.due_on or date.max)


def _due_day(step: DueStep, application: Application, days: WorkCalendar) -> DueDay | None:
    if step.due_day is not None:
        return step.due_day
    if step.due_on is None or step.is_set:
        return DueDay(step.due_on) if step.due_on else None
    if step.due_on == application.due_on:
        return application.due_day
    return counted(step.due_on, days=days)


def _before_answer(application: Application, days: WorkCalendar) -> list[DueStep]:
    state, received = application.state, application.received_on
    due: date | None
    if received is None:
        rule = application.time_limit()
        return [DueStep("confirm", "与申请人确认收到", application.due_on, rule.basis)]
    if state == "received" and not application.correction_wanted:
        due = deadlines.last_day(deadlines.CORRECTION, received, days)
        return [
            DueStep(
                "ask_correction", "内容不明确的，一次性告知补正", due, deadlines.CORRECTION.basis
            )
        ]
    if state in ASKED_OF_APPLICANT:
        return _asked_of_applicant(application, *ASKED_OF_APPLICANT[state])
    return []


ASKED_OF_APPLICANT = {
    # state: the move by which what was asked for is met, in words, by which article
    "correcting": ("receive_correction", "申请人补正", deadlines.CORRECTION.basis),
    "reasoning": ("receive_reasons", "申请人说明理由", "《中华人民共和国政府信息公开条例》第三十五条"),
    "paying": ("receive_payment", "申请人缴费", deadlines.FEE_PAYMENT.basis),
}  # fmt: skip


def _asked_of_applicant(
    application: Application, move: str, label: str, basis: str
) -> list[DueStep]:
    """Until the receipt of the notice is registered its last day is a presumed one."""
    of = application.NOTICES[application.state]
    known = {
        "correction": application.correction_due_on,
        "reasons": application.reasons_due_on,
        "fee": max((fee.due_on for fee in application.fees.all() if fee.due_on), default=None),
    }
    service = next((service for service in application.services.all() if service.of == of), None)
    if service is None or service.presumed_on is None:
        is_set = of != "fee" and (service is None or service.named_on == known[of])
        return [DueStep(move, label, known[of], basis, is_ours=False, is_set=is_set)]
    served = DueStep(
        "note_notice_served", "登记申请人收到告知的日期", service.presumed_on, PRESUMED
    )
    last = service.last_day
    is_set = last == service.named_on
    return [
        DueStep(move, label, last, basis, is_ours=False, is_presumed=True, is_set=is_set),
        served,
    ]


def _enquiries(application: Application) -> list[DueStep]:
    steps = []
    for asked in application.consultations.all():
        if asked.replied_on is not None:
            continue
        presumed, whose = asked.presumed_on, asked.get_kind_display()
        basis = deadlines.opinion_of(asked.kind).basis if asked.suspends else ""
        opinion = DueStep(
            "receive_opinion", f"{whose}提出意见", asked.last_day, basis, is_ours=False,
            is_presumed=presumed is not None, due_day=asked.due_day,
        )  # fmt: skip
        steps.append(opinion)
        if presumed is not None:
            label = f"登记{whose}收到的日期"
            steps.append(DueStep("note_enquiry_received", label, presumed, PRESUMED))
    return steps


PRESUMED = "本机关的约定：发出后满规定日数仍未登记收到的，推定已收到"
NEXT = {
    "received": ("draft_answer", "拟定答复"),
    "reasoning": ("draft_answer", "拟定答复"),
    "consulting": ("draft_answer", "拟定答复"),
    "drafted": ("review", "保密审查、合法性审查"),
    "reviewed": ("sign", "签发答复"),
    "signed": ("serve", "送达答复"),
    "entered": ("confirm_answer", "核对登记的办结"),
}


def _answer(application: Application) -> list[DueStep]:
    if application.state not in NEXT:
        return []
    move, label = NEXT[application.state]
    due, stands = application.due_on, not application.is_running
    steps = [DueStep(move, label, due, deadlines.ANSWER.basis, is_latest=stands)]
    extended = deadlines.extension_of(application.events()) is not None
    if application.state != "entered" and not extended and application.due_on is not None:
        line = "需要延长的，经机构负责人同意并告知"
        steps.append(DueStep("extend", line, application.due_on, deadlines.ANSWER.basis))
    return steps
