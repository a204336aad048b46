"""征求意见 and the clock: it ends by itself, on every page on the same day; each asked by its own rule."""

from datetime import date, datetime, time
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from docx import Document

from huiyin.accounts.models import User
from huiyin.audit.actors import Actor, ActorKind
from huiyin.coordination.reminding import remind
from huiyin.figures import registry
from huiyin.figures.registry import Scope
from huiyin.files.keeping import content_of
from huiyin.foi import actions, deadlines, rules
from huiyin.foi.alarms import RUNNING, asked, suspended
from huiyin.foi.board import board
from huiyin.foi.desk import ROOM
from huiyin.foi.models import Application, Reminder
from huiyin.foi.portal import standing
from huiyin.foi.steps import steps_of
from huiyin.workdays.load import calendar

pytestmark = pytest.mark.django_db
RECEIVED, SENT, ARRIVED = date(2026, 3, 2), date(2026, 3, 9), date(2026, 3, 10)
LAST = date(2026, 3, 31)
"""The fifteenth working day after 03-10; from 04-01 the clock runs, 15 of its days are left."""
DUE = date(2026, 4, 22)


def at(day, hour=9):
    return datetime.combine(day, time(hour), timezone.get_default_timezone())


@pytest.fixture
def case(bureau, robot):
    return actions.register(
        Application(
            agency=bureau, channel="counter", applicant_kind="person", applicant_name="甲",
            description="二〇二五年预算", arrived_on=RECEIVED,
        ),
        actor=robot, at=at(RECEIVED),
    )  # fmt: skip


@pytest.fixture
def ask(case, robot):
    def run(**changes):
        details = {"sent_on": SENT, "whom": "云溪市样例公司", "received_on": ARRIVED, **changes}
        return actions.consult(case, actor=robot, at=at(max(SENT, ARRIVED)), **details)

    return run


@pytest.fixture
def reader(bureau):
    grants = {bureau.pk: frozenset({rules.VIEW, "foi.assign_application"})}
    return Actor(ActorKind.PERSON, "甲", "1", "", grants)


def alarms_on(day):
    records = Application.objects.all()
    return {
        name
        for name in ("silent", "unreceived", "overdue", "due-soon")
        if asked(records, name, day)
    }


# day: stands, the board's 等待中 and 已超期, alarms
COURSE = [
    (date(2026, 3, 10), True, 1, 0, set()),
    (LAST, True, 1, 0, set()),
    (date(2026, 4, 1), False, 0, 0, {"silent"}),
    (date(2026, 4, 17), False, 0, 0, {"silent", "due-soon"}),
    (DUE, False, 0, 0, {"silent", "due-soon"}),
    (date(2026, 4, 23), False, 0, 1, {"silent", "overdue"}),
]  # fmt: skip


def test_nothing_has_to_be_done_for_the_clock_to_run_again(ask, reader):
    application = ask()
    assert (application.due_on, application.paused_until) == (DUE, LAST)
    for day, stands, waiting, late, alarms in COURSE:
        row = Application.objects.get()
        assert (row.stands_on(day), row.runs_on(day)) == (stands, not stands), day
        records = Application.objects.filter
        numbers = {one.label: one.value for one in board(reader, day).whole}
        assert (numbers["等待中"], numbers["已超期"]) == (waiting, late), day
        assert records(suspended(day)).count() == waiting, day
        assert records(RUNNING, due_on__lt=day).count() == late, day
        assert ROOM.todo.overdue(Application.objects.all(), day).count() == late, day
        assert alarms_on(day) == alarms, day
        left = row.days_left(day)
        assert left is None if stands else left == calendar().between(day, DUE) - (day > DUE), day


def test_figures_of_a_day_and_reminders_know_it_too(ask, bureau):
    ask()
    for day, *_, late, _ in COURSE:
        scope = Scope(bureau, date(2026, 1, 1), day, as_of=day)
        assert registry.find("foi.late", bureau.pk).value(scope) == late, day
    User.objects.create_user("leader", email="l@example.com")
    remind(at=at(DUE, 1))
    assert set(Reminder.objects.values_list("what", "day")) == {("silent", LAST), ("due-soon", DUE)}
    remind(at=at(date(2026, 4, 23), 1))
    assert Reminder.objects.filter(what="overdue", day=DUE).exists()


