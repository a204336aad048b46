"""看不见的内容 of files: found wherever it is, gone from the copy, and what is seen stays."""

import io
from functools import cache

import docx
import openpyxl
import pikepdf
import pytest
from django.core.exceptions import ValidationError
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Color, Font, PatternFill
from openpyxl.worksheet.table import Table
from PIL import Image

from huiyin.checks import Severity
from huiyin.checks.files import UNSEEN
from huiyin.files import outgoing, unseen
from huiyin.files.unseen import seen
from tests.hostile import archives, pages

from . import planted_apart
from .planted import (
    CASES,
    FILES,
    IDS,
    OFD,
    SECRET,
    SEEN,
    book,
    ofd,
    packed,
    paper,
    photograph,
    plain_word,
    saved,
    says,
    slides,
)  # fmt: skip

OPENERS = {
    "docx": lambda content: docx.Document(io.BytesIO(content)).paragraphs[0].text.startswith(SEEN),
    "xlsx": lambda content: openpyxl.load_workbook(io.BytesIO(content)).active["A1"].value == SEEN,
    "pdf": lambda content: len(pikepdf.open(io.BytesIO(content)).pages) == 1,
    "jpg": lambda content: Image.open(io.BytesIO(content)).load(),
    "png": lambda content: Image.open(io.BytesIO(content)).load(),
}


APART = [
    pytest.param(kind, place, make, id=f"{kind}: {place}")
    for kind, places in planted_apart.FILES.items() for place, make in places.items()
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "place", "make"),
    [*(pytest.param(*case, id=name) for case, name in zip(CASES, IDS, strict=True)), *APART],
)
def test_found_and_gone_from_the_copy(kind, place, make):
    content = make()
    name = f"名单.{kind}"
    assert says(content)
    usual = {one.detail for one in unseen.find(plain().get(kind, b""), name)}
    named = [one for one in unseen.find(content, name) if one.kind != "not-inspected"]
    assert {one.detail for one in named} - usual
    copy = unseen.clean(content, name)
    assert not says(copy)
    assert not unseen.find(copy, name)
    assert unseen.clean(copy, name) == copy == unseen.clean(content, name)
    if kind != "zip":
        assert seen.of(kind, copy) == seen.of(kind, content)
    assert OPENERS.get(kind, bool)(copy)


@cache
def plain():
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, "JPEG")
    return {
        "docx": saved(plain_word()), "xlsx": book(), "pptx": slides(), "pdf": paper(),
        "jpg": out.getvalue(), "txt": "文".encode(),
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["xlsx", "pptx", "pdf", "jpg", "txt"])
def test_a_plain_file_stays_as_it_is(kind):
    content = plain()[kind]
    assert not unseen.find(content, f"名单.{kind}")
    assert unseen.clean(content, f"名单.{kind}") is content


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("名单.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 100),
        ("名单.rar", b"Rar!\x1a\x07"),
        ("名单.pdf", b"%PDF-1.7 broken"),
        ("名单.docx", b"PK\x03\x04 broken"),
        ("名单.jpg", photograph()[:-200]),
    ],
    ids=["old", "unknown", "broken PDF", "broken docx", "half a picture"],
)
def test_what_cannot_be_looked_into_is_said(name, content):
    (finding,) = unseen.find(content, name)
    assert finding.kind == "not-inspected"
    with pytest.raises(unseen.CannotCleanError):
        unseen.clean(content, name)


WHITE = Font(color="FFFFFFFF")


def _looks(place, value, **looks):
    def change(workbook, sheet):
        for cell in ("A4", "B4", "A5", "B5"):
            sheet[cell] = cell
        sheet[place] = value
        for name, look in looks.items():
            setattr(sheet[place], name, look)
        sheet.conditional_formatting.add("C2:C9", FormulaRule(formula=["TRUE"], font=Font(b=True)))
        sheet.add_table(Table(displayName="表一", ref="A4:B5"))

    return book(change)


SEEN_CELLS = {
    "white on blue": _looks("B2", "乙", font=WHITE, fill=PatternFill("solid", fgColor="FF003366")),
    "white on a pattern": _looks("B2", "乙", font=WHITE, fill=PatternFill("gray125")),
    "white under a condition": _looks("C2", "乙", font=WHITE),
    "white head of a table": _looks("B4", "乙", font=WHITE),
    "a nought left blank": _looks("B2", 0, number_format="0;-0;;@"),
    "a nought of a format that shows nothing": _looks("B2", 0, number_format=";;;@"),
    "a number beside blank words": _looks("B2", 5, number_format='0;-0;0;""'),
    "the colour of the theme's words": _looks("B2", "乙", font=Font(color=Color(theme=1))),
}


