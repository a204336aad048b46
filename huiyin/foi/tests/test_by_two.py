"""Nobody alone: who may step upon an answer, what it rests on, and every other door to one."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from huiyin.accounts.models import User
from huiyin.casework import offered
from huiyin.casework.workflow import MoveForbiddenError, StaleMoveError
from huiyin.figures import registry
from huiyin.figures.registry import Scope
from huiyin.files.tests import redaction_samples as files
from huiyin.foi import actions
from huiyin.foi.models import Application, Decision, Ground
from huiyin.organisations.actions import appoint
from huiyin.organisations.roles import ensure_posts

from . import factories, public_walk
from . import paper_samples as samples
from .factories import TEXT, draft, give
from .redacting_room import GROUND, Room

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 3)
PROMISE = "名录详见附件。"


@pytest.fixture
def case(bureau, robot, morning):
    return samples.application(bureau, robot, morning)


@pytest.fixture
def somebody(bureau):
    """A person of the bureau with every right of the room: only what they did tells them apart."""
    return lambda name: factories.somebody(bureau, name)


# who


def _first_draft(case, writer, other, morning):
    draft(draft(case, writer, morning), other, morning, text=f"{TEXT}。")


def _gave_a_file(case, writer, other, morning):
    give(case, actor=writer, at=morning)
    draft(case, other, morning)


def _refused_reasons(case, writer, other, morning):
    context = {"actor": other, "at": morning}
    asked = actions.ask_reasons(case, wanted="本月四十件", due_on=date(2026, 3, 10), **context)
    given = actions.receive_reasons(asked, reasons="学术研究", **context)
    refused = actions.refuse_reasons(given, actor=writer, at=morning, text="与申请无关")
    draft(refused, other, morning)


WRITING = [
    pytest.param(_first_draft, id="saved an earlier draft"),
    pytest.param(_gave_a_file, id="added what the applicant gets"),
    pytest.param(_refused_reasons, id="drafted by another move"),
]


@pytest.mark.parametrize("hand", WRITING)
def test_whoever_had_a_hand_in_it_neither_reviews_nor_signs(case, somebody, morning, hand):
    """A colleague's one full stop more does not make another's text of one's own text."""
    writer, other, third = (somebody(name) for name in ("甲", "乙", "丙"))
    hand(case, writer, other, morning)
    case.refresh_from_db()
    for name in (writer, other):
        with pytest.raises(MoveForbiddenError):
            actions.review(case, actor=name, at=morning, **factories.OPINIONS)
    reviewed = actions.review(case, actor=third, at=morning, **factories.OPINIONS)
    for name in (writer, other):
        assert "sign" not in {move.name for move in actions.workflow.open_to(name, reviewed)}
        with pytest.raises(MoveForbiddenError):
            actions.sign(reviewed, actor=name, at=morning)
    assert actions.sign(reviewed, actor=third, at=morning).state == "signed"


def test_whoever_drew_or_released_a_redaction_does_not_review(
    client, case, bureau, somebody, robot, morning
):
    room = Room(client, case, robot, morning)
    drew = room.enter(bureau, "信息公开负责人", "drew")
    attached = room.attach(files.plain("公开", files.SECRET))
    room.open(attached)
    room.post(attached, "find", words=files.SECRET, **GROUND)
    released = room.enter(bureau, "信息公开岗", "released")
    room.finish(attached)
    ground = Ground(code="E16-2", portion="过程稿", reason="尚在讨论")
    letter = {"公开内容": "其余内容", "提供方式": "网上查阅。"}
    drafted = draft(case, somebody("乙"), morning, decision="r3_2", letter=letter, grounds=[ground])
    for user in (drew, released):
        hand = replace(somebody("甲"), key=str(user.pk))
        with pytest.raises(MoveForbiddenError):
            actions.review(drafted, actor=hand, at=morning, **factories.OPINIONS)


def test_a_draft_that_was_returned_keeps_its_writers(case, somebody, morning):
    one, two, three = (somebody(name) for name in ("甲", "乙", "丙"))
    back = actions.return_draft(draft(case, one, morning), actor=three, at=morning, reason="补充")
    again = draft(back, two, morning)
    with pytest.raises(MoveForbiddenError):
        actions.review(again, actor=one, at=morning, **factories.OPINIONS)