def test_why_this_day_and_what_is_next(ask):
    application = ask()
    steps = {step.move: step for step in steps_of(application)}
    assert (steps["receive_opinion"].due_on, steps["receive_opinion"].is_presumed) == (LAST, False)
    assert steps["draft_answer"].due_on == DUE
    ledger = application.reckoning().steps
    assert [s.day for s in ledger if s.kind.value == "中止计时"][-1] == LAST
    assert ledger[-1].day == DUE


def test_a_receipt_that_nobody_registers_is_presumed_and_asked_for(ask, robot):
    application = ask(received_on=None)
    assert (application.due_on, application.paused_until) == (date(2026, 4, 28), date(2026, 4, 7))
    enquiry = application.consultations.get()
    assert (enquiry.presumed_on, enquiry.last_day) == (date(2026, 3, 16), date(2026, 4, 7))
    steps = {step.move: step for step in steps_of(application)}
    assert steps["note_enquiry_received"].due_on == date(2026, 3, 16)
    assert steps["receive_opinion"].is_presumed
    assert alarms_on(date(2026, 3, 16)) == set()
    assert alarms_on(date(2026, 3, 17)) == {"unreceived"}
    silent = {"received_on": date(2026, 4, 8), "opinion": "none"}
    with pytest.raises(ValidationError, match="请先登记对方收到的日期"):
        actions.receive_opinion(application, actor=robot, at=at(date(2026, 4, 8)), **silent)
    context = {"actor": robot, "at": at(date(2026, 4, 8))}
    application = actions.note_enquiry_received(application, received_on=ARRIVED, **context)
    assert (application.due_on, application.paused_until) == (DUE, LAST)
    assert alarms_on(date(2026, 4, 8)) == {"silent"}
    application = actions.receive_opinion(application, **silent, **context)
    assert (application.state, application.due_on, application.paused_until) == (
        "received",
        DUE,
        None,
    )


@pytest.mark.parametrize(
    ("came", "due"),
    [
        (date(2026, 3, 12), date(2026, 4, 2)),  # three of its days did not count
        (LAST, DUE),
        (date(2026, 4, 1), DUE),
        (date(2026, 4, 20), DUE),
    ],
)
def test_an_opinion_ends_it_and_one_that_is_late_does_not_stretch_it(ask, robot, came, due):
    details = {"received_on": came, "opinion": "refuse", "opinion_reason": "商业秘密"}
    application = actions.receive_opinion(ask(), actor=robot, at=at(came), **details)
    assert (application.state, application.due_on, application.paused_until) == (
        "received",
        due,
        None,
    )


KINDS = [
    # who is asked, its rule, what its silence means
    ("third-party", "foi.third-party", "由本机关决定是否公开"),  # 条例第三十二条
    ("co-maker", "foi.co-maker", "视为同意公开"),  # 条例第三十四条
    ("organ", "foi.organ", "不视为同意"),  # 第三十四条 is for jointly made information only
    ("department", "foi.organ", "逾期未答复"),
]


@pytest.mark.parametrize(("kind", "rule", "means"), KINDS, ids=[row[0] for row in KINDS])
def test_each_is_asked_by_its_own_rule(ask, robot, kind, rule, means):
    application = ask(kind=kind)
    enquiry = application.consultations.get()
    assert deadlines.opinion_of(kind).key == rule
    assert ("第三十四条" in deadlines.opinion_of(kind).basis) is (kind == "co-maker")
    assert enquiry.due_on == LAST
    silent = {"received_on": date(2026, 4, 1), "opinion": "none"}
    application = actions.receive_opinion(
        application, actor=robot, at=at(date(2026, 4, 1)), **silent
    )
    said = application.consultations.get().means
    assert means in said
    assert ("视为同意公开" in said) is (kind == "co-maker")
    assert application.due_on == (date(2026, 3, 30) if kind == "department" else DUE)


CANNOT_BE = [
    ({"due_on": LAST}, "由条例规定"),
    ({"kind": "co-maker", "due_on": LAST}, "由条例规定"),
    ({"kind": "organ", "due_on": date(2026, 4, 1)}, "最长为收到后 15 个工作日，最迟 2026-03-31"),
    ({"kind": "organ", "due_on": date(2026, 3, 8)}, "早于发出日期"),
    ({"kind": "organ", "received_on": None, "due_on": date(2026, 4, 8)}, "最迟 2026-04-07"),
    ({"kind": "nobody"}, "请从列出的选项中选择征求对象"),
    ({"received_on": date(2026, 3, 11)}, "晚于今天"),
    ({"received_on": date(2026, 3, 6)}, "早于发出日期"),
]


