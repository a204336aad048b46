"""A page before the checks with all that the site knows of it."""

import json
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from huiyin.accounts.models import User
from huiyin.disclosure.models import ColumnType, DocumentAttachment, public_path
from huiyin.disclosure.tree import publishing
from huiyin.disclosure.tree.actions import (
    add_column,
    agency_page,
    note_old_address,
    publish_document,
)
from huiyin.files import intake
from huiyin.files.models import StoredFile
from huiyin.organisations.models import Membership
from huiyin.organisations.roles import ensure_posts
from huiyin.proofreading import actions, addresses, attachments, findings
from huiyin.proofreading.models import Term

from .conftest import AT, IDENTITY

pytestmark = pytest.mark.django_db


def codes(findings):
    return {finding.code for finding in findings}


@pytest.fixture
def published(bureau, robot):
    """A document in a column: `published("<p>…</p>")`."""
    column = add_column(
        agency_page(bureau, actor=robot, at=AT), "通知公告", slug="tzgg",
        column_type=ColumnType.POLICY, legal_item="", actor=robot, at=AT,
    )  # fmt: skip

    def make(body, **values):
        values = {
            "title": "关于某事的通知",
            "issuer": "某局",
            "source": "某局",
            "published_at": AT,
        } | values
        return publish_document(column, bureau, {"body": body, **values}, actor=robot, at=AT)

    return make


def test_a_draft_that_is_not_stored(draft):
    hits = findings.of_page(
        draft("<p>一、甲</p><p>、存在的问题</p><p>截止2020年12月底，共办理1061件。</p>")
    )
    assert {"format.heading-number-missing", "dates.asof-after-publication"} <= codes(hits)
    assert not codes(findings.of_page(draft("<p>本局已办理1061件。</p>")))


def test_a_stored_page_knows_its_column_and_the_site(published, word):
    page = published(
        '<p>见<a href="/cgj/tzgg/gone/">旧文</a></p>',
        formed_on=date(2020, 9, 1),
        doc_number="云城管〔2020〕5号",
    )
    upload = SimpleUploadedFile("名单.docx", word)
    file = intake.keep(*intake.check(upload, intake.DOCUMENTS))
    page.attachments.add(DocumentAttachment(name="名单.pdf", file=file))
    page.save()
    hits = findings.of_page(page)
    assert codes(hits) >= {
        "links.dead", "timeliness.late", "privacy.identity-number", "files.wrong-extension"
    }  # fmt: skip
    assert any(IDENTITY in finding.fault for finding in hits)


def test_links_to_what_there_is_are_silent(published):
    page = published("<p>甲</p>")
    links = [page.permanent_address, "/cgj/tzgg/", "/search/", "/", "/static/web/tokens.css"]
    body = "".join(f'<p>见<a href="{link}">某项内容</a></p>' for link in links)
    assert not [f for f in findings.of_html(body, title="甲") if f.code.startswith("links.")]
    gone = findings.of_html('<p>见<a href="/i/none">某项内容</a></p>', title="甲")
    assert codes(gone) == {"links.dead"}


def test_attachments_hide_nothing(word, workbook):
    text = attachments.of_bytes("名单.docx", word)
    assert (text.kind, text.problem) == ("docx", "")
    assert f"张三\t{IDENTITY}" in text.lines
    assert any("13812345678" in line for line in text.lines)
    text = attachments.of_bytes("名单.xlsx", workbook)
    assert f"张三\t{IDENTITY}\t13812345678\t2020-01-02" in text.lines


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        pytest.param("a.pdf", b"", "是空文件", id="empty"),
        pytest.param("a.pdf", b"hello", "不是 pdf 文件，或者已经损坏", id="text named pdf"),
        pytest.param("a.pdf", b"%PDF-1.7 broken", "不完整", id="half a PDF"),
        pytest.param("a.pdf", b"%PDF-1.7 broken %%EOF", "打不开，可能已经损坏或者加了密码", id="broken PDF"),
        pytest.param("a.docx", b"PK\x03\x04" + b"0" * 50, "不是 docx 文件，或者已经损坏", id="broken docx"),
        pytest.param("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "", id="old Word"),
        pytest.param("a.zip", b"PK\x03\x04" + b"0" * 50, "", id="an archive"),
        pytest.param("a.txt", b"hello", "", id="text"),
    ],
)  # fmt: skip
def test_files_that_do_not_open(name, content, problem):
    assert attachments.of_bytes(name, content).problem == problem


