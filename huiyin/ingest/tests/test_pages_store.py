"""Importing: what is stored, what a second run does, archives, attachments, and what is refused."""

import os
from pathlib import Path

import pytest
from django.conf import settings

from huiyin.audit.models import Entry
from huiyin.disclosure.models import AgencyPage, ColumnPage, DocumentPage, OldAddress
from huiyin.disclosure.tree import actions, publishing
from huiyin.files.models import StoredFile
from huiyin.ingest.pages.columns import type_of

from .pages_markups import BODY, PDF, TITLE, codes, importer_of, saved, statuses

pytestmark = pytest.mark.django_db


@pytest.fixture
def put(bureau, robot, morning, tmp_path):
    return importer_of(tmp_path / "pages", bureau, robot, morning)


def test_a_page_becomes_a_document_in_its_columns(put, bureau):
    result = put({"a.html": saved()})["a.html"]
    assert (result.status, result.columns, result.warnings) == (
        "created",
        ("监督保障", "工作推进"),
        (),
    )
    document = DocumentPage.objects.get(index_number="11341799MB1Q00017E/202005-00012")
    assert document.title == TITLE
    assert document.agency == bureau
    assert document.live
    assert document.column.title == "工作推进"
    assert result.body_chars > 200
    old = OldAddress.objects.get()
    assert (old.host, old.path, old.document) == ("cgj.yunxi.example", "/a/1.html", document)
    verbs = set(Entry.objects.exclude(verb="audit.open").values_list("verb", flat=True))
    assert {
        "disclosure.document.publish",
        "disclosure.column.add",
        "disclosure.agency.add",
    } <= verbs


def test_a_second_run_changes_nothing(put):
    files = {
        "a.html": saved(),
        "b.html": saved(number="", title="没有索引号的一条信息", head=""),
        "c.txt": "坏文件",
    }
    put(files)
    entries, documents = Entry.objects.count(), DocumentPage.objects.count()
    assert statuses(put()) == {"a.html": "unchanged", "b.html": "unchanged", "c.txt": "rejected"}
    assert (Entry.objects.count(), DocumentPage.objects.count()) == (entries, documents)


def test_a_changed_page_updates_its_document(put):
    put({"a.html": saved()})
    assert put({"a.html": saved(body=BODY + "<p>补充一段。</p>")})["a.html"].status == "updated"
    assert "补充一段" in DocumentPage.objects.get().body
    assert put()["a.html"].status == "unchanged"


def test_a_corrected_title_at_the_same_old_address_updates(put):
    put({"a.html": saved()})
    assert put({"a.html": saved(title="市城管局开展专项行动")})["a.html"].status == "updated"


def test_a_number_already_given_to_another_document_is_refused(put):
    put({"a.html": saved()})
    (result,) = put({"a.html": saved(title="招聘协管员公告", head="")}).values()
    assert result.status == "rejected"
    assert TITLE in result.reason
    assert DocumentPage.objects.get().title == TITLE


def test_a_number_used_twice_refuses_the_second_and_names_the_first(put):
    results = put({"a.html": saved(), "b.html": saved(title="招聘协管员公告", head="")})
    assert statuses(results) == {"a.html": "created", "b.html": "rejected"}
    assert "a.html" in results["b.html"].reason
    assert statuses(put()) == {"a.html": "unchanged", "b.html": "rejected"}


def test_a_refused_file_does_not_hold_its_number(put):
    results = put({"a.html": saved(有效性="废止"), "b.html": saved(title="招聘协管员公告")})
    assert statuses(results) == {"a.html": "rejected", "b.html": "created"}


def test_a_catalogue_entry_without_a_text_is_kept_with_a_warning(put):
    (result,) = put({"a.html": saved(body="")}).values()
    assert result.status == "created"
    assert "body-empty" in codes(result)
    (result,) = put({"a.html": saved(number="", head="", body="")}).values()
    assert result.status == "rejected"
    assert "正文" in result.reason


@pytest.mark.parametrize("dry_run", [False, True])
def test_the_same_document_saved_twice_is_one(put, dry_run):
    results = put(
        {"a.html": saved(), "b.html": saved(body=BODY + "<p>另存的稍有不同。</p>")}, dry_run=dry_run
    )
    assert statuses(results) == {"a.html": "created", "b.html": "unchanged"}
    assert codes(results["b.html"]) == ["duplicate-file"]