@pytest.mark.parametrize(("changes", "said"), CANNOT_BE)
def test_what_cannot_be_asked(ask, case, changes, said):
    with pytest.raises(ValidationError, match=said):
        ask(**changes)
    case.refresh_from_db()
    assert (case.state, case.due_on, case.paused_until) == ("received", date(2026, 3, 30), None)


def test_another_organ_may_be_given_less(ask):
    application = ask(kind="organ", due_on=date(2026, 3, 20))
    assert (application.paused_until, application.due_on) == (date(2026, 3, 20), date(2026, 4, 13))
    assert ["consult-until:1", "2026-03-20"] in application.clock_events


def test_the_letter_to_another_organ_speaks_of_no_consent(ask):
    application = ask(kind="organ", received_on=None, letter={"涉及内容": "联合检查通报"})
    paper = application.papers.get()
    assert paper.kind == "organ"
    said = "\n".join(one.text for one in Document(BytesIO(content_of(paper.docx))).paragraphs)
    assert "请于收到本函之日起第15个工作日前（含当日）" in said
    assert "第三十三条第三款" in said
    assert "第三十四条" not in said
    assert "不视为同意公开" in said


def test_the_applicant_reads_the_last_day_once_the_clock_runs_again(ask, monkeypatch):
    application = ask()
    for day, title, when in (
        (LAST, "征求有关方面意见", None),
        (date(2026, 4, 1), "最迟答复您", DUE),
    ):
        monkeypatch.setattr(timezone, "localdate", lambda now=None, day=day: day)
        now = next(mark for mark in standing.line(application, day) if mark.is_now)
        assert (now.title, now.due and now.due.day) == (title, when)


BEGAN, CAME, NOBODY = "开始征求有关方面意见", "收到有关方面意见", "征求意见的期限届满，没有收到意见"
SHOWN_MARKS = [
    ("third-party", "refuse", [BEGAN, CAME]),
    ("third-party", "none", [BEGAN, NOBODY]),
    ("co-maker", "none", [BEGAN, NOBODY]),
    ("organ", "agree", [BEGAN, CAME]),
    ("department", "agree", []),  # an inner step: no clock stands for it
    ("department", None, []),
]


@pytest.mark.parametrize(("kind", "opinion", "expected"), SHOWN_MARKS)
@pytest.mark.parametrize("by_key", [True, False])
def test_the_applicant_reads_what_came_of_an_enquiry(ask, robot, kind, opinion, expected, by_key):
    """第三十三条第三款: silence is not reported as an opinion that came."""
    application = ask(kind=kind)
    day = date(2026, 6, 1)
    if opinion:
        key = {"consultation": application.consultations.get().pk} if by_key else {}
        details = {"received_on": day, "opinion": opinion, **key}
        application = actions.receive_opinion(application, actor=robot, at=at(day), **details)
    titles = [mark.title for mark in standing.line(application, day)]
    assert [one for one in titles if one in (BEGAN, CAME, NOBODY)] == expected


def test_an_extension_is_granted_anew_after_the_clock_began_anew(case, robot, bureau):
    """第三十条、第三十三条第二款: twenty days anew, and they may be extended in their turn."""
    head = Actor(
        ActorKind.PERSON, "负责人", "2", "", {bureau.pk: frozenset({"foi.approve_extension"})}
    )
    details = {"actor": head, "reason": "量大"}
    application = actions.extend(case, at=at(date(2026, 3, 4)), days=20, **details)
    assert not rules.may_extend(head, application)
    asked_ = actions.ask_correction(
        application, actor=robot, at=at(date(2026, 3, 5)), wanted="年份"
    )
    application = actions.receive_correction(
        asked_, actor=robot, at=at(date(2026, 3, 9)), received_on=date(2026, 3, 9)
    )
    assert application.due_on == date(2026, 4, 7)
    assert rules.may_extend(head, application)
    application = actions.extend(application, at=at(date(2026, 3, 10)), days=10, **details)
    assert application.due_on == date(2026, 4, 21)
    assert application.extension_days == 10
