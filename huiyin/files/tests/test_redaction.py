"""What was covered is gone, however it was hidden; what was not is still there."""

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from huiyin.files import redaction
from huiyin.files.redaction import Box, first_reader, second_reader

from . import redaction_samples as samples
from .redaction_samples import GROUND, LEFT, NUMBER, PHONE, SECRET, SIZE, TOP, Sample

pytestmark = pytest.mark.usefixtures("coarse_pages")
PDF = "application/pdf"
KEPT = "公开内容"


def read(content):
    """The text of the file by both readers, page after page."""
    with first_reader.Pages(content) as pages:
        geometries = [pages.geometry(number) for number in range(pages.count)]
        first = ["".join(glyph.text for glyph in pages.glyphs(n)) for n in range(pages.count)]
    second = [
        "".join(glyph.text for glyph in page) for page in second_reader.read(content, geometries)
    ]
    return first, second


def redact(content, boxes=None):
    """Redact what `find` proposes for the secret; the result must be provable."""
    boxes = boxes or redaction.find(content, [SECRET], ground=GROUND)
    released = redaction.release(content, PDF, boxes)
    assert released.proof.holds
    return released.redacted


def carrier(mark):
    """A page that shows the secret once and carries it once more where `mark` puts it."""
    sample = Sample()
    page = sample.page(sample.text(f"{KEPT}{SECRET}", LEFT, TOP))
    mark(sample, page)
    return sample.bytes()


def in_metadata(sample, page):
    sample.pdf.docinfo["/Title"] = SECRET
    with sample.pdf.open_metadata(set_pikepdf_as_editor=False) as meta:
        meta["dc:title"] = SECRET
    page.obj.PieceInfo = Dictionary(X=String(SECRET))


def in_a_comment(sample, page):
    note = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Text,
        Rect=Array([400, 400, 420, 420]),
        Contents=String(SECRET),
        T=String(SECRET),
    )
    page.obj.Annots = Array([sample.pdf.make_indirect(note)])


def in_an_attachment(sample, page):
    sample.pdf.attachments["x.txt"] = SECRET.encode()


def in_the_outline(sample, page):
    with sample.pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(SECRET, 0))


def in_a_script(sample, page):
    sample.pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{SECRET}')"))


def in_an_orphan(sample, page):
    page.obj.PieceInfo = sample.pdf.make_stream(SECRET.encode())


def in_structure(sample, page):
    sample.pdf.Root.StructTreeRoot = Dictionary(
        Type=Name.StructTreeRoot, K=Dictionary(S=Name.P, ActualText=String(SECRET))
    )


def in_white(sample, page):
    page.contents_add(sample.text(SECRET, LEFT, 300, setup="1 1 1 rg"))


def off_the_page(sample, page):
    page.contents_add(sample.text(SECRET, LEFT, -200))


def unseen(sample, page):
    # in another size: poppler keeps letters of this kind, and draws kept ones in any layer
    page.contents_add(b"/OC /Off BDC " + sample.text(SECRET, LEFT, 300, SIZE - 3) + b" EMC")
    layer = sample.pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(SECRET)))
    sample.pdf.Root.OCProperties = Dictionary(
        OCGs=Array([layer]), D=Dictionary(OFF=Array([layer]), Order=Array([layer]))
    )
    page.obj.Resources.Properties = Dictionary(Off=layer)


def under_a_bar(sample, page):
    page.contents_add(sample.text(SECRET, LEFT, 300))
    page.contents_add(b"0 0 0 rg 60 290 300 40 re f")


HIDDEN = [
    pytest.param(in_metadata, id="document information, XMP and private page data"),
    pytest.param(in_a_comment, id="a comment"),
    pytest.param(in_an_attachment, id="an attachment"),
    pytest.param(in_the_outline, id="a bookmark"),
    pytest.param(in_a_script, id="a script"),
    pytest.param(in_an_orphan, id="a stream that no page shows"),
    pytest.param(in_structure, id="the text of the structure tree"),
    pytest.param(in_white, id="white letters"),
    pytest.param(off_the_page, id="letters beside the page"),
    pytest.param(unseen, id="a layer that is switched off"),
    pytest.param(under_a_bar, id="letters under a black bar of an earlier attempt"),
]


@pytest.mark.parametrize("mark", HIDDEN)
def test_a_secret_hidden_elsewhere_goes_too(mark):
    content = carrier(mark)
    with first_reader.Pages(content) as pages:
        height = pages.geometry(0).size[1]
    box = Box(0, 0.2555, (height - TOP - SIZE) / height, 0.2, 0.03, GROUND)
    result = redact(content, [box])
    first, second = read(result.content)
    assert SECRET not in first[0] + second[0]
    assert KEPT in first[0]
    assert KEPT in second[0]


