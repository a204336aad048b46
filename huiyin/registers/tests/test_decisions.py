"""Days of a consultation, what comes after it, and what the clock does by itself."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from huiyin.accounts.models import User
from huiyin.audit.actors import visitor
from huiyin.audit.models import Entry
from huiyin.coordination.reminding import remind
from huiyin.jobs.rows import Walk
from huiyin.notices.models import Notice
from huiyin.organisations.actions import appoint
from huiyin.organisations.roles import ensure_posts
from huiyin.registers import tasks
from huiyin.registers.actions import decisions, opinions
from huiyin.registers.models import Opinion
from huiyin.search import index

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("days", "reason", "field"),
    [
        pytest.param(30, "", None, id="thirty days need no word"),
        pytest.param(29, "", "consult_until", id="twenty-nine need their reason"),
        pytest.param(29, "防汛应急", None, id="shorter with a reason"),
        pytest.param(0, "急", "consult_until", id="not a single day"),
        pytest.param(-3, "急", "consult_until", id="ended before it begins"),
        pytest.param(400, "", "consult_until", id="longer than a year"),
    ],
)
def test_how_long(consulting, days, reason, field):
    if field is None:
        assert consulting(days, short_reason=reason).state == "consulting"
        return
    with pytest.raises(ValidationError) as refused:
        consulting(days, short_reason=reason)
    assert field in refused.value.message_dict


@pytest.mark.parametrize(
    ("after", "open_"), [(-1, False), (0, True), (15, True), (30, True), (31, False)]
)
def test_opinions_are_taken_to_the_end_of_the_last_day(consulting, morning, after, open_):
    decision = consulting()
    assert decision.takes_opinions(morning.date() + after * DAY) is open_
    say = Opinion(decision=decision, text="同意")
    if open_:
        opinions.say(say, actor=visitor("192.0.2.9"), at=morning + after * DAY)
    else:
        with pytest.raises(ValidationError, match="截止"):
            opinions.say(say, actor=visitor("192.0.2.9"), at=morning + after * DAY)


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "//evil.example", "ftp://x", "https://", "/a b", 'https://x"']
)
def test_a_link_leads_to_a_page(decision, link):
    with pytest.raises(ValidationError) as refused:
        decision(draft_link=link)
    assert "draft_link" in refused.value.message_dict


@pytest.mark.parametrize("link", ["/i/abc", "https://cgj.example/a?b=1"])
def test_a_good_link(decision, link):
    assert decision(draft_link=link).draft_link == link


def test_nobody_ends_a_consultation_early(consulting, robot, morning):
    with pytest.raises(ValidationError, match="不能提前"):
        decisions.close(consulting(), actor=robot, at=morning + 30 * DAY)


def test_it_is_only_prolonged(consulting, robot, morning):
    decision = consulting()
    with pytest.raises(ValidationError, match="不能缩短"):
        decisions.prolong(
            decision, actor=robot, at=morning, consult_until=decision.consult_until - DAY
        )


def test_every_opinion_is_handled_before_the_summary(opinion, robot, morning):
    said = opinion()
    late = morning + 31 * DAY
    decision = decisions.close(said.decision, actor=robot, at=late)
    assert decision.feedback_due_on == decision.consult_until + 30 * DAY
    decision = decisions.draft_feedback(decision, actor=robot, at=late, adoption="未采纳一条")
    with pytest.raises(ValidationError, match="还有 1 条意见没有处理"):
        decisions.feed_back(decision, actor=robot, at=late)
    with pytest.raises(ValidationError) as refused:
        opinions.handle(said, actor=robot, at=late, outcome="未采纳")
    assert "answer" in refused.value.message_dict
    said = opinions.handle(said, actor=robot, at=late, outcome="未采纳", answer="道路太窄")
    decisions.feed_back(decision, actor=robot, at=late)
    with pytest.raises(ValidationError, match="不能再改"):
        opinions.handle(said, actor=robot, at=late, outcome="采纳")


@pytest.mark.parametrize(
    "adoption",
    [
        pytest.param("采纳马明明的意见一条", id="the name of a sender"),
        pytest.param("采纳⻢ 明明的意见一条", id="the name set otherwise"),
        pytest.param("采纳 139 0000 0017 来电意见一条", id="the telephone of a sender"),
        pytest.param("采纳一条，提出人身份证110105 19491231 002X", id="anybody's number"),
    ],
)
def test_the_report_on_opinions_names_nobody(opinion, robot, morning, adoption):
    said = opinion(name="马明明", contact="13900000017")
    late = morning + 31 * DAY
    decision = decisions.close(said.decision, actor=robot, at=late)
    with pytest.raises(ValidationError) as refused:
        decisions.draft_feedback(decision, actor=robot, at=late, adoption=adoption)
    assert "马明明" not in str(refused.value.message_dict["adoption"])


def test_no_result_without_deliberation(consulting, robot, morning):
    late = morning + 31 * DAY
    decision = decisions.close(consulting(), actor=robot, at=late)
    decision = decisions.draft_feedback(decision, actor=robot, at=late, adoption="没有收到意见")
    decision = decisions.feed_back(decision, actor=robot, at=late)
    decision = decisions.draft_outcome(decision, actor=robot, at=late, outcome="通过")
    with pytest.raises(ValidationError, match="登记审议"):
        decisions.publish(decision, actor=robot, at=late)
    with pytest.raises(ValidationError, match="之后"):
        decisions.deliberate(
            decision, actor=robot, at=late, meeting="会", deliberated_on=decision.consult_until
        )


def test_name_and_contact_are_ciphertext_and_not_logged(opinion):
    said = opinion(name="周永康康", contact="13800001234")
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, contact FROM registers_opinion WHERE id = %s", [said.pk])
        stored = "".join(cursor.fetchone())
    assert "周" not in stored
    assert "138" not in stored
    logged = str(list(Entry.objects.values_list("facts", flat=True)))
    assert "周永康康" not in logged
    assert "13800001234" not in logged


def test_search_knows_it_from_the_day_it_is_public(decision, robot, morning):
    matter = decision()
    asked = index.Query("停车收费调整")
    assert not index.find(asked).total
    matter = decisions.consult(
        matter, actor=robot, at=morning, consult_until=morning.date() + 30 * DAY
    )
    assert index.find(asked).total == 1
    matter = decisions.propose_end(matter, actor=robot, at=morning, reason="停")
    matter = decisions.terminate(matter, actor=robot, at=morning)
    decisions.void(matter, actor=robot, at=morning, reason="错")
    assert not index.find(asked).total


@pytest.fixture
def keeper(bureau, robot, morning):
    """Somebody who keeps decisions and can be reached."""
    user = User.objects.create_user("keeper", email="keeper@cgj.example", name="周办")
    posts = ensure_posts(bureau)
    appoint(user, posts["信息公开岗"], actor=robot, at=morning, since=morning.date())
    return user


def test_the_clock_reminds_closes_and_reminds_again(consulting, keeper, morning):
    decision = consulting()
    history = []
    for day in range(70):
        at = morning + day * DAY
        walk = Walk("a.job", at)
        tasks.close_due(walk)
        remind(at=at)
        remind(at=at)  # twice on a day is once
        decision.refresh_from_db()
        history.append((day, decision.state, Notice.objects.count()))
    changes = [history[0], *(b for a, b in pairwise(history) if a[1:] != b[1:])]
    assert changes == [
        (0, "consulting", 0),
        (27, "consulting", 1),  # three days before the end
        (31, "feedback", 1),  # the day after the last one
        (57, "feedback", 2),  # three days before the summary is due
        (61, "feedback", 3),  # and once when it is late
    ]
    assert {notice.recipient for notice in Notice.objects.all()} == {"keeper@cgj.example"}


def test_the_daily_task_runs(consulting):
    consulting(at=timezone.now())
    assert tasks.daily() == "0 consultations closed"
