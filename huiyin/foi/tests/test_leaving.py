"""Nobody blind: what is read in review and at the signature is what leaves, word for word."""

import io
import re
from datetime import date, timedelta

import docx
import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from pdfminer.high_level import extract_text

from huiyin.accounts.models import User
from huiyin.casework.workflow import MoveRefusedError
from huiyin.files import intake, keeping
from huiyin.files.tests import redaction_samples as files
from huiyin.foi import actions, redacting
from huiyin.foi.models import Application, ApplicationFile, Ground, Paper
from huiyin.foi.papers import leaving
from huiyin.letters import promises
from huiyin.organisations.actions import appoint
from huiyin.organisations.roles import ensure_posts

from . import factories, public_walk
from . import paper_samples as samples
from .factories import TEXT, draft, give

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 3)
PROMISE = "名录详见附件。"


@pytest.fixture
def case(bureau, robot, morning):
    return samples.application(bureau, robot, morning)


def said_in(stored):
    document = docx.Document(io.BytesIO(keeping.content_of(stored)))
    return [p.text for p in document.paragraphs if p.text.strip()]


def test_what_is_reviewed_is_what_is_signed_and_sent(case, bureau, robot, morning, client):
    """Preview, frozen Word and PDF, and the tracking page say the same, word for word."""
    give(case, actor=robot, at=morning)
    drafted = draft(case, robot, morning, text=f"{TEXT}\n{PROMISE}")
    previewed = leaving.lines(drafted, at=morning)
    reviewed = actions.review(drafted, actor=robot, at=morning, **factories.OPINIONS)
    signed = actions.sign(reviewed, actor=robot, at=morning)
    paper = signed.papers.get()
    sent = said_in(paper.docx)
    number = [line for line in sent if line == paper.document_number]
    assert number
    assert [line for line in sent if line != paper.document_number] == [
        line for line in previewed if "编号于签发时生成" not in line
    ]
    drafted_lines = f"{TEXT}\n{PROMISE}".split("\n")
    at = sent.index(drafted_lines[0])
    assert sent[at : at + 4] == drafted_lines
    assert "附件：名录" in "".join(sent)
    printed = "".join(extract_text(io.BytesIO(keeping.content_of(paper.pdf))).split())
    assert all("".join(line.split()) in printed for line in drafted_lines)
    actions.serve(
        signed, actor=robot, at=morning, method="direct", receipt="回证 3 号", delivered_on=TODAY
    )
    page = public_walk.tracked(client, case)
    assert all(line in page for line in drafted_lines)
    assert "名录.pdf" in page


def test_the_text_is_not_told_before_it_left(case, robot, morning, client):
    factories.signed(case, actor=robot, at=morning, text=TEXT)
    assert TEXT.split("\n")[0] not in public_walk.tracked(client, case)


def _another_file(case, robot, morning):
    ApplicationFile.objects.create(
        application=case, role="answer", is_for_applicant=True, uploaded_at=morning,
        file=intake.keep("另一份.pdf", intake.PDF, b"%PDF-1.4 other %%EOF"),
    )  # fmt: skip


def _another_content(case, robot, morning):
    """Under the same name: the letter says nothing else."""
    other = intake.keep("名录.pdf", intake.PDF, b"%PDF-1.4 other %%EOF")
    case.files.filter(role="answer").update(file=other)


def _another_name(case, robot, morning):
    actions.amend(case, actor=robot, at=morning, values={"applicant_name": "柳青"})


def _another_text(case, robot, morning):
    Application.objects.filter(pk=case.pk).update(draft_text="予以公开！")


def _another_fact(case, robot, morning):
    Application.objects.filter(pk=case.pk).update(draft_letter={"提供方式": "来窗口领取。"})


def _another_ground(case, robot, morning):
    Ground.objects.create(application=case, code="E16-2", portion="一", reason="二")


def _another_telephone(case, robot, morning):
    case.agency.telephone = "0000-7654321"
    case.agency.save(update_fields=["telephone"])