def test_a_trial_run_stores_nothing(put):
    body = BODY + '<p>附件：<a href="a_files/b.pdf">表格</a></p>'
    media = sorted(Path(settings.MEDIA_ROOT).rglob("*"))
    files = {
        "a.html": saved(body=body),
        "a_files/b.pdf": PDF,
        "c.html": saved(number="", title="无号信息", head=""),
    }
    results = put(files, dry_run=True)
    assert statuses(results) == dict.fromkeys(files, "created")
    assert results["c.html"].index_number == ""
    for model in (DocumentPage, ColumnPage, AgencyPage, OldAddress, StoredFile):
        assert not model.objects.exists()
    assert not Entry.objects.exclude(verb="audit.open").exists()
    assert sorted(Path(settings.MEDIA_ROOT).rglob("*")) == media


def test_without_a_number_the_next_one_of_the_site_is_given(put):
    result = put({"a.html": saved(number="")})["a.html"]
    assert result.index_number == "11341799MB1Q00017E/202005-00001"
    assert codes(result) == ["index-missing"]


def test_attachments_beside_the_page_are_stored_and_linked(put):
    body = BODY + (
        '<p>附件：<a href="./a_files/one.pdf">年度报告</a> <a href="http://cgj.yunxi.example/two.doc">申请表</a>'
        ' <a href="three.xlsx">名单</a><img src="a_files/p.png"><img src="gone.png"></p>'
    )
    files = {
        "a.html": saved(body=body),
        "a_files/one.pdf": PDF,
        "three.xlsx": b"<html>not a workbook</html>",
        "a_files/p.png": b"\x89PNG\r\n\x1a\n" + b"0" * 40,
        "a_files/s.css": "a{}",
    }
    results = put(files)
    document = DocumentPage.objects.get()
    assert [(a.name, bool(a.file), a.old_address) for a in document.attachments.all()] == [
        ("年度报告", True, "http://cgj.yunxi.example/a/a_files/one.pdf"),
        ("申请表", False, "http://cgj.yunxi.example/two.doc"),
        ("名单", False, "http://cgj.yunxi.example/a/three.xlsx"),
    ]
    stored = document.attachments.first().file
    assert stored.is_public
    assert stored.content.read() == PDF
    assert f'href="{stored.get_absolute_url()}"' in document.body
    assert "./a_files" not in document.body
    assert sorted(codes(results["a.html"])) == [
        "attachment-content",
        "attachment-missing",
        "attachment-not-inspected",  # its PDF cannot be opened
        "picture-missing",
    ]
    assert statuses(results)["a_files/one.pdf"] == statuses(results)["a_files/p.png"] == "created"
    assert statuses(results)["a_files/s.css"] == "rejected"
    files_before = StoredFile.objects.count()
    assert put()["a.html"].status == "unchanged"
    assert StoredFile.objects.count() == files_before


def test_style_sheets_beside_the_page_hide_what_they_hid(put):
    head = '<link rel="stylesheet" href="./a_files/s.css?v=3"><link rel=stylesheet media=print href="a_files/p.css">'
    body = f'{BODY}<p class="inner">内部批示</p><p class="shown">附记</p>'
    files = {
        "a.html": saved(body=body).replace("</head>", f"{head}</head>"),
        "a_files/s.css": ".inner{display:none}",
        "a_files/p.css": ".shown{display:none}",
    }
    assert put(files)["a.html"].status == "created"
    text = DocumentPage.objects.get().body
    assert ("内部批示" in text, "附记" in text) == (False, True)


def test_relative_links_of_a_page_without_address_lead_nowhere(put):
    put(
        {
            "a.html": saved(
                head="",
                body=BODY
                + '<p><a href="../x.html">旧链接</a><a href="http://www.gov.cn/">外链</a></p>',
            )
        }
    )
    body = DocumentPage.objects.get().body
    assert "../x.html" not in body
    assert "旧链接" in body
    assert 'href="http://www.gov.cn/"' in body


