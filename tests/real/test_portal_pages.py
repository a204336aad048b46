"""Saved pages and catalogue blocks of real portals."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from huiyin.disclosure.models import DocumentPage
from huiyin.ingest.pages.dates import SHANGHAI
from huiyin.ingest.pages.labels import OF_LABEL, compact
from huiyin.ingest.pages.reader import read
from huiyin.ingest.pages.store import Importer
from huiyin.ingest.tests import pages_markups as markups
from huiyin.ingest.tests.test_pages_metadata import pairs_of_html, pairs_of_text, same

PAGES = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "portal_pages"
NOW = datetime(2026, 3, 3, 9, tzinfo=SHANGHAI)

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not PAGES.exists(), reason=f"the real pages are not here: {PAGES.name}"),
]


def blocks():
    if not PAGES.exists():
        return []
    return json.loads((PAGES / "metadata_blocks.json").read_text(encoding="utf-8"))


@pytest.mark.django_db
def test_every_file_ends_created_or_rejected_with_a_reason(bureau, robot):
    results = {r.file: r for r in Importer(bureau, robot, NOW).run([PAGES])}
    assert set(results) == {path.name for path in PAGES.iterdir()}
    assert {name for name, r in results.items() if r.status == "created"} == {
        "seed.txt",
        "handan_details.html",
        "shuyang_metadata_fragment.html",
    }
    assert all(len(r.reason) > 8 for r in results.values() if r.status == "rejected")
    assert results["handan_details.html"].index_number == "000014348/2020-35147"
    for name in ("handan_details.html", "shuyang_metadata_fragment.html"):
        assert "body-empty" in {warning.code for warning in results[name].warnings}
    assert "栏目列表页" in results["handan_list.html"].reason
    assert "iframe" in results["shanghai_docshow.html"].reason
    assert not any(w.code == "internal" for r in results.values() for w in r.warnings)
    again = Importer(bureau, robot, NOW).run([PAGES])
    assert {r.status for r in again} == {"unchanged", "rejected"}
    assert DocumentPage.objects.count() == 3


def test_the_seed_is_read_exactly():
    page = read((PAGES / "seed.txt").read_bytes(), "txt", NOW)
    assert page.index_number == "113417007728242536/202011-00029"
    assert page.title == "2020年政务公开及热线留言年度工作总结和自评材料"
    assert page.category == "工作推进"
    assert page.issuer == page.source == "宣城市城市管理综合执法局"
    assert page.theme == "综合政务 / 其他 / 其它"
    assert page.doc_number == ""
    assert page.published_at == datetime(2020, 11, 17, 14, 41, tzinfo=SHANGHAI)
    assert page.columns == ("监督保障", "工作推进")
    assert page.remarks == ()
    assert [page.body.count(f"<{tag}>") for tag in ("h2", "h3", "p")] == [2, 4, 9]
    text = (PAGES / "seed.txt").read_text(encoding="utf-8").partition("字体:[ ]")[2]
    for number in ("620件", "7件", "477件", "136件", "1061件", "206件"):
        assert page.body.count(number) == text.count(number)


@pytest.mark.parametrize("markup", markups.HTML)
@pytest.mark.parametrize(
    "block", [pytest.param(b, id=f"{n} {b['portal']}") for n, b in enumerate(blocks())]
)
def test_every_real_block_in_every_markup(block, markup):
    pairs = labelled(block)
    assert pairs_of_html(markups.page(block=markups.HTML[markup](pairs))) == same(pairs)


@pytest.mark.parametrize("layout", markups.TEXT)
@pytest.mark.parametrize(
    "block", [pytest.param(b, id=f"{n} {b['portal']}") for n, b in enumerate(blocks())]
)
def test_every_real_block_in_every_text_layout(block, layout):
    pairs = labelled(block)
    assert pairs_of_text(
        markups.TEXT[layout](pairs) + "\n\n一、正文第一段，说明有关情况。\n"
    ) == same(pairs)


def labelled(block):
    """The pairs of a block that are catalogue fields of a document; rules of a mailbox are none."""
    pairs = [(p["label"], p["value"]) for p in block["metadata"]]
    return [(a, b) for a, b in pairs if compact(a) in OF_LABEL] if is_catalogue(pairs) else []


def is_catalogue(pairs):
    return not {"发信类型", "columns"} & {label for label, _ in pairs}
