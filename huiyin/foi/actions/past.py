"""办理经过 of an old register: checked, put on the clock, written beside the application.

The columns are those of `huiyin.foi.models.past`. What has been written once is changed or
added to, never taken away: that is what the moves are for.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from huiyin.audit import log
from huiyin.audit.actors import Actor
from huiyin.casework.deadlines import ClockEvent
from huiyin.foi import deadlines, fees
from huiyin.foi.models import (
    Application,
    Consultation,
    ConsultationKind,
    Fee,
    FeeBasis,
    Opinion,
    Outcome,
    Remedy,
)
from huiyin.foi.models.past import ENQUIRY, FEE, REMEDY, label_of
from huiyin.personal.bulk import insert_many
from huiyin.workdays.load import calendar

NOT_RECORDED = "（未登记）"
"""Whom an old register asked, where it has no column for it."""
OWN_COLUMNS = ("correction_asked_on", "reasons_wanted", "reasons", "extension_reason")
"""Columns of the application itself that say how it was handled."""
PERSONAL = frozenset({"consult_whoms"})
LONGEST_EXTENSION = deadlines.ANSWER.longest_extension

Wrong = dict[str, str]


def has_past(application: Application) -> bool:
    """Whether there is anything to check and to write."""
    values = application.past_values
    if application.pk is not None:
        return bool(values)
    return any(values.values()) or any(getattr(application, name) for name in OWN_COLUMNS)


def wrong(application: Application, today: date) -> Wrong:
    """What cannot have been so, by column."""
    errors = _wrong_correction(application, today)
    if not has_past(application):
        return errors
    errors = {
        **errors,
        **_wrong_extension(application),
        **_wrong_enquiries(application, today),
        **_wrong_fee(application, today),
        **_wrong_remedies(application, today),
    }
    return errors or _wrong_waits(application)


def waits(application: Application) -> list[str]:
    """The states in which an open application with this past may be; more than one cannot be."""
    state = Application.State
    states = []
    if any(is_open and kind in Consultation.SUSPENDING for kind, is_open in _asked(application)):
        states.append(state.CONSULTING)
    if application.fee_noticed_on and not application.fee_paid_on:
        states.append(state.PAYING)
    is_asked = application.correction_asked_on or application.correction_wanted
    if is_asked and not application.corrected_on:
        states.append(state.CORRECTING)
    if application.reasons_wanted and not application.reasons:
        states.append(state.REASONING)
    return [str(state) for state in states]


def _asked(application: Application) -> Iterable[tuple[str, bool]]:
    for number, _ in enumerate(application.consult_sent_on):
        kind = _kind(application, number)
        yield kind, _entry(application.consult_replied_on, number) is None


def set_clock(application: Application) -> None:
    """Puts the events of the columns that were set in the place of those that were stored."""
    values, events, replaced = application.past_values, [], set()
    if "corrected_on" in values:
        replaced.add("correction-received")
        events += [
            ClockEvent("correction-received", day) for day in [application.corrected_on] if day
        ]
    if "fee_paid_on" in values:
        replaced.add("fee-paid")
        events += [ClockEvent("fee-paid", day) for day in [application.fee_paid_on] if day]
    if "extension_days" in values:
        replaced.add("extended")
        days = application.extension_days
        known = [
            event
            for event in application.events()
            if (event.name, event.amount) == ("extended", days)
        ]
        events += known or ([ClockEvent("extended", amount=days)] if days else [])
    remaining = [event for event in application.clock_events if event[0] not in replaced]
    clock = [*remaining, *(event.stored() for event in events)]
    if values.keys() & set(ENQUIRY):
        days = calendar(application.agency.region)
        clock = deadlines.with_enquiries(clock, _enquiries(application), days)
    application.clock_events = clock


def write_many(applications: Iterable[Application]) -> None:
    """Beside new applications, which have their keys now."""
    with_past = [application for application in applications if has_past(application)]
    insert_many([enquiry for application in with_past for enquiry in _enquiries(application)])
    insert_many([fee for application in with_past for fee in _fees(application)])
    insert_many([remedy for application in with_past for remedy in _remedies(application)])


def write(application: Application, *, actor: Actor, at: datetime) -> None:
    """Beside one that is there, with before and after in the log; whom was asked only as a word."""
    values = application.past_values
    if not values:
        return
    stored = Application.objects.get(pk=application.pk)
    changes = {label_of(name): [getattr(stored, name), value] for name, value in values.items()
               if name not in PERSONAL}  # fmt: skip
    groups = ((ENQUIRY, _enquiries), (FEE, _fees), (REMEDY, _remedies))
    for names, build in groups:
        if values.keys() & set(names):
            for one in build(application):
                one.full_clean()
                one.save()
    log.record(actor, "foi.past.enter", application, at=at, **changes)


def _enquiries(application: Application) -> list[Consultation]:
    stored = list(application.consultations.all()) if application.pk else []
    days = calendar(application.agency.region)
    rows = []
    for number, sent in enumerate(application.consult_sent_on):
        is_new = number >= len(stored)
        one = Consultation(application=application) if is_new else stored[number]
        received = _entry(application.consult_received_on, number)
        if is_new or one.received_on != received:
            kind = _kind(application, number)
            one.due_on = deadlines.silence_after(kind, received, days) if received else None
        one.sent_on, one.received_on = sent, received
        one.kind, one.whom = _kind(application, number), _whom(application, number)
        one.replied_on = _entry(application.consult_replied_on, number)
        one.opinion = _entry(application.consult_opinions, number) or ""
        rows.append(one)
    return rows


def _kind(application: Application, number: int) -> str:
    if not application.consult_kinds and "consult_kinds" not in application.past_values:
        return str(ConsultationKind.THIRD_PARTY)
    return str(_entry(application.consult_kinds, number) or "")


def _whom(application: Application, number: int) -> str:
    if not application.consult_whoms and "consult_whoms" not in application.past_values:
        return NOT_RECORDED
    return str(_entry(application.consult_whoms, number) or "")


def _fees(application: Application) -> list[Fee]:
    noticed = application.fee_noticed_on
    if noticed is None:
        return []
    fee = application.fees.first() or Fee(application=application)
    days = calendar(application.agency.region)
    if fee.noticed_on != noticed:  # an old register tells the day on which it was served
        fee.due_on = deadlines.last_day(deadlines.FEE_PAYMENT, noticed, days)
    fee.noticed_on = noticed
    fee.basis, fee.count = application.fee_basis, application.fee_count
    fee.amount, fee.paid_on = application.fee_amount, application.fee_paid_on
    fee.receipt_number = application.fee_receipt
    return [fee]


def _remedies(application: Application) -> list[Remedy]:
    stored = list(application.remedies.all())
    rows = []
    for number, filed in enumerate(application.remedy_filed_on):
        one = stored[number] if number < len(stored) else Remedy(application=application)
        one.filed_on, one.kind = filed, _entry(application.remedy_kinds, number)
        one.organ = _entry(application.remedy_organs, number)
        one.decided_on = _entry(application.remedy_decided_on, number)
        one.outcome = _entry(application.remedy_outcomes, number) or Outcome.PENDING
        rows.append(one)
    return rows


def _entry(values: tuple[Any, ...], number: int) -> Any:
    return values[number] if number < len(values) else None


def _wrong_day(day: date | None, first: date | None, what: str, today: date) -> str:
    if day is not None and first is not None and day < first:
        return f"日期 {day} 早于{what}（{first}），请核对"
    if day is not None and day > today:
        return f"日期 {day} 晚于今天，请核对"
    return ""


def _only(errors: Wrong) -> Wrong:
    return {name: message for name, message in errors.items() if message}


def _wrong_correction(application: Application, today: date) -> Wrong:
    asked, corrected = application.correction_asked_on, application.corrected_on
    received = application.received_on
    errors = {
        "correction_asked_on": _wrong_day(asked, received, "收到日期", today),
        "corrected_on": _wrong_day(corrected, asked or received, "告知补正日期", today),
    }
    if corrected and not asked and application.pk is None:
        errors["correction_asked_on"] = "填写了收到补正日期，还须填写告知补正日期"
    return _only(errors)


def _wrong_extension(application: Application) -> Wrong:
    days = application.extension_days
    if days is not None and not 1 <= days <= LONGEST_EXTENSION:
        return {"extension_days": f"延长期限应为 1 至 {LONGEST_EXTENSION} 个工作日"}
    if days is None and application.extension_reason and application.pk is None:
        return {"extension_days": "填写了延期理由，还须填写延长的工作日数"}
    return {}


def _wrong_group(application: Application, names: tuple[str, ...], stored: int) -> Wrong:
    """As many entries in every column as there are days in the first, oldest first."""
    lead, *others = names
    days = getattr(application, lead)
    if len(days) < stored:
        return {lead: f"已登记 {stored} 项，导入不能删除；有误的请在系统中更正"}
    if None in days:
        return {lead: "每一项都须填写日期"}
    if list(days) != sorted(days):
        return {lead: "有多项的，请按日期先后填写"}
    errors = {}
    for name in others:
        if len(entries := getattr(application, name)) not in (0, len(days)):
            errors[name] = (
                f"有 {len(entries)} 项，而“{label_of(lead)}”有 {len(days)} 项；请逐项对应，没有的填“—”"
            )
    return errors


def _wrong_enquiries(application: Application, today: date) -> Wrong:
    stored = application.consultations.count() if application.pk else 0
    errors = _wrong_group(application, ENQUIRY, stored)
    if errors:
        return errors
    for number, sent in enumerate(application.consult_sent_on):
        received = _entry(application.consult_received_on, number)
        replied = _entry(application.consult_replied_on, number)
        opinion = _entry(application.consult_opinions, number) or ""
        errors = {
            "consult_sent_on": _wrong_day(sent, application.received_on, "收到日期", today),
            "consult_received_on": _wrong_day(received, sent, "征求意见日期", today),
            "consult_replied_on": _wrong_day(replied, sent, "征求意见日期", today),
            "consult_kinds": "" if _kind(application, number) else "请填写征求对象类别",
            "consult_whoms": "" if _whom(application, number) else "请填写征求对象",
        }
        if replied and opinion not in Opinion.values:
            errors["consult_opinions"] = "填写了收到意见日期，还须填写对方意见"
        elif not replied and opinion:
            errors["consult_replied_on"] = "填写了对方意见，还须填写收到意见日期"
        elif not replied and application.answered_on:
            errors["consult_replied_on"] = (
                "申请已经答复，须填写收到意见日期（逾期未答复的填期限届满日）"
            )
        if errors := _only(errors):
            return errors
    return {}


def _wrong_fee(application: Application, today: date) -> Wrong:
    noticed, paid, amount = (
        application.fee_noticed_on,
        application.fee_paid_on,
        application.fee_amount,
    )
    if noticed is None:
        if application.pk and application.fees.exists():
            return {"fee_noticed_on": "已登记收费，导入不能删除；有误的请在系统中更正"}
        others = amount or paid or application.fee_receipt
        return {"fee_noticed_on": "登记了收费，须填写收费通知日期"} if others else {}
    last = deadlines.last_day(deadlines.FEE_PAYMENT, noticed, calendar(application.agency.region))
    errors = {
        "fee_noticed_on": _wrong_day(noticed, application.received_on, "收到日期", today),
        "fee_amount": "" if amount else "登记了收费，须填写应缴金额",
        "fee_paid_on": _wrong_day(paid, noticed, "收费通知日期", today),
    }
    if paid and paid > last:
        errors["fee_paid_on"] = f"缴费期限为 {last}，逾期视为放弃申请，请核对"
    errors["fee_count"] = _wrong_sum(application)
    return _only(errors)


def _wrong_sum(application: Application) -> str:
    """The sum follows from the pages; one row does not say its share of a month's items."""
    basis, count, amount = application.fee_basis, application.fee_count, application.fee_amount
    if basis == FeeBasis.RECORDED:
        return ""
    if not count:
        return "填写了计收方式，还须填写件数或页数"
    if basis == FeeBasis.PAGE and amount and amount != (owed := fees.by_page(count)):
        return f"{count} 页应缴 {owed // fees.YUAN} 元，与应缴金额不符"
    return ""


