"""告知送达: no time of the applicant's runs before the notice has arrived (条例第三十条、第三十五条)."""

from datetime import date, datetime, time

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from huiyin.foi import actions
from huiyin.foi.alarms import asked
from huiyin.foi.desk import ROOM
from huiyin.foi.models import Application, Service
from huiyin.foi.steps import steps_of

pytestmark = pytest.mark.django_db
ARRIVED, SENT = date(2026, 3, 2), date(2026, 3, 3)
NAMED = date(2026, 3, 20)
ASKS = {
    "correction": ("ask_correction", {"wanted": "年份"}),
    "named": ("ask_correction", {"wanted": "年份", "due_on": NAMED}),
    "reasons": ("ask_reasons", {"wanted": "四十件", "due_on": NAMED}),
    "fee": ("notice_fee", {"basis": "per-page", "count": 31, "noticed_on": SENT}),
}
ENDS = {
    "correction": lambda day: ("lapse_correction", {"closed_on": day}),
    "named": lambda day: ("lapse_correction", {"closed_on": day}),
    "reasons": lambda day: ("refuse_reasons", {"text": "没有说明理由"}),
    "fee": lambda day: ("lapse_payment", {"closed_on": day}),
}
OVER = {
    "correction": "uncorrected",
    "named": "uncorrected",
    "reasons": "unexplained",
    "fee": "unpaid",
}


def at(day):
    return datetime.combine(day, time(9), timezone.get_default_timezone())


@pytest.fixture
def move(robot):
    def run(name, application, day, **details):
        return actions.workflow.moves[name].run(application, actor=robot, at=at(day), **details)

    return run


@pytest.fixture
def noticed(bureau, robot, move):
    def run(what):
        matter = actions.register(
            Application(
                agency=bureau, channel="counter", applicant_kind="person", applicant_name="甲",
                description="二〇二五年预算", arrived_on=ARRIVED,
            ),
            actor=robot, at=at(ARRIVED),
        )  # fmt: skip
        name, details = ASKS[what]
        return move(name, matter, SENT, **details)

    return run


def last_day(application, what):
    if what == "fee":
        return application.fees.get().due_on
    return application.reasons_due_on if what == "reasons" else application.correction_due_on


# what, received, the last day: over Qingming (04-06) and Labour Day (05-01 … 05-05)
COURSE = [
    ("correction", SENT, date(2026, 3, 24)),
    ("correction", date(2026, 3, 16), date(2026, 4, 7)),
    ("correction", date(2026, 4, 20), date(2026, 5, 13)),
    ("named", date(2026, 3, 6), NAMED),
    ("named", NAMED, date(2026, 4, 13)),  # it came when the day that it names was over
    ("reasons", date(2026, 3, 6), NAMED),
    ("reasons", date(2026, 3, 23), date(2026, 4, 14)),
    ("fee", SENT, date(2026, 3, 31)),
    ("fee", date(2026, 4, 10), date(2026, 5, 12)),
]


@pytest.mark.parametrize(("what", "received", "last"), COURSE)
def test_the_time_begins_with_the_receipt(noticed, move, what, received, last):
    matter = noticed(what)
    before = NAMED if what in ("named", "reasons") else None
    assert last_day(matter, what) == before
    (service,) = matter.services.all()
    assert (service.sent_on, service.presumed_on) == (SENT, date(2026, 3, 10))
    steps = {step.move: step for step in steps_of(matter)}
    assert steps["note_notice_served"].due_on == date(2026, 3, 10)
    assert [step.due_on for step in steps_of(matter) if step.is_presumed] == [service.last_day]
    late = date(2026, 12, 1)
    name, details = ENDS[what](late)
    with pytest.raises(ValidationError, match="没有登记申请人收到"):
        move(name, matter, late, **details)
    assert not asked(Application.objects.all(), OVER[what], late).exists()
    assert asked(Application.objects.all(), "unserved", late).get() == matter
    fields = {"method": "direct", "receipt": "回证 1 号", "received_on": received}
    matter = move("note_notice_served", matter, received, **fields)
    assert last_day(matter, what) == last
    assert not any(step.is_presumed for step in steps_of(matter))
    assert not asked(Application.objects.all(), "unserved", late).exists()
    name, details = ENDS[what](last)
    with pytest.raises(ValidationError, match="尚未届满"):
        move(name, matter, last, **details)
    assert asked(Application.objects.all(), OVER[what], late).get() == matter
    name, details = ENDS[what](late)
    assert move(name, matter, late, **details).state in ("entered", "drafted")


