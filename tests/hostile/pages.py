"""PDFs, pictures and saved pages of strangers: name → content."""

import io
import struct
import zlib

import pikepdf
from PIL import Image


def pdf(*objects, trailer=b""):
    """Objects as they stand, numbered from 1; the first one is the root."""
    output, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(output))
        output += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(output)
    output += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    output += b"".join(b"%010d 00000 n \n" % place for place in places)
    output += b"trailer\n<</Root 1 0 R /Size %d %s>>\n" % (len(objects) + 1, trailer)
    return output + b"startxref\n%d\n%%%%EOF" % start


def stream(content, keys=b""):
    return b"<<%s /Length %d>>\nstream\n%s\nendstream" % (keys, len(content), content)


def packed(content, keys=b""):
    return stream(zlib.compress(content, 9), b"/Filter /FlateDecode " + keys)


def swelling(megabytes, byte=b" ", first=b""):
    """What unpacks to so many bytes, without packing them all: its blocks are alike."""
    stream = b"\x78\xda"
    for content, times in ((first, 1), (byte * 2**20, megabytes)):
        machine = zlib.compressobj(9, zlib.DEFLATED, -15)
        stream += (machine.compress(content) + machine.flush(zlib.Z_FULL_FLUSH)) * times
    return stream + b"\x03\0" + b"\0" * 4


ROOT = b"<</Type /Catalog /Pages 2 0 R>>"
PAGES = b"<</Type /Pages /Kids [3 0 R] /Count 1>>"
PAGE = b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R /Resources %s>>"


def page(content, resources=b"<<>>", *more):
    return pdf(ROOT, PAGES, PAGE % resources, content, *more)


def forms(depth=12, width=10):
    """Each form draws the next one ten times."""
    drawn = b" ".join(b"/F Do" for _ in range(width))
    keys = (
        b"/Type /XObject /Subtype /Form /BBox [0 0 300 300] /Resources <</XObject <</F %d 0 R>>>>"
    )
    rest = [stream(drawn, keys % (number + 1)) for number in range(5, 5 + depth)]
    last = stream(b"0 0 9 9 re f", b"/Type /XObject /Subtype /Form /BBox [0 0 300 300]")
    return page(stream(drawn), b"<</XObject <</F 5 0 R>>>>", *rest, last)


def locked():
    document, out = pikepdf.new(), io.BytesIO()
    document.add_blank_page()
    document.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


def image(keys, content=b""):
    keys = b"/Type /XObject /Subtype /Image /ColorSpace /DeviceGray /BitsPerComponent 8 " + keys
    return page(stream(b"300 0 0 300 0 0 cm /I Do"), b"<</XObject <</I 5 0 R>>>>",
                stream(content, keys))  # fmt: skip


PDFS = {
    "pages that are their own pages": lambda: pdf(
        ROOT, b"<</Type /Pages /Kids [2 0 R 2 0 R] /Count 99999999>>"
    ),
    "pages below pages": lambda: pdf(
        ROOT,
        *[b"<</Type /Pages /Kids [%d 0 R] /Count 1>>" % (n + 1) for n in range(2, 9000)],
        b"<</Type /Page /Parent 2 0 R>>",
    ),
    "a stream that swells": lambda: page(stream(swelling(500), b"/Filter /FlateDecode")),
    "a stream of strokes": lambda: page(packed(b"0 0 m 300 300 l S " * 3_000_000)),
    "letters without end": lambda: page(
        packed(b"BT /F 9 Tf " + b"(aaaaaaaaaa) Tj " * 2_000_000 + b"ET"),
        b"<</Font <</F <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>>>",
    ),
    "brackets in brackets": lambda: page(stream(b"[" * 400_000 + b"]" * 400_000)),
    "states saved for ever": lambda: page(packed(b"q " * 5_000_000)),
    "forms in forms": forms,
    "a form that draws itself": lambda: page(
        stream(b"/F Do"), b"<</XObject <</F 5 0 R>>>>",
        stream(b"/F Do /F Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]"
               b" /Resources <</XObject <</F 5 0 R>>>>"),
    ),
    "a huge picture": lambda: image(b"/Width 100000 /Height 100000", b"x"),
    "a huge picture that swells": lambda: image(
        b"/Width 20000 /Height 20000 /Filter /FlateDecode", swelling(400, b"\0")
    ),
    "a huge fax": lambda: image(
        b"/Width 65000 /Height 65000 /Filter /JBIG2Decode",
        struct.pack(">IBBBI", 0, 48, 0, 1, 19) + struct.pack(">IIIIBH", 65000, 65000, 0, 0, 0, 0),
    ),
    "a huge sheet of paper": lambda: page(stream(b"0 0 9 9 re f")).replace(
        b"0 0 300 300", b"0 0 99999999 99999999"
    ),
    "a password": locked,
    "a table of contents that leads back": lambda: page(stream(b"")).replace(
        b"/Size 5 ", b"/Size 5 /Prev 9 "
    ),
    "objects in a stream that swells": lambda: pdf(
        ROOT, PAGES, PAGE % b"<<>>",
        stream(swelling(400, first=b"1 0 "),
               b"/Filter /FlateDecode /Type /ObjStm /N 99999999 /First 9"),
    ),
    "notes upon notes": lambda: pdf(
        ROOT, PAGES,
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Annots [" + b"4 0 R " * 150_000 + b"]>>",
        b"<</Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (x)>>",
    ),
    "bookmarks that lead back": lambda: pdf(
        b"<</Type /Catalog /Pages 2 0 R /Outlines 4 0 R>>", PAGES,
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9]>>",
        b"<</First 5 0 R>>", b"<</Title (x) /Next 5 0 R>>",
    ),
    "half of a file": lambda: page(packed(b"0 0 m 9 9 l S " * 1000))[:300] + b"%%EOF",
}  # fmt: skip


