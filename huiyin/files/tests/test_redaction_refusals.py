"""What cannot be redacted safely is refused, in words that say what to do."""

import base64
import io
import threading
import zlib
from contextlib import suppress

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from huiyin.files import redaction
from huiyin.files.redaction import Box, Limits

from . import redaction_samples as samples
from .redaction_samples import GROUND, LEFT, SECRET, TOP, Sample

PDF = "application/pdf"
BOX = Box(0, 0.1, 0.1, 0.5, 0.1, GROUND)


def encrypted(**passwords):
    with pikepdf.open(io.BytesIO(samples.plain(SECRET))) as pdf:
        out = io.BytesIO()
        pdf.save(out, encryption=pikepdf.Encryption(**passwords))
    return out.getvalue()


def dynamic():
    sample = Sample()
    sample.page(sample.text(SECRET, LEFT, TOP))
    sample.pdf.Root.AcroForm = Dictionary(XFA=sample.pdf.make_stream(b"<xdp/>"))
    return sample.bytes()


def bomb(times=1, letters=False):
    data = b"0" * 3_000_000
    for _ in range(times):
        data = zlib.compress(data, 9)
    if letters:
        data = base64.a85encode(data) + b"~>"
    sample = Sample()
    sample.page(b"")
    content = sample.bytes()
    packed = b"8 0 obj << /Filter /FlateDecode >>\nstream\n" + data + b"\nendstream endobj\n"
    return content.replace(b"\nxref", b"\n" + packed + b"xref", 1)


def huge_picture():
    sample = Sample()
    page = sample.page(b"q 100 0 0 100 0 0 cm /Im Do Q")
    image = sample.pdf.make_stream(b"x")
    image.Type, image.Subtype = Name.XObject, Name.Image
    image.Width = image.Height = 100_000
    image.ColorSpace, image.BitsPerComponent = Name.DeviceGray, 8
    page.obj.Resources = Dictionary(XObject=Dictionary(Im=image))
    return sample.bytes()


def many_pages():
    sample = Sample()
    for _ in range(4):
        sample.page(b"")
    return sample.bytes()


def huge_page():
    sample = Sample()
    sample.page(b"", size=(14000, 14000))
    return sample.bytes()


SMALL = Limits(pages=3, stream=2_000_000, inflated=2_500_000)


@pytest.mark.parametrize(
    ("make", "refusal", "message"),
    [
        pytest.param(
            lambda: encrypted(owner="a", user="b"), redaction.Encrypted, "加密", id="locked"
        ),
        pytest.param(lambda: encrypted(owner="a"), redaction.Encrypted, "加密", id="restricted"),
        pytest.param(dynamic, redaction.DynamicForm, "XFA", id="a dynamic form"),
        pytest.param(lambda: b"", redaction.BrokenFile, "损坏", id="empty"),
        pytest.param(lambda: b"%PDF-1.4\nx", redaction.BrokenFile, "损坏", id="broken"),
        pytest.param(lambda: b"GIF89a", redaction.BrokenFile, "损坏", id="not a PDF"),
        pytest.param(many_pages, redaction.TooLarge, "4 页", id="too many pages"),
        pytest.param(bomb, redaction.TooLarge, "展开", id="a stream that swells"),
        pytest.param(lambda: bomb(2), redaction.TooLarge, "展开", id="one that swells twice"),
        pytest.param(
            lambda: bomb(letters=True), redaction.TooLarge, "展开", id="one written in letters"
        ),
        pytest.param(huge_picture, redaction.TooLarge, "图片", id="a picture without end"),
        pytest.param(huge_page, redaction.TooLarge, "页面过大", id="a page without end"),
    ],
)
def test_files_that_are_refused(make, refusal, message):
    with pytest.raises(refusal, match=message):
        redaction.redact(make(), PDF, [BOX], limits=SMALL)


@pytest.mark.parametrize(
    ("boxes", "message"),
    [
        pytest.param([], "还没有画出", id="none"),
        pytest.param([Box(0, 0.1, 0.1, 0, 0.1, GROUND)], "没有大小", id="no width"),
        pytest.param([Box(0, 0.1, 0.1, 0.1, -0.1, GROUND)], "没有大小", id="less than no height"),
        pytest.param([Box(1, 0.1, 0.1, 0.1, 0.1, GROUND)], "只有 1 页", id="on a page that is not"),
        pytest.param(
            [Box(-1, 0.1, 0.1, 0.1, 0.1, GROUND)], "只有 1 页", id="before the first page"
        ),
        pytest.param([Box(0, 0.8, 0.1, 0.5, 0.1, GROUND)], "超出", id="beyond the edge"),
        pytest.param([Box(0, float("nan"), 0, 1, 1, GROUND)], "不是数字", id="not a number"),
        pytest.param([Box(0, 0, 0, 1, 1, "  ")], "依据", id="without a ground"),
        pytest.param([Box(0, 0, 0, 1, 1, "a\nb")], "依据", id="a ground of two lines"),
        pytest.param([Box(0, 0, 0, 1, 1, "条" * 61)], "60", id="a ground without end"),
        pytest.param([BOX] * 5001, "5001", id="boxes without end"),
    ],
)
def test_boxes_that_are_refused(boxes, message):
    with pytest.raises(redaction.Refused, match=message):
        redaction.redact(samples.plain(SECRET), PDF, boxes)


def test_other_kinds_of_file_are_refused():
    with pytest.raises(redaction.UnknownType, match="另存为 PDF"):
        redaction.redact(b"x", "application/msword", [BOX])


def test_every_cut_of_a_file_is_refused_or_read_but_never_breaks():
    content = samples.plain(SECRET)
    for end in range(0, len(content), 97):
        with suppress(redaction.Refused):
            assert redaction.redact(content[:end], PDF, [BOX]).content


def test_two_clerks_at_once_get_what_one_gets():
    content = samples.plain(SECRET, "其他内容")
    alone, results = redaction.redact(content, PDF, [BOX]).content, []
    clerks = [
        threading.Thread(
            target=lambda: results.append(redaction.redact(content, PDF, [BOX]).content)
        )
        for _ in range(4)
    ]
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join()
    assert results == [alone] * 4