def test_a_file_that_could_not_be_opened_is_tried_again(monkeypatch):
    stored = StoredFile(name="a.txt", size=5, sha256="5" * 64)
    opened = iter([OSError("no such file"), b"hello"])

    def content_of(file):
        content = next(opened)
        if isinstance(content, OSError):
            raise content
        return content

    monkeypatch.setattr(attachments.intake, "content_of", content_of)
    one = DocumentAttachment(name="a.txt", file=stored)
    problems = [attachments.of_attachment(one).problem for _ in range(3)]
    assert problems == ["在服务器上打不开", "", ""]


def test_own_terms_lie_over_the_built_in_ones(bureau, actor, robot, morning):
    text = "<p>再接再励，做好云溪市城管工作。</p>"
    assert codes(findings.of_html(text, title="甲", agency=bureau)) == {"wording.term"}
    actions.switch(bureau, "再接再励", on=False, actor=robot, at=morning)
    assert not findings.of_html(text, title="甲", agency=bureau)
    actions.save(
        Term(agency=bureau, wrong="城管工作", right="城市管理工作"), actor=robot, at=morning
    )
    (hit,) = findings.of_html(text, title="甲", agency=bureau)
    assert hit.suggestion == "城市管理工作"
    actions.switch(bureau, "再接再励", on=True, actor=robot, at=morning)
    assert len(findings.of_html(text, title="甲", agency=bureau)) == 2


def test_leaders_of_the_office_and_its_short_name(bureau):
    posts = ensure_posts(bureau)
    for name, post in (("王健国", "分管领导"), ("李明", "信息起草岗")):
        user = User.objects.create(username=name, name=name)
        Membership.objects.create(user=user, post=posts[post], since=date(2019, 1, 1))
    text = f"<p>王建国局长出席，李鸣同志主持。</p><p>{bureau.short_name}</p><p>2020年11月3日</p>"
    hits = findings.of_html(text, title="甲", agency=bureau, issuer=bureau.name)
    assert [f.fault for f in hits if f.code == "wording.leader-name"] == ["王建国"]
    assert "format.signature-issuer" not in codes(hits)


@pytest.fixture
def run(capsys):
    """`huiyin check-page …`: exit code, stdout, stderr."""

    def call(*arguments, **options):
        try:
            call_command("check_page", *arguments, **options)
        except SystemExit as end:
            return end.code, *capsys.readouterr()
        return 0, *capsys.readouterr()

    return call


SAVED = """<html><head><meta name="ArticleTitle" content="关于某事的通知"><meta name="PubDate" content="2020-11-17 14:41"></head>
<body><div id="zoom"><p>一、甲事</p><p>{}</p><p>二、这是一段用来说明情况的正文，写得足够长，读得出来。</p></div></body></html>"""


@pytest.mark.parametrize(
    ("line", "code"),
    [
        pytest.param("截止2020年12月底，市长热线共办理1061件。", 1, id="an error stands"),
        pytest.param("截至2020年10月底，市长热线共办理1061件。", 0, id="nothing to stop it"),
    ],
)
def test_the_command_reads_a_saved_page(bureau, run, tmp_path, line, code):
    path = tmp_path / "a.html"
    path.write_text(SAVED.format(line), encoding="utf-8")
    ended, out, _ = run(str(path), json=True)
    assert ended == code
    report = json.loads(out)
    keys = {"code", "severity", "message", "where", "excerpt", "suggestion"}
    assert all(keys <= finding.keys() for finding in report["findings"])
    assert any(f["severity"] == "error" for f in report["findings"]) == bool(code)