@pytest.mark.parametrize("content", SEEN_CELLS.values(), ids=SEEN_CELLS)
def test_cells_that_are_seen(content):
    assert unseen.find(content, "a.xlsx") == []


WHITE_WORDS = planted_apart.box("乙", looks=">" + planted_apart.fill("FFFFFF"))
PICTURE = "<p:pic><p:nvPicPr><p:cNvPr id='8' name='z'/></p:nvPicPr></p:pic>"
SEEN_SHAPES = {
    "white on blue": planted_apart.box("乙", looks=">" + planted_apart.fill("FFFFFF"), frame=planted_apart.fill("003366")),
    "white over a picture": PICTURE + WHITE_WORDS,
    "white in a group": f"<p:grpSp>{WHITE_WORDS}</p:grpSp>",
    "half on the slide": planted_apart.box("乙", looks=">", place=(-5, 1)),
    "black": planted_apart.box("乙", looks=">" + planted_apart.fill("000000")),
}  # fmt: skip


@pytest.mark.parametrize("more", SEEN_SHAPES.values(), ids=SEEN_SHAPES)
def test_shapes_that_are_seen(more):
    assert unseen.find(slides(more=more), "a.pptx") == []


def _scan(pdf, page):
    """A picture over the words: they were read from it."""
    looks = {"Width": 1, "Height": 1, "BitsPerComponent": 8, "ColorSpace": pikepdf.Name.DeviceGray}
    picture = pdf.make_stream(
        b"\xc0", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, **looks
    )
    page.Resources.XObject = pikepdf.Dictionary(One=picture)


SEEN_WORDS = {
    "of a scan": planted_apart._written(b"3 Tr", b"300 0 0 150 0 0 cm /One Do", change=_scan),
    "under a scan": planted_apart._written(b"", b"300 0 0 150 0 0 cm /One Do", change=_scan),
    "white on blue": planted_apart._written(b"0 0 1 rg 0 0 300 150 re f 1 1 1 rg"),
    "in a frame": planted_apart._written(b"", b"10 80 280 60 re 12 82 276 56 re f*"),
    "half beside the paper": planted_apart._written(b"", place=b"-20 100"),
    "drawn as lines": planted_apart._written(b"1 Tr 1 1 1 rg"),
}


@pytest.mark.parametrize("content", SEEN_WORDS.values(), ids=SEEN_WORDS)
def test_words_of_a_page_that_are_seen(content):
    assert unseen.find(content, "a.pdf") == []


OBJECT = "<ofd:TextObject {}><ofd:TextCode>" + SECRET + "</ofd:TextCode>{}</ofd:TextObject>"
NOTE = f'<ofd:PageAnnot xmlns:ofd="{OFD}"><ofd:Annot Type="{{}}"><ofd:Parameters>{SECRET}</ofd:Parameters></ofd:Annot></ofd:PageAnnot>'
OFDS = {
    "author": ("properties", {"info": f"<ofd:Author>{SECRET}</ofd:Author>"}),
    "data of its own": ("properties", {"info": f'<ofd:CustomDatas><ofd:CustomData Name="a">{SECRET}</ofd:CustomData></ofd:CustomDatas>'}),
    "data of a program": ("properties", {"document": "<ofd:Extensions><ofd:Extension/></ofd:Extensions>"}),
    "note": ("comments", {"more": [("Doc_0/Annots/Page_0/Annotation.xml", NOTE.format("Highlight"))]}),
    "attached file": ("embedded", {"document": '<ofd:Attachments><ofd:Attachment Name="a"/></ofd:Attachments>'}),
    "earlier version": ("hidden", {"document": '<ofd:Versions><ofd:Version BaseLoc="a"/><ofd:Version BaseLoc="b"/></ofd:Versions>'}),
    "switched off": ("hidden", {"objects": OBJECT.format('Visible="false" Boundary="1 1 9 9"', "")}),
    "clear": ("hidden", {"objects": OBJECT.format('Alpha="0" Boundary="1 1 9 9"', "")}),
    "filled with nothing": ("hidden", {"objects": OBJECT.format('Boundary="1 1 9 9"', '<ofd:FillColor Alpha="0"/>')}),
    "beside the paper": ("hidden", {"objects": OBJECT.format('Boundary="300 1 9 9"', "")}),
    "photograph": ("properties", {"more": [("Doc_0/Res/a.jpg", photograph())]}),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "places"), OFDS.values(), ids=OFDS)