def test_an_older_tab_does_not_overwrite_a_newer_draft(case, somebody, morning):
    """The same person in two tabs; also where only a ground beside the row is another."""
    one = somebody("甲")
    seen = offered.token(Application.objects.get(pk=case.pk))
    first = draft(case, one, morning, offered=seen)
    with pytest.raises(StaleMoveError):
        draft(case, one, morning, text="旧窗口", offered=seen)
    grounds = [Ground(code="E16-2", portion="过程稿", reason="尚在讨论")]
    letter = {"公开内容": "其余内容", "提供方式": "网上查阅。"}
    partly = {"decision": "r3_2", "letter": letter}
    second = draft(first, one, morning, grounds=grounds, **partly)
    seen = offered.token(second)
    other = [Ground(code="E16-2", portion="讨论记录", reason="尚在讨论")]
    draft(second, one, morning, grounds=other, **partly)
    with pytest.raises(StaleMoveError):
        draft(second, one, morning, offered=seen, **partly, grounds=grounds)


# which result


def _asked(case, robot, morning):
    context = {"actor": robot, "at": morning - timedelta(days=12)}
    return factories.served(actions.ask_correction(case, wanted="年份", **context), **context)


def _noticed(case, robot, morning):
    context = {"actor": robot, "at": morning}
    noticed = actions.notice_fee(case, basis="per-page", count=250, noticed_on=TODAY, **context)
    return factories.served(noticed, **context)


def _agreed(case, robot, morning):
    context = {"actor": robot, "at": morning}
    asked = actions.consult(case, sent_on=TODAY, whom="样例公司", **context)
    return actions.receive_opinion(asked, received_on=TODAY, opinion="agree", **context)


UNMET = [
    pytest.param("r3_3_4", None, "征求第三方", id="nobody was asked"),
    pytest.param("r3_3_4", _agreed, "第三方同意公开", id="the third party agreed"),
    pytest.param("r3_4_3", None, "告知申请人补正", id="unclear, never asked"),
    pytest.param("r3_4_3", _asked, "还没有补正", id="unclear, asked and not corrected"),
    pytest.param("r3_5_4", None, "说明理由", id="excessive, never asked why"),
    pytest.param("r3_6_1", None, "告知申请人补正", id="not corrected, never asked"),
    pytest.param("r3_6_1", _asked, "尚未届满", id="not corrected, still in time"),
    pytest.param("r3_6_2", None, "收费通知", id="not paid, never charged"),
    pytest.param("r3_6_2", _noticed, "尚未届满", id="not paid, still in time"),
    pytest.param("r3_1", _asked, "尚在补正", id="given while it is being corrected"),
    pytest.param("r3_1", _noticed, "尚未缴费", id="given while it is not paid"),
]


@pytest.mark.parametrize(("decision", "before", "said"), UNMET)
def test_a_result_needs_what_it_rests_on_at_every_door(
    case, robot, morning, decision, before, said
):
    """Entered from paper, drafted where the state allows it: the same table."""
    application = before(case, robot, morning) if before else case
    details = factories.on_paper(application, TODAY, decision=decision)
    with pytest.raises(ValidationError, match=said):
        actions.answer(application, actor=robot, at=morning, **details)
    if application.state == "received":
        grounds = [Ground(code="E15", reason="商业秘密")] if decision == "r3_3_4" else []
        with pytest.raises(ValidationError, match=said):
            draft(application, robot, morning, decision=decision, grounds=grounds, letter={})
    application.refresh_from_db()
    assert application.answered_on is None


def test_what_stopped_to_hold_since_the_draft_is_not_reviewed(case, robot, morning):
    """Both opinions were in favour of the third party, then one of them turns out to agree."""
    application = _agreed(case, robot, morning)
    application.consultations.update(opinion="refuse")
    letter = {"第三方权益": "商业秘密"}
    grounds = [Ground(code="E15", reason="商业秘密")]
    drafted = draft(application, robot, morning, decision="r3_3_4", grounds=grounds, letter=letter)
    application.consultations.update(opinion="agree")
    with pytest.raises(ValidationError, match="第三方同意公开"):
        actions.review(drafted, actor=robot, at=morning, **factories.OPINIONS)


