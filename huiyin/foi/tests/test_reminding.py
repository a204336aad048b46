"""期限提醒: who is reminded of what, once; the list, the board and the to-do page agree."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from huiyin.accounts.models import User
from huiyin.coordination.reminding import remind
from huiyin.foi import actions
from huiyin.foi.alarms import asked
from huiyin.foi.models import Application, Reminder
from huiyin.notices.models import Notice
from huiyin.organisations.actions import appoint
from huiyin.organisations.roles import ensure_posts

from . import factories

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)


def at(day, hour=1):
    return datetime.combine(day, time(hour), timezone.get_default_timezone())


@pytest.fixture
def clerk(bureau, robot, morning):
    return _person("clerk", "信息公开岗", bureau, robot, morning)


@pytest.fixture
def leader(bureau, robot, morning):
    return _person("leader", "分管领导", bureau, robot, morning)


ON_PAPER = {"decision": "r3_1", "answered_on": MONDAY, "number": "云城管公复〔2026〕1号",
            "method": "direct", "receipt": "回证 3 号", "paper": factories.PAPER}  # fmt: skip


def _person(name, post, bureau, robot, morning):
    user = User.objects.create_user(name, password="x", name=name, email=f"{name}@example.com")
    appoint(user, ensure_posts(bureau)[post], actor=robot, at=morning, since=date(2020, 1, 1))
    return user


@pytest.fixture
def case(bureau, robot, clerk):
    def make(channel="counter", **values):
        application = actions.register(
            Application(
                agency=bureau, channel=channel, applicant_kind="person", applicant_name="周测试",
                description="二〇二五年预算", arrived_on=MONDAY, **values,
            ),
            actor=robot, at=at(MONDAY, 9),
        )  # fmt: skip
        return actions.assign(application, actor=robot, at=at(MONDAY, 10), handler=clerk)

    return make


def move(name, case, robot, day, **details):
    return actions.workflow.moves[name].run(case, actor=robot, at=at(day, 11), **details)


SERVED = ("note_notice_served", {"method": "direct", "received_on": MONDAY, "receipt": "回证 1 号"})
CASES = {
    "unserved": (
        "counter",
        [("ask_correction", {"wanted": "年份"})],
        date(2026, 3, 10),
        MONDAY,
    ),
    "unconfirmed": ("online", [], date(2026, 3, 4), date(2026, 3, 3)),
    "due-soon": ("counter", [], date(2026, 3, 25), date(2026, 3, 30)),
    "overdue": ("counter", [], date(2026, 3, 31), date(2026, 3, 30)),
    "silent": (
        "counter",
        [("consult", {"sent_on": MONDAY, "whom": "甲公司", "received_on": MONDAY})],
        date(2026, 3, 24),
        date(2026, 3, 23),
    ),
    "uncorrected": (
        "counter",
        [("ask_correction", {"wanted": "年份", "due_on": date(2026, 3, 10)}), SERVED],
        date(2026, 3, 11),
        date(2026, 3, 10),
    ),
    "unexplained": (
        "counter",
        [("ask_reasons", {"wanted": "四十件", "due_on": date(2026, 3, 10)}), SERVED],
        date(2026, 3, 11),
        date(2026, 3, 10),
    ),
    "unpaid": (
        "counter",
        [("notice_fee", {"basis": "per-page", "count": 31, "noticed_on": MONDAY}), SERVED],
        date(2026, 3, 31),
        date(2026, 3, 30),
    ),
    "hearing": (
        "counter",
        [
            ("answer", ON_PAPER),
            ("confirm_answer", {}),
            (
                "contest",
                {
                    "kind": "reconsideration",
                    "organ": "云溪市人民政府",
                    "filed_on": MONDAY,
                    "hearing_on": date(2026, 3, 20),
                },
            ),
        ],
        date(2026, 3, 17),
        date(2026, 3, 20),
    ),
    "reply": (
        "counter",
        [
            ("answer", ON_PAPER),
            ("confirm_answer", {}),
            (
                "contest",
                {
                    "kind": "reconsideration",
                    "organ": "云溪市人民政府",
                    "filed_on": MONDAY,
                    "reply_due_on": date(2026, 3, 12),
                },
            ),
        ],
        date(2026, 3, 9),
        date(2026, 3, 12),
    ),
}


@pytest.mark.parametrize("alarm", CASES)
def test_each_date_is_told_on_its_day_and_once(case, robot, alarm):
    channel, moves, day, meant = CASES[alarm]
    application = case(channel)
    for name, details in moves:
        application = move(name, application, robot, MONDAY, **details)
    before = Application.objects.get()
    remind(at=at(day - timedelta(days=1)))
    assert not Reminder.objects.filter(what=alarm).exists()
    remind(at=at(day))
    reminder = Reminder.objects.get(what=alarm)
    assert (reminder.application, reminder.day, reminder.made_on) == (application, meant, day)
    assert application in asked(Application.objects.all(), alarm, day)
    letters = Notice.objects.count()
    assert letters
    assert remind(at=at(day, 2)) == (0, 0)
    assert Notice.objects.count() == letters
    now = Application.objects.get()
    assert (now.state, now.due_on) == (before.state, before.due_on)


def test_one_letter_a_person_without_the_applicant(case, clerk, leader):
    first, second = case(), case()
    remind(at=at(date(2026, 3, 31)))
    letters = {notice.recipient: notice.body for notice in Notice.objects.all()}
    assert set(letters) == {clerk.email, leader.email}
    for body in letters.values():
        assert first.reference in body
        assert second.reference in body
        assert "周测试" not in body


def test_what_nobody_handles_is_told_to_the_leader(case, clerk, leader):
    case()
    Application.objects.update(handler=None)
    remind(at=at(date(2026, 3, 26)))
    assert [notice.recipient for notice in Notice.objects.all()] == [leader.email]


def test_the_list_the_board_and_the_to_do_page(client, case, clerk, robot):
    late = case()
    Application.objects.update(due_on=timezone.localdate() - timedelta(days=30))
    client.force_login(clerk)
    home = client.get("/desk/").content.decode()
    assert "/desk/foi/?when=overdue" in home
    for query in ("when=overdue", "handler=me&when=overdue", "department=own&when=open"):
        assert late.reference in client.get(f"/desk/foi/?{query}").content.decode(), query
    board = client.get("/desk/boards/foi/")
    whole = {number.label: number for number in board.context["board"].whole}
    assert (whole["在办"].value, whole["已超期"].value) == (1, 1)
    for number in whole.values():
        assert client.get(number.address).context["paging"].total == number.value
    for unit in board.context["board"].units:
        for number in unit.numbers:
            listed = client.get(number.address).context["paging"].total
            assert listed == number.value, (unit.label, number.label)
    assert client.get("/desk/boards/licences/").status_code in (403, 404)


def test_a_filter_is_kept_for_its_owner_alone(client, case, clerk, leader):
    case()
    client.force_login(clerk)
    typed = {"name": "我的在办", "query": "handler=me&when=open&page=2"}
    assert client.post("/desk/foi/saved/", typed)["Location"] == "/desk/foi/?handler=me&when=open"
    kept = client.get("/desk/foi/").context["saved"][0]
    assert (kept.label, kept.address) == ("我的在办", "/desk/foi/?handler=me&when=open")
    client.force_login(leader)
    assert not client.get("/desk/foi/").context["saved"]
    assert client.post(f"/desk/foi/saved/{kept.key}/drop/").status_code == 404
    client.force_login(clerk)
    client.post(f"/desk/foi/saved/{kept.key}/drop/")
    assert not client.get("/desk/foi/").context["saved"]
