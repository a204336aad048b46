"""Whole cases: receipt by channel, corrections, enquiries, fees, drafts by two people, splitting."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from huiyin.audit.actors import Actor, ActorKind, visitor
from huiyin.audit.models import Entry
from huiyin.casework.workflow import MoveForbiddenError
from huiyin.foi import actions
from huiyin.foi.models import Application, Ground
from huiyin.foi.portal.opened import WINDOW

from . import factories

pytestmark = pytest.mark.django_db
MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)
IDENTITY = "11010519491231002X"


@pytest.fixture
def fresh(bureau):
    def make(**values):
        usual = {
            "agency": bureau, "channel": "counter", "applicant_kind": "person",
            "applicant_name": "欧阳测试", "description": "二〇二五年预算", "arrived_on": MONDAY,
        }  # fmt: skip
        return Application(**(usual | values))

    return make


@pytest.fixture
def received(fresh, robot, morning):
    return lambda **values: actions.register(fresh(**values), actor=robot, at=morning)


@pytest.mark.parametrize(
    ("channel", "receipt", "due"),
    [
        pytest.param("counter", MONDAY, date(2026, 3, 30), id="the day of submission"),
        pytest.param("letter", MONDAY, date(2026, 3, 30), id="the day it was signed for"),
        pytest.param("plain-letter", None, MONDAY, id="to confirm the day it arrives"),
        pytest.param("fax", None, TUESDAY, id="a fax to confirm"),
        pytest.param("online", None, TUESDAY, id="the internet to confirm"),
    ],
)
def test_the_day_of_receipt(received, robot, morning, channel, receipt, due):
    application = received(channel=channel)
    assert (application.received_on, application.due_on) == (receipt, due)
    if receipt is None:
        assert application.state == "submitted"
        application = actions.confirm(
            application, actor=robot, at=morning, confirmed_on=TUESDAY, method="phone"
        )
        assert (application.state, application.received_on, application.due_on) == (
            "received", TUESDAY, date(2026, 3, 31),
        )  # fmt: skip


def test_a_typed_day_of_receipt_needs_its_reason(received):
    with pytest.raises(ValidationError, match="说明原因"):
        received(received_on=TUESDAY)
    assert received(received_on=TUESDAY, received_reason="收发室次日移交").received_on == TUESDAY


def test_anybody_submits_and_is_found_by_the_code_alone(fresh, morning):
    application = actions.submit(fresh(channel="online"), actor=visitor("127.0.0.1"), at=morning)
    assert (application.state, len(application.query_code)) == ("submitted", 8)
    assert not set(application.query_code) & set("01ILO")
    tracked = WINDOW.find(application.reference, application.query_code.lower())
    assert tracked == application
    assert WINDOW.find(application.reference, "AAAAAAAA") is None
    assert WINDOW.find("SQ2026-9999", application.query_code) is None
    assert application.query_code not in str(list(Entry.objects.values_list("facts", flat=True)))


def test_the_applicant_does_its_part_and_no_other(received, robot, morning):
    first, second = received(), received()
    me = actions.applicant_actor(first)
    asked = actions.ask_correction(first, actor=robot, at=morning, wanted="年份")
    assert asked.correction_due_on is None  # nobody knows that the notice arrived
    asked = factories.served(asked, actor=robot, at=morning)
    assert asked.correction_due_on == date(2026, 3, 24)
    other = actions.ask_correction(second, actor=robot, at=morning, wanted="年份")
    with pytest.raises(MoveForbiddenError):
        actions.receive_correction(other, actor=me, at=morning, received_on=TUESDAY)
    done = actions.receive_correction(
        asked, actor=me, at=morning, received_on=TUESDAY, correction="二〇二五"
    )
    assert done.state == "received"
    with pytest.raises(MoveForbiddenError):
        actions.extend(done, actor=me, at=morning, days=5, reason="不")


def test_a_correction_is_told_within_seven_working_days(received, robot, morning):
    with pytest.raises(ValidationError, match="7 个工作日"):
        actions.ask_correction(
            received(), actor=robot, at=morning + timedelta(days=9), wanted="年份"
        )


def test_a_late_correction_needs_a_reason_and_none_is_lapsed_early(received, robot, morning):
    asked = actions.ask_correction(received(), actor=robot, at=morning, wanted="年份")
    asked = factories.served(asked, actor=robot, at=morning)
    with pytest.raises(ValidationError, match="尚未届满"):
        actions.lapse_correction(
            asked, actor=robot, at=morning + timedelta(days=21), closed_on=date(2026, 3, 24)
        )
    late = morning + timedelta(days=30)
    with pytest.raises(ValidationError, match="正当理由"):
        actions.receive_correction(asked, actor=robot, at=late, received_on=date(2026, 4, 1))
    lapsed = actions.lapse_correction(asked, actor=robot, at=late, closed_on=date(2026, 4, 1))
    closed = actions.confirm_answer(lapsed, actor=robot, at=late)
    assert closed.decision == "r3_6_1"


def test_silence_of_a_third_party_and_of_a_co_maker(received, robot, morning):
    application = received()
    for kind, whom in (("third-party", "甲公司"), ("co-maker", "乙局"), ("department", "法规科")):
        application = actions.consult(
            application,
            actor=robot,
            at=morning,
            sent_on=MONDAY,
            received_on=TUESDAY,
            kind=kind,
            whom=whom,
        )
    third, maker, _ = application.consultations.all()
    assert third.due_on == maker.due_on == date(2026, 3, 24)
    silent = {"received_on": TUESDAY, "opinion": "none"}
    with pytest.raises(ValidationError, match="尚未届满"):
        actions.receive_opinion(
            application, actor=robot, at=morning, consultation=third.pk, **silent
        )
    later = morning + timedelta(days=25)
    application = actions.receive_opinion(
        application, actor=robot, at=later, consultation=third.pk, **silent
    )
    assert (application.state, application.due_on) == ("consulting", date(2026, 4, 22))
    application = actions.receive_opinion(
        application, actor=robot, at=later, consultation=maker.pk, **silent
    )
    assert application.state == "received"  # the own department holds nothing up
    assert application.due_on == date(
        2026, 4, 22
    )  # 16 of the days from the sending on did not count
    meanings = [one.means for one in application.consultations.all()]
    assert meanings == ["逾期未答复，由本机关决定是否公开", "逾期未答复，视为同意公开", ""]


def test_a_fee_is_reckoned_paid_and_lapses(received, robot, morning):
    application = received()
    with pytest.raises(ValidationError, match="未达到收费标准"):
        actions.notice_fee(
            application, actor=robot, at=morning, basis="per-item", count=10, noticed_on=TUESDAY
        )
    noticed = actions.notice_fee(
        application, actor=robot, at=morning, basis="per-page", count=250, noticed_on=TUESDAY
    )
    fee = noticed.fees.get()
    assert (fee.yuan, fee.due_on) == ("4700.00", None)  # nobody knows that it arrived
    noticed = factories.served(noticed, actor=robot, at=morning)
    assert noticed.fees.get().due_on == date(2026, 3, 31)
    later = morning + timedelta(days=29)
    with pytest.raises(ValidationError, match="逾期视为放弃"):
        actions.receive_payment(noticed, actor=robot, at=later, paid_on=date(2026, 4, 1))
    with pytest.raises(ValidationError, match="尚未届满"):
        actions.lapse_payment(noticed, actor=robot, at=later, closed_on=date(2026, 3, 31))
    lapsed = actions.lapse_payment(noticed, actor=robot, at=later, closed_on=date(2026, 4, 1))
    closed = actions.confirm_answer(lapsed, actor=robot, at=later)
    assert closed.decision == "r3_6_2"


def test_a_fee_notice_comes_inside_the_answer_period(received, robot, morning):
    late = morning + timedelta(days=40)
    with pytest.raises(ValidationError, match="答复期限内"):
        actions.notice_fee(
            received(), actor=robot, at=late, basis="per-page", count=31, noticed_on=late.date()
        )


def person(bureau, key, *grants):
    return Actor(ActorKind.PERSON, f"某{key}", key, "", {bureau.pk: frozenset(grants)})


def test_the_drafter_does_not_review(bureau, received, morning):
    rights = ("foi.handle_application", "foi.review_answer", "foi.sign_answer")
    one, other = person(bureau, "1", *rights), person(bureau, "2", *rights)
    drafted = actions.draft_answer(received(), actor=one, at=morning, **factories.DRAFT)
    opinions = {"secrecy": "不涉密", "legal": "合法"}
    with pytest.raises(MoveForbiddenError):
        actions.review(drafted, actor=one, at=morning, **opinions)
    reviewed = actions.review(drafted, actor=other, at=morning, **opinions)
    back = actions.return_draft(reviewed, actor=other, at=morning, reason="补充依据")
    assert (back.state, back.secrecy_opinion, back.draft_text) == ("received", "", "予以公开")


@pytest.mark.parametrize(
    ("decision", "grounds", "message"),
    [
        pytest.param("r3_3_1", [], "逐项写明理由", id="a refusal without its ground"),
        pytest.param("r3_2", [], "逐项写明理由", id="a part withheld without its ground"),
        pytest.param("r3_2", [("E16-2", "")], "哪一部分", id="which part"),
        pytest.param("r3_3_1", [("E16-1", "")], "不符", id="another ground"),
        pytest.param("r3_1", [("E16-1", "")], "没有不予公开", id="a ground for nothing"),
        pytest.param("r3_3_4", [("E15", "")], "征求第三方", id="nobody was asked"),
        pytest.param("r3_5_4", [], "说明理由", id="excessive, but never asked why"),
        pytest.param("r3_4_3", [], "补正", id="unclear, but never asked"),
        pytest.param("r3_6_1", [], "告知申请人补正", id="not corrected, but never asked"),
        pytest.param("r3_6_2", [], "收费通知", id="not paid, but never charged"),
        pytest.param("r9", [], "拟办结果", id="no such result"),
    ],
)
def test_a_draft_that_cannot_be(received, robot, morning, decision, grounds, message):
    ground_rows = [Ground(code=code, portion=portion, reason="说明") for code, portion in grounds]
    with pytest.raises(ValidationError, match=message):
        actions.draft_answer(
            received(), actor=robot, at=morning, decision=decision, text="答复", grounds=ground_rows
        )
    assert not Ground.objects.exists()


def test_split_and_the_count_of_the_month(received, robot, morning):
    application = received(applicant_id_kind="resident", applicant_id=IDENTITY)
    received(applicant_name="另一人")
    split = actions.split(application, actor=robot, at=morning, parts=["预算", "决算", "合同"])
    parts = list(split.split_into.order_by("pk"))
    assert [split.description, *(part.description for part in parts)] == ["预算", "决算", "合同"]
    assert {part.due_on for part in parts} == {split.due_on}
    assert [split.monthly_count(), *(part.monthly_count() for part in parts)] == [1, 2, 3]
    assert set(parts[0].earlier()) == {split, parts[1]}


def test_reasons_are_asked_and_may_delay_or_end_it(received, robot, actor, morning):
    asked = actions.ask_reasons(
        received(), actor=robot, at=morning, wanted="本月四十件", due_on=date(2026, 3, 10)
    )
    assert asked.is_running
    given = actions.receive_reasons(
        asked, actor=actions.applicant_actor(asked), at=morning, reasons="学术研究"
    )
    until = date(2026, 5, 20)
    assert actions.delay(given, actor=robot, at=morning, until=until).due_on == until
    refused = actions.refuse_reasons(given, actor=robot, at=morning, text="与申请无关")
    assert (refused.state, refused.draft_decision) == ("drafted", "r3_5_4")


@pytest.mark.parametrize(
    ("values", "name"),
    [
        pytest.param({"applicant_id_kind": "resident", "applicant_id": "110105194912310021"}, "applicant_id", id="a wrong check digit"),
        pytest.param({"applicant_uscc": "91341799MA2TEX01KX"}, "applicant_uscc", id="a wrong code"),
        pytest.param({"arrived_on": None}, "arrived_on", id="no day at all"),
    ],
)  # fmt: skip
def test_an_intake_that_cannot_be(received, values, name):
    with pytest.raises(ValidationError) as refusal:
        received(**values)
    assert name in refusal.value.message_dict


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"state": "answered"}, id="closed without code and day"),
        pytest.param({"decision": "r3_1"}, id="a code without its day"),
        pytest.param({"answered_on": TUESDAY, "decision": "r3_1"}, id="open, but answered"),
        pytest.param({"received_on": None}, id="being handled, never received"),
        pytest.param({"state": "drafted"}, id="a draft of nothing"),
    ],
)
def test_the_database_refuses_too(received, values):
    application = received()
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=application.pk).update(**values)