def test_the_report_names_what_was_removed():
    result = redact(carrier(in_metadata))
    assert {"文档信息", "元数据", "页面元数据"} <= set(result.report)
    assert result.grounds == ((0, GROUND),)
    assert redact(carrier(in_a_comment)).report["批注和链接"] == 1


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_turned_pages(rotation):
    content = samples.plain(f"{KEPT}{SECRET}", KEPT, Rotate=rotation)
    (box,) = redaction.find(content, [SECRET])
    result = redact(content, [box])
    assert _lies_on_ink(content, box)
    assert SECRET not in "".join(read(result.content)[0] + read(result.content)[1])


def _lies_on_ink(original, box):
    """The boxed place was dark in the original's picture: the box lies where the reader sees it."""
    image = next(redaction.page_images(original, PDF, 600))
    picture = first_reader.Image.open(io.BytesIO(image)).convert("L")
    x, y = box.rect.centre
    return picture.getpixel((int(x * picture.width), int(y * picture.height))) < 80


@pytest.mark.parametrize(
    ("rotation", "matrix"),
    [
        pytest.param(90, "0 1 -1 0 400", id="clockwise"),
        pytest.param(270, "0 -1 1 0 300", id="anticlockwise"),
        pytest.param(180, "-1 0 0 -1 400", id="upside down"),
    ],
)
def test_text_that_is_upright_only_when_the_page_is_turned(rotation, matrix):
    """A landscape table on portrait paper: what remains stays searchable."""
    sample = Sample()
    drawn = sample.text(KEPT + SECRET, 0, 0)
    sample.page(b"q " + matrix.encode() + b" 400 cm " + drawn + b"Q", Rotate=rotation)
    (box,) = redaction.find(sample.bytes(), [SECRET])
    first, second = read(redact(sample.bytes(), [box]).content)
    assert first[0].replace(GROUND, "") == second[0].replace(GROUND, "") == KEPT


@pytest.mark.parametrize(
    ("crop", "rotation"),
    [
        pytest.param([50, 400, 400, 800], 0, id="cropped"),
        pytest.param([50, 400, 400, 800], 90, id="cropped and turned"),
        pytest.param([50, 400, 9000, 9000], 270, id="cropped beyond its paper"),
    ],
)
def test_cropped_pages(crop, rotation):
    content = samples.plain(
        f"{KEPT}{SECRET}",
        CropBox=Array(crop),
        Rotate=rotation,
        MediaBox=Array([-10, -20, 595, 842]),
    )
    (box,) = redaction.find(content, [SECRET])
    assert _lies_on_ink(content, box)
    result = redact(content, [box])
    with first_reader.Pages(content) as old, first_reader.Pages(result.content) as new:
        assert new.geometry(0).size == pytest.approx(old.geometry(0).size, abs=0.01)


def test_a_scan_has_no_words_but_is_covered():
    content = samples.scan()
    box = Box(0, 0.05, 0.05, 0.9, 0.3, GROUND)
    released = redaction.release(content, PDF, [box])
    assert any("扫描件" in note for note in released.proof.notes)
    image = next(redaction.page_images(released.redacted.content, PDF, 400))
    picture = first_reader.Image.open(io.BytesIO(image)).convert("L")
    assert picture.getpixel((200, 120)) < 30
    assert picture.getpixel((390, 560)) > 60


def form(*, appearance):
    """A page with one filled field, with or without the drawing of its value."""
    sample = Sample()
    page = sample.page(sample.text(KEPT, LEFT, TOP))
    field = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Widget,
        FT=Name.Tx,
        T=String("applicant"),
        V=String(NUMBER),
        DA=String("/Helv 12 Tf 0 g"),
        Rect=Array([72, 500, 400, 530]),
        F=4,
        P=page.obj,
    )
    helvetica = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    if appearance:
        drawing = sample.pdf.make_stream(f"BT /Helv 12 Tf 2 8 Td ({NUMBER}) Tj ET".encode())
        drawing.Type, drawing.Subtype = Name.XObject, Name.Form
        drawing.BBox = Array([0, 0, 328, 30])
        drawing.Resources = Dictionary(Font=Dictionary(Helv=helvetica))
        field.AP = Dictionary(N=drawing)
    field = sample.pdf.make_indirect(field)
    page.obj.Annots = Array([field])
    sample.pdf.Root.AcroForm = Dictionary(
        Fields=Array([field]),
        NeedAppearances=not appearance,
        DR=Dictionary(Font=Dictionary(Helv=helvetica)),
    )
    return sample.bytes()


