"""升级: each rung once, none missed, whatever the order of runs, the clock and the number of workers."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huiyin.accounts.models import User
from huiyin.audit.actors import system
from huiyin.casework.clock_rows import Clock
from huiyin.casework.workflow import MoveForbiddenError
from huiyin.coordination import actions, climbing, ruling, tasks
from huiyin.coordination.models import (
    Assignment,
    Escalation,
    RungTerm,
    Supervision,
    SupervisionRule,
    on_own_rung,
)
from huiyin.coordination.rules_desk import LADDER, SUPERVISED
from huiyin.jobs.models import FailedRow
from huiyin.notices.models import Notice
from huiyin.organisations.actors import actor_of
from huiyin.organisations.models import Membership, Organisation, Post

from .test_signing import hold
from .trial import REASON, REPORT, hotline, requests

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")
ROBOT = system("test")
RECEIVED = date(2026, 3, 2)
DUE = date(2026, 3, 9)  # a request for help has five working days
KEY = "hotline.servicerequest"
ServiceRequest = requests.ServiceRequest


def moment(text):
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.fixture
def unit(bureau):
    return Organisation.objects.get(slug="duban")


@pytest.fixture
def request_(bureau, unit):
    """Given to a unit that has signed, due on Monday the 9th."""
    at = moment("2026-03-02 09:00")
    made = requests.request(bureau, received_on=RECEIVED)
    made = hotline.register(made, actor=ROBOT, at=at)
    made = hotline.assign(made, unit=unit, actor=ROBOT, at=at)
    actions.sign(_task(made), actor=ROBOT, at=at)
    made.refresh_from_db()
    assert made.due_on == DUE
    return made


def _task(request):
    return Assignment.objects.of(request).get()


@pytest.fixture
def ladder(bureau, unit):
    """Somebody with an address on each rung."""
    return {
        "unit": hold("unit", unit, "lead_unit"),
        "leader": hold("leader", bureau, "lead", "organisations"),
        "head": hold("head", bureau, "head_agency"),
    }


def rungs(key=KEY):
    return list(Escalation.objects.filter(term_key=key).order_by("pk").values_list("rung", "state"))


def letters():
    people = sorted(one.recipient.partition("@")[0] for one in Notice.objects.all())
    Notice.objects.all().delete()
    return people


STEPS = [  # the moment of a run → the rungs there are then, who was told since
    ("2026-03-09 23:55", [], []),
    ("2026-03-10 00:05", [1], ["unit"]),
    ("2026-03-11 23:55", [1], []),
    ("2026-03-12 00:05", [1, 2], ["leader"]),
    ("2026-03-16 23:55", [1, 2], []),
    ("2026-03-17 00:05", [1, 2, 3], ["head"]),
    ("2026-04-01 09:00", [1, 2, 3], []),
]


def test_one_rung_after_the_other(request_, ladder):
    for at, known, people in STEPS:
        tasks.escalate(moment(at))
        own = Escalation.objects.filter(term_key=KEY).order_by("pk")
        assert [one.rung for one in own] == known, at
        letters_of_it = Notice.objects.filter(
            subject_type="coordination.escalation",
            subject_key__in=[str(one.pk) for one in own],
        )
        assert [one.recipient.partition("@")[0] for one in letters_of_it] == people, at
        Notice.objects.all().delete()
    assert not FailedRow.objects.exists()


def test_a_letter_names_number_and_end_only(request_, ladder):
    tasks.escalate(moment("2026-03-10 00:05"))
    own = Escalation.objects.get(term_key=KEY)
    body = Notice.objects.get(subject_key=str(own.pk), subject_type="coordination.escalation").body
    assert "RX2026-00001" in body
    assert "2026-03-09" in body
    assert "路灯" not in body


def test_what_stands_on_the_own_rung_waits_for_the_superior(request_, ladder):
    tasks.escalate(moment("2026-03-12 00:05"))
    leader, head = actor_of(ladder["leader"]), actor_of(ladder["head"])
    two = Escalation.objects.get(term_key=KEY, rung=2)
    assert list(Escalation.objects.filter(on_own_rung(leader, "organisations.lead"), term_key=KEY)) == [two]  # fmt: skip
    at = moment("2026-03-12 09:00")
    with pytest.raises(MoveForbiddenError):
        actions.attend(two, actor=head, at=at, instruction="请今天办结")
    two = actions.attend(two, actor=leader, at=at, instruction="请今天办结")
    assert (two.state, two.attended_on) == ("attended", at.date())
    tasks.escalate(moment("2026-03-12 09:05"))
    assert Escalation.objects.filter(term_key=KEY).count() == 2


def test_nobody_on_a_rung_is_said_and_the_next_one_is_told_at_once(request_, ladder):
    Membership.objects.filter(user=ladder["unit"]).update(until=date(2026, 3, 1))
    tasks.escalate(moment("2026-03-10 00:05"))
    assert rungs() == [(1, "unheld"), (2, "raised")]
    above = Escalation.objects.get(term_key=KEY, rung=2)
    assert above.rule == "科室负责人无人在岗，转报上一级"
    tasks.escalate(moment("2026-03-12 00:05"))
    assert rungs() == [(1, "unheld"), (2, "raised")], "the leader is told once"


def test_whoever_stands_in_is_asked(request_, ladder):
    """代理: by the memberships of the day."""
    Membership.objects.filter(user=ladder["unit"]).update(until=date(2026, 3, 9))
    deputy = User.objects.create_user("deputy", email="deputy@example.org")
    post = Post.objects.get(name="unit")
    Membership.objects.create(user=deputy, post=post, since=date(2026, 3, 10))
    tasks.escalate(moment("2026-03-10 00:05"))
    assert rungs() == [(1, "raised")]
    assert "deputy" in letters()


def test_a_secret_request_is_told_only_to_whoever_may_know_it(request_, ladder):
    ServiceRequest.objects.filter(pk=request_.pk).update(is_confidential=True)
    tasks.escalate(moment("2026-03-10 00:05"))
    assert rungs() == [(1, "unheld"), (2, "unheld"), (3, "unheld")]
    assert letters() == []
    for person in ladder.values():
        actor = actor_of(person)
        rights = ("coordination.lead_unit", "organisations.lead", "coordination.head_agency")
        assert not Escalation.objects.visible_to(actor, *rights).exists()


def test_what_is_done_is_settled_and_a_clock_climbs_too(request_, bureau, ladder):
    at = moment("2026-03-03 09:00")
    unit = Organisation.objects.get(slug="duban")
    second = requests.request(bureau, received_on=date(2026, 3, 3), subject="井盖")
    second = hotline.register(second, actor=ROBOT, at=at)
    second = hotline.assign(second, unit=unit, actor=ROBOT, at=at)
    assert Clock.objects.running().filter(key="coordination.sign").count() == 1
    tasks.escalate(moment("2026-03-04 17:00"))
    assert rungs("coordination.sign") == []
    tasks.escalate(moment("2026-03-04 17:01"))
    (one,) = Escalation.objects.filter(term_key="coordination.sign")
    assert (one.about, one.unit, one.due_said) == (second, unit, "2026-03-04 17:00")
    actions.sign(_task(second), actor=ROBOT, at=moment("2026-03-04 17:10"))
    tasks.escalate(moment("2026-03-04 17:15"))
    assert rungs("coordination.sign") == [(1, "settled")]


def test_a_rule_that_ends_the_ladder_ends_it(request_, ladder):
    row = {"key": KEY, "side": "never", "amount": 0, "measure": "workdays", "basis": "本局办法"}
    for rung in (1, 2, 3):
        LADDER.set(
            **row, rung=rung, valid_from=date(2026, 3, 9), actor=ROBOT,
            at=moment("2026-03-09 09:00"),
        )  # fmt: skip
    tasks.escalate(moment("2026-04-01 09:00"))
    assert rungs() == []
    assert str(RungTerm.objects.get(key=KEY, rung=1)) == "不再升级到科室负责人"


def test_the_database_keeps_a_rung_from_being_written_twice(request_, ladder):
    tasks.escalate(moment("2026-03-10 00:05"))
    one = Escalation.objects.get(term_key=KEY)
    again = Escalation.objects.get(pk=one.pk)
    again.pk, again.reference = None, ""
    again._state.adding = True
    with pytest.raises(ValidationError, match="这一级已经升级过"):
        actions.escalate(again, actor=ROBOT, at=moment("2026-03-10 00:06"))


def test_only_what_is_due_is_read(request_, ladder, django_assert_max_num_queries):
    """The questions are as many with forty requests as with one."""
    tasks.escalate(moment("2026-03-04 09:00"))
    bureau = request_.agency
    for _ in range(40):
        made = requests.request(bureau, received_on=date(2026, 3, 4))
        hotline.register(made, actor=ROBOT, at=moment("2026-03-04 09:00"))
    with django_assert_max_num_queries(75):
        tasks.escalate(moment("2026-03-04 09:05"))


RUNS = st.lists(
    st.tuples(
        st.integers(0, 16 * 24), st.sampled_from(["run", "back", "two", "attend", "broken"])
    ),
    min_size=1, max_size=12,
)  # fmt: skip


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(runs=RUNS)
def test_each_rung_once_and_none_missed(request_, ladder, runs):
    """Runs at any hours in any order: what the latest moment asks for is there once."""
    with transaction.atomic():
        _any_history(request_, ladder, runs)
        transaction.set_rollback(True)


def _any_history(request, ladder, runs):
    start, latest = moment("2026-03-05 09:00"), moment("2026-03-05 09:00")
    for hours, act in runs:
        at = start + timedelta(hours=hours)
        latest = max(latest, at)
        if act == "broken":
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(climbing, "_tell", _fails)
                tasks.escalate(at)
        if act == "two":  # a second worker has read the same steps before the first one wrote
            steps = list(climbing._reached(at))
            tasks.escalate(at)
            for step in steps:
                climbing._write(step, now=at)
        if act == "back":
            tasks.escalate(at)
            tasks.escalate(at - timedelta(hours=1))
        if act == "attend" and (one := Escalation.objects.filter(state="raised").first()):
            actions.attend(one, actor=ROBOT, at=at, instruction="请办结")
        tasks.escalate(at)
    FailedRow.objects.all().delete()
    tasks.escalate(latest)
    expected = [
        rung
        for rung, since in ((1, "2026-03-10"), (2, "2026-03-12"), (3, "2026-03-17"))
        if latest >= moment(f"{since} 00:00")
    ]
    rows = Escalation.objects.filter(term_key=KEY)
    assert sorted(rows.values_list("rung", flat=True)) == expected


def _fails(*args):
    raise ValueError("坏")


# what is supervised by rule


def supervisions(cause):
    return Supervision.objects.filter(cause=cause)


def test_what_is_long_overdue_is_supervised_once_with_its_notice(request_, ladder):
    tasks.escalate(moment("2026-03-16 23:55"))
    assert not supervisions("overdue").exists()
    for at in ("2026-03-17 00:05", "2026-03-17 00:10", "2026-03-16 23:10"):
        tasks.escalate(moment(at))
    asked = supervisions("overdue").get()
    assert (asked.about, asked.unit, asked.due_on) == (request_, request_.unit, date(2026, 3, 20))
    assert str(asked.notice) == "云城管督〔2026〕1号"
    assert (asked.notice.signer, asked.round) == ("自动督办", 1)


def test_what_was_sent_back_twice_is_supervised(bureau, unit):
    at = moment("2026-03-03 09:00")
    made = requests.request(bureau, received_on=date(2026, 3, 3))
    made = hotline.register(made, actor=ROBOT, at=at)
    for times, slug in enumerate(("duban", "shenpi"), 1):
        asked = Organisation.objects.get(slug=slug)
        made = hotline.assign(made, unit=asked, actor=ROBOT, at=at)
        task = Assignment.objects.of(made).open().get()
        actions.send_back(task, actor=ROBOT, at=at, **REASON, basis="职责规定")
        made.refresh_from_db()
        tasks.escalate(at)
        assert supervisions("refused").count() == times - 1
    assert supervisions("refused").get().unit == bureau


def test_a_row_of_nought_supervises_nothing(request_):
    SUPERVISED.set(
        cause="overdue", least=0, answer_days=3, valid_from=date(2026, 3, 9), basis="本局办法",
        actor=ROBOT, at=moment("2026-03-09 09:00"),
    )  # fmt: skip
    tasks.escalate(moment("2026-04-01 09:00"))
    assert not supervisions("overdue").exists()
    assert str(SupervisionRule.objects.on(date(2026, 3, 9), cause="overdue")).endswith("不自动督办")


def test_what_is_answered_meanwhile_is_not_supervised(request_):
    at = moment("2026-03-17 00:05")
    (case,) = ruling._caught(at)
    actions.contribute(_task(request_), actor=ROBOT, at=at, **REPORT)
    ServiceRequest.objects.filter(pk=request_.pk).update(
        state="answered", answered_on=at.date(), answer_text="已修复"
    )
    assert ruling._supervise(case, at) == 0