CHANGES = [_another_file, _another_content, _another_name, _another_text, _another_fact, _another_ground,
           _another_telephone]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__.strip("_"))
def test_what_changed_after_the_review_is_not_signed(case, robot, morning, change):
    give(case, actor=robot, at=morning)
    reviewed = factories.reviewed(case, actor=robot, at=morning)
    change(reviewed, robot, morning)
    with pytest.raises(ValidationError, match="重新审查"):
        actions.sign(reviewed, actor=robot, at=morning)
    assert not Paper.objects.exists()


@pytest.mark.parametrize("change", CHANGES[:5], ids=lambda change: change.__name__.strip("_"))
def test_what_changed_while_it_was_read_is_not_reviewed(case, robot, morning, change):
    give(case, actor=robot, at=morning)
    drafted = draft(case, robot, morning)
    seen = leaving.digest(drafted)
    change(drafted, robot, morning)
    with pytest.raises(ValidationError, match="请看过现在的内容"):
        actions.review(drafted, actor=robot, at=morning, seen=seen, **factories.OPINIONS)


@pytest.mark.parametrize("state", ["reviewed", "signed", "entered"])
def test_nothing_is_added_to_what_was_reviewed(case, robot, morning, state):
    if state == "entered":
        details = factories.on_paper(case, TODAY)
        actions.answer(case, actor=robot, at=morning, **details)
    else:
        getattr(factories, state)(case, actor=robot, at=morning)
    with pytest.raises(MoveRefusedError, match="退回"):
        give(case, actor=robot, at=morning)
    document = ("底稿.pdf", intake.PDF, files.plain("底稿"))
    redacting.attach(case, document, for_applicant=False, actor=robot, at=morning)


PROMISES = [
    "名录详见附件。", "请见附件1。", "名录见附件", "具体内容见附表", "如附件所示，共三份。",
    "附件：渣土运输企业名录", "予以公开。附件1：名录", "名录随函附上。", "名录随本答复书一并提供。",
    "电子件随本答复发送。", "随文附名录一份。", "现附名录。", "随附名录。", "名录附后。", "以附件形式提供。",
    "附上名录。", "名录见后附表格，见附后。", "现将名录随信寄给您",
]  # fmt: skip
HARMLESS = [
    "该通知没有附件。", "未见附件。", "《办法》附件二的内容不属于政府信息。", "所在地附近的三处泊位。",
    "附属设施由其他单位管理。", "请附上身份证明。", "到本机关窗口领取。", "发送至您的电子邮箱。",
    "合同附加条款不予公开。", "随后办理。",
]  # fmt: skip


@pytest.mark.parametrize("text", PROMISES)
def test_a_text_that_names_an_attachment_needs_one(case, robot, morning, text):
    assert promises.promised(text)
    with pytest.raises(ValidationError, match="没有提供给申请人的附件") as caught:
        draft(case, robot, morning, text=text)
    assert "text" in caught.value.message_dict
    give(case, actor=robot, at=morning)
    assert draft(case, robot, morning, text=text).state == "drafted"


@pytest.mark.parametrize("text", HARMLESS)
def test_a_text_that_promises_nothing_needs_none(text):
    assert not promises.promised(text)


def test_every_word_of_the_letter_that_promises_counts(case, robot, morning):
    details = {"letter": {"提供方式": "该信息的电子件随本答复书发送。"}}
    with pytest.raises(ValidationError) as caught:
        draft(case, robot, morning, **details)
    assert "提供方式" in caught.value.message_dict
    ground = Ground(code="E16-2", portion="附件：过程稿", reason="尚在讨论")
    partly = {"decision": "r3_2", "grounds": [ground],
              "letter": {"公开内容": "其余内容", "提供方式": "网上查阅。"}}  # fmt: skip
    with pytest.raises(ValidationError, match="附件"):
        draft(case, robot, morning, **partly)
    with pytest.raises(ValidationError, match="不带附件"):
        actions.ask_correction(
            case, actor=robot, at=morning - timedelta(days=12), wanted="事项详见附件", letter={}
        )


