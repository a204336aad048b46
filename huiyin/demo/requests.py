"""Hotline and messages of a demonstration year: received, assigned, answered, some rated.

Past months are imported as tables, as the city's platform and the old portal export them. The last
weeks are registered case by case: calls from the platform, messages and website faults from the
portal.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import groupby
from random import Random
from typing import Any

from huiyin.audit.actors import guest
from huiyin.coordination import actions as tasks
from huiyin.coordination.models import Assignment, Role
from huiyin.hotline import actions, publicity
from huiyin.hotline.models import (
    Channel,
    RequestKind,
    Satisfaction,
    ServiceRequest,
    time_limit,
)
from huiyin.organisations.models import Organisation
from huiyin.workdays.load import calendar

from . import visits, words
from .cases import Case, Course, Office
from .clock import moment, next_workday, office_hour
from .topics import FAULTS, TOPICS, Fault, Topic

COUNTS = {
    2020: {"mayor-hotline": 1061, "interaction": 206},
    2021: {"mayor-hotline": 1184, "interaction": 251},
}
LETTERS = {"mayor-hotline": "SZRX", "interaction": "ZMHD"}
"""Numbers of the platform and of the old portal: letters, year, serial, as everywhere here."""
FEWER_SINCE = 2022
UPHELD = "已由原系统再次核实并告知诉求人"
CASE_BY_CASE = timedelta(days=45)
PUBLISHED_EACH = 6  # one message of so many is published with its answer
ASSISTS = {
    "zhidui": "huanwei",
    "shizheng": "zhidui",
    "huanwei": "zhidui",
    "yuanlin": "huanwei",
    "zhatu": "zhidui",
    "guanggao": "zhidui",
}
"""Which unit is asked beside the lead."""
RETURNED = {
    "reason": "现场属于小区红线以内，由物业服务企业负责",
    "basis": "物业管理条例第四十六条、本局内设机构职责分工",
}
FORGOTTEN_FOR = range(16, 31)
"""For how many days the one forgotten case of the story is past its limit."""


def counts_of(year: int) -> dict[str, int]:
    """Fewer since 2022: the common hotline answers simple questions by itself."""
    more = year - FEWER_SINCE
    return COUNTS.get(year) or {"mayor-hotline": 486 + 12 * more, "interaction": 168 + 6 * more}


def year(office: Office, number: int) -> Iterator[int]:
    """The requests of a year received by then; yields after each one."""
    cases = _received(office, number)
    from_day = (office.today - CASE_BY_CASE).replace(day=1)
    old = [case for case in cases if case.request.received_on < from_day]
    for _, month in groupby(old, key=lambda one: one.request.received_on.month):
        yield from _by_table(office, list(month))
    yield from _lately(office, [case for case in cases if case.request.received_on >= from_day])


def _received(office: Office, number: int) -> list[Case]:
    """The requests of a year in order of their days, unsaved."""
    random, counts = Random(f"requests {number}"), counts_of(number)
    channels = {channel.key: channel for channel in Channel.objects.all()}
    plan = [key for key, count in counts.items() for _ in range(count)]
    random.shuffle(plan)
    last = date(number, 12, 20 if number < FEWER_SINCE else 31)
    span = (last - date(number, 1, 2)).days
    days = sorted(date(number, 1, 2) + timedelta(days=random.randrange(span)) for _ in plan)
    limits = {kind: _limit(kind, last) for kind in RequestKind.values}
    serials, cases = dict.fromkeys(counts, 0), []
    for received, key in zip(days, plan, strict=True):
        serials[key] += 1
        reference = f"{LETTERS[key]}{number}-{serials[key]:05d}"
        request, topic, facts = _make(random, office.agency, channels[key], received)
        request.reference = reference
        request.consents = (
            key == "interaction"
            and serials[key] % PUBLISHED_EACH == 0
            and not request.is_confidential
        )
        if received <= office.today:
            cases.append(Case(request, topic, facts, reference, limits[topic.kind]))
    return cases


def _limit(kind: str, day: date) -> int:
    rule = time_limit(kind, day)
    if rule is None:
        raise LookupError(f"no time limit for {kind}")
    return rule.length


def _make(
    random: Random, agency: Organisation, channel: Channel, received: date
) -> tuple[ServiceRequest, Topic, dict[str, object]]:
    """An unsaved request about one of the topics of the season."""
    topic = random.choice([one for one in TOPICS if received.month in one.months])
    facts: dict[str, object] = {
        "place": words.place(random),
        "street": random.choice(words.STREETS),
        "estate": random.choice(words.ESTATES),
        "n": random.randrange(3, 26),
        "m": random.randrange(1, 6),
    }
    text = topic.subject + topic.content
    where = next((name for name in ("place", "estate", "street") if f"{{{name}}}" in text), "")
    request = ServiceRequest(
        agency=agency,
        channel=channel,
        request_kind=topic.kind,
        category_text=topic.category,
        subject=topic.subject.format(**facts),
        content=topic.content.format(**facts),
        place=str(facts.get(where, "")),
        caller_name=words.person(random),
        caller_phone=words.telephone(random),
        is_confidential=topic.kind == RequestKind.REPORT,
        received_on=received,
    )
    return request, topic, facts


def _course(one: Case) -> Course:
    """Nearly all in time; of 2020 and 2021 all within the year."""
    random, days, received = Random(f"course {one.number}"), calendar(), one.request.received_on
    late = random.random() >= 0.975
    taken = one.limit + random.randint(1, 2) if late else random.randint(1, one.limit)
    answered_on = days.add(received, taken)
    if received.year < FEWER_SINCE:
        answered_on = min(answered_on, date(received.year, 12, 31))
    registered_on = days.next_workday(received)
    rated = random.random() < 0.45
    return Course(
        registered=office_hour(random, registered_on, 0, 4),
        assigned=office_hour(random, registered_on, 1, 4),
        answered=office_hour(random, answered_on, 2, 4),
        rated=office_hour(random, days.add(answered_on, 1), 2, 4),
        satisfaction=random.choices(Satisfaction.values, [72, 22, 6])[0] if rated else "",
    )


def _case(office: Office, one: Case) -> None:
    """From receipt to rating, as far as it had come by then."""
    course, until = _course(one), office.until
    if course.registered > until:
        return
    opened = actions.register(one.request, actor=office.clerk, at=course.registered)
    _handle(office, one, opened, course)


def _handle(office: Office, one: Case, opened: ServiceRequest, course: Course) -> None:
    if not _by_units(office, opened, one.topic.unit, one.answer, course):
        return
    _publish(office, opened, course.answered_on)
    if course.rated <= office.until:
        visits.visit(office, one, opened, course)


def _by_units(
    office: Office, opened: ServiceRequest, slug: str, answer: str, course: Course
) -> bool:
    """Given to the unit, signed and answered by it, read and sent by the clerk; whether so far.

    Every fourth one has a second unit beside the lead.
    """
    if course.assigned > office.until:
        return False
    second = ASSISTS.get(slug) if Random(opened.reference).randrange(4) == 0 else None
    _give(office, opened, slug, course.assigned, second)
    if course.signed > office.until:
        return False
    for task in Assignment.objects.of(opened).order_by("pk"):
        by = office.handlers[task.unit.slug]
        tasks.sign(task, actor=by, at=course.signed)
    if opened.request_kind != RequestKind.REPORT:
        visits.contact(office, opened, course.called, slug)
    if course.drafted > office.until:
        return False
    if second:
        task = Assignment.objects.of(opened).get(role=Role.ASSIST)
        tasks.contribute(
            task, opinion="已到现场配合处理，无其他意见。", reported_on=course.answered_on,
            actor=office.handlers[second], at=course.drafted,
        )  # fmt: skip
    by = office.handlers[slug]
    actions.draft(
        opened, actor=by, at=course.drafted, draft_text=answer, **_deferral(opened, course)
    )
    if course.answered > office.until:
        return False
    actions.approve(opened, actor=office.clerk, at=course.answered)
    return True


def _deferral(opened: ServiceRequest, course: Course) -> dict[str, Any]:
    """One in twenty-five is not solved with its answer: 挂账."""
    if Random(f"deferred {opened.reference}").randrange(25):
        return {}
    return {
        "deferral_reason": "彻底解决需要改造地下管线，已列入年度改造计划",
        "deferral_plan": "先采取临时措施，管线改造完成后复查并告知来电人。",
        "next_look_on": course.answered_on + timedelta(days=60),
    }


def _give(
    office: Office, opened: ServiceRequest, slug: str, at: datetime, second: str | None = None
) -> None:
    assistants = [office.units[second]] if second else []
    unit = office.units[slug]
    actions.assign(opened, actor=office.clerk, at=at, unit=unit, assistants=assistants)


def _publish(office: Office, request: ServiceRequest, answered_on: date) -> None:
    """公开问答, with the texts that the form proposes; the clerk proposes, the head publishes."""
    random, day = Random(f"published {request.reference}"), calendar().add(answered_on, 1)
    proposed, published = office_hour(random, day, 0, 4), office_hour(random, day, 1, 4)
    if not request.consents or proposed > office.until:
        return
    request.refresh_from_db()
    texts = publicity.proposed(request)
    actions.propose(request, actor=office.clerk, at=proposed, **texts)
    if published <= office.until:
        actions.publish(request, actor=office.head, at=published)


def _by_table(office: Office, cases: list[Case]) -> Iterator[int]:
    """A month whose cases are all closed."""
    courses = [_course(case) for case in cases]
    for one, course in zip(cases, courses, strict=True):
        request = one.request
        request.unit = office.units[one.topic.unit]
        request.answered_on, request.answer_text = course.answered_on, one.answer
        if course.satisfaction:
            request.satisfaction, request.rated_on = course.satisfaction, course.rated_on
    over = next_workday(max(course.rated_on for course in courses), 1)
    at = office_hour(Random(cases[0].number), over)
    registered = actions.register_many([case.request for case in cases], actor=office.clerk, at=at)
    for request in registered:
        if request.objected_on:
            actions.uphold(request, actor=office.head, at=at, reason=UPHELD)
        _publish(office, request, over)
        yield 1


def _lately(office: Office, cases: list[Case]) -> Iterator[int]:
    """The last weeks, case by case; one of them was forgotten, one has just come back."""
    forgotten = next((case for case in cases if _may_be_forgotten(case, office.today)), None)
    returned = next((case for case in reversed(cases) if _may_be_returned(office, case)), None)
    for case in cases:
        if case is forgotten or case is returned:
            course = _course(case)
            opened = actions.register(case.request, actor=office.clerk, at=course.registered)
            _give(office, opened, case.topic.unit, course.assigned)
            task, by = Assignment.objects.of(opened).get(), office.handlers[case.topic.unit]
            if case is forgotten:
                tasks.sign(task, actor=by, at=course.signed)
            else:
                tasks.send_back(task, actor=by, at=course.signed, **RETURNED)
        elif case.request.channel.key != actions.MESSAGES:
            _case(office, case)
        elif case.topic.kind != RequestKind.REPORT:  # reports do not arrive through the portal
            _message(office, case)
        yield 1


def _may_be_returned(office: Office, one: Case) -> bool:
    """A call that a unit has, and that nobody has begun to answer."""
    course = _course(one)
    is_under_way = course.signed <= office.until < course.drafted
    is_call = one.request.channel.key != actions.MESSAGES
    return is_call and is_under_way and one.topic.kind != RequestKind.REPORT


def _may_be_forgotten(one: Case, today: date) -> bool:
    age = (today - one.request.received_on).days
    return (
        age in FORGOTTEN_FOR
        and one.topic.kind == RequestKind.COMPLAINT
        and one.request.channel.key != actions.MESSAGES
    )


def _message(office: Office, one: Case) -> None:
    """Sent over the portal at any hour; assigned on the next working day."""
    random, request = Random(f"sent {one.number}"), one.request
    received, days = request.received_on, calendar()
    sent = moment(received, time(random.randrange(7, 23), random.randrange(60)))
    if sent > office.until:
        return
    request.reference = ""
    opened = actions.message(request, actor=guest("网民", office.agency.pk), at=sent)
    course = _course(one)
    assigned = office_hour(random, days.add(received, 1), 0, 4)
    _handle(office, one, opened, replace(course, assigned=assigned))


def mistakes(office: Office) -> None:
    """我为政府网站找错: a few of the last weeks, the newest still open."""
    for ago, fault in zip((41, 19, 1), FAULTS, strict=True):
        _mistake(office, office.today - timedelta(days=ago), fault)


def _mistake(office: Office, received: date, fault: Fault) -> None:
    random, days = Random(fault.subject), calendar()
    request = ServiceRequest(
        agency=office.agency,
        category_text="网站内容",
        subject=fault.subject,
        content=fault.content,
        caller_name=words.person(random),
        caller_phone=words.telephone(random),
    )
    sent = moment(received, time(20, random.randrange(60)))
    opened = actions.report(request, actor=guest("网民", office.agency.pk), at=sent)
    assigned = office_hour(random, days.add(received, 1), 0, 4)
    answered = office_hour(random, days.add(received, 2), 2, 4)
    course = Course(sent, assigned, answered, answered, "")
    _by_units(office, opened, "xuanchuan", fault.answer, course)