POST = {"method": "post", "post_number": "EMS 1"}
REFUSED = [
    ({"method": "direct", "receipt": "回证"}, "签收（到达）的日期"),
    ({"method": "entrusted", "receipt": "回证"}, "签收（到达）的日期"),
    ({"method": "electronic"}, "签收（到达）的日期"),
    ({"method": "direct", "received_on": SENT}, "送达凭证"),
    ({"method": "post", "received_on": SENT}, "邮件号码"),
    ({**POST, "received_on": date(2026, 3, 2)}, "早于发出日期"),
    ({**POST, "received_on": date(2026, 3, 10)}, "晚于今天"),
    ({**POST, "sent_on": date(2026, 3, 1)}, "早于收到日期"),
    ({**POST, "sent_on": date(2026, 3, 10)}, "晚于今天"),
    ({"method": "courier", "received_on": SENT}, "送达方式"),
    ({"method": "direct", "received_on": SENT, "receipt": "13800000000"}, "个人信息"),
]


@pytest.mark.parametrize(("details", "said"), REFUSED)
def test_what_cannot_be_is_refused(noticed, move, details, said):
    matter = noticed("correction")
    with pytest.raises(ValidationError, match=said):
        move("note_notice_served", matter, date(2026, 3, 9), **details)
    assert matter.services.get().method == ""


# way → all that is missing when nothing but the way was given
LACKS = [
    ("post", {"post_number"}),
    ("direct", {"received_on", "receipt"}),
    ("entrusted", {"received_on", "receipt"}),
    ("electronic", {"received_on"}),
]


@pytest.mark.parametrize(("way", "fields"), LACKS)
def test_all_that_is_missing_is_said_at_once(noticed, move, way, fields):
    with pytest.raises(ValidationError) as refused:
        move("note_notice_served", noticed("fee"), date(2026, 3, 9), method=way)
    assert set(refused.value.message_dict) == fields


def test_the_post_comes_first_and_the_receipt_when_it_is_known(noticed, move):
    matter = move("note_notice_served", noticed("correction"), SENT, **POST)
    assert (matter.correction_due_on, matter.services.get().method) == (None, "post")
    day = date(2026, 3, 6)
    matter = move("note_notice_served", matter, date(2026, 3, 9), **POST, received_on=day)
    assert matter.correction_due_on == date(2026, 3, 27)
    with pytest.raises(ValidationError, match="已登记申请人于 2026-03-06 收到补正告知"):
        move("note_notice_served", matter, date(2026, 3, 9), **POST, received_on=day)


def test_the_form_shows_what_is_known_of_this_notice_only(noticed, move):
    matter = move("note_notice_served", noticed("correction"), SENT, **POST)
    assert (
        ROOM.form_of("note_notice_served")(matter=matter).fields["post_number"].initial == "EMS 1"
    )
    matter = move("receive_correction", matter, SENT, received_on=SENT)
    name, details = ASKS["fee"]
    matter = move(name, matter, SENT, **details)
    matter.services.filter(of="fee").delete()  # sent before its way was kept
    assert ROOM.form_of("note_notice_served")(matter=matter).fields["post_number"].initial == ""


def test_before_it_arrived_nothing_is_late(noticed, move):
    day = date(2026, 6, 1)
    corrected = move("receive_correction", noticed("named"), day, received_on=day)
    assert corrected.state == "received"
    assert move("receive_payment", noticed("fee"), day, paid_on=day).state == "received"


def test_a_notice_from_before_this_was_kept(noticed, move):
    """Nothing is invented: the letter named its day; the receipt is registered like any other."""
    matter = noticed("named")
    Service.objects.all().delete()
    late = date(2026, 4, 20)
    with pytest.raises(ValidationError, match="没有登记申请人收到"):
        move("lapse_correction", matter, late, closed_on=late)
    details = {"method": "direct", "receipt": "回证", "received_on": date(2026, 3, 4)}
    matter = move("note_notice_served", matter, late, **details)
    assert matter.correction_due_on == NAMED
    assert move("lapse_correction", matter, late, closed_on=late).state == "entered"
    paid = noticed("fee")
    Service.objects.filter(application=paid).delete()
    paid.fees.update(due_on=date(2026, 3, 31))  # it was entered with its day of service
    assert move("lapse_payment", paid, late, closed_on=late).state == "entered"