def test_an_attachment_taken_away_takes_the_letter_back(case, robot, morning):
    attached = give(case, actor=robot, at=morning)
    drafted = draft(case, robot, morning, text=PROMISE)
    ApplicationFile.objects.filter(pk=attached.pk).update(is_for_applicant=False)
    with pytest.raises(ValidationError, match="没有提供给申请人的附件"):
        actions.review(drafted, actor=robot, at=morning, **factories.OPINIONS)


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


@pytest.mark.parametrize(
    ("name", "state", "move"),
    [("信息公开负责人", "drafted", "review"), ("分管领导", "reviewed", "sign")],
)
def test_whoever_decides_sees_letter_attachments_and_materials(
    case, robot, morning, post, name, state, move
):
    give(case, actor=robot, at=morning)
    ApplicationFile.objects.create(
        application=case, role="identity", uploaded_at=morning,
        file=intake.keep("身份证.png", intake.PNG, public_walk.picture()),
    )  # fmt: skip
    drafted = draft(case, robot, morning, text=f"{TEXT}\n{PROMISE}")
    if state == "reviewed":
        actions.review(drafted, actor=robot, at=morning, **factories.OPINIONS)
    browser = post(name)
    page = browser.get(f"/desk/foi/{case.pk}/{move}/").content.decode()
    for line in (*TEXT.split("\n"), PROMISE, samples.NAME, "名录.pdf", "如对本答复书不服"):
        assert line in page
    assert browser.get(f"/desk/foi/{case.pk}/answer.pdf").content[:5] == b"%PDF-"
    for where in (f"/desk/foi/{case.pk}/", f"/desk/foi/{case.pk}/files/",
                  f"/desk/foi/{case.pk}/papers/", f"/desk/foi/{case.pk}/{move}/"):  # fmt: skip
        shown = browser.get(where)
        assert shown.status_code == 200
        offered_here = re.findall(r'href="(/desk/foi/[^"#?]+)"', shown.content.decode())
        for link in offered_here:
            assert browser.get(link).status_code in (200, 302), link


def test_the_signer_is_told_before_the_click_that_it_was_changed(case, robot, morning, post):
    factories.reviewed(case, actor=robot, at=morning)
    browser, address = post("分管领导"), f"/desk/foi/{case.pk}/sign/"
    assert "前面的审查不能作数" not in browser.get(address).content.decode()
    _another_telephone(case, robot, morning)
    assert "前面的审查不能作数" in browser.get(address).content.decode()


def test_the_step_is_taken_upon_what_was_read(case, robot, morning, post):
    draft(case, robot, morning)
    browser = post("信息公开负责人")
    address = f"/desk/foi/{case.pk}/review/"
    page = browser.get(address).content.decode()
    (seen,) = re.findall(r'name="seen" value="(\w{64})"', page)
    case.agency.telephone = "0000-7654321"
    case.agency.save(update_fields=["telephone"])
    typed = {"seen": seen, "secrecy": "逐项审查，不涉密", "legal": "合法"}
    answer = browser.post(address, typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "请看过现在的内容" in page
    assert "0000-7654321" in page
    assert "逐项审查，不涉密" in page
    (seen,) = re.findall(r'name="seen" value="(\w{64})"', page)
    assert browser.post(address, {**typed, "seen": seen}).status_code == 302


def test_a_review_that_is_under_way_survives_an_update(case, robot, morning):
    """The digest of this letter when reviews began to be held by it. Another one says that the
    program now makes another letter of the same record: then open reviews have to be repeated,
    and the notes of the release must say so."""
    digest = leaving.digest(draft(case, robot, morning, text=TEXT))
    assert digest == "96b5d99aee180963e8a2ef69ffa397f8873626f49c878c16554cccba8e788f01"
