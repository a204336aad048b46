"""Grounds behind words of Word files, and lines at the right margin."""

import pytest

from huiyin.common.office import alignment, package, words

from .test_office import SHADE, STYLES, p, run, word_file

WHITE_SEEN = run("留", '<w:color w:val="FFFFFF"/>')
GROUNDS = {
    "table of a style with shades": '<w:tbl><w:tblPr><w:tblStyle w:val="st"/></w:tblPr>'
    f"<w:tr><w:tc>{p(WHITE_SEEN)}</w:tc></w:tr></w:tbl>",
    "shaded table": f'<w:tbl><w:tblPr>{SHADE.format("003366")}</w:tblPr><w:tr><w:tc>{p(WHITE_SEEN)}</w:tc></w:tr></w:tbl>',
    "shaded cell around": f'<w:tbl><w:tr><w:tc><w:tcPr>{SHADE.format("003366")}</w:tcPr>'
    f"<w:tbl><w:tr><w:tc>{p(WHITE_SEEN)}</w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>",
    "box of a fill that only Word knows": p(
        "<w:r><w:drawing><wp:inline><wp:docPr id='1' name='x'/><wps:wsp><wps:spPr><a:gradFill/></wps:spPr>"
        f"<w:txbxContent>{p(WHITE_SEEN)}</w:txbxContent></wps:wsp></wp:inline></w:drawing></w:r>"
    ),
    "coloured old box": p(
        f'<w:r><w:pict><v:rect fillcolor="#036" style="width:9pt"><w:txbxContent>{p(WHITE_SEEN)}</w:txbxContent></v:rect></w:pict></w:r>'
    ),
}  # fmt: skip


@pytest.mark.parametrize("block", GROUNDS.values(), ids=GROUNDS)
def test_white_on_another_ground_is_read(block):
    assert list(words.lines(word_file(block, styles=STYLES))) == ["留"]


def test_a_picture_has_no_colour_of_words():
    drawing = '<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:drawing><wp:inline><wp:docPr id="1" name="x"/></wp:inline></w:drawing></w:r>'
    read = package.read(words.as_read(word_file(p(run("文") + drawing))))
    assert b"docPr" in read["word/document.xml"]


RIGHT_STYLES = (
    '<w:style w:type="paragraph" w:styleId="r"><w:pPr><w:jc w:val="right"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="rr"><w:basedOn w:val="r"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="tab"><w:pPr><w:tabs><w:tab w:val="right" w:pos="8300"/></w:tabs></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="h"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
)
TAB, NAME = "<w:r><w:tab/></w:r>", run("甲局")
RIGHT = [
    pytest.param(p(NAME, '<w:jc w:val="right"/>'), True, id="alignment"),
    pytest.param(p(NAME, '<w:jc w:val="end"/>'), True, id="alignment to the end"),
    pytest.param(p(NAME, '<w:pStyle w:val="r"/>'), True, id="by a style"),
    pytest.param(p(NAME, '<w:pStyle w:val="rr"/>'), True, id="by what a style is based on"),
    pytest.param(p(NAME, '<w:ind w:left="4200"/>'), True, id="wide indent"),
    pytest.param(p(NAME, '<w:ind w:left="420" w:firstLine="3800"/>'), True, id="wide first line"),
    pytest.param(p(NAME, '<w:ind w:firstLineChars="1800"/>'), True, id="eighteen characters"),
    pytest.param(p(TAB + NAME, '<w:tabs><w:tab w:val="right" w:pos="8300"/></w:tabs>'), True, id="tab"),
    pytest.param(p(TAB + NAME, '<w:pStyle w:val="tab"/>'), True, id="tab by a style"),
    pytest.param(p(NAME + TAB + NAME, '<w:pStyle w:val="tab"/>'), False, id="tab within a line"),
    pytest.param(p(TAB + NAME), False, id="tab to no stop"),
    pytest.param(p(NAME, '<w:pStyle w:val="r"/><w:jc w:val="left"/>'), False, id="left again"),
    pytest.param(p(NAME, '<w:jc w:val="center"/><w:ind w:left="4200"/>'), False, id="centre"),
    pytest.param(p(NAME, '<w:ind w:left="4200" w:hanging="4200"/>'), False, id="hanging"),
    pytest.param(p(NAME, '<w:pStyle w:val="h"/><w:jc w:val="right"/>'), False, id="heading"),
    pytest.param("<w:tbl><w:tr><w:tc>" + p(NAME, '<w:jc w:val="right"/>') + "</w:tc></w:tr></w:tbl>", False, id="cell"),
]  # fmt: skip


@pytest.mark.parametrize(("block", "is_right"), RIGHT)
def test_lines_at_the_right_margin(block, is_right):
    read = package.read(words.as_read(word_file(block, styles=RIGHT_STYLES)))
    assert (alignment.RIGHT_STYLE.encode() in read["word/document.xml"]) is is_right
