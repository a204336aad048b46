"""转为主动公开: a manuscript that nobody sees yet, and nothing in it of who applied."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from huiyin.accounts.models import User
from huiyin.audit.models import Entry
from huiyin.disclosure.models import DocumentPage, PortalPage
from huiyin.disclosure.tree.actions import add_column, agency_page
from huiyin.disclosure.tree.publishing import PublicationRefusedError
from huiyin.editorial.models import Manuscript
from huiyin.files import intake, outgoing
from huiyin.files.tests import redaction_samples as files
from huiyin.foi import redacting
from huiyin.foi.models import Application, Decision
from huiyin.foi.tests import factories
from huiyin.foi.tests import paper_samples as samples
from huiyin.organisations.actions import appoint
from huiyin.organisations.models import Organisation
from huiyin.organisations.roles import ensure_posts

pytestmark = pytest.mark.django_db
ANSWER_TEXT = "《清运合同》第一条至第十二条可以公开。\n\n合同期限为三年。"


@pytest.fixture
def column(bureau, robot, morning):
    if not PortalPage.objects.exists():
        Page.objects.get(depth=1).add_child(instance=PortalPage(title="门户", slug="portal"))
    agency = agency_page(bureau, actor=robot, at=morning)
    return add_column(agency, "主动公开", slug="zdgk", actor=robot, at=morning)


@pytest.fixture
def case(bureau, robot, morning):
    return samples.application(bureau, robot, morning, information_name="建筑垃圾清运合同")


@pytest.fixture
def answered(case, robot, morning):
    """Answered; `answered(content, name, …)` gives a file along."""

    def make(*given, decision=Decision.FULL, text=ANSWER_TEXT):
        for name, content in given:
            redacting.attach(
                case, (name, intake.PDF, content), for_applicant=True, actor=robot, at=morning
            )
        Application.objects.filter(pk=case.pk).update(draft_text=text)
        return factories.answered(case, actor=robot, at=morning, decision=decision)

    return make


@pytest.fixture
def enter(client, robot, morning, bureau):
    def sign_in(post="信息公开岗", agency=bureau):
        user = User.objects.create_user("clerk", password="x", name="张某")
        held = ensure_posts(agency)[post]
        appoint(user, held, actor=robot, at=morning, since=date(2020, 1, 1))
        client.force_login(user)
        return client

    return sign_in


def address(case):
    return f"/desk/foi/{case.pk}/publish-on/"


def test_an_answer_becomes_a_manuscript_with_its_files(enter, column, case, answered, client):
    answered(("合同.pdf", files.plain("清运合同")))
    client = enter()
    page = client.get(address(case)).content.decode()
    assert "建筑垃圾清运合同" in page
    assert "合同期限为三年" in page
    given = case.files.get(role="answer")
    data = {"do": "make", "column": column.pk, "title": "清运合同", "body": ANSWER_TEXT,
            "attachments": [given.pk]}  # fmt: skip
    assert client.post(address(case), data).status_code == 302
    document = DocumentPage.objects.get()
    assert not document.live
    assert document.body == "<p>《清运合同》第一条至第十二条可以公开。</p><p>合同期限为三年。</p>"
    assert document.get_latest_revision() is not None
    case.refresh_from_db()
    assert case.published_as == document.index_number
    (copy,) = document.attachments.all()
    assert copy.file_id != given.file_id
    assert client.get(copy.file.get_absolute_url()).status_code == 404  # not before its document
    assert client.get(document.permanent_address).status_code == 404
    manuscript = Manuscript.objects.get(page=document)
    assert manuscript.state == Manuscript.State.DRAFTING
    assert manuscript.received_on == timezone.localdate()  # the time to publish begins now
    assert document.attribute_ground.startswith("由依申请公开转为主动公开")
    assert Entry.objects.get(verb="foi.published-on").subject_key == str(case.pk)
    assert client.get(address(case)).status_code == 409  # once
    assert document.index_number in client.get(f"/desk/foi/{case.pk}/").content.decode()
    answer = client.get(f"/desk/foi/{case.pk}/published-as/")
    assert answer.url == manuscript.get_absolute_url()


@pytest.fixture
def published_on(enter, column, case, answered):
    """The document of an answer published on, and its editor's browser."""
    answered()
    client = enter()
    data = {"do": "make", "column": column.pk, "title": "清运合同", "body": ANSWER_TEXT}
    client.post(address(case), data)
    return DocumentPage.objects.get(), client


@pytest.mark.parametrize("who", ["clerk", "root"])
def test_nobody_publishes_it_around_its_reviews(published_on, who):
    page, client = published_on
    if who == "root":
        client.force_login(User.objects.create_superuser("root", password="x", name="管理员"))
    editor = reverse("wagtailadmin_pages:edit", args=[page.pk])
    shown = client.get(editor)
    assert shown.status_code == 200
    assert "action-publish" not in shown.text
    data = {"title": page.title, "body": "<p>改过</p>", "issuer": "某局", "source": "某局",
            "formed_on": "2026-03-02", "next": "", "action-publish": "1"}  # fmt: skip
    client.post(editor, data)
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{bulk}?id={page.pk}", {"include_descendants": "on"})
    page.refresh_from_db()
    assert not page.live
    with pytest.raises(PublicationRefusedError):
        page.get_latest_revision().publish()


def test_what_is_nowhere_leads_nowhere(enter, column, case, answered):
    answered()
    assert enter().get(f"/desk/foi/{case.pk}/published-as/").status_code == 404


