"""并案、中止、不予受理 of these days: decided on the last working day, by clerk and head."""

from datetime import datetime
from random import Random

from django.db.models import Max
from django.utils import timezone

from huiyin.audit.models import Entry
from huiyin.hotline import actions
from huiyin.hotline.models import Channel, ServiceRequest

from . import words
from .cases import Office
from .clock import office_hour, workday_before

State = ServiceRequest.State


def tell(office: Office) -> None:
    """What is still open: no answer, and no figure of a past year, changes."""
    at = office_hour(Random("groups"), workday_before(office.today, 1), 3, 4)
    open_ones = [one for one in _waiting() if _last_move(one) < at]
    if not open_ones:
        return
    _join(office, open_ones, at)
    in_hand = [one for one in open_ones if one.state == State.ASSIGNED and _is_in_time(one, at)]
    if in_hand:
        wait = {"cause": "procedure", "reason": "等待第三方检测机构出具检测结论"}
        asked = actions.ask_pause(in_hand[-1], actor=office.clerk, at=at, **wait)
        actions.suspend(asked, actor=office.head, at=at)


def _waiting() -> list[ServiceRequest]:
    rows = ServiceRequest.objects.handled().exclude(state=State.DRAFTED)
    return list(rows.filter(is_confidential=False).order_by("received_on", "pk"))


def _last_move(request: ServiceRequest) -> datetime:
    about = Entry.objects.filter(subject_type="hotline.servicerequest", subject_key=str(request.pk))
    last: datetime = about.aggregate(last=Max("at"))["last"]
    return last


def _is_in_time(request: ServiceRequest, at: datetime) -> bool:
    return (
        request.due_on is not None
        and request.due_on >= timezone.localdate(at)
        and not request.wanted_days
    )


def _join(office: Office, requests: list[ServiceRequest], at: datetime) -> None:
    """Two more people call about the trouble that was reported last."""
    main = requests.pop()
    for number in range(2):
        random = Random(f"again {main.reference} {number}")
        again = ServiceRequest(
            agency=office.agency,
            channel=Channel.objects.get(key="mayor-hotline"),
            request_kind=main.request_kind,
            category=main.category,
            category_text=main.category_text,
            subject=main.subject,
            content=main.content,
            place=main.place,
            caller_name=words.person(random),
            caller_phone=words.telephone(random),
            received_on=timezone.localdate(at),
        )
        opened = actions.register(again, actor=office.clerk, at=at)
        actions.join(opened, main=main, actor=office.clerk, at=at)
