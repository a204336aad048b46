"""The proof can fail: each way in which a covered string could still be there is refused."""

import io
import os
import random
import stat
from collections import Counter

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String

from huiyin.files import redaction
from huiyin.files.redaction import (
    Box,
    Limits,
    NotProved,
    Redacted,
    first_reader,
    kept,
    second_reader,
)
from huiyin.files.redaction.words import pieces

from . import redaction_samples as samples
from .redaction_samples import GROUND, LEFT, NUMBER, PHONE, SECRET, TOP, Sample

pytestmark = pytest.mark.usefixtures("coarse_pages")
PDF = "application/pdf"


def redacted(content, pages=1):
    return Redacted(content, PDF, pages, {}, ())


def original():
    return samples.plain(f"公开{SECRET}", "别的内容")


def boxes(content=None):
    return redaction.find(content or original(), [SECRET], ground=GROUND)


def good():
    return redaction.redact(original(), PDF, boxes())


def changed(change):
    """A good result into which something came back."""
    with pikepdf.open(io.BytesIO(good().content)) as pdf:
        change(pdf)
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def a_title(pdf):
    pdf.docinfo["/Title"] = SECRET


def a_note(pdf):
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 9, 9]))
    note.Contents = String(SECRET)
    pdf.pages[0].obj.Annots = Array([note])


def an_attachment(pdf):
    pdf.attachments["x"] = SECRET.encode()


def a_bookmark(pdf):
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(SECRET, 0))


def a_field(pdf):
    pdf.Root.AcroForm = Dictionary(
        Fields=Array([Dictionary(FT=Name.Tx, V=String(SECRET), T=String("x"))])
    )


def a_packed_stream(pdf):
    pdf.Root.PieceInfo = pdf.make_stream(SECRET.encode("gb18030"))


@pytest.mark.parametrize(
    ("change", "place"),
    [
        pytest.param(a_title, "文档信息", id="a title"),
        pytest.param(a_note, "批注", id="a note"),
        pytest.param(an_attachment, "附件", id="an attachment"),
        pytest.param(a_bookmark, "书签", id="a bookmark"),
        pytest.param(a_field, "表单", id="a field"),
        pytest.param(a_packed_stream, "页面以外的内容", id="a packed stream in another encoding"),
    ],
)
def test_a_string_that_came_back_is_named(change, place):
    proof = redaction.prove(original(), redacted(changed(change)), boxes())
    assert [one for one in proof.survivors if one.text == SECRET]
    assert any(place in fault for fault in proof.faults)
    with pytest.raises(NotProved, match=SECRET):
        proof.require()


def with_a_bar():
    with pikepdf.open(io.BytesIO(original())) as pdf:
        pdf.pages[0].contents_add(b"0 0 0 rg 60 690 400 40 re f")
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def with_a_tail():
    return good().content + SECRET.encode()


def with_an_orphan():
    content = good().content
    start = content.rindex(b"xref\n0")
    return content[:start] + b"99 0 obj\n(x)\nendobj\n" + content[start:]


@pytest.mark.parametrize(
    "result",
    [
        pytest.param(lambda: original(), id="the original itself"),
        pytest.param(with_a_bar, id="a black bar drawn over the words"),
        pytest.param(with_a_tail, id="bytes behind the end"),
        pytest.param(lambda: samples.plain("完全不同"), id="another file"),
        pytest.param(lambda: samples.scan(2), id="another number of pages"),
        pytest.param(lambda: good().content[:-300], id="half a file"),
        pytest.param(lambda: b"%PDF-1.7\nnothing", id="no file"),
    ],
)
def test_what_is_not_our_result_is_refused(result):
    proof = redaction.prove(original(), redacted(result()), boxes())
    assert not proof.holds
    assert proof.faults


def test_a_box_that_was_not_burned_is_seen():
    less = redaction.redact(original(), PDF, [Box(0, 0.8, 0.8, 0.1, 0.1, GROUND)])
    proof = redaction.prove(original(), less, boxes())
    assert any("没有涂满" in fault for fault in proof.faults)
    assert any(one.page == 0 and one.rect for one in proof.survivors)


def two_pages():
    sample = Sample()
    sample.page(sample.text(f"姓名：{SECRET}", LEFT, TOP))
    sample.page(sample.text(f"姓名：{SECRET}同意", LEFT, TOP))
    return sample.bytes()