# from paper


def test_an_answer_from_paper_counts_when_another_has_compared_it(
    case, bureau, somebody, robot, morning, client
):
    one, two = somebody("甲"), somebody("乙")
    entered = actions.answer(case, actor=one, at=morning, **factories.on_paper(case, TODAY))
    year = Scope.year(bureau.pk, 2026)
    figure = registry.find("foi.table.r3_1.total")
    assert (entered.state, entered.answered_on, figure.value(year)) == ("entered", None, 0)
    assert "答复书.pdf" not in public_walk.tracked(client, case)
    with pytest.raises(MoveForbiddenError):
        actions.confirm_answer(entered, actor=one, at=morning)
    closed = actions.confirm_answer(entered, actor=two, at=morning)
    assert (closed.state, closed.decision, closed.answered_on) == ("answered", "r3_1", TODAY)
    assert (closed.entered_by, closed.checked_by, figure.value(year)) == ("甲", "乙", 1)
    assert "答复书.pdf" in public_walk.tracked(client, case)


def test_who_handled_the_case_does_not_confirm(case, somebody, robot, morning):
    one, two, three = (somebody(name) for name in ("甲", "乙", "丙"))
    context = {"actor": two, "at": morning}
    asked = actions.ask_reasons(case, wanted="四十件", due_on=date(2026, 3, 10), **context)
    back = actions.receive_reasons(asked, reasons="研究", **context)
    entered = actions.answer(back, actor=one, at=morning, **factories.on_paper(case, TODAY))
    with pytest.raises(MoveForbiddenError):
        actions.confirm_answer(entered, actor=two, at=morning)
    returned = actions.return_answer(entered, actor=three, at=morning, reason="文号不符")
    assert (returned.state, returned.entered_number) == ("received", "")
    assert not returned.files.filter(role="signed-paper").exists()
    again = actions.answer(returned, actor=one, at=morning, **factories.on_paper(case, TODAY))
    assert actions.confirm_answer(again, actor=three, at=morning).state == "answered"


def test_what_is_sent_back_goes_on_from_where_it_was(case, robot, morning):
    asked = _asked(case, robot, morning)
    late = morning + timedelta(days=40)
    details = factories.on_paper(asked, late.date(), decision=Decision.NOT_CORRECTED)
    entered = actions.answer(asked, actor=robot, at=late, **details)
    back = actions.return_answer(entered, actor=robot, at=late, reason="扫描件不清")
    assert back.state == "correcting"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param({"number": "abc"}, "number", id="any string"),
        pytest.param({"number": "〔2026〕1号"}, "number", id="no organ"),
        pytest.param({"number": "云城管公复2026第1号"}, "number", id="no brackets"),
        pytest.param({"number": ""}, "number", id="none"),
        pytest.param({"number": "云城管公复〔2019〕1号"}, "number", id="of another year"),
        pytest.param({"number": "云城管公复〔2026〕7号"}, "number", id="another one's"),
        pytest.param({"paper": None}, "paper", id="no paper"),
        pytest.param({"answered_on": date(2026, 3, 4)}, "answered_on", id="tomorrow"),
        pytest.param({"answered_on": date(2026, 2, 8)}, "answered_on", id="before it came"),
        pytest.param({"method": "post"}, "post_number", id="posted without a number"),
        pytest.param({"decision": "r9"}, "decision", id="no such result"),
    ],
)
def test_an_entry_that_cannot_be(case, bureau, robot, morning, changes, field):
    other = samples.application(bureau, robot, morning)
    factories.answered(other, actor=robot, at=morning, number="云城管公复〔2026〕7号")
    details = factories.on_paper(case, TODAY, **changes)
    with pytest.raises(ValidationError) as caught:
        actions.answer(case, actor=robot, at=morning, **details)
    assert field in caught.value.message_dict