@pytest.mark.parametrize(
    ("before", "more", "column", "code"),
    [
        pytest.param("", {"组配分类": "监督检查"}, "监督检查", [], id="组配分类"),
        pytest.param(
            '<meta name="ColumnName" content="通知公告">', {}, "通知公告", [], id="the page tag"
        ),
        pytest.param("", {}, "待归类", ["column-missing"], id="nothing"),
    ],
)
def test_columns_without_a_breadcrumb(put, before, more, column, code):
    result = put({"a.html": saved(before=before, **more)})["a.html"]
    assert (result.columns, codes(result)) == ((column,), code)


def test_a_given_column_takes_all(put, bureau, robot, morning):
    home = actions.agency_page(bureau, actor=robot, at=morning)
    column = actions.add_column(home, "通知公告", slug="tzgg", actor=robot, at=morning)
    assert put({"a.html": saved()}, column=column)["a.html"].columns == ("通知公告",)
    assert ColumnPage.objects.count() == 1


@pytest.mark.parametrize(
    ("title", "kind"),
    [("工作动态", "工作动态"), ("市局要闻", "工作动态"), ("政策文件", "政策文件"), ("政策解读", "政策解读"), ("信息公开年报", "信息公开年报"),
     ("依申请公开", "依申请公开"), ("公开指南", "信息公开指南"), ("機構職能", "机构职能"), ("其他事项", "其他")],
)  # fmt: skip
def test_column_types(title, kind):
    assert type_of(title) == kind


def test_an_old_address_of_another_document_stays_with_it(put):
    results = put(
        {
            "a.html": saved(),
            "b.html": saved(number="11341799MB1Q00017E/202005-00013", title="另一条信息公告"),
        }
    )
    assert codes(results["b.html"]) == ["address-taken"]
    assert OldAddress.objects.get().document.title == TITLE


def test_a_number_of_another_known_agency_is_remarked(put, bureau):
    bureau.__class__.objects.create(
        name="某委", short_name="某委", slug="mw", uscc="113417007728242536", is_agency=True
    )
    assert codes(put({"a.html": saved(number="113417007728242536/202005-00012")})["a.html"]) == [
        "issuer-differs"
    ]


def test_a_long_opaque_chinese_number_still_gets_an_address(put):
    files = {
        f"{n}.html": saved(number=f"云城公开-第{c}号-A", title=f"{c}号信息", head="")
        for n, c in enumerate("甲乙")
    }
    assert set(statuses(put(files)).values()) == {"created"}


def test_files_that_are_no_pages_have_a_plain_reason(put):
    results = put(
        {
            "a.json": "{}",
            "b.css": "",
            "c.png": b"",
            "d": b"",
            "Thumbs.db": b"",
            "e.pdf": PDF,
            "f.mht": b"",
        }
    )
    assert set(statuses(results).values()) == {"rejected"}
    assert all(result.reason.endswith(("没有导入", "不是网页")) for result in results.values())


def test_a_huge_file_is_not_even_read(put, tmp_path):
    big = tmp_path / "pages" / "big.txt"
    big.parent.mkdir()
    with big.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    assert "超过10MB" in put()["big.txt"].reason


def test_a_link_is_not_followed(put, tmp_path):
    secret = tmp_path / "secret.html"
    secret.write_text(saved(), encoding="utf-8")
    (tmp_path / "pages").mkdir()
    os.symlink(secret, tmp_path / "pages" / "a.html")
    assert "链接" in put()["a.html"].reason


def test_an_unexpected_error_is_told_and_the_next_file_goes_on(put, monkeypatch, caplog):
    def broken(page, **more):
        if "坏" in page.title:
            raise RuntimeError("disk on fire")

    monkeypatch.setattr(publishing, "released", broken)
    files = {
        "a.html": saved(title="坏运气的一条信息"),
        "b.html": saved(number="x1234/2020-1", title="好的一条信息", head=""),
    }
    results = put(files)
    assert statuses(results) == {"a.html": "rejected", "b.html": "created"}
    assert "内部错误" in results["a.html"].reason
    assert "disk on fire" in caplog.text
    assert DocumentPage.objects.count() == 1