def test_what_an_ofd_carries_is_named_and_not_changed(kind, places):
    content = ofd(**places)
    assert {one.kind for one in unseen.find(content, "a.ofd")} == {kind}
    with pytest.raises(unseen.CannotCleanError, match="原软件"):
        unseen.clean(content, "a.ofd")
    with pytest.raises(unseen.CannotCleanError, match="原软件"):  # nor in an archive
        unseen.clean(packed({"a.ofd": content}), "a.zip")


def test_a_plain_ofd_is_looked_into():
    link = [("Doc_0/Annots/Page_0/Annotation.xml", NOTE.format("Link"))]
    own = "<ofd:Area><ofd:PhysicalBox>0 0 420 297</ofd:PhysicalBox></ofd:Area>"
    wide = OBJECT.format('Boundary="300 1 9 9"', "")
    assert unseen.find(ofd(more=link), "a.ofd") == []
    assert unseen.find(ofd(page=own, objects=wide), "a.ofd") == []


@pytest.mark.parametrize("ending", ["doc", "wps", "xls", "et", "ppt", "dps", "rtf", "rar", "gif"])
def test_what_nobody_can_look_into_does_not_leave(ending):
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" if ending not in {"rtf", "rar", "gif"} else b"?"
    assert UNSEEN["not-inspected"].severity is Severity.ERROR
    with pytest.raises(ValidationError, match="另存为"):
        outgoing.plain(f"名单.{ending}", old + b"0" * 100)


def test_what_leaves_is_plain():
    assert not says(outgoing.plain("名单.docx", FILES["docx"]["deleted"]()))


def test_a_photograph_stays_turned():
    copy = Image.open(io.BytesIO(unseen.clean(photograph(), "a.jpg")))
    assert dict(copy.getexif()) == {0x0112: 6}


def test_a_signed_pdf_is_not_touched():
    def sign(pdf):
        field = pikepdf.Dictionary(FT=pikepdf.Name.Sig, V=pikepdf.Dictionary(), T="a")
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[pdf.make_indirect(field)])
        pdf.docinfo["/Author"] = SECRET

    with pytest.raises(unseen.CannotCleanError, match="签名"):
        unseen.clean(paper(sign), "a.pdf")


def test_hidden_layers_cannot_be_cleaned():
    def layer(pdf):
        one = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="a"))
        pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=[one], D=pikepdf.Dictionary(OFF=[one]))

    with pytest.raises(unseen.CannotCleanError, match="隐藏的图层"):
        unseen.clean(paper(layer), "a.pdf")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param(
            "a.zip", lambda: archives.packed({str(n): b"" for n in range(5001)}), id="zip"
        ),
        pytest.param("a.pdf", pages.locked, id="a password"),
        pytest.param("a.jpg", pages.PICTURES["a photograph sixty thousand squared"], id="pixels"),
    ],
)
def test_what_cannot_be_opened_is_said(name, content):
    assert [one.kind for one in unseen.find(content(), name)] == ["not-inspected"]
    with pytest.raises(unseen.NotInspectedError, match="打不开"):
        unseen.clean(content(), name)


def test_a_copy_that_would_show_something_else_is_refused(monkeypatch):
    """The comparison is asked: with a cleaner that eats a word nothing is replaced."""
    content = FILES["docx"]["author"]()
    eaten = saved(docx.Document())
    monkeypatch.setitem(unseen._CLEANERS, "docx", lambda _: eaten)
    with pytest.raises(unseen.CannotCleanError, match="看得见"):
        unseen.clean(content, "a.docx")


def test_a_merged_cell_reaches_out_of_a_hidden_column():
    def change(workbook, sheet):
        sheet["B2"] = "并"
        sheet.merge_cells("B2:C2")
        sheet["B3"] = SECRET
        sheet.column_dimensions["B"].hidden = True

    copy = unseen.clean(book(change), "a.xlsx")
    assert openpyxl.load_workbook(io.BytesIO(copy)).active["B2"].value == "并"
    assert not says(copy)


def test_values_stay_where_formulas_pointed_at_hidden_cells():
    copy = unseen.clean(FILES["xlsx"]["common list of words"](), "a.xlsx")
    assert openpyxl.load_workbook(io.BytesIO(copy)).active["A3"].value == 5