@pytest.mark.parametrize("number", ["云城管公复[2026]12号", "云城管公复（2026）第012号"])
def test_a_number_is_kept_in_its_proper_form(case, robot, morning, number):
    details = factories.on_paper(case, TODAY, number=number)
    closed = actions.answer(case, actor=robot, at=morning, **details)
    assert closed.entered_number == "云城管公复〔2026〕12号"


# other doors to an answer


@pytest.mark.parametrize(
    "values", [{"decision": "r3_1", "answered_on": TODAY}, {"answer_number": "x"}]
)
@pytest.mark.parametrize("state", ["received", "answered"])
def test_what_is_handled_here_is_not_answered_by_a_correction(case, robot, morning, values, state):
    """更正 and a ledger's row are the same door."""
    if state == "answered":
        factories.answered(case, actor=robot, at=morning)
    with pytest.raises(ValidationError, match="在系统中办理"):
        actions.amend(case, actor=robot, at=morning, values=values)


def test_an_old_register_is_entered_by_who_may(bureau, actor, robot, morning):
    def old(**values):
        return Application(
            agency=bureau, reference=f"旧-{values}", channel="letter", applicant_kind="person",
            applicant_name="甲", description="乙", received_on=date(2019, 3, 4), **values,
        )  # fmt: skip

    details = {"decision": "r3_6_1", "answered_on": date(2019, 4, 1)}
    clerk = actor("foi.register_application")
    with pytest.raises(MoveForbiddenError):
        actions.register_many([old(**details)], actor=clerk, at=morning)
    both = actor("foi.register_application", "foi.record_answer")
    (application,) = actions.register_many([old(**details)], actor=both, at=morning)
    assert application.state == "answered"
    actions.check(
        old(**details), TODAY
    )  # what an old register does not tell is not held against it
    paid = old(decision="r3_6_2", answered_on=date(2019, 5, 6))
    paid.fee_noticed_on, paid.fee_amount = date(2019, 3, 11), 10_000
    paid.fee_paid_on = date(2019, 3, 20)
    with pytest.raises(ValidationError, match="已经缴费"):
        actions.check(paid, TODAY)
    recent = {"decision": "r3_6_1", "answered_on": TODAY}
    with pytest.raises(ValidationError, match="须先告知"):
        actions.check(old(**recent), TODAY)


# on the screen


@pytest.fixture
def post(bureau, robot, morning):
    """A browser of somebody with this post."""

    def enter(name):
        user = User.objects.create_user(f"u{User.objects.count()}", password="x", name=name)
        appoint(user, ensure_posts(bureau)[name], actor=robot, at=morning, since=date(2020, 1, 1))
        browser = Client()
        browser.force_login(user)
        return browser

    return enter


def test_a_paper_is_entered_and_compared_on_the_desk(case, post, morning):
    entry = {"decision": "r3_1", "answered_on": "2026-02-20", "number": "云城管公复〔2026〕3号",
             "method": "direct", "receipt": "回证 3 号", "paper": SimpleUploadedFile("扫描.png", public_walk.picture())}  # fmt: skip
    clerk, boss = post("信息公开岗"), post("分管领导")
    assert clerk.post(f"/desk/foi/{case.pk}/answer/", entry).status_code == 302
    assert clerk.get(f"/desk/foi/{case.pk}/confirm_answer/").status_code == 403
    page = boss.get(f"/desk/foi/{case.pk}/confirm_answer/").content.decode()
    for said in ("予以公开", "2026-02-20", "云城管公复〔2026〕3号", "扫描.png"):
        assert said in page
    assert boss.post(f"/desk/foi/{case.pk}/confirm_answer/").status_code == 302
    case.refresh_from_db()
    assert (case.state, case.answer_number) == ("answered", "云城管公复〔2026〕3号")


def test_a_correction_offers_no_answer_of_what_is_handled_here(case, post):
    page = post("信息公开岗").get(f"/desk/foi/{case.pk}/amend/").content.decode()
    assert 'name="description"' in page
    assert 'name="answered_on"' not in page
