"""随文书: letters drawn, numbered and frozen by the moves that send them."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from huiyin.accounts.models import User
from huiyin.audit.models import Entry
from huiyin.casework import offered
from huiyin.foi import actions
from huiyin.foi.models import ApplicationFile, Paper
from huiyin.foi.papers import leaving
from huiyin.foi.papers.kinds import ANSWERS
from huiyin.letters.actions import name_series
from huiyin.organisations.actions import appoint
from huiyin.organisations.roles import ensure_posts

from . import factories
from . import paper_samples as samples

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 3)


@pytest.fixture
def case(bureau, robot, morning):
    return lambda: samples.application(
        bureau, robot, morning, received_on=date(2026, 3, 2), channel="letter"
    )


@pytest.fixture
def reviewed(case, robot, morning):
    """A draft that waits for its signature."""

    def make():
        context = {"actor": robot, "at": morning}
        return factories.reviewed(case(), **context)

    return make


def numbers(**wanted):
    return [paper.document_number for paper in Paper.objects.filter(**wanted)]


def test_the_signature_numbers_the_letter_and_service_uses_it(reviewed, robot, morning):
    signed = actions.sign(reviewed(), actor=robot, at=morning)
    paper = signed.papers.get()
    assert (paper.kind, paper.document_number) == ("answer", "云城管公复〔2026〕1号")
    assert (paper.frozen_at, paper.sent_on) == (morning, None)
    served = actions.serve(
        signed, actor=robot, at=morning, method="direct", receipt="回证 3 号", delivered_on=TODAY
    )
    paper.refresh_from_db()
    assert (served.answer_number, paper.sent_on) == ("云城管公复〔2026〕1号", TODAY)
    given = ApplicationFile.objects.get(application=served, role="answer")
    assert given.is_for_applicant
    assert given.file == paper.pdf


def test_without_what_the_letter_must_say_nothing_is_drafted(case, robot, morning):
    application = case()
    with pytest.raises(ValidationError, match="提供方式"):
        actions.draft_answer(application, actor=robot, at=morning, decision="r3_1", text="予以公开")
    application.refresh_from_db()
    assert (application.state, Paper.objects.count()) == ("received", 0)


def test_a_move_that_is_rolled_back_takes_no_number(reviewed, robot, morning):
    application = reviewed()
    with transaction.atomic():
        actions.sign(application, actor=robot, at=morning)
        transaction.set_rollback(True)
    assert not Paper.objects.exists()
    actions.sign(application, actor=robot, at=morning)
    assert numbers() == ["云城管公复〔2026〕1号"]


def test_a_returned_answer_leaves_no_gap(reviewed, robot, morning):
    first = actions.sign(reviewed(), actor=robot, at=morning)
    again = actions.return_draft(first, actor=robot, at=morning, reason="请补充依据")
    assert Paper.objects.get().voided_at == morning
    other = actions.sign(reviewed(), actor=robot, at=morning)
    context = {"actor": robot, "at": morning}
    again = factories.signed(again, **context)
    assert numbers(application=again, voided_at=None) == ["云城管公复〔2026〕1号"]
    assert numbers(application=other) == ["云城管公复〔2026〕2号"]
    assert Entry.objects.filter(verb="foi.paper.void").count() == 1


def test_nothing_is_served_online_without_its_online_remedy(reviewed, robot, morning):
    signed = actions.sign(reviewed(), actor=robot, at=morning)
    details = {"method": "electronic", "receipt": "发送记录 3", "delivered_on": TODAY}
    with pytest.raises(ValidationError, match="网上申请行政复议"):
        actions.serve(signed, actor=robot, at=morning, **details)
    assert Paper.objects.get().sent_on is None


MOVES = [
    ("ask_correction", {"wanted": "请写明年份"}, {}, "correction", "公告知"),
    ("ask_reasons", {"wanted": "本月四十件", "due_on": date(2026, 3, 20)}, {}, "reasons", "公告知"),
    ("extend", {"days": 10, "reason": "档案在外地"}, {}, "extension", "公告知"),
    ("consult", {"sent_on": TODAY, "whom": "云溪样例公司"}, {"涉及内容": "清运合同"}, "third-party", "公征"),
    ("consult", {"sent_on": TODAY, "whom": "云溪市公安局", "kind": "co-maker"}, {"涉及内容": "方案"}, "co-maker", "公征"),
    ("consult", {"sent_on": TODAY, "whom": "督查科", "kind": "department", "due_on": date(2026, 3, 9)}, {"涉及内容": "台账"}, "assistance", "公征"),
    ("notice_fee", {"basis": "per-page", "count": 250, "noticed_on": TODAY, "pay_how": "非税窗口"}, {}, "fee", "公告知"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "details", "letter", "kind", "series"),
    MOVES,
    ids=[f"{move[0]} {move[3]}" for move in MOVES],
)
def test_each_move_sends_its_letter(case, robot, morning, name, details, letter, kind, series):
    application = case()
    move = actions.workflow.moves[name]
    move.run(application, actor=robot, at=morning, letter=letter, **details)
    paper = Paper.objects.get()
    assert (paper.kind, paper.document_number) == (kind, f"云城管{series}〔2026〕1号")
    assert paper.sent_on == TODAY
    assert paper.frozen_at == morning


def test_the_receipt_is_sent_with_the_confirmation(bureau, robot, morning):
    application = samples.application(
        bureau, robot, morning, channel="fax", received_on=None, arrived_on=date(2026, 3, 2)
    )
    actions.confirm(
        application, actor=robot, at=morning, confirmed_on=TODAY, method="phone", letter={}
    )
    assert Paper.objects.get().kind == "receipt"


def test_the_applicant_is_told_that_others_are_asked(case, robot, morning):
    actions.consult(
        case(), actor=robot, at=morning, sent_on=TODAY, whom="云溪样例公司",
        letter={"涉及内容": "清运合同"}, tells_applicant=True,
    )  # fmt: skip
    assert set(Paper.objects.values_list("kind", flat=True)) == {"third-party", "consulting"}


def test_what_lapses_is_told_with_its_number(case, robot, morning):
    asked = actions.ask_correction(case(), actor=robot, at=morning, wanted="请写明年份", letter={})
    asked = factories.served(asked, actor=robot, at=morning)
    late = morning + timedelta(days=60)
    lapsed = actions.lapse_correction(
        asked,
        actor=robot,
        at=late - timedelta(days=1),
        closed_on=TODAY + timedelta(days=50),
        letter={},
    )
    assert not lapsed.papers.filter(
        kind="no-longer"
    ).exists()  # nothing leaves before it is compared
    assert any("补正" in line for line in leaving.notice_lines(lapsed, at=late))
    closed = actions.confirm_answer(lapsed, actor=robot, at=late)
    paper = closed.papers.get(kind="no-longer")
    assert closed.answer_number == paper.document_number == "云城管公告知〔2026〕2号"
    assert paper.sent_on == closed.answered_on == late.date()


def test_a_withdrawn_application_sends_no_answer(reviewed, robot, morning):
    signed = actions.sign(reviewed(), actor=robot, at=morning)
    me = actions.applicant_actor(signed)
    actions.withdraw(signed, actor=me, at=morning, withdrawn_on=TODAY, note="来信撤回")
    assert Paper.objects.get().voided_at == morning


def test_the_words_of_a_series_are_the_agency_s(reviewed, bureau, robot, actor, morning):
    name_series(bureau, ANSWERS, "依复", actor=actor("letters.edit_template"), at=morning)
    actions.sign(reviewed(), actor=robot, at=morning)
    assert numbers() == ["云城管依复〔2026〕1号"]


@pytest.fixture
def head(client, bureau, robot, morning):
    user = User.objects.create_user("head", password="x", name="张某")
    post = ensure_posts(bureau)["信息公开负责人"]
    appoint(user, post, actor=robot, at=morning, since=date(2020, 1, 1))
    client.force_login(user)
    return client


def test_the_desk_asks_what_the_letter_lacks_at_the_draft(head, case):
    application = case()
    address = f"/desk/foi/{application.pk}/draft_answer/"
    typed = {"decision": "r3_1", "text": "全文如下", "offered": offered.token(application)}
    choosing = head.post(address, {**typed, "choosing": "1"}).content.decode()
    assert 'name="letter_提供方式"' in choosing
    assert '<option value="第三十六条第二项" selected>' in choosing
    assert "请更正" not in choosing
    refused = head.post(address, typed)
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "请填写提供方式" in page
    assert 'name="letter_提供方式"' in page
    assert "全文如下" in page
    letter = {"提供方式": "网上查阅", "公开条款": "第三十六条第一项"}
    fields = {f"letter_{name}": said for name, said in letter.items()}
    stale = head.post(address, {**typed, **fields, "offered": ""})
    assert (stale.status_code, "全文如下" in stale.text) == (409, True)
    assert head.post(address, {**typed, **fields}).status_code == 302
    application.refresh_from_db()
    assert application.draft_letter == letter
    again = head.post(address, {**typed, **fields, "text": "另一段文字"})
    assert (again.status_code, "另一段文字" in again.text) == (409, True), "drafted anew since"