def picture(kind, size=(64, 64), frames=1, **options):
    out, first = io.BytesIO(), Image.new("RGB", size)
    rest = [Image.new("RGB", size, (n % 256, n // 256, 9)) for n in range(1, frames)]
    if rest:
        options |= {"save_all": True, "append_images": rest}
    first.save(out, kind, **options)
    return out.getvalue()


def chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(
        ">I", zlib.crc32(kind + content)
    )  # fmt: skip


def png(width, height, *chunks, data=b"x\x9cc\0\0\0\1\0\1"):
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    content = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + b"".join(chunks)
    return content + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def cyclic_tiff():
    """Its only directory of one entry is followed by itself."""
    entry = struct.pack("<HHII", 256, 4, 1, 60000)
    return b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", 1) + entry + struct.pack("<I", 8)


PICTURES = {
    "a hundred thousand squared": lambda: png(100_000, 100_000),
    "thirteen thousand squared, of nothing": lambda: png(13_000, 13_000, data=swelling(500, b"\0")),
    "a note that swells": lambda: png(
        8, 8, chunk(b"zTXt", b"a\0\0" + swelling(300))
    ),
    "a profile that swells": lambda: png(
        8, 8, chunk(b"iCCP", b"a\0\0" + swelling(300))
    ),
    "notes without number": lambda: png(8, 8, *[chunk(b"tEXt", b"a\0b")] * 60_000),
    "a film of png": lambda: picture("PNG", (8, 8), 1500),
    "a film of gif": lambda: picture("GIF", (8, 8), 1500),
    "a film of webp": lambda: picture("WEBP", (8, 8), 1500),
    "half a photograph": lambda: picture("JPEG", (900, 900))[:400] + b"\xff\xd9",
    "a photograph of markers": lambda: b"\xff\xd8\xff\xe0\0\x10JFIF" + b"\xff\xe1\0\2" * 200_000
    + b"\xff\xd9",
    "a photograph sixty thousand squared": lambda: picture("JPEG", (8, 8)).replace(
        struct.pack(">HH", 8, 8), struct.pack(">HH", 60_000, 60_000)
    ),
    "pages that lead back": cyclic_tiff,
    "drawn in words": lambda: b"<svg xmlns='http://www.w3.org/2000/svg'>" + b"<g>" * 100_000,
}  # fmt: skip

HTML = b"<html><head><title>t</title></head><body>%s</body></html>"
SAVED_PAGES = {
    "elements in elements": HTML % (b"<div>" * 100_000),
    "tables in tables": HTML % (b"<table><tr><td>" * 30_000),
    "attributes without number": HTML
    % (b"<p " + b" ".join(b"a%d=1" % n for n in range(90_000)) + b">x"),
    "rules for each element": HTML
    % (b"<style>" + b"".join(b".a%d b{display:none}" % n for n in range(9000)) + b"</style>"
       + b"<p class='a1'><b>x</b></p>" * 12_000),
    "a rule within a rule": HTML
    % (b"<style>" + b":not(" * 40_000 + b"a{display:none}</style><p>x"),
    "steps of a selector": HTML
    % (b"<style>" + b"* " * 9000 + b"x{display:none}</style>" + b"<div>" * 250 + b"x"),
    "white space without end": HTML % (b"<p>" + b" \t" * 400_000 + b"x"),
    "a title of dashes": HTML.replace(b"<title>t", b"<title>" + b"- " * 200_000) % b"<p>x",
    "links without number": HTML % (b"<a href=a.pdf>x</a>" * 45_000),
    "cells that are labels": HTML % ("<td>索引号<td>：".encode() * 40_000),
    "numbers for persons": HTML % (b"<p>" + b"1101011990010100" * 50_000),
    "entities": HTML % (b"&amp" * 200_000),
    "variables of variables": HTML
    % (b"<style>p{" + b"".join(b"--a%d:var(--a%d)var(--a%d);" % (n, n + 1, n + 1)
                               for n in range(500)) + b"color:var(--a0)}</style><p>x"),
    "zeros": b"\0" * 900_000,
}  # fmt: skip
