"""Workbooks, Word files, tables and OFD files of strangers: name → content."""

import struct

from .archives import (
    LAUGHS,
    OUTSIDE,
    SHEET,
    XML,
    W,
    document,
    long_list,
    lying,
    nested,
    ofd,
    overlapping,
    packed,
    swollen,
    workbook,
)

CELL = b'<c r="%s"><v>1</v></c>'
TEXT = b"<w:p><w:r><w:t>x</w:t></w:r></w:p>"


def row(number, cells):
    return b'<row r="%d">%s</row>' % (number, cells)


def old_workbook(chain):
    """A compound file whose table of sectors is `chain`: 0 → 0 goes round for ever."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    head += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<I", 0) + b"\xff" * (436 - 4)
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(512, b"\xff")
    name = "Workbook".encode("utf-16-le").ljust(64, b"\0")
    entry = name + struct.pack("<HBBIII", 18, 2, 1, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF)
    entry += b"\0" * 36 + struct.pack("<IQ", 1, 2**31)
    return head + table + entry * 4


WORKBOOKS = {
    "cells that do not say where they are": lambda: workbook(
        row(1, CELL % b"XFD1") + row(1048576, b"<c><v>1</v></c>")
    ),
    "a cell in the last corner": lambda: workbook(
        row(1, CELL % b"A1") + row(1048576, CELL % b"XFD1048576")
    ),
    "a column far away in many rows": lambda: workbook(
        b"".join(row(n, CELL % b"XFD%d" % n) for n in range(1, 1001))
    ),
    "a dimension of everything": lambda: workbook(
        row(1, CELL % b"A1"), before=b'<dimension ref="A1:XFD1048576"/>'
    ),
    "places that are none": lambda: workbook(
        row(1, CELL % b"A99999999999999999999" + CELL % b"A0" + CELL % b"ZZZZZZZ1" + CELL % b"-1")
        + b'<row r="-5"><c><v>1</v></c></row><row r="99999999999999999999"><c><v>1</v></c></row>'
    ),
    "all cells merged": lambda: workbook(
        row(1, CELL % b"A1"),
        after=b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>' * 2000,
    ),
    "a long text in a million cells": lambda: workbook(
        b"".join(row(n, b'<c t="s"><v>0</v></c>' * 1000) for n in range(1, 1001)),
        strings=b"<si><t>" + b"x" * 30_000 + b"</t></si>",
    ),
    "columns hidden again and again": lambda: workbook(
        row(1, CELL % b"A1"),
        before=b"<cols>" + b'<col min="1" max="16384" hidden="1"/>' * 20_000 + b"</cols>",
    ),
    "columns from below nought": lambda: workbook(
        row(1, CELL % b"A1"),
        before=b'<cols><col min="-2000000000" max="5" hidden="1"/></cols>',
    ),
    "entities of entities": lambda: workbook(
        row(1, b'<c t="inlineStr"><is><t>&a9;</t></is></c>'), strings=b"<si><t>&a9;</t></si>",
        head=LAUGHS,
    ),
    "an entity of another file": lambda: workbook(
        row(1, b'<c t="inlineStr"><is><t>&out;</t></is></c>'), head=OUTSIDE
    ),
    "elements in elements": lambda: workbook(b"<x>" * 100_000 + b"</x>" * 100_000),
    "a million styles": lambda: workbook(
        row(1, b'<c r="A1" s="999999"><v>1</v></c>'),
        styles=b"<fonts>" + b"<font/>" * 300_000 + b"</fonts><cellXfs>" + b"<xf/>" * 300_000
        + b"</cellXfs>",
    ),
    "quotes of cells without end": lambda: workbook(whole=XML + SHEET + b"<c r=\"" * 100_000),
    "a sheet of spaces": lambda: workbook(whole=XML + b" " * 15_000_000),
    "parts that say they are small": lambda: lying(workbook(row(1, CELL % b"A1"))),
}  # fmt: skip


def nested_tables(depth):
    opened, closed = b"<w:tbl><w:tr><w:tc>", b"<w:p/></w:tc></w:tr></w:tbl>"
    return opened * depth + TEXT + closed * depth


WORD_FILES = {
    "paragraphs without words": lambda: document(b"<w:p/>" * 400_000),
    "tables in tables": lambda: document(nested_tables(80) * 200),
    "elements in elements": lambda: document(b"<w:p>" * 100_000 + b"</w:p>" * 100_000),
    "a hundred thousand runs": lambda: document(
        b"<w:p>" + b"<w:r><w:t>x</w:t></w:r>" * 40_000 + b"</w:p>"
    ),
    "text boxes in text boxes": lambda: document(
        (b"<w:p><w:r><w:pict><w:txbxContent>" * 50 + TEXT * 20
         + b"</w:txbxContent></w:pict></w:r></w:p>" * 50) * 100
    ),
    "changes in changes": lambda: document(
        (b"<w:p>" + b"<w:ins>" * 200 + b"<w:r><w:t>x</w:t></w:r>" + b"</w:ins>" * 200
         + b"</w:p>") * 500
    ),
    "fields that begin and never end": lambda: document(
        b'<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:t>x</w:t></w:r></w:p>' * 60_000
    ),
    "braces": lambda: document(b"<w:p><w:r><w:t>" + b"{{ " * 300_000 + b"</w:t></w:r></w:p>"),
    "styles that are each other's ground": lambda: document(
        b'<w:p><w:pPr><w:pStyle w:val="s0"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>' * 500,
        styles=b"<w:styles " + W + b">" + b"".join(
            b'<w:style w:type="paragraph" w:styleId="s%d"><w:basedOn w:val="s%d"/></w:style>'
            % (n, (n + 1) % 3000) for n in range(3000)
        ) + b"</w:styles>",
    ),
    "lists of lists": lambda: document(
        (b'<w:p><w:pPr><w:numPr><w:ilvl w:val="8"/><w:numId w:val="1"/></w:numPr></w:pPr>'
         b"<w:r><w:t>x</w:t></w:r></w:p>") * 20_000,
        numbering=b"<w:numbering " + W + b">" + b"".join(
            b'<w:abstractNum w:abstractNumId="%d"><w:lvl w:ilvl="8"><w:start w:val="2147483647"/>'
            b'<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%%9"/></w:lvl></w:abstractNum>'
            % n for n in range(8000)
        ) + b'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>',
    ),
    "entities of entities": lambda: document(
        b"<w:p><w:r><w:t>&a9;</w:t></w:r></w:p>", head=LAUGHS
    ),
    "an entity of another file": lambda: document(
        b"<w:p><w:r><w:t>&out;</w:t></w:r></w:p>", head=OUTSIDE
    ),
    "parts that say they are small": lambda: lying(document(TEXT * 20_000)),
    "symbols that are no characters": lambda: document(
        b'<w:p><w:r><w:sym w:char="FFFFFFFFFF"/></w:r></w:p>'
    ),
}  # fmt: skip

OFD_FILES = {
    "elements in elements": lambda: ofd(b"<x>" * 100_000 + b"</x>" * 100_000),
    "objects in objects": lambda: ofd(
        (b'<PageBlock Visible="true">' * 200 + b"<TextObject>x</TextObject>"
         + b"</PageBlock>" * 200) * 300
    ),
    "a root that is its own page": lambda: ofd(
        b"<a/>", **{"Document.xml": b"<Document><Page BaseLoc='Document.xml'/></Document>" * 2}
    ),
    "entities of entities": lambda: ofd(LAUGHS + b"<TextCode>&a9;</TextCode>"),
}  # fmt: skip

ARCHIVES = {
    "one part that swells": swollen,
    "archives in archives": nested,
    "one part for many": overlapping,
    "a long list of parts": long_list,
    "parts that say they are small": lambda: lying(packed({"a.txt": b"0" * 10**7})),
    "a word file that is an archive of nothing": lambda: packed({"[Content_Types].xml": b"<a>"}),
    "many pages": lambda: packed({f"{n}.html": b"<p>" * 3000 for n in range(50)}),
}

OLD_WORKBOOKS = {
    "sectors that go round": lambda: old_workbook([0xFFFFFFFD, 1, 1, 1]),
    "sectors that lead nowhere": lambda: old_workbook([0xFFFFFFFD, 900, 5_000_000]),
    "no sectors": lambda: old_workbook([]),
}

TABLES = {
    "one long field": lambda: b'a,"' + b"x" * 900_000 + b'"',
    "a quote without end": lambda: b'a,b\n"' + b"x,\n" * 250_000,
    "nothing but commas": lambda: b"," * 900_000,
    "a quote for each byte": lambda: b'"' * 900_001,
    "zeros": lambda: b"a,b\n" + b"\0" * 500_000,
    "half a character": lambda: "表头".encode("utf-16")[:-1] + b"\xd8" * 1001,
    "lines without end": lambda: b"\n" * 900_000,
}
