"""Every door through which a stranger's file reaches a reader, with files built to keep it busy.

The limits are small here; whatever a file does, the door answers with a value or a sentence, and
this process takes no memory for it.
"""

import io
import resource
from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from huiyin.common import confined
from huiyin.common.confined import caller
from huiyin.common.tests import strange_readers
from huiyin.disclosure.page import shrinking
from huiyin.disclosure.tree import tidying
from huiyin.editorial import archives, word_file
from huiyin.files import intake, reading, redaction, unseen
from huiyin.ingest.pages import sources
from huiyin.ingest.pages.bounded import read_within
from huiyin.ingest.pages.values import RefusedError
from huiyin.ingest.tables import sheets
from huiyin.letters import checks as letters
from huiyin.proofreading import attachments
from huiyin.proofreading import sheets as terms
from huiyin.report_audit import reading as reports
from huiyin.report_audit.papers.values import UnreadableReportError
from huiyin.search import extract

from .hostile import office, pages

NOW = datetime(2026, 1, 5, 1, tzinfo=UTC)
VOCABULARY = letters.Vocabulary({"标题": "标题"})


def upload(content, name):
    return SimpleUploadedFile(name, content)


def taken_apart(tmp_path):
    def look(content, name):
        file = tmp_path / "pages.zip"
        file.write_bytes(content)
        return [tree.listed for tree in sources.trees([file])]

    return look


def whole(media_type):
    """All that the tool for redaction does with a file, as far as it comes."""

    def look(content, name):
        count = redaction.page_count(content, media_type)
        boxes = [redaction.Box(0, 0.1, 0.1, 0.2, 0.2, "x")]
        redaction.page_image(content, media_type, 0)
        redaction.result_image(content, media_type, boxes, 0)
        redaction.text_under(content, boxes, media_type)
        redaction.find(content, ["x"], media_type=media_type)
        redaction.release(content, media_type, boxes)
        return count

    return look


DOORS = {
    "an upload": lambda c, n: intake.check(upload(c, n), intake.DOCUMENTS | {intake.PPTX}),
    "an attachment": lambda c, n: attachments.of_bytes(n, c),
    "a clean copy": lambda c, n: unseen.clean(c, n),
    "the search": lambda c, n: extract.text_of(n, c),
    "a ledger": lambda c, n: sheets.open_source(io.BytesIO(c), n),
    "a list of terms": terms.read,
    "a draft from Word": lambda c, n: word_file.convert(c, n),
    "a letter's template": lambda c, n: letters.faults(c, VOCABULARY),
    "a zip attachment": lambda c, n: archives.fault(c, 10**8),
    "a paper to be given": lambda c, n: reading.read(c, MEDIA_TYPES[n.rpartition(".")[2]]),
    "a picture on paper": lambda c, n: shrinking.shrunk(c, 100),
    "a report from elsewhere": reports.read,
    "a saved page": lambda c, n: read_within(c, n.rpartition(".")[2], NOW, lambda href: ""),
    "the editor": lambda c, n: tidying.tidy_typed(c.decode("utf-8", "replace")),
}  # fmt: skip
REFUSALS = (
    ValidationError, extract.NoTextError, sheets.LedgerFileError, word_file.UnreadableWordError,
    unseen.CannotCleanError, reading.UnreadableFileError, redaction.Refused, RefusedError,
    shrinking.UnreadablePictureError, tidying.UnreadableTextError, UnreadableReportError,
)  # fmt: skip
MEDIA_TYPES = {
    "pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg", "tiff": "image/tiff",
    "webp": "image/webp", "gif": "image/gif", "svg": "image/svg+xml",
    **{kind.extension: kind.media_type for kind in intake.DOCUMENTS},
}  # fmt: skip
EVERYWHERE = ["an attachment", "a clean copy", "the search"]
TABLES = ["a ledger", "a list of terms"]
KINDS = {
    "xlsx": (office.WORKBOOKS, [*EVERYWHERE, *TABLES, "an upload", "a paper to be given"]),
    "docx": (
        office.WORD_FILES,
        [*EVERYWHERE, "a draft from Word", "a letter's template", "a report from elsewhere"],
    ),
    "ofd": (office.OFD_FILES, [*EVERYWHERE, "a paper to be given"]),
    "xls": (office.OLD_WORKBOOKS, [*EVERYWHERE, *TABLES]),
    "csv": (office.TABLES, TABLES),
    "zip": (
        office.ARCHIVES,
        [*EVERYWHERE, *TABLES, "an upload", "a zip attachment", "a draft from Word",
         "pages of an old portal"],
    ),
    "pdf": (
        pages.PDFS,
        [*EVERYWHERE, "a paper to be given", "redaction", "a report from elsewhere"],
    ),
    "png": (
        pages.PICTURES,
        [*EVERYWHERE, "a paper to be given", "redaction", "a picture on paper"],
    ),
    "html": (pages.SAVED_PAGES, ["a saved page", "the editor", "a report from elsewhere"]),
}  # fmt: skip