def test_the_command_finds_pages_of_this_site(published, run):
    page = published("<p>、存在的问题</p>")
    assert run(page.permanent_address)[0] == 1
    assert run("/cgj/tzgg/" + page.slug + "/")[0] == 1
    ended, out, said = run(all=True, json=True)
    report = json.loads(out)
    assert (ended, report["count"], len(report["pages"])) == (1, 1, 1)
    assert "共 1 篇" in said


@pytest.mark.parametrize(
    "arguments", [(), ("/i/none",), ("https://example.org/x",), ("none.html",)], ids=str
)
def test_wrong_usage(bureau, run, settings, arguments):
    settings.ALLOWED_HOSTS = ["cgj.yunxi.gov.cn"]
    assert run(*arguments)[0] == 2


def test_a_refused_file_says_why(bureau, run, tmp_path):
    path = tmp_path / "a.html"
    path.write_text("<p></p>", encoding="utf-8")
    ended, _, said = run(str(path))
    assert (ended, "a.html：" in said) == (1, True)


def dead(link):
    hits = findings.of_html(f'<p>见<a href="{link}">某项内容</a></p>', title="甲")
    return "links.dead" in codes(hits)


def test_links_to_what_was_taken_down_are_dead(published, robot, word):
    """By each of its addresses: its number, its place, its paper, its files, its old address."""
    page, other = published("<p>甲</p>"), published("<p>乙</p>")
    note_old_address(page, "", "/old/1.html")
    file = intake.keep(*intake.check(SimpleUploadedFile("名单.docx", word), intake.DOCUMENTS))
    StoredFile.objects.filter(pk=file.pk).update(is_public=True)
    page.attachments.add(DocumentAttachment(name="名单.docx", file=file))
    with publishing.gate(robot):
        page.save()
    links = [
        page.permanent_address, f"{page.permanent_address}.pdf", public_path(page), "/old/1.html",
        file.get_absolute_url(),
    ]  # fmt: skip
    assert not [link for link in links if dead(link)]
    with publishing.gate(robot):
        page.unpublish()
    assert [link for link in links if not dead(link)] == []
    assert not dead(other.permanent_address)
    again = findings.of_html(f'<p><a href="{file.get_absolute_url()}">名单</a></p>', title="甲")
    assert codes(again) == {"links.dead"}
    page.body = "".join(f'<p>见<a href="{link}">某项内容</a></p>' for link in (links[0], links[4]))
    mended = [one.message for one in findings.of_page(page) if one.code == "links.dead"]
    assert mended == [], "its own files go out with it"


def test_a_link_to_a_record_that_is_not_public_is_dead(db):
    assert dead(reverse("licence", args=[999_999]))
    assert len(addresses.records()) > 4
    assert all(dead(reverse(name, args=[999_999])) for name in addresses.records())
    assert dead("/desk/disclosure/1/")


@pytest.mark.parametrize(
    ("kind", "questions"), [("document", 1), ("column", 1), ("agency", 1), ("nothing", 2)]
)
def test_a_place_in_the_tree_is_one_question(published, django_assert_num_queries, kind, questions):
    """Whatever lies there; where nothing does, the former addresses are asked too."""
    places = {
        "document": public_path(published("<p>甲</p>")),
        "column": "/cgj/tzgg/", "agency": "/cgj/", "nothing": "/cgj/none/",
    }  # fmt: skip
    with django_assert_num_queries(questions):
        assert addresses._is_branch(places[kind]) is (kind != "nothing")


def test_a_document_past_its_last_day_is_nowhere_in_the_tree(published):
    page = published("<p>甲</p>")
    publishing.end_at(page, timezone.now() + timedelta(days=1))
    assert not dead(public_path(page))
    publishing.end_at(page, timezone.now())
    assert dead(public_path(page))
