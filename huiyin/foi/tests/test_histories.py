"""Generated histories: what must hold on every path, with the due date recounted independently."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huiyin.casework.workflow import MoveForbiddenError, MoveRefusedError
from huiyin.foi import actions
from huiyin.foi.models import Application, Decision, Ground
from huiyin.workdays.load import calendar

from . import factories

pytestmark = pytest.mark.django_db
FIRST = date(2026, 1, 5)
REFUSED = (ValidationError, MoveRefusedError, MoveForbiddenError)
STEPS = {
    "ask_correction": lambda day, back: {"wanted": "请写明年份"},
    "note_notice_served": lambda day, back: {
        "method": "direct", "sent_on": back, "received_on": day, "receipt": "回证",
    },
    "receive_correction": lambda day, back: {"received_on": back},
    "lapse_correction": lambda day, back: {"closed_on": day},
    "consult": lambda day, back: {"sent_on": back, "whom": "甲公司", "received_on": day},
    "consult_department": lambda day, back: {"sent_on": back, "whom": "法规科", "kind": "department"},
    "consult_co_maker": lambda day, back: {"sent_on": back, "whom": "乙局", "kind": "co-maker", "received_on": day},
    "receive_opinion": lambda day, back: {"received_on": back, "opinion": "refuse"},
    "silence": lambda day, back: {"received_on": day, "opinion": "none"},
    "notice_fee": lambda day, back: {"basis": "per-page", "count": 31, "noticed_on": back},
    "receive_payment": lambda day, back: {"paid_on": back},
    "lapse_payment": lambda day, back: {"closed_on": day},
    "extend": lambda day, back: {"days": 20, "reason": "量大"},
    "draft_answer": lambda day, back: {
        "decision": "r3_2", "text": "部分公开",
        "letter": {"公开内容": "其余内容", "提供方式": "在网上查阅。"},
        "grounds": [Ground(code="E16-2", portion="过程稿", reason="尚在讨论")],
    },
    "review": lambda day, back: {"secrecy": "不涉密", "legal": "合法"},
    "return_draft": lambda day, back: {"reason": "请补充"},
    "sign": lambda day, back: {},
    "serve": lambda day, back: {"method": "direct", "delivered_on": day, "receipt": "回证"},
    "answer": lambda day, back: {
        "decision": "r3_1", "answered_on": back, "number": f"云城管公复〔{day.year}〕1号",
        "method": "direct", "receipt": "回证", "paper": factories.PAPER,
    },
    "confirm_answer": lambda day, back: {},
    "return_answer": lambda day, back: {"reason": "与答复书不符"},
    "enter_withdrawal": lambda day, back: {"withdrawn_on": day, "note": "来信撤回"},
}  # fmt: skip
MOVE_OF = {"consult_department": "consult", "consult_co_maker": "consult", "silence": "receive_opinion"}  # fmt: skip


class History:
    """What happened, kept apart from what the application stores."""

    def __init__(self):
        self.restarts, self.extensions = [FIRST], []

    def extension(self, base):
        """Of the running period: none before the last restart, none granted after its end."""
        start = max(self.restarts)
        return sum(days for day, days in self.extensions if start <= day <= base)

    def note(self, name, day, details):
        if name == "receive_correction":
            self.restarts.append(details["received_on"])
        elif name == "receive_payment":
            self.restarts.append(details["paid_on"])
        elif name == "extend":
            self.extensions.append((day, details["days"]))

    def due(self, application):
        """Day by day: working days after the last start that no enquiry covers."""
        days = calendar("")
        asked = [
            (one.sent_on, min(one.replied_on or date.max, workdays_after(one.received_on, 15)))
            for one in application.consultations.all()
            if one.kind != "department"
        ]

        def last(length):
            day, counted = max(self.restarts), 0
            while counted < length:
                day += timedelta(days=1)
                covered = any(sent < day <= end for sent, end in asked)
                counted += days.is_workday(day) and not covered
            return day

        return last(20 + self.extension(last(20)))


def workdays_after(day, number):
    """Counted one by one, without the kernel's reckoning."""
    days = calendar("")
    while number:
        day += timedelta(days=1)
        number -= days.is_workday(day)
    return day


def runs_from(application, of, days):
    """The applicant's time begins with the receipt of the notice, and not before it is known."""
    received = application.services.get(of=of).received_on
    return received and workdays_after(received, days)


def dates_beside(application):
    """The due dates of enquiries, fees and the correction are those of their own periods."""
    for asked in application.consultations.all():
        due = asked.received_on and workdays_after(asked.received_on, 15)
        assert asked.due_on == due
    for fee in application.fees.all():
        assert fee.due_on == runs_from(application, "fee", 20)
        assert fee.amount == 1000
    if application.correction_asked_on:
        assert application.correction_due_on == runs_from(application, "correction", 15)


def holds(application, oracle):
    assert application.due_on == oracle.due(application)
    dates_beside(application)
    closed = application.state == "answered"
    assert closed is (application.answered_on is not None) is (application.decision != "")
    if closed:
        assert application.decision in Decision.values
        assert application.answered_on >= application.received_on
        assert not application.consultations.filter(replied_on=None).exists()
    waiting = application.consultations.filter(replied_on=None).exclude(kind="department")
    states = (application.state, application.entered_from)
    assert ("consulting" in states) is waiting.exists()
    if application.paused_until:
        assert waiting.exists()
        assert application.days_left(application.paused_until) is None
        assert application.due_on > application.paused_until
    if application.state == "consulting":
        assert application.days_left(date(2027, 1, 1)) < 0  # nobody answers: it does not stand
    if application.state == "reviewed":
        assert application.secrecy_opinion


@given(
    steps=st.lists(
        st.tuples(st.sampled_from(sorted(STEPS)), st.integers(0, 9), st.integers(0, 3)),
        max_size=25,
    )
)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_every_path(bureau, robot, steps):
    with transaction.atomic():
        oracle, day = History(), FIRST
        application = actions.register(
            Application(
                agency=bureau, channel="counter", applicant_kind="person", applicant_name="甲",
                description="二〇二五年预算", arrived_on=FIRST,
            ),
            actor=robot, at=_at(FIRST),
        )  # fmt: skip
        holds(application, oracle)
        for name, later, before in steps:
            day += timedelta(days=later)
            details = STEPS[name](day, max(day - timedelta(days=before), FIRST))
            due = application.due_on
            try:
                with transaction.atomic():
                    move = actions.workflow.moves[MOVE_OF.get(name, name)]
                    application = move.run(application, actor=robot, at=_at(day), **details)
            except REFUSED:
                application.refresh_from_db()
            else:
                assert name != "extend" or due is None or day <= due
                oracle.note(name, day, details)
            holds(application, oracle)
        transaction.set_rollback(True)


def _at(day):
    return datetime.combine(day, time(9), timezone.get_default_timezone())