def dense():
    """A page full of small letters: the drawing and the stored picture differ in sharpness."""
    chance, sample = random.Random(1), Sample()
    letters = [chr(0x4E00 + number) for number in range(600)]
    rows = ["".join(chance.choices(letters, k=38)) for _ in range(40)]
    sample.page(*(sample.text(row, 60, 780 - 18 * place, 12) for place, row in enumerate(rows)))
    return sample.bytes()


def test_a_dense_page_is_still_the_same_page():
    chosen = [Box(0, 0.1, 0.05, 0.4, 0.05, GROUND)]
    result = redaction.redact(dense(), PDF, chosen)
    assert redaction.prove(dense(), result, chosen).faults == ()


def _without_picture(pdf):
    image = pdf.pages[0].obj.Resources.XObject.P
    white = b"\xff" * (int(image.Width) * int(image.Height))
    image.write(white)
    image.ColorSpace = Name.DeviceGray


def _with_another_word(pdf):
    """The table of the unseen words gives 别 another meaning."""
    table = pdf.pages[0].obj.Resources.Font.W.ToUnicode
    table.write(
        table.read_bytes().replace("别".encode("utf-16-be").hex().upper().encode(), b"5F20")
    )


def _without_words(pdf):
    contents = pdf.pages[0].obj.Contents
    contents.write(contents.read_bytes().replace(b"TJ", b"pop"))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param(_with_another_word, "原件上没有的文字", id="a word that is none of its"),
        pytest.param(_without_words, "框外的文字少了", id="no words"),
    ],
)
def test_the_words_outside_the_boxes_are_those_of_the_original(change, said):
    faults = redaction.prove(original(), redacted(changed(change)), boxes()).faults
    for reader in (first_reader.NAME, second_reader.NAME):
        assert any(said in fault and reader in fault for fault in faults)


def test_readers_that_find_other_words_prove_nothing():
    """However few they are: a word lost, another one, the same in another order."""
    whole = Counter("公开别的内容")
    for second, said in (
        (whole, []),
        (Counter("公开别的容内"), []),
        (Counter("公开别的内"), ["两个读取程序", "框外的文字少了 1 个字（二）"]),
        (whole + Counter("张"), ["两个读取程序", "第 1 页有原件上没有的文字（二）"]),
    ):
        words = {"一": [whole], "二": [second]}
        faults = kept.differences(original(), words, good(), boxes())
        assert len(faults) == len(said)
        assert all(part in fault for part, fault in zip(said, faults, strict=True))


def test_a_blank_page_is_not_the_same_page():
    proof = redaction.prove(original(), redacted(changed(_without_picture)), boxes())
    assert any("与原件不一致" in fault for fault in proof.faults)


def test_a_secret_on_another_page_stops_the_release():
    first = [box for box in boxes(two_pages()) if box.page == 0]
    with pytest.raises(NotProved, match="第 2 页"):
        redaction.release(two_pages(), PDF, first)
    assert redaction.release(two_pages(), PDF, boxes(two_pages())).proof.holds


def _under_others(sample, page):
    page.contents_add(sample.text(SECRET, LEFT, 300))
    page.contents_add(sample.text("无关字", LEFT, 300))


def _pale(sample, page):
    page.contents_add(sample.text(SECRET, LEFT, 300, setup="0.95 0.95 0.95 rg"))
    page.contents_add(b"0.8 0 0 rg 50 200 200 50 re f")


def _recognised(sample, page):
    """A scan with the words that an earlier recognition has laid under it."""
    page.contents_add(sample.text("看得见", LEFT, 300))
    page.contents_add(sample.text(SECRET, LEFT, 300, setup="/Unseen gs"))
    page.obj.Resources.ExtGState = Dictionary(Unseen=Dictionary(ca=0))


@pytest.mark.parametrize(
    "mark",
    [
        pytest.param(_under_others, id="upon other letters"),
        pytest.param(_pale, id="almost white"),
        pytest.param(_recognised, id="recognised in a scan"),
    ],
)
def test_a_secret_that_only_the_picture_shows_stops_the_release(mark):
    """Neither reader finds it in the result: in its text it is not, for nobody could confirm it."""
    sample = Sample()
    page = sample.page(sample.text(f"公开{SECRET}", LEFT, TOP))
    mark(sample, page)
    content = sample.bytes()
    upper = [box for box in boxes(content) if box.y < 0.3]
    made_of_it = redaction.redact(content, PDF, upper)
    with first_reader.Pages(made_of_it.content) as pages:
        assert SECRET not in "".join(glyph.text for glyph in pages.glyphs(0))
    with pytest.raises(NotProved, match=f"“{SECRET}”仍在第 1 页（从上往下 6"):
        redaction.release(content, PDF, upper)
    assert redaction.release(content, PDF, boxes(content)).proof.holds