@pytest.mark.parametrize("appearance", [True, False], ids=["drawn", "to be drawn by the viewer"])
def test_a_filled_field(appearance):
    content = form(appearance=appearance)
    box = Box(0, 0.1, 0.36, 0.7, 0.06, GROUND)
    assert NUMBER in "".join(redaction.text_under(content, [box])[0].strings)
    result = redact(content, [box])
    assert result.report["表单域"] == 1
    assert NUMBER.encode() not in result.content


def test_a_field_outside_the_boxes_is_still_to_be_seen():
    (box,) = redaction.find(form(appearance=True), [KEPT], detect=False)
    result = redact(form(appearance=True), [box])
    assert NUMBER in read(result.content)[0][0]


def test_an_older_version_in_the_same_file_is_gone():
    old = samples.plain(KEPT, SECRET)
    start = old.rindex(b"startxref")
    changed = old + b"\n9999 0 obj\n(" + SECRET.encode("utf-16-be") + b")\nendobj\n"
    content = changed + b"xref\n0 0\ntrailer\n" + _trailer(old) + b"\n" + old[start:]
    (box,) = redaction.find(content, [SECRET])
    result = redact(content, [box])
    assert result.report["旧版本"] == 1
    assert SECRET.encode("utf-16-be") not in result.content


def _trailer(content):
    start = content.rindex(b"trailer") + len(b"trailer")
    inner = content[start : content.rindex(b"startxref")].strip()
    at = content[content.rindex(b"startxref") + 9 :].split()[0]
    return inner[:-2] + b" /Prev " + at + b" >>"


def scrambled():
    """The secret drawn letter by letter, last one first, with other letters in between."""
    sample = Sample()
    parts = [
        sample.text(SECRET[2], LEFT + 2 * SIZE, TOP),
        sample.text(KEPT, LEFT, 300),
        sample.text(SECRET[0], LEFT, TOP),
        sample.text(SECRET[1], LEFT + SIZE, TOP),
    ]
    sample.page(*parts)
    return sample.bytes()


def test_letters_drawn_in_any_order():
    (box,) = redaction.find(scrambled(), [SECRET])
    result = redact(scrambled(), [box])
    assert not set(SECRET) & set("".join(read(result.content)[0]))


@pytest.mark.parametrize(
    ("written", "sought"),
    [
        pytest.param("１３８００１３８０００", PHONE, id="full-width digits"),
        pytest.param("138-0013-8000", PHONE, id="with hyphens"),
        pytest.param("138 0013 8000", PHONE, id="with blanks"),
        pytest.param("oﬃce", "office", id="a ligature"),
        pytest.param("⼀⼆王", "一二王", id="radicals that look like characters"),
    ],
)
def test_spelling_variants_are_found(written, sought):
    content = samples.plain(f"{KEPT}{written}")
    boxes = redaction.find(content, [sought], detect=False)
    assert boxes
    assert redact(content, boxes)


def test_two_sheets_on_one():
    sample = Sample()
    sample.page(sample.text(SECRET, 500, 400), sample.text(KEPT, 72, 400), size=(842, 595))
    result = redact(sample.bytes())
    assert read(result.content)[0][0].replace(GROUND, "") == KEPT


def test_a_whole_page_can_go():
    sample = Sample()
    sample.page(sample.text(SECRET, LEFT, TOP))
    sample.page(sample.text(KEPT, LEFT, TOP))
    result = redact(sample.bytes(), [Box(0, 0, 0, 1, 1, GROUND)])
    assert read(result.content)[0] == [GROUND, KEPT]


def test_the_same_input_gives_the_same_bytes():
    content = carrier(in_metadata)
    assert redact(content).content == redact(content).content


def test_another_library_reads_the_result():
    result = redact(carrier(in_metadata))
    with pikepdf.open(io.BytesIO(result.content)) as pdf:
        assert not pdf.check_pdf_syntax()
        assert not pdf.docinfo
        assert set(pdf.Root.keys()) == {"/Type", "/Pages", "/Lang"}


def test_detectors_propose_numbers_of_persons():
    content = samples.plain(f"证{NUMBER}", f"电{PHONE}", "案号1234567890123456789")
    assert len(redaction.find(content)) == 2
    assert redaction.find(content, detect=False) == []


def test_sideways_words_are_looked_for_as_they_were_drawn():
    content = samples.plain(f"{KEPT}{SECRET}", Rotate=90)
    (box,) = redaction.find(content, [SECRET], ground=GROUND)
    (under,) = redaction.text_under(content, [box])
    assert under.strings == (SECRET,)
