"""The checks over real pages and prose: the known faults are found, and little else is called an error."""

import csv
from datetime import datetime
from pathlib import Path

import pytest

from huiyin.checks import Document, Severity, read, run
from huiyin.ingest.pages.dates import SHANGHAI
from huiyin.ingest.pages.reader import read as read_page

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"
NOW = datetime(2026, 3, 3, 9, tzinfo=SHANGHAI)
LATER = datetime(2026, 11, 20, 9, tzinfo=SHANGHAI)

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not DATA.exists(), reason="the real material is not here"),
]


def seed(change=("", "")):
    text = (DATA / "portal_pages" / "seed.txt").read_text(encoding="utf-8").replace(*change)
    page = read_page(text.encode(), "txt", NOW)
    document = Document(page.title, read(page.body), published_on=page.published_at.date())
    return run(document)


def test_the_two_faults_of_the_seed_page():
    errors = [finding.code for finding in seed() if finding.severity is Severity.ERROR]
    assert errors == ["dates.asof-after-publication", "format.heading-number-missing"]


@pytest.mark.parametrize(
    "change",
    [("许可7件", "许可8件"), ("477件", "447件"), ("136件", "163件"), ("620件", "602件")],
    ids=str,
)
def test_one_changed_number_is_found(change):
    assert not [finding for finding in seed() if finding.code.startswith("sums.")]
    assert [finding for finding in seed(change) if finding.code.startswith("sums.")]


def planted(name):
    page = read_page((DATA / "planted" / name).read_bytes(), "html", LATER)
    document = Document(
        page.title, read(page.body), page.published_at.date(), page.formed_on,
        page.doc_number or "", page.issuer or "",
    )  # fmt: skip
    return {finding.key: finding for finding in run(document)}


def test_each_planted_fault_is_found_and_the_clean_notice_is_clean():
    rows = list(csv.DictReader((DATA / "planted" / "expected.csv").open(encoding="utf-8")))
    clean = planted("00_clean.html")
    assert {finding.severity for finding in clean.values()} <= {Severity.NOTICE}
    codes = {row["file"]: planted(row["file"]).keys() - clean.keys() for row in rows}
    silent = {name for name, keys in codes.items() if not keys}
    assert silent == {row["file"] for row in rows if row["expected"].startswith("clean")}


def test_two_thousand_answers_hold_few_errors():
    path = DATA / "messages" / "messages_with_replies.csv"
    rows = list(csv.DictReader(path.open(encoding="utf-8-sig")))
    errors = 0
    for row in rows:
        body = "".join(f"<p>{line}</p>" for line in row["答复意见"].splitlines() if line.strip())
        findings = run(Document(row["留言主题"] or "无题", read(body)))
        errors += sum(finding.severity is Severity.ERROR for finding in findings)
    assert len(rows) > 2000
    assert errors <= 10
