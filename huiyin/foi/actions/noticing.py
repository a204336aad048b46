"""告知送达: the time for a correction, for reasons or for a fee begins when the notice arrives."""

from datetime import date, datetime
from typing import Annotated

from django.core.exceptions import ValidationError

from huiyin.audit import log
from huiyin.audit.actors import Actor
from huiyin.casework.arguments import NeededWhen
from huiyin.casework.forms import DayField
from huiyin.foi import rules
from huiyin.foi.models import Application, NoticeOf, Service, ServiceMethod

from .answering import check_service
from .asked import Method, PostNumber, Receipt
from .flow import not_before, not_later, workflow

NOTICED = "条例第三十条、第三十五条；国办函〔2020〕109号"


def notice_sent(
    application: Application, of: str, sent_on: date, named_on: date | None = None
) -> None:
    """It has left; whether it arrived is registered when it is known."""
    service = Service(application=application, of=of, sent_on=sent_on, named_on=named_on)
    service.full_clean()
    service.save()


SentOn = Annotated[
    date | None, DayField("发出（交寄）日期", required=False), NeededWhen("不填为告知之日")
]
ReceivedOn = Annotated[
    date | None,
    DayField(
        "申请人收到日期",
        required=False,
        help_text="申请人的期限从收到的次日起算；邮寄的可以以后补登",
    ),
    NeededWhen("直接、委托、电子送达的必填"),
]


def _is_on_its_way(application: Application, day: date) -> str:
    service = _sent(application)
    if service is None or service.received_on is None:
        return ""
    return f"已登记申请人于 {service.received_on} 收到{service.get_of_display()}"


@workflow.move(
    "登记告知送达",
    sources=set(Application.NOTICES),
    rule=rules.HANDLE,
    guard=_is_on_its_way,
    basis=NOTICED,
)
def note_notice_served(
    application: Application,
    *,
    actor: Actor,
    at: datetime,
    method: Method,
    sent_on: SentOn = None,
    received_on: ReceivedOn = None,
    post_number: PostNumber = "",
    receipt: Receipt = "",
) -> None:
    """告知送达: by which way, with what proof, and when the applicant received it.

    By post the receipt may follow; the applicant's time begins with it.
    """
    service = _service(application, sent_on)
    needs_day = received_on is None and method != ServiceMethod.POST
    missing = {"received_on": "请填写申请人签收（到达）的日期"} if needs_day else {}
    check_service(method, post_number, receipt, missing)
    service.sent_on = sent_on or service.sent_on
    not_before("sent_on", service.sent_on, application.received_on, "收到日期")
    not_later("sent_on", service.sent_on, at)
    not_before("received_on", received_on, service.sent_on, "发出日期")
    not_later("received_on", received_on, at)
    service.method, service.received_on = method, received_on
    service.post_number, service.receipt = post_number, receipt
    service.full_clean()
    service.save()
    if received_on is not None:
        _begin(application, service)
    log.record(actor, "foi.service.note", service, at=at, notice=service.get_of_display())


def _sent(application: Application) -> Service | None:
    """The notice of this state, where its way was kept."""
    of = Application.NOTICES.get(application.state)
    return next((service for service in application.services.all() if service.of == of), None)


def _service(application: Application, sent_on: date | None) -> Service:
    """The notice of this state; where it was sent before its way was kept, with what is known."""
    if (service := _sent(application)) is not None:
        return service
    of = Application.NOTICES[application.state]
    sent = {
        NoticeOf.CORRECTION: application.correction_asked_on,
        NoticeOf.REASONS: None,
        NoticeOf.FEE: application.fee_noticed_on,
    }[of]
    if (day := sent_on or sent) is None:
        raise ValidationError({"sent_on": "请填写告知发出的日期"})
    named = {
        NoticeOf.CORRECTION: application.correction_due_on,
        NoticeOf.REASONS: application.reasons_due_on,
        NoticeOf.FEE: None,
    }[of]
    return Service(application=application, of=of, sent_on=day, named_on=named)


def _begin(application: Application, service: Service) -> None:
    last = service.last_day
    if service.of == NoticeOf.CORRECTION:
        application.correction_due_on = last
    elif service.of == NoticeOf.REASONS:
        application.reasons_due_on = last
    else:
        application.fees.update(due_on=last)