@pytest.mark.parametrize("where", ["title", "body"])
@pytest.mark.parametrize(
    "leak",
    [
        samples.NAME,
        "柳 青 禾",
        samples.PHONE,
        "139 0000 0017",
        "样例路7号",
        "柳先生",
        "11010519491231002X",
        "SQ2026-0001",
    ],
)
def test_a_leak_is_refused_shown_masked_and_removed_on_request(
    enter, column, case, answered, where, leak
):
    answered()
    client = enter()
    leak = case.reference if leak.startswith("SQ") else leak
    data = {"do": "make", "column": column.pk, "title": "清运合同", "body": ANSWER_TEXT}
    data[where] = f"{data[where]}（{leak}）"
    answer = client.post(address(case), data)
    assert answer.status_code == 422
    assert "这些内容不能公开" in answer.content.decode()
    assert not DocumentPage.objects.exists()
    cleaned = client.post(address(case), {**data, "do": "clean"})
    assert cleaned.status_code == 200
    form = cleaned.context["form"]
    assert leak not in form.data["title"] + form.data["body"]
    again = {**data, "title": form.data["title"], "body": form.data["body"]}
    assert client.post(address(case), again).status_code == 302
    document = DocumentPage.objects.get()
    assert (
        leak not in document.title + document.body + document.summary + document.search_description
    )
    assert "×××" in document.title + document.body


def in_metadata():
    sample = files.Sample()
    sample.page(sample.text("清运合同", files.LEFT, files.TOP))
    sample.pdf.docinfo["/Author"] = samples.NAME
    return sample.bytes()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("合同.pdf", files.plain(f"致{samples.NAME}"), id="on the page"),
        pytest.param(f"致{samples.NAME}.pdf", files.plain("清运合同"), id="in its name"),
        pytest.param("合同.pdf", in_metadata(), id="in its metadata"),
        pytest.param("合同.pdf", files.plain("电话13812345678"), id="anybody's phone"),
        pytest.param("合同.pdf", b"%PDF-1.7 damaged %%EOF", id="not to be read"),
    ],
)
def test_a_file_that_tells_cannot_be_taken_along(
    enter, column, case, answered, name, content, monkeypatch
):
    # taken in before files were made plain at the door
    monkeypatch.setattr(outgoing, "plain", lambda name, content: content)
    answered((name, content))
    client = enter()
    page = client.get(address(case)).content.decode()
    assert "不能带上的附件" in page
    data = {"do": "make", "column": column.pk, "title": "清运合同", "body": ANSWER_TEXT,
            "attachments": [case.files.get(role="answer").pk]}  # fmt: skip
    client.post(address(case), data)
    assert not any(page.attachments.all() for page in DocumentPage.objects.all())


def test_a_picture_has_to_be_looked_at(enter, column, case, answered):
    answered(("扫描件.pdf", files.scan(dpi=72)))
    client = enter()
    data = {"do": "make", "column": column.pk, "title": "清运合同", "body": ANSWER_TEXT,
            "attachments": [case.files.get(role="answer").pk]}  # fmt: skip
    answer = client.post(address(case), data)
    assert answer.status_code == 422
    assert "请逐页看过后勾选" in answer.content.decode()
    assert client.post(address(case), {**data, "read_through": "on"}).status_code == 302


def test_script_stays_text(enter, column, case, answered):
    answered()
    data = {
        "do": "make",
        "column": column.pk,
        "title": "合同<b>",
        "body": "<script>alert(1)</script>",
    }
    assert enter().post(address(case), data).status_code == 302
    assert "<script" not in DocumentPage.objects.get().body


@pytest.mark.parametrize(
    ("decision", "post", "status"),
    [
        pytest.param(Decision.FULL, "信息公开岗", 200, id="may"),
        pytest.param(Decision.PARTIAL, "信息公开岗", 200, id="in part"),
        pytest.param(Decision.NOT_HELD, "信息公开岗", 409, id="nothing was given"),
        pytest.param(Decision.FULL, "行政审批岗", 403, id="licensing"),
        pytest.param(Decision.FULL, "分管领导", 403, id="the leader does not handle"),
    ],
)
def test_who_may_and_when(enter, column, case, answered, decision, post, status):
    answered(decision=decision)
    assert enter(post).get(address(case)).status_code == status


def test_not_before_the_answer(enter, column, case):
    assert enter().get(address(case)).status_code == 409


def test_another_agency_finds_nothing(enter, column, case, answered):
    answered()
    other = Organisation.objects.create(name="别局", short_name="别局", slug="bj", is_agency=True)
    assert enter(agency=other).get(address(case)).status_code == 404


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"column": ""}, id="no column"),
        pytest.param({"column": "999999"}, id="a column that is not there"),
        pytest.param({"title": ""}, id="no title"),
        pytest.param({"body": " "}, id="no body"),
        pytest.param({"attachments": ["1 or 1=1"]}, id="garbage for a file"),
        pytest.param({"title": "x" * 500}, id="too long"),
    ],
)
def test_what_is_missing_is_said(enter, column, case, answered, fields):
    answered()
    data = {"do": "make", "column": column.pk, "title": "清运合同", "body": ANSWER_TEXT, **fields}
    if "attachments" in fields:  # no file was given, so there is no such field: it is not heard
        assert enter().post(address(case), data).status_code == 302
        assert not DocumentPage.objects.get().attachments.all()
        return
    assert enter().post(address(case), data).status_code == 422
    assert not DocumentPage.objects.exists()
