"""Archives and the command line."""

import io
import json
import zipfile
from datetime import datetime

import pytest
from django.core.management import call_command

from huiyin.disclosure.tree import actions
from huiyin.ingest.pages import sources

from .pages_markups import BODY, PDF, TITLE, importer_of, saved, statuses

pytestmark = pytest.mark.django_db


@pytest.fixture
def put(bureau, robot, morning, tmp_path):
    return importer_of(tmp_path / "pages", bureau, robot, morning)


def zipped(path, entries):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


def test_an_archive_is_read_like_a_folder(put, tmp_path):
    inner = io.BytesIO()
    zipped(inner, {"x.html": saved()})
    body = BODY + '<p><a href="a_files/one.pdf">报告</a></p>'
    entries = {
        "旧站/a.html": saved(body=body),
        "旧站/a_files/one.pdf": PDF,
        "../../evil.html": saved(number="x/2020-1"),
        "/etc/evil.html": saved(number="x/2020-2"),
        "more.zip": inner.getvalue(),
        "zeros.html": b" " * 5_000_000,
    }
    results = put(path=zipped(tmp_path / "old.zip", entries))
    assert {name.partition("/")[2]: r.status for name, r in results.items()} == {
        "旧站/a.html": "created",
        "旧站/a_files/one.pdf": "created",
        "../../evil.html": "rejected",
        "/etc/evil.html": "rejected",
        "more.zip": "rejected",
        "zeros.html": "rejected",
    }
    assert "压缩包以外" in results["old.zip/../../evil.html"].reason
    assert "炸弹" in results["old.zip/zeros.html"].reason
    assert not (tmp_path.parent / "evil.html").exists()


def test_names_in_gbk_are_readable(put, tmp_path):
    path = tmp_path / "old.zip"
    zipped(path, {"XXXXXXXX.html": saved()})
    path.write_bytes(path.read_bytes().replace(b"XXXXXXXX", "工作总结".encode("gb18030")))
    assert list(put(path=path)) == ["old.zip/工作总结.html"]


def test_an_archive_that_unpacks_too_large_is_refused(put, tmp_path, monkeypatch):
    monkeypatch.setattr(sources, "LARGEST_ARCHIVE", 1000)
    (result,) = put(path=zipped(tmp_path / "old.zip", {"a.html": saved()})).values()
    assert "分批" in result.reason


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04broken"])
def test_a_broken_archive_is_refused(put, tmp_path, content):
    path = tmp_path / "old.zip"
    path.write_bytes(content)
    (result,) = put(path=path).values()
    assert "无法打开" in result.reason


def test_a_lying_archive_cannot_hurt(put, tmp_path):
    path = zipped(
        tmp_path / "old.zip",
        {"a.html": saved(), "b.html": saved(number="x1234/2020-1", title="另外一件事", head="")},
    )
    data = bytearray(path.read_bytes())
    data[60:90] = b"\x00" * 30
    path.write_bytes(bytes(data))
    results = put(path=path)
    assert statuses(results) == {"old.zip/a.html": "rejected", "old.zip/b.html": "created"}


def run(*arguments, expected):
    """Run the command: what it wrote on stdout; the exit code must be the expected one."""
    out, error = io.StringIO(), io.StringIO()
    code = 0
    try:
        call_command("import_pages", *map(str, arguments), stdout=out, stderr=error)
    except SystemExit as end:
        code = end.code
    assert code == expected, error.getvalue()
    return out.getvalue(), error.getvalue()


def test_the_command_answers_in_one_json_document(bureau, tmp_path):
    (tmp_path / "a.html").write_text(saved(), encoding="utf-8")
    out, error = run(tmp_path, "--json", expected=0)
    answer = json.loads(out)
    assert {key: answer[key] for key in ("created", "updated", "unchanged", "rejected")} == {
        "created": 1, "updated": 0, "unchanged": 0, "rejected": 0,
    }  # fmt: skip
    (file,) = answer["files"]
    assert file["published_at"] == "2020-05-08T10:30:00+08:00"
    assert file["columns"] == ["监督保障", "工作推进"]
    assert "新建 1" in error


def test_the_command_shows_a_table_and_exits_1_with_rejected_files(bureau, tmp_path):
    (tmp_path / "a.html").write_text(saved(), encoding="utf-8")
    (tmp_path / "b.json").write_text("{}", encoding="utf-8")
    out, _ = run(tmp_path, expected=1)
    assert TITLE in out
    assert "不是网页文件（数据文件）" in out


@pytest.mark.parametrize(
    "arguments", [["/nowhere/at/all"], [".", "--column", "nix"], [".", "--agency", "nix"]]
)
def test_wrong_usage_exits_2(bureau, arguments):
    run(*arguments, expected=2)


def test_the_column_is_named_by_its_slugs(bureau, robot, morning, tmp_path):
    home = actions.agency_page(bureau, actor=robot, at=datetime(2026, 3, 3, tzinfo=morning.tzinfo))
    upper = actions.add_column(home, "动态", slug="gzdt", actor=robot, at=morning)
    actions.add_column(upper, "通知公告", slug="tzgg", actor=robot, at=morning)
    (tmp_path / "a.html").write_text(saved(), encoding="utf-8")
    out, _ = run(tmp_path, "--json", "--column", "gzdt/tzgg", expected=0)
    assert json.loads(out)["files"][0]["columns"] == ["动态", "通知公告"]
