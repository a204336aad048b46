"""看不见的内容 of files: found wherever it is, gone from the copy, and what is seen stays."""

import io

import docx
import openpyxl
import pikepdf
import pytest
from PIL import Image

from huiyin.files import unseen
from huiyin.files.unseen import seen

from . import planted_apart
from .planted import (
    CASES,
    FILES,
    IDS,
    SECRET,
    SEEN,
    book,
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
    (found,) = unseen.find(content, name)
    assert found.kind == "not-inspected"
    with pytest.raises(unseen.CannotCleanError):
        unseen.clean(content, name)


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


def test_a_copy_that_would_show_something_else_is_refused(monkeypatch):
    """The comparison is asked: with a cleaner that eats a word nothing is replaced."""
    content = FILES["docx"]["author"]()
    eaten = saved(docx.Document())
    monkeypatch.setitem(unseen._CLEANERS, "docx", lambda _: eaten)
    with pytest.raises(unseen.CannotCleanError, match="看得见"):
        unseen.clean(content, "a.docx")


def test_a_merged_cell_reaches_out_of_a_hidden_column():
    def change(made, sheet):
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
