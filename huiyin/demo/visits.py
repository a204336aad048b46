"""Contacts, visits and second handlings of the requests of a demonstration year."""

from datetime import datetime, timedelta
from functools import partial
from random import Random

from django.utils import timezone

from huiyin.coordination import actions as tasks
from huiyin.coordination.models import Assignment
from huiyin.hotline import actions
from huiyin.hotline.models import (
    ContactDoor,
    RequestKind,
    Resolution,
    Satisfaction,
    ServiceRequest,
    VisitDoor,
)
from huiyin.workdays.load import calendar

from .cases import Case, Course, Office
from .clock import office_hour

NOT_REACHED = 0.2
AGAIN = "诉求人表示问题没有解决，请到现场核实后重新办理"
CONTACTED = "已与诉求人核实情况，约定处理时间。"


def visit(office: Office, one: Case, opened: ServiceRequest, course: Course) -> None:
    """The head calls back, who handled nothing; not everybody picks up, some have it done again."""
    random = Random(f"visit {one.number}")
    if opened.request_kind == RequestKind.MISTAKE:
        return
    ask = partial(
        actions.visit, opened, actor=office.head, at=course.rated, door=VisitDoor.PHONE.value
    )
    if not course.satisfaction:
        if random.random() < NOT_REACHED:
            ask(reached="no")
        return
    is_content = course.satisfaction != Satisfaction.DISSATISFIED
    ask(
        reached="yes",
        resolution=Resolution.RESOLVED if is_content else Resolution.UNRESOLVED,
        satisfaction=course.satisfaction,
        attitude="good",
        speed="good" if is_content else "fair",
    )
    again = office_hour(random, calendar().add(timezone.localdate(course.rated), 1), 0, 4)
    if not is_content and again <= office.until:
        unit = office.units[one.topic.unit]
        actions.handle_again(opened, actor=office.clerk, at=again, reason=AGAIN, unit=unit)
        _once_more(office, one, opened, again)


def _once_more(office: Office, one: Case, opened: ServiceRequest, since: datetime) -> None:
    """Signed on the day; the unit answers again some days later, and the head reads it."""
    random, by = Random(f"again {one.number}"), office.handlers[one.topic.unit]
    signed = since + timedelta(minutes=20)
    if signed > office.until:
        return
    lead = Assignment.objects.of(opened).order_by("pk").last()
    assert lead is not None  # noqa: S101 - it was given just now
    tasks.sign(lead, actor=by, at=signed)
    day = calendar().add(timezone.localdate(since), random.randint(1, max(1, one.limit - 1)))
    drafted, answered = office_hour(random, day, 0, 4), office_hour(random, day, 4, 7)
    if drafted <= office.until:
        text = f"{one.answer}针对您反映的情况，我们再次到现场核实并作了处理。"
        actions.draft(opened, actor=by, at=drafted, draft_text=text)
    if answered <= office.until:
        actions.approve(opened, actor=office.head, at=answered)


def contact(office: Office, opened: ServiceRequest, at: datetime, slug: str) -> None:
    """The unit calls as soon as it has the request; one in ten does not pick up."""
    opened.refresh_from_db()
    if not opened.can_be_reached or at > office.until or opened.contacted_at:
        return
    reached = "no" if Random(f"contact {opened.reference}").randrange(10) == 0 else "yes"
    note = CONTACTED if reached == "yes" else ""
    by = office.handlers[slug]
    actions.contact(opened, actor=by, at=at, door=ContactDoor.PHONE, reached=reached, note=note)
