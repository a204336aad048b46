"""Zip archives that swell, lie, overlap or nest, and office files in them."""

import io
import struct
import zipfile

XML = b'<?xml version="1.0" encoding="UTF-8"?>'
LAUGHS = b"<!DOCTYPE x [" + b"<!ENTITY a0 'ha'>" + b"".join(
    f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>".encode() for n in range(1, 10)
) + b"]>"  # fmt: skip
OUTSIDE = b'<!DOCTYPE x [<!ENTITY out SYSTEM "file:///etc/passwd">]>'


def packed(parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def swollen():
    return packed({"a.txt": b"0" * 40_000_000})


def nested():
    inner = packed({"a.txt": b"0" * 20_000_000})
    for _ in range(4):
        inner = packed({f"{n}.zip": inner for n in range(8)})
    return inner


def lying(content, declared=10):
    """The directory says that each part is small."""
    archive, at = bytearray(content), 0
    while (at := archive.find(b"PK\x01\x02", at)) >= 0:
        archive[at + 24 : at + 28] = struct.pack("<I", declared)
        at += 46
    return bytes(archive)


def overlapping(parts=4000):
    """Every entry of the directory is the same packed megabyte."""
    content = packed({"a": b"0" * 1_000_000})
    start = content.index(b"PK\x01\x02")
    entry = content[start : content.index(b"PK\x05\x06")]
    ending = bytearray(content[-22:])
    ending[8:12] = struct.pack("<HH", parts, parts)
    ending[12:20] = struct.pack("<II", len(entry) * parts, start)
    return content[:start] + entry * parts + bytes(ending)


def long_list(parts=11_000):
    return packed({f"{n:x}": b"" for n in range(parts)})


TYPES = "application/vnd.openxmlformats-officedocument."
_RELATION = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}",
    "http://schemas.openxmlformats.org/package/2006/relationships",
)


def _relations(*pairs):
    kinds, space = _RELATION
    rows = "".join(
        f'<Relationship Id="r{n}" Type="{kinds.format(kind)}" Target="{target}"/>'
        for n, (kind, target) in enumerate(pairs)
    )
    return XML + f'<Relationships xmlns="{space}">{rows}</Relationships>'.encode()


def _types(part, kind):
    return (
        XML
        + (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="rels"'
            ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/{part}" ContentType="{TYPES}{kind}.main+xml"/></Types>'
        ).encode()
    )


SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


def workbook(rows=b"", *, before=b"", after=b"", strings=b"", styles=b"", head=b"", whole=None):
    """One sheet; `whole` is its part as it stands."""
    space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    sheet = head + SHEET + before + b"<sheetData>" + rows + b"</sheetData>" + after
    return packed({
        "[Content_Types].xml": _types("xl/workbook.xml", "spreadsheetml.sheet"),
        "_rels/.rels": _relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": XML + b"<workbook " + space + b' xmlns:r="'
        + _RELATION[0].rpartition("/")[0].encode()
        + b'"><sheets><sheet name="a" sheetId="1" r:id="r0"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relations(
            ("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml"),
            ("styles", "styles.xml"),
        ),
        "xl/worksheets/sheet1.xml": whole if whole is not None else XML + sheet + b"</worksheet>",
        "xl/sharedStrings.xml": XML + head + b"<sst " + space + b">" + strings + b"</sst>",
        "xl/styles.xml": XML + b"<styleSheet " + space + b">" + styles + b"</styleSheet>",
    })  # fmt: skip


W = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def document(body, *, head=b"", **parts):
    pairs = [(name, f"{name}.xml") for name in parts]
    return packed({
        "[Content_Types].xml": _types("word/document.xml", "wordprocessingml.document"),
        "_rels/.rels": _relations(("officeDocument", "word/document.xml")),
        "word/document.xml": XML + head + b"<w:document " + W + b"><w:body>" + body
        + b"</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations(*pairs),
        **{f"word/{name}.xml": XML + content for name, content in parts.items()},
    })  # fmt: skip


def ofd(page, **parts):
    head = b'<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016">'
    return packed({
        "OFD.xml": XML + head + b"<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
        b"</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": XML + head + b"</ofd:OFD>",
        "Doc_0/Pages/Page_0/Content.xml": XML + page,
        **{f"Doc_0/{name}": content for name, content in parts.items()},
    })  # fmt: skip