def _wrong_remedies(application: Application, today: date) -> Wrong:
    stored = application.remedies.count() if application.pk else 0
    errors = _wrong_group(application, REMEDY, stored)
    if errors:
        return errors
    for number, filed in enumerate(application.remedy_filed_on):
        decided = _entry(application.remedy_decided_on, number)
        outcome = _entry(application.remedy_outcomes, number)
        is_pending = (outcome or Outcome.PENDING) == Outcome.PENDING
        errors = {
            "remedy_filed_on": _wrong_day(filed, application.answered_on, "答复日期", today),
            "remedy_decided_on": _wrong_day(decided, filed, "救济受理日期", today),
            "remedy_kinds": "" if _entry(application.remedy_kinds, number) else "请填写救济途径",
            "remedy_organs": "" if _entry(application.remedy_organs, number) else "请填写受理机关",
        }
        if not application.answered_on:
            errors["remedy_filed_on"] = "尚未答复的申请没有复议和诉讼，请核对答复日期"
        elif outcome is None and "remedy_outcomes" in application.past_values:
            errors["remedy_outcomes"] = "请填写救济结果（未审结的填“尚未审结”）"
        elif is_pending != (decided is None):
            errors["remedy_decided_on"] = "已经审结的须填写审结日期，尚未审结的不填"
        if errors := _only(errors):
            return errors
    return {}


def _wrong_waits(application: Application) -> Wrong:
    """One thing at a time is waited for, and until when is known."""
    if application.answered_on:
        return {}
    names = {"consulting": "consult_replied_on", "paying": "fee_paid_on",
             "correcting": "corrected_on", "reasoning": "reasons"}  # fmt: skip
    states = waits(application)
    if len(states) > 1:
        return {names[states[1]]: "尚未办结的申请只能有一项正在等待，请核对各项的收到日期"}
    if states == ["correcting"] and application.correction_due_on is None:
        return {"correction_due_on": "尚在补正的申请，须填写补正期限"}
    return {}
