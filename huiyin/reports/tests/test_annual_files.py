"""One report in four formats: the same text, and in each table the same number at the same place."""

import io
import json
from dataclasses import replace

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn

from huiyin.disclosure.page.html_blocks import blocks
from huiyin.disclosure.tree.tidying import tidy
from huiyin.reports import html
from huiyin.reports.annual import data, files
from huiyin.reports.annual.cells import breaks
from huiyin.reports.annual.composing import compose
from huiyin.reports.annual.grids import grids
from huiyin.reports.text import words
from huiyin.web.grid import Box

from .annual_trial import AT, begun, complete

pytestmark = pytest.mark.django_db
FORMS = pytest.mark.parametrize("year", [2020, 2021], ids=["form of 2019", "form of 2021"])


@pytest.fixture
def numbered(bureau):
    """Every cell with a number of its own, so that none can stand in another's place."""

    def make(year):
        complete(begun(bureau, year))
        annual = compose(bureau, year, today=AT.date())
        cells = {
            key: replace(cell, value=1000 + place)
            for place, (key, cell) in enumerate(annual.cells.items())
        }
        tables = iter(grids(annual.form, {key: Box(one.shown) for key, one in cells.items()}))
        sections = [
            replace(one, grid=next(tables)) if one.grid else one for one in annual.report.sections
        ]
        return replace(annual, cells=cells, report=replace(annual.report, sections=sections))

    return make


def expected(annual):
    """(row, column) → words and extent, of each table in turn."""
    tables = (section.grid for section in annual.report.sections if section.grid)
    return [
        {(y, x): (str(box.content), box.down, box.across) for y, x, box in grid.placed()}
        for grid in tables
    ]


def of_word(content):
    """Each box once, where its merge begins, with the rows and columns that it covers."""
    tables = []
    for table in docx.Document(io.BytesIO(content)).tables:
        boxes = {}
        for y, row in enumerate(table._tbl.tr_lst):
            x = 0
            for cell in row.tc_lst:
                words_of = "".join(part.text or "" for part in cell.iter(qn("w:t")))
                if cell.vMerge == "continue":
                    top = max(row for row, column in boxes if column == x)
                    text, down, across = boxes[top, x]
                    boxes[top, x] = (text, down + 1, across)
                else:
                    boxes[y, x] = (words_of, 1, cell.grid_span)
                x += cell.grid_span
        tables.append(boxes)
    return tables


def of_html(text):
    return [
        {
            (cell["y"], cell["x"]): (
                "".join(run["text"] for run in cell["runs"]), cell["height"], cell["width"],
            )
            for cell in block["cells"]
        }
        for block in blocks(text)
        if block["kind"] == "table"
    ]  # fmt: skip


def of_pdf(content):
    document = pypdfium2.PdfDocument(content)
    return "".join(page.get_textpage().get_text_bounded() for page in document)


@FORMS
def test_word_and_page_box_by_box(numbered, year):
    annual = numbered(year)
    boxes = expected(annual)
    assert of_word(files.write(annual, "docx", at=AT)) == boxes
    assert of_html(html.fragment(annual.report)) == boxes
    assert of_html(tidy(html.fragment(annual.report))) == boxes, "what a manuscript keeps"


@FORMS
def test_pdf_has_each_number_once_and_in_order(numbered, year):
    annual = numbered(year)
    text = of_pdf(files.write(annual, "pdf", at=AT))
    places = [text.find(f"{1000 + number}") for number in range(len(annual.cells))]
    assert -1 not in places
    rows = {}
    for (key, cell), place in zip(annual.cells.items(), places, strict=True):
        rows.setdefault((cell.part, cell.line), []).append((key, place))
    for row in rows.values():
        assert [key for key, _ in row] == [key for key, _ in sorted(row, key=lambda one: one[1])]


@FORMS
def test_json_says_the_same_cells_and_where_they_come_from(numbered, year):
    annual = numbered(year)
    content = json.loads(files.write(annual, "json", at=AT))
    assert content["cells"] == {key: cell.value for key, cell in annual.cells.items()}
    assert content["sources"]["r1.person"]["figure"] == "foi.table.r1.person"
    assert content["sources"]["penalties.decided"]["stated"]
    tables = [one["rows"] for one in content["sections"] if "rows" in one]
    assert [len(table) for table in tables] == [
        len(one.grid.rows) for one in annual.report.sections if one.grid
    ]
    assert data.digest(content) == data.digest(json.loads(json.dumps(content)))


@FORMS
def test_the_same_words_in_each_format(numbered, year):
    annual = numbered(year)
    said = [
        *map(words, annual.report.opening),
        *(
            text
            for section in annual.report.sections
            for text in (section.heading, *map(words, section.paragraphs))
        ),
    ]
    document = docx.Document(io.BytesIO(files.write(annual, "docx", at=AT)))
    in_word = ["".join(t.text or "" for t in p._p.iter(qn("w:t"))) for p in document.paragraphs]
    page = [
        "".join(run["text"] for run in block["runs"])
        for block in blocks(html.fragment(annual.report))
        if "runs" in block
    ]
    in_pdf = "".join(of_pdf(files.write(annual, "pdf", at=AT)).split())
    assert [text for text in in_word if text in said] == said
    assert [text for text in page if text in said] == said
    assert all("".join(text.split()) in _without_pages(in_pdf) for text in said)


def _without_pages(text):
    """A page number between two lines of a paragraph is none of its words."""
    for number in range(1, 20):
        text = text.replace(f"—{number}—", "")
    return text


def test_identities_hold_where_the_records_say_all(bureau):
    complete(begun(bureau))
    annual = compose(bureau, 2025, today=AT.date())
    assert breaks(annual.form, annual.values) == []
    worse = {**annual.values, "r3_1.person": 1}
    assert {one.identity.rule.name for one in breaks(annual.form, worse)} == {"RESULTS", "TOTAL"}