def test_a_reviewer_can_declare_a_word_harmless_but_never_a_number():
    wide = [Box(0, 0.1, 0.13, 0.5, 0.05, GROUND), boxes(two_pages())[1]]
    with pytest.raises(NotProved, match="姓名"):
        redaction.release(two_pages(), PDF, wide)
    proof = redaction.release(two_pages(), PDF, wide, harmless=["姓名"]).proof
    assert proof.waived == ("姓名",)
    twice = samples.plain(PHONE, "公开", PHONE)
    one = [redaction.find(twice)[0]]
    with pytest.raises(NotProved, match=PHONE):
        redaction.release(twice, PDF, one, harmless=[PHONE])


def test_the_proof_keeps_the_strings_to_itself():
    proof = redaction.prove(original(), redacted(original()), boxes())
    assert SECRET not in repr(proof)
    assert SECRET not in str(proof.facts())
    assert proof.facts()["holds"] is False


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        pytest.param(
            "钱多多，13800138000", {"钱多多,13800138000", "钱多多", "13800138000"}, id="both"
        ),
        pytest.param("张", set(), id="one character says nothing"),
        pytest.param("12", set(), id="nor do two digits"),
        pytest.param("＃！", set(), id="nor do marks"),
        pytest.param("Ａbc", {"abc"}, id="letters of any width"),
        pytest.param(NUMBER, {NUMBER.lower()}, id="an identity number keeps its X"),
    ],
)
def test_pieces(run, expected):
    assert pieces(run) == expected


@pytest.fixture
def tesseract(tmp_path, monkeypatch):
    """A program of this name that says what the test lets it say."""

    def install(script):
        program = tmp_path / "tesseract"
        program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")

    return install


def test_recognition_is_a_third_reader(tesseract):
    tesseract(f"cat > /dev/null; echo 别的 {SECRET}")
    proof = redaction.prove(original(), good(), boxes())
    assert [one.reader for one in proof.survivors] == ["Tesseract"]


def test_recognition_that_finds_nothing_is_named_as_a_reader(tesseract):
    tesseract("cat > /dev/null")
    proof = redaction.prove(original(), good(), boxes())
    assert proof.holds
    assert "Tesseract" in proof.readers


def test_recognition_that_breaks_is_no_pass(tesseract):
    tesseract("exit 3")
    proof = redaction.prove(original(), good(), boxes())
    assert any("文字识别没有完成" in fault for fault in proof.faults)


WORDS = [f"{a}{b}{c}" for a in "赵钱孙李周吴" for b in "大小多少" for c in "山水木石火"]


def _random_page(seed):
    chance = random.Random(seed)
    words = chance.sample(WORDS, 30)
    sample = Sample()
    places = [
        (word, 40 + 130 * (index % 4), 780 - 80 * (index // 4)) for index, word in enumerate(words)
    ]
    sample.page(*(sample.text(word, x, y) for word, x, y in places))
    return sample.bytes(), places


side = st.floats(0.02, 0.6)


@settings(max_examples=15, deadline=None, derandomize=True)
@given(
    seed=st.integers(0, 9999),
    drawn=st.lists(
        st.tuples(st.floats(0, 0.4), st.floats(0, 0.4), side, side), min_size=1, max_size=3
    ),
)
def test_no_reader_finds_a_word_that_lay_in_a_box(seed, drawn):
    content, places = _random_page(seed)
    chosen = [Box(0, x, y, w, h, GROUND) for x, y, w, h in drawn]
    result = redaction.redact(content, PDF, chosen, limits=Limits(dpi=72))
    with first_reader.Pages(result.content) as pages:
        geometry = pages.geometry(0)
        first = "".join(glyph.text for glyph in pages.glyphs(0))
    second = "".join(
        glyph.text for page in second_reader.read(result.content, [geometry]) for glyph in page
    )
    for word, x, y in places:
        rect = geometry.displayed(x, y, x + 60, y + 20)
        if any(rect.share_within(box.rect) > 0.999 for box in chosen):
            assert word not in first
            assert word not in second
        elif not any(rect.meets(box.rect) for box in chosen):
            assert word in first
            assert word in second
    assert redaction.prove(content, result, chosen, limits=Limits(dpi=72)).faults == ()
