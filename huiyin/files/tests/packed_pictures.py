"""Pictures as a PDF holds them, whole and damaged, in every packing there is."""

import io
import random
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw

from . import jbig2_samples
from .redaction_samples import LEFT, TOP, Sample

SIDE, SMALL = 400, 90


def sheet(side=SIDE):
    """Lines of print, and dust so that no row is like the one above it."""
    picture, chance = Image.new("L", (side, side), 255), random.Random(3)
    pencil = ImageDraw.Draw(picture)
    for row in range(12):
        top = (20 + row * 30) * side // SIDE
        across = (30 * side // SIDE, (200 + row * 12) * side // SIDE)
        pencil.rectangle((across[0], top, across[1], top + 15 * side // SIDE), fill=0)
    for _ in range(200):
        x, y = chance.randrange(side), chance.randrange(side * 11 // 12)
        pencil.rectangle((x, y, x + chance.randrange(4), y + 2), fill=chance.choice((0, 255)))
    return picture


def packed(kind, picture=None, **options):
    out = io.BytesIO()
    (picture or sheet()).save(out, kind, **options)
    return out.getvalue()


def strip(compression, options=None, picture=None):
    """Rows as fax machines pack them; `options` of group 3: 1 for two dimensions."""
    one = (picture or sheet()).convert("1", dither=Image.Dither.NONE)
    notes = {} if options is None else {"tiffinfo": {292: options}}
    tiff = packed("TIFF", one, compression=compression, strip_size=SIDE * SIDE, **notes)
    with Image.open(io.BytesIO(tiff)) as opened:
        (start,), (length,) = opened.tag_v2[273], opened.tag_v2[279]
    return tiff[start : start + length]


def fax_of(k, **more):
    parameters = Dictionary(K=k, Columns=SIDE, Rows=SIDE, **more)
    return {"BitsPerComponent": 1, "DecodeParms": parameters}


def small(**more):
    return {"BitsPerComponent": 1, "Width": SMALL, "Height": SMALL, **more}


def jbig2_fax():
    return jbig2_samples.page(SIDE, SIDE) + jbig2_samples.region(sheet(), fax=strip("group4"))


def jbig2_halftone(*, as_fax=False):
    """Dots of shapes that all pages share: these are kept apart from the page."""
    places = sheet(SMALL).resize((SMALL // 4, SMALL // 4))
    return jbig2_samples.page(SMALL, SMALL) + jbig2_samples.halftone(places, as_fax)


def two_patterns():
    both = Image.new("L", (8, 4), 255)
    both.paste(0, (4, 0, 8, 4))
    return jbig2_samples.patterns(both)


SHARED = Dictionary(JBIG2Globals=two_patterns())
PAGE, REGION = jbig2_samples.page(SMALL, SMALL), jbig2_samples.region(sheet(SMALL))
STRIPES = [
    jbig2_samples.region(sheet(SMALL).crop((0, top, SMALL, top + 30)), top, top + 1)
    for top in (0, 30, 60)
]
WHOLE = {
    "jbig2": (PAGE + REGION, "JBIG2Decode", small()),
    "jbig2 in stripes": (PAGE + b"".join(STRIPES), "JBIG2Decode", small()),
    "jbig2 of an unknown length": (
        PAGE + jbig2_samples.of_unknown_length(REGION, SMALL), "JBIG2Decode", small(),
    ),
    "jbig2 of shared patterns": (jbig2_halftone(), "JBIG2Decode", small(DecodeParms=SHARED)),
    "jbig2 as a fax": (jbig2_fax(), "JBIG2Decode", {"BitsPerComponent": 1}),
    "fax": (strip("group4"), "CCITTFaxDecode", fax_of(-1)),
    "fax of one dimension": (strip("group3", 0), "CCITTFaxDecode", fax_of(0)),
    "fax of two dimensions": (strip("group3", 1), "CCITTFaxDecode", fax_of(4)),
    "jpeg": (packed("JPEG"), "DCTDecode", {}),
    "jpeg in scans": (packed("JPEG", progressive=True), "DCTDecode", {}),
    "jpeg with restarts": (packed("JPEG", restart_marker_rows=1), "DCTDecode", {}),
    "jpeg 2000": (packed("JPEG2000"), "JPXDecode", {}),
    "jpeg 2000 in layers": (
        packed("JPEG2000", irreversible=True, quality_mode="rates", quality_layers=[40, 20]),
        "JPXDecode",
        {},
    ),
    "flate": (zlib.compress(sheet().tobytes()), "FlateDecode", {}),
    "plain": (sheet().tobytes(), "", {}),
}  # fmt: skip


def noise(data, start=0):
    chance = random.Random(1)
    return data[:start] + bytes(chance.randrange(256) for _ in data[start:])


def zeros(data):
    """As a disk leaves them where it lost a block."""
    middle, lost = len(data) // 2, max(len(data) // 12, 16)
    return data[:middle] + bytes(lost) + data[middle + lost :]


def ones(data):
    middle = len(data) // 2
    return data[:middle] + b"\xff" * 16 + data[middle + 16 :]


def lost(data):
    return data[: len(data) // 3] + data[len(data) // 2 :]


def lost_at_the_start(data):
    """The first packets of a tile; the marks before them stay."""
    start = data.index(b"\xff\x93") + 6
    return data[:start] + bytes(400) + data[start + 400 :]


def with_part_lost(data):
    """A part of the last segment is lost, and its length says nothing of it."""
    kept = lost(REGION[38:])
    return PAGE + REGION[:7] + (27 + len(kept)).to_bytes(4) + REGION[11:38] + kept


def without_a_mark(data):
    return data.replace(b"\xff\xd3", b"", 1)


def scan_cut(data):
    """A photograph in scans of which the first one lacks its second half."""
    start = data.index(b"\xff\xda")
    end = data.index(b"\xff\xc4", start)
    return data[: (start + end) // 2] + data[end:]


def with_end(data):
    """Cut in the middle, and closed as if it were whole."""
    return data[: len(data) // 2] + data[-2:]


HALF = len(packed("JPEG2000")) // 2
BROKEN = {
    "jbig2 of noise": ("jbig2", noise),
    "jbig2 with a wrong segment": (
        "jbig2", lambda _: PAGE + jbig2_samples.segment(1, 63, bytes(400)),
    ),
    "jbig2 cut off": ("jbig2", lambda data: data[:200]),
    "jbig2 without a picture": ("jbig2", lambda _: PAGE),
    "jbig2 of a lower page": (
        "jbig2", lambda data: jbig2_samples.page(SMALL, SMALL // 2) + data[len(PAGE) :],
    ),
    "jbig2 with zeros": ("jbig2", zeros),
    "jbig2 with ones": ("jbig2", ones),
    "jbig2 with a part lost": ("jbig2", with_part_lost),
    "jbig2 with zeros in a stripe": (
        "jbig2 in stripes", lambda _: PAGE + STRIPES[0] + zeros(STRIPES[1]) + STRIPES[2],
    ),
    "jbig2 of an unknown length, with zeros": ("jbig2 of an unknown length", zeros),
    "jbig2 of a length never given": (
        "jbig2 of an unknown length", lambda data: data.replace(b"\xff\xac", b"\xfe\xac"),
    ),
    "jbig2 of shared patterns, with zeros": ("jbig2 of shared patterns", zeros),
    "jbig2 of shared patterns as a fax": (
        "jbig2 of shared patterns", lambda _: jbig2_halftone(as_fax=True),
    ),
    "jbig2 as a fax, with zeros": ("jbig2 as a fax", zeros),
    "fax with zeros": ("fax", zeros),
    "fax with a part lost": ("fax", lost),
    "fax of noise": ("fax", noise),
    "fax cut off": ("fax", lambda data: data[: len(data) * 9 // 10]),
    "fax of one dimension, with zeros": ("fax of one dimension", zeros),
    "fax of one dimension, with a part lost": ("fax of one dimension", lost),
    "fax of two dimensions, with zeros": ("fax of two dimensions", zeros),
    "fax of two dimensions, with a part lost": ("fax of two dimensions", lost),
    "jpeg 2000 of noise": ("jpeg 2000", noise),
    "jpeg 2000 cut off": ("jpeg 2000", lambda data: data[:HALF]),
    "jpeg 2000 with a part lost": ("jpeg 2000", lost),
    "jpeg 2000 with zeros at its start": ("jpeg 2000 in layers", lost_at_the_start),
    "jpeg cut off": ("jpeg", lambda data: data[: len(data) // 2]),
    "jpeg cut off and closed": ("jpeg", with_end),
    "jpeg with a part lost": ("jpeg", lost),
    "jpeg in scans, one of them cut": ("jpeg in scans", scan_cut),
    "jpeg with a restart lost": ("jpeg with restarts", without_a_mark),
    "jpeg of noise": ("jpeg", noise),
    "flate cut off": (
        "flate", lambda _: zlib.compress(noise(bytes(SIDE * SIDE)))[: SIDE * SIDE // 2],
    ),
    "plain but short": ("plain", lambda data: data[: SIDE * 200]),
}  # fmt: skip
STRANGE = {
    "a packing that nobody knows": ("BrotliDecode", {}),
    "a colour space that nobody knows": ("", {"ColorSpace": Array([Name.Odd])}),
    "three bits a point": ("", {"BitsPerComponent": 3}),
}


def broken(kind, where="drawn"):
    of, damage = BROKEN[kind]
    data, packing, entries = WHOLE[of]
    damaged = damage(data)
    assert damaged != data
    return picture(damaged, packing, where=where, **entries)


def picture(data, kind, *, where="drawn", **entries):
    """A page, then one that shows the picture: by itself, as a mask, in a form or a pattern."""
    sample = Sample()
    sample.page(sample.text("公开内容", LEFT, TOP))
    page = sample.page(b"")
    pdf = sample.pdf
    image = pdf.make_stream(b"")
    image.write(data, filter=Name(f"/{kind}") if kind else None)
    entries = {"ColorSpace": Name.DeviceGray, "BitsPerComponent": 8} | entries
    if shared := entries.get("DecodeParms", {}).get("/JBIG2Globals"):
        held = pdf.make_stream(bytes(shared))
        entries = entries | {"DecodeParms": Dictionary(JBIG2Globals=held)}
    for key, value in {"Type": Name.XObject, "Subtype": Name.Image, "Width": SIDE,
                       "Height": SIDE, **entries}.items():  # fmt: skip
        image[f"/{key}"] = value
    if where == "mask":
        grey = pdf.make_stream(bytes(SIDE * SIDE))
        grey.Type, grey.Subtype, grey.Width, grey.Height = Name.XObject, Name.Image, SIDE, SIDE
        grey.ColorSpace, grey.BitsPerComponent, grey.SMask = Name.DeviceGray, 8, image
        image = grey
    inner = Dictionary(XObject=Dictionary(Im=image))
    drawn = b"q 400 0 0 400 50 300 cm /Im Do Q"
    if where == "form":
        form = pdf.make_stream(drawn)
        form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 595, 842])
        form.Resources = inner
        inner, drawn = Dictionary(XObject=Dictionary(Fm=form)), b"/Fm Do"
    if where == "pattern":
        tile = pdf.make_stream(drawn)
        tile.Type, tile.PatternType, tile.PaintType, tile.TilingType = Name.Pattern, 1, 1, 1
        tile.BBox, tile.XStep, tile.YStep = Array([0, 0, 595, 842]), 595, 842
        tile.Resources = inner
        inner = Dictionary(Pattern=Dictionary(Pt=tile))
        drawn = b"/Pattern cs /Pt scn 50 300 400 400 re f"
    page.obj.Resources, page.obj.Contents = inner, pdf.make_stream(drawn)
    out = io.BytesIO()
    for one in pdf.pages:
        one.obj.Resources.Font = sample._fonts()
    pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return out.getvalue()
