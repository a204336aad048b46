"""What cannot be said of a proposal, and what its moves keep."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from huiyin.audit.models import Entry
from huiyin.coordination.models import Assignment
from huiyin.proposals.actions import register
from huiyin.proposals.models import Proposal, ReplyClass, Term

from .trial import MONDAY, SHANGHAI, make
from .trial import proposal as new

pytestmark = pytest.mark.django_db


PLAIN_C = {"reply_class": "C", "promise": ""}


def with_class(changes):
    letter = changes.get("reply_class")
    return {**changes, "reply_class": ReplyClass.objects.get(letter=letter)} if letter else changes


@pytest.mark.parametrize(
    ("state", "name", "changes", "says"),
    [
        pytest.param("handling", "extend", {"months": 4}, "1 至 3", id="代表法第五十二条: beyond six months"),
        pytest.param("handling", "extend", {"reason": " "}, "理由", id="extended without a reason"),
        pytest.param("handling", "extend", {"consented_on": date(2026, 3, 4)}, "征得同意", id="consent tomorrow"),
        pytest.param("handling", "extend", {"consented_on": date(2026, 3, 1)}, "征得同意", id="consent before 交办"),
        pytest.param("handling", "contact", {"day": date(2026, 3, 4)}, "今天之间", id="heard tomorrow"),
        pytest.param("handling", "contact", {"way": "mail"}, "方式", id="an unknown way"),
        pytest.param("handling", "draft", {"reply_class": None}, "分类", id="no class"),
        pytest.param("handling", "draft", {"promise": " "}, "承诺事项", id="a class of promises without one"),
        pytest.param("handling", "draft", {"text": " "}, "正文", id="an empty draft"),
        pytest.param("replied", "rate", {"satisfaction": "great"}, "满意度", id="an unknown rating"),
        pytest.param("replied", "propose", {"publication": "summary"}, "摘要", id="a summary without words"),
        pytest.param("replied", "propose", {"publication": "withheld"}, "理由", id="withheld without a reason"),
        pytest.param("received", "send_back", {"reason": ""}, "理由", id="returned without a reason"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(standing, robot, morning, state, name, changes, says):
    proposal = standing(state)
    entries = Entry.objects.count()
    with pytest.raises(ValidationError, match=says):
        make(name, proposal, robot, morning, **with_class(changes))
    proposal.refresh_from_db()
    assert (proposal.state, Entry.objects.count()) == (state, entries)


@pytest.mark.parametrize(
    ("values", "says"),
    [
        pytest.param(
            {"session": "市政协五届四次会议"}, "不是建议的届次", id="of the other council"
        ),
        pytest.param({"session": "五届四次"}, "届次", id="not as titles say it"),
        pytest.param({"part": "assist"}, "主办单位", id="assisting nobody"),
        pytest.param({"received_on": date(2026, 3, 4)}, "晚于今天", id="handed over tomorrow"),
        pytest.param({"replied_on": date(2026, 3, 1)}, "前一步", id="answered before it came"),
        pytest.param({"replied_on": MONDAY}, "答复分类", id="answered without a class"),
        pytest.param({"satisfaction": "fair"}, "一并填写", id="rated on no day"),
    ],
)
def test_what_cannot_be_registered(bureau, robot, morning, values, says):
    with pytest.raises(ValidationError, match=says):
        register(new(bureau, **values), actor=robot, at=morning)


def test_a_session_has_each_number_once(standing, bureau, robot, morning):
    standing("received")
    with pytest.raises(ValidationError):
        register(new(bureau), actor=robot, at=morning)
    register(new(bureau, session="市五届人大五次会议"), actor=robot, at=morning)


@pytest.mark.parametrize(
    ("values", "due"),
    [
        pytest.param({}, date(2026, 6, 2), id="代表法第五十二条: three months"),
        pytest.param({"category": "proposal", "session": "市政协五届四次会议"}, date(2026, 6, 2), id="local row: three months"),
        pytest.param({"part": "assist", "lead": "市交通局"}, date(2026, 4, 2), id="local row: an opinion in a month"),
        pytest.param({"part": "separate"}, date(2026, 6, 2), id="separately: as lead"),
    ],
)  # fmt: skip
def test_when_it_is_due(standing, values, due):
    proposal = standing("received", **values)
    assert (proposal.due_on, proposal.answer_due_on, proposal.is_provisional) == (due, due, False)


def test_a_new_local_term_leaves_what_came_before(standing, bureau, robot, morning):
    Term.objects.create(
        step="cppcc-answer",
        length=5,
        unit="个月",
        valid_from=date(2026, 3, 3),
        basis="市府办〔2026〕1号",
    )
    motion = {"category": "proposal", "session": "市政协五届四次会议"}
    before = register(new(bureau, **motion), actor=robot, at=morning)
    after = register(
        new(bureau, number="024", received_on=date(2026, 3, 3), **motion), actor=robot, at=morning
    )
    assert (before.due_on, after.due_on) == (date(2026, 6, 2), date(2026, 8, 3))


def test_returned_within_the_local_term_only(standing, robot):
    """青岛: 5 working days from Monday 2026-03-02 end on the next Monday."""
    late = datetime(2026, 3, 10, 9, tzinfo=SHANGHAI)
    with pytest.raises(ValidationError, match=r"2026-03-09.*已过"):
        make("send_back", standing("received"), robot, late)
    in_time = late - timedelta(days=1)
    assert make("send_back", standing("received", number="024"), robot, in_time).returned_on


def test_extended_once_and_not_when_it_is_late(standing, robot, morning):
    proposal = make("extend", standing("handling"), robot, morning)
    assert (proposal.due_on, proposal.answer_due_on) == (date(2026, 9, 2), date(2026, 9, 2))
    with pytest.raises(ValidationError, match="已经延长过"):
        make("extend", proposal, robot, morning)
    late = datetime(2026, 6, 3, 9, tzinfo=SHANGHAI)
    with pytest.raises(ValidationError, match="已过"):
        make("extend", standing("handling", number="024"), robot, late)


def test_units_report_before_the_answer_is_drafted(bureau, robot, morning):
    proposal = register(new(bureau), actor=robot, at=morning)
    proposal = make("assign", proposal, robot, morning)
    task = Assignment.objects.of(proposal).get()
    assert (task.subject, task.role, task.due_on) == (proposal.subject, "lead", date(2026, 4, 2))
    with pytest.raises(ValidationError, match="还没有反馈"):
        make("draft", proposal, robot, morning)
    with pytest.raises(ValidationError, match="承办任务"):
        make("void", proposal, robot, morning)


def test_dissatisfied_it_is_handled_again(standing, robot, morning):
    proposal = make("rate", standing("replied"), robot, morning, satisfaction="dissatisfied")
    assert (proposal.state, proposal.second_asked_on) == ("handling", date(2026, 3, 3))
    assert (proposal.due_on, proposal.answer_due_on) == (date(2026, 4, 3), date(2026, 6, 2))
    with pytest.raises(ValidationError, match="不能延长"):
        make("extend", proposal, robot, morning)
    with pytest.raises(ValidationError, match="不能退回"):
        make("send_back", proposal, robot, morning)
    again = morning + timedelta(days=20)
    proposal = make("draft", proposal, robot, again, **with_class(PLAIN_C))
    proposal = make("sign", proposal, robot, again)
    assert (proposal.second_replied_on, proposal.replied_on) == (
        date(2026, 3, 23),
        date(2026, 3, 3),
    )
    assert (proposal.reply_class.letter, proposal.reply.reply_class.letter) == ("B", "C")
    assert [str(one) for one in proposal.replies.all()] == [
        "云城管建提〔2026〕1号",
        "云城管建提〔2026〕2号",
    ]
    proposal = make("rate", proposal, robot, again, satisfaction="dissatisfied")
    assert (proposal.state, proposal.satisfaction, proposal.second_satisfaction) == (
        "replied", "dissatisfied", "dissatisfied",
    )  # fmt: skip
    with pytest.raises(ValidationError, match="已经登记过"):
        make("rate", proposal, robot, again)


def test_a_promise_is_followed_up_until_it_is_kept(standing, robot, morning):
    proposal = standing("replied")
    assert proposal.follow_up_on == date(2027, 3, 3)
    year_on = datetime(2027, 3, 1, 9, tzinfo=SHANGHAI)
    assert list(Proposal.objects.owing(date(2027, 3, 2))) == []
    assert list(Proposal.objects.owing(date(2027, 3, 3))) == [proposal]
    proposal = make("follow_up", proposal, robot, year_on)
    assert (proposal.follow_up_on, proposal.kept_on) == (date(2028, 3, 1), None)
    proposal = make("follow_up", proposal, robot, year_on, is_kept=True)
    assert (proposal.follow_up_on, proposal.kept_on) == (None, date(2027, 3, 1))
    with pytest.raises(ValidationError, match="没有待反馈"):
        make("follow_up", proposal, robot, year_on)


def test_a_class_without_a_promise_is_not_followed_up(standing, robot, morning):
    proposal = make("draft", standing("handling"), robot, morning, **with_class(PLAIN_C))
    proposal = make("sign", proposal, robot, morning)
    assert (proposal.follow_up_on, proposal.promise) == (None, "")


def test_an_opinion_goes_to_the_lead_and_is_not_published(standing, robot, morning):
    proposal = standing("drafted", part="assist", lead="市交通局")
    proposal = make("sign", proposal, robot, morning)
    assert (proposal.reply.title, proposal.reply_class) == (
        "关于市五届人大四次会议第023号建议的会办意见",
        None,
    )
    for name in ("propose", "rate"):
        with pytest.raises(ValidationError, match="主办单位"):
            make(name, proposal, robot, morning)


@pytest.mark.parametrize(
    "said",
    [
        pytest.param("联系电话 139 1234 5670", id="of the record, spelt otherwise"),
        pytest.param("家住望江门12号303室", id="the address"),
        pytest.param("可拨打13812345678", id="anybody's number"),
    ],
)
def test_how_a_deputy_is_reached_is_never_published(standing, robot, morning, said):
    proposal = standing(
        "replied", proposer_phone="13912345670", proposer_address="云溪市望江门12号303室"
    )
    for how in ({"publication": "summary", "public_text": said},
                {"publication": "withheld", "withheld_because": said}):  # fmt: skip
        with pytest.raises(ValidationError, match="个人信息"):
            make("propose", proposal, robot, morning, **how)


def test_an_amended_record_is_published_anew(standing, robot, morning):
    proposal = make("publish", make("propose", standing("replied"), robot, morning), robot, morning)
    assert Proposal.objects.public().exists()
    make("amend", proposal, robot, morning, values={"subject": "增加车位"})
    assert not Proposal.objects.public().exists()


@pytest.mark.parametrize(
    ("state", "values", "says"),
    [
        ("handling", {"replied_on": MONDAY, "reply_class": "C"}, "拟稿、签发"),
        ("drafted", {"replied_on": MONDAY, "reply_class": "C"}, "拟稿、签发"),
        ("replied", {"replied_on": MONDAY}, "已签发"),
        ("replied", {"reply_class": "C"}, "已签发"),
    ],
)
def test_no_reply_is_entered_past_its_signature(standing, robot, morning, state, values, says):
    with pytest.raises(ValidationError, match=says):
        make("amend", standing(state), robot, morning, values=with_class(values))


def test_a_reply_on_paper_is_entered_for_one_that_nobody_began(standing, robot, morning):
    values = with_class({"replied_on": morning.date(), "reply_class": "C"})
    assert make("amend", standing("received"), robot, morning, values=values).state == "replied"
