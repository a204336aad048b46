"""送达: by each way another day is the day of the answer (国办公开办函〔2016〕235号第四条)."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from huiyin.figures import registry
from huiyin.figures.registry import Scope
from huiyin.foi import actions
from huiyin.foi.desk import ROOM
from huiyin.foi.portal import standing
from huiyin.workdays.load import calendar

from . import factories
from . import paper_samples as samples

pytestmark = pytest.mark.django_db
RECEIVED, SIGNED = date(2026, 3, 2), date(2026, 3, 27)
DUE, AFTER = date(2026, 3, 30), date(2026, 3, 31)
PROOF = {
    "post": {"post_number": "EMS 1"},
    "direct": {"receipt": "回证 3 号"},
    "entrusted": {"receipt": "回证 4 号"},
    "electronic": {},
}


def at(day):
    return datetime.combine(day, time(15), timezone.get_default_timezone())


@pytest.fixture
def signed(bureau, robot):
    case = samples.application(
        bureau, robot, at(RECEIVED), received_on=RECEIVED, delivery_channel="online"
    )
    assert case.due_on == DUE
    online = {"复议网上渠道": "行政复议网上平台"}
    letter = {**factories.LETTER, **online}
    return factories.signed(case, actor=robot, at=at(SIGNED), letter=letter)


# way, left, signed or arrived → the day of the answer, in time
SERVED = [
    pytest.param("post", DUE, AFTER, DUE, True, id="posted on the last day, signed for after it"),
    pytest.param("post", DUE, None, DUE, True, id="posted on the last day, not signed for yet"),
    pytest.param("post", AFTER, AFTER, AFTER, False, id="posted after it"),
    pytest.param("direct", None, DUE, DUE, True, id="handed over and signed on the last day"),
    pytest.param("direct", DUE, AFTER, AFTER, False, id="brought on the last day, signed after it"),
    pytest.param("entrusted", SIGNED, DUE, DUE, True, id="by another organ, signed on the last day"),
    pytest.param("entrusted", SIGNED, AFTER, AFTER, False, id="by another organ, signed after it"),
    pytest.param("electronic", None, DUE, DUE, True, id="arrived on the last day"),
    pytest.param("electronic", DUE, AFTER, AFTER, False, id="sent on the last day, arrived after it"),
]  # fmt: skip


@pytest.mark.parametrize(("way", "left", "reached", "day", "in_time"), SERVED)
def test_the_day_of_the_answer(signed, robot, bureau, way, left, reached, day, in_time):
    details = {"method": way, "served_on": left, "delivered_on": reached, **PROOF[way]}
    application = actions.serve(signed, actor=robot, at=at(date(2026, 4, 1)), **details)
    assert (application.answered_on, application.delivered_on) == (day, reached)
    assert application.papers.get(kind="answer").sent_on == (left or day)
    scope = Scope.year(bureau, 2026, as_of=date(2026, 4, 1))
    assert registry.find("foi.late", bureau.pk).value(scope) == (not in_time)
    assert registry.find("foi.answered.on-time", bureau.pk).value(scope) == (100 if in_time else 0)


REFUSED = [
    ("post", {"delivered_on": DUE}, "交寄之日"),
    ("direct", {"served_on": DUE}, "签收之日"),
    ("entrusted", {"served_on": DUE}, "签收之日"),
    ("electronic", {"served_on": DUE}, "到达申请人系统之日"),
    ("post", {"served_on": AFTER, "delivered_on": DUE}, "早于"),
    ("direct", {"served_on": AFTER, "delivered_on": DUE}, "早于"),
    ("direct", {"delivered_on": date(2026, 3, 26)}, "早于签发日期"),
    ("post", {"served_on": date(2026, 3, 26)}, "早于签发日期"),
    ("direct", {"delivered_on": date(2026, 4, 2)}, "晚于今天"),
    ("post", {"served_on": date(2026, 4, 2)}, "晚于今天"),
    ("post", {"served_on": DUE, "post_number": ""}, "邮件号码"),
    ("direct", {"delivered_on": DUE, "receipt": ""}, "送达凭证"),
    ("entrusted", {"delivered_on": DUE, "receipt": ""}, "送达凭证"),
    ("courier", {"served_on": DUE}, "送达方式"),
]


@pytest.mark.parametrize(("way", "details", "said"), REFUSED)
def test_what_is_not_told_or_cannot_be_is_refused(signed, robot, way, details, said):
    details = {"method": way, **PROOF.get(way, {}), **details}
    with pytest.raises(ValidationError, match=said):
        actions.serve(signed, actor=robot, at=at(date(2026, 4, 1)), **details)
    signed.refresh_from_db()
    assert (signed.state, signed.answered_on) == ("signed", None)


# way → all that is missing when nothing but the way was given
LACKS = [
    ("post", {"served_on", "post_number"}),
    ("direct", {"delivered_on", "receipt"}),
    ("entrusted", {"delivered_on", "receipt"}),
    ("electronic", {"delivered_on"}),
]


@pytest.mark.parametrize(("way", "fields"), LACKS)
def test_all_that_is_missing_is_said_at_once(signed, robot, way, fields):
    with pytest.raises(ValidationError) as refused:
        actions.serve(signed, actor=robot, at=at(date(2026, 4, 1)), method=way)
    assert set(refused.value.message_dict) == fields


def test_an_answer_on_paper_has_the_same_day(bureau, robot):
    case = samples.application(
        bureau, robot, at(RECEIVED), received_on=RECEIVED, delivery_channel="online"
    )
    context = {"actor": robot, "at": at(date(2026, 4, 1))}
    usual = factories.on_paper(case, DUE)
    with pytest.raises(ValidationError, match="签收（到达）之日 2026-03-31"):
        actions.answer(case, **{**usual, "delivered_on": AFTER}, **context)
    entered = actions.answer(case, **usual, **context)
    assert (entered.entered_on, entered.delivered_on) == (DUE, DUE)


def test_the_day_of_receipt_is_not_filled_in(signed):
    assert not ROOM.form_of("note_answer_received")(matter=signed)["delivered_on"].value()


def test_the_form_asks_for_the_day_of_its_way(signed):
    form = ROOM.form_of("serve")(matter=signed)
    assert not form["served_on"].value()
    assert "邮政寄递的必填" in str(form.needed_when["served_on"])
    assert "签收之日" in form.fields["delivered_on"].help_text


@pytest.mark.parametrize(
    ("channel", "method"),
    [
        ("post", "post"),
        ("online", "electronic"),
        ("email", "electronic"),
        ("pickup", "direct"),
        ("fax", None),
        ("", None),
    ],
)
def test_the_way_that_was_asked_for_stands_in_the_form(signed, channel, method):
    """条例第四十条: in the form that was asked for, as far as that can be."""
    signed.delivery_channel = channel
    assert ROOM.form_of("serve")(matter=signed)["method"].initial == method


# what is entered of the receipt, on which day → the message
ARRIVED_LATER = [
    (AFTER, None),
    (DUE, None),  # on the day it was posted
    (date(2026, 3, 29), "早于答复日期"),
    (date(2026, 4, 9), "晚于今天"),
]


@pytest.mark.parametrize(("day", "said"), ARRIVED_LATER)
def test_what_was_posted_arrives_later(signed, robot, day, said):
    """行政复议法第二十条: the time to contest begins with the receipt; the answer keeps its day."""
    now = {"actor": robot, "at": at(date(2026, 4, 8))}
    application = actions.serve(signed, method="post", served_on=DUE, post_number="EMS 1", **now)
    assert any("没有登记" in mark.note for mark in standing.line(application, DUE))
    if said:
        with pytest.raises(ValidationError, match=said):
            actions.note_answer_received(application, delivered_on=day, **now)
        return
    application = actions.note_answer_received(application, delivered_on=day, **now)
    assert (application.state, application.answered_on, application.delivered_on) == (
        "answered",
        DUE,
        day,
    )
    marks = [mark for mark in standing.line(application, DUE) if "行政复议" in mark.title]
    days = calendar("")
    last = days.next_workday(day + timedelta(days=60))
    assert [(mark.due.day, "没有登记" in mark.note) for mark in marks] == [(last, False)]
    with pytest.raises(ValidationError, match="已登记"):
        actions.note_answer_received(application, delivered_on=day, **now)


def test_who_was_sent_nothing_received_nothing(bureau, robot):
    case = samples.application(bureau, robot, at(RECEIVED), received_on=RECEIVED)
    now = {"actor": robot, "at": at(DUE)}
    entered = actions.enter_withdrawal(case, withdrawn_on=SIGNED, note="来信撤回", **now)
    closed = actions.confirm_answer(entered, **now)
    with pytest.raises(ValidationError, match="没有发出过"):
        actions.note_answer_received(closed, delivered_on=DUE, **now)
