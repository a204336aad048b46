"""What must have happened before an application may end with a result of the statutory table.

One table for every door: drafting, review, signature, service, an answer entered from paper, the
lapses, and rows of an old register as far as they tell. A fact may contradict a result, or just
be missing; an old register that never wrote it down is not refused for what it does not tell.
"""

from collections.abc import Callable, Collection, Iterator
from datetime import date

from django.core.exceptions import ValidationError

from huiyin.casework.workflow import Guard
from huiyin.workdays.load import calendar

from . import deadlines
from .models import Application, ConsultationKind, Decision, Exemption, NoticeOf, Opinion

MISSING, CONTRARY = False, True
Doubts = Iterator[tuple[bool, str]]

WITHOUT_CORRECTION = frozenset({Decision.NOT_CORRECTED, Decision.OTHER})
WITHOUT_PAYMENT = frozenset({Decision.FEE_NOT_PAID, Decision.OTHER})


def require(
    application: Application,
    decision: str,
    day: date,
    *,
    grounds: Collection[str] = (),
    field: str = "decision",
    is_whole: bool = True,
) -> None:
    """Refuse a result that the record does not bear on that day.

    Raises:
        ValidationError: at `field`, saying what is missing and by which article.
    """
    for is_contrary, said in _doubts(application, decision, day, grounds):
        if is_contrary or is_whole:
            raise ValidationError({field: said})


def bearing(decision: str) -> Guard[Application]:
    """The guard of a move that ends an application with this result, as the record stands."""
    return lambda application, day: next(
        (said for _, said in _doubts(application, decision, day, ())), ""
    )


def _doubts(application: Application, decision: str, day: date, grounds: Collection[str]) -> Doubts:
    if decision not in Decision.values:
        yield CONTRARY, "请选择一项办理结果"
    yield from OF_RESULT.get(decision, _nothing)(application, day)
    if Exemption.THIRD_PARTY_RIGHTS in grounds and decision != Decision.THIRD_PARTY_RIGHTS:
        yield from _third_party_objects(application, day)
    is_correcting = _was_asked(application) and not application.corrected_on
    if is_correcting and decision not in WITHOUT_CORRECTION:
        yield MISSING, "申请尚在补正，只能按“逾期不补正”或“其他”（如申请人撤回）办结"
    is_paying = application.fee_noticed_on and not application.fee_paid_on
    if is_paying and decision not in WITHOUT_PAYMENT:
        yield MISSING, "已经通知收费，申请人尚未缴费，只能按“逾期未缴费”或“其他”办结"


def _nothing(application: Application, day: date) -> Doubts:
    yield from ()


def _was_asked(application: Application) -> bool:
    return bool(application.correction_asked_on or application.correction_wanted)


def _third_party_objects(application: Application, day: date) -> Doubts:
    """条例第三十二条: asked in writing; who agrees cannot be protected against the own will."""
    asked = zip(application.consult_kinds, application.consult_opinions, strict=False)
    opinions = [said for kind, said in asked if kind == ConsultationKind.THIRD_PARTY and said]
    if not opinions:
        yield MISSING, "须先书面征求第三方意见，收到意见或者期限届满后再决定（条例第三十二条）"
    elif all(said == Opinion.AGREE for said in opinions):
        yield CONTRARY, "第三方同意公开，不能以保护第三方合法权益为由不予公开（条例第三十二条）"


def _unclear_after_correction(application: Application, day: date) -> Doubts:
    if not _was_asked(application):
        yield MISSING, "须先告知申请人补正（条例第三十条）"
    elif not application.corrected_on:
        yield MISSING, "申请人还没有补正，不能认定补正后仍不明确（条例第三十条）"


def _unreasonable(application: Application, day: date) -> Doubts:
    due = application.reasons_due_on
    if not application.reasons_wanted:
        yield MISSING, "须先要求申请人说明理由（条例第三十五条）"
    elif not application.reasons:
        yield from _not_received(application, NoticeOf.REASONS)
        if due is not None and day <= due:
            yield CONTRARY, f"申请人说明理由的期限至 {due}，尚未届满"


def _not_received(application: Application, of: NoticeOf) -> Doubts:
    """No time of the applicant's has run before the notice arrived; an old register tells neither."""
    if application.pk is None or application.answered_on is not None:
        return
    if not is_served(application, of):
        message = f"没有登记申请人收到{of.label}的日期，期限还没有起算；请先“登记告知送达”"
        yield MISSING, message


def is_served(application: Application, of: NoticeOf) -> bool:
    """Whether its receipt is registered; of a fee noticed before its way was kept, the day of
    service is the one that was entered with it."""
    service = next((service for service in application.services.all() if service.of == of), None)
    if service is None:
        return of == NoticeOf.FEE and bool(application.fees.all())
    return service.received_on is not None


def _not_corrected(application: Application, day: date) -> Doubts:
    due = application.correction_due_on
    if not _was_asked(application):
        yield MISSING, "须先告知申请人补正（条例第三十条）"
    if application.corrected_on:
        # an old register tells of corrections that came too late or were none
        yield MISSING, "申请人已经补正，不能按逾期不补正办结"
    else:
        yield from _not_received(application, NoticeOf.CORRECTION)
        if due is not None and day <= due:
            yield CONTRARY, f"补正期限至 {due}，尚未届满"


def _not_paid(application: Application, day: date) -> Doubts:
    noticed = application.fee_noticed_on
    if application.fee_paid_on:
        yield CONTRARY, "已经缴费的，不能以逾期未缴费办结"
    elif noticed is None:
        yield MISSING, "须先发出收费通知（国办函〔2020〕109号）"
    else:
        yield from _not_received(application, NoticeOf.FEE)
        days = calendar(application.agency.region)
        fee = next(iter(application.fees.all()), None) if application.pk else None
        due = fee.due_on if fee else deadlines.last_day(deadlines.FEE_PAYMENT, noticed, days)
        if due is not None and day <= due:
            yield CONTRARY, f"缴费期限至 {due}，尚未届满"


OF_RESULT: dict[str, Callable[[Application, date], Doubts]] = {
    Decision.THIRD_PARTY_RIGHTS: _third_party_objects,
    Decision.STILL_UNCLEAR: _unclear_after_correction,
    Decision.EXCESSIVE: _unreasonable,
    Decision.NOT_CORRECTED: _not_corrected,
    Decision.FEE_NOT_PAID: _not_paid,
}