def outcome(door, content, name):
    """What comes of it in words; anything else than an answer or a refusal is a fault."""
    try:
        return repr(door(content, name))
    except ValidationError as error:
        return "".join(error.messages)
    except REFUSALS as error:
        return str(error)


@pytest.mark.parametrize("extension", KINDS)
def test_no_file_keeps_a_reader_busy(tight_readers, tmp_path, extension):
    files, doors = KINDS[extension]
    known = {
        **DOORS,
        "pages of an old portal": taken_apart(tmp_path),
        "redaction": whole(MEDIA_TYPES.get(extension, "")),
    }
    contents = {name: make() if callable(make) else make for name, make in files.items()}
    before, faults = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, []
    for name, content in contents.items():
        assert len(content) < 10**6
        for door in doors:
            try:
                said = outcome(known[door], content, f"x.{extension}")
            except Exception as error:
                faults.append(f"{name} → {door}: {error!r}")
            else:
                faults += [f"{name} → {door}: {said}"] if not said or "root:" in said else []
    assert not faults, "\n".join(faults)
    taken = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert taken < 150 * 1024, f"{taken // 1024} MB were taken in this process"


GOOD = {
    "xlsx": lambda: office.workbook(office.row(1, office.CELL % b"A1")),
    "docx": lambda: office.document(office.TEXT),
    "ofd": lambda: office.ofd(b"<Page/>"),
    "csv": lambda: "不当用语,应为\n甲,乙".encode(),
    "pdf": lambda: pages.page(pages.stream(b"0 0 9 9 re f")),
    "png": lambda: pages.picture("PNG"),
    "html": lambda: "<html><title>关于清扫道路的通知</title><h1>关于清扫道路的通知</h1>"
    "<p>发布日期：2025-12-01</p><p>各街道：请于每日六时前清扫完毕。</p>".encode(),
    "zip": lambda: office.packed({"a.txt": b"x"}),
}  # fmt: skip
REFUSED = {
    *(("zip", door) for door in (*TABLES, "an upload", "the search", "a draft from Word")),
    ("xlsx", "a list of terms"), ("ofd", "the search"), ("png", "the search"),
    ("pdf", "a report from elsewhere"),
}  # fmt: skip
"""A table without the columns of the list; kinds that such a door does not take; a page without words."""


READERS = {
    ("disclosure.page.shrinking", "shrunk"), ("disclosure.tree.tidying", "tidy_typed"),
    ("editorial.archives", "look"), ("editorial.word_file", "convert"),
    ("files.kinds", "office_kind"), ("files.reading", "read"),
    ("files.redaction.covered", "text_under"), ("files.redaction.finding", "find"),
    ("files.redaction.previews", "page_count"), ("files.redaction.previews", "page_image"),
    ("files.redaction.previews", "result_image"), ("files.redaction.proof", "release"),
    ("files.unseen", "clean"), ("files.unseen", "look"),
    ("ingest.pages.bounded", "addresses"), ("ingest.pages.bounded", "styled"),
    ("ingest.pages.sources", "extent"), ("ingest.tables.sheets", "sheets"),
    ("letters.checks", "look"), ("proofreading.lines", "read"),
    ("proofreading.table", "table_of"), ("report_audit.reading", "read"),
    ("search.extract", "text_of"),
}  # fmt: skip


@pytest.fixture
def called(children, monkeypatch):
    """The readers that were called in a child."""
    names, call = set(), caller.call

    def noting(module, name, *rest):
        names.add((module.removeprefix("huiyin."), name))
        return call(module, name, *rest)

    monkeypatch.setattr(caller, "call", noting)
    return names


def test_good_files_come_through_every_child(called, tmp_path):
    """At every door something comes back, and every reader there is has been in a child for it."""
    for extension, make in GOOD.items():
        known = {
            **DOORS,
            "pages of an old portal": taken_apart(tmp_path),
            "redaction": whole(MEDIA_TYPES.get(extension, "")),
        }
        for door in KINDS[extension][1]:
            if (extension, door) not in REFUSED:
                assert known[door](make(), f"x.{extension}") is not None, (extension, door)
    assert called == READERS


def test_no_reader_brings_django_along(children):
    """Neither settings nor secrets nor the database are in reach of a child."""
    modules = sorted({module for module, _ in confined.readers if ".tests." not in module})
    assert len(modules) > 10
    assert strange_readers.loaded_with(modules, "django") == []
