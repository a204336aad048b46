"""The result: a PDF written from nothing, so that nothing of the original file can be in it.

Its whole vocabulary: a picture a page, the visible words once more as unseen text for search and
screen readers, and the ground of each box in white. No dates, no identifiers, no metadata: the
same input gives the same bytes.
"""

import struct
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from . import glyphless
from .boxes import Box
from .glyphless import EM
from .glyphs import Geometry, Glyph, turned
from .packing import Packed

_STEP = 20  # of an em: widths of one character closer than this are one code
_WIDEST = 32 * EM  # what a font can say
_LARGEST, _LEAST = 9.0, 4.5  # points of a caption


class PdfWriter:
    """Writes page after page; only the bytes of the result are kept."""

    def __init__(self) -> None:
        self.out = bytearray(b"%PDF-1.7\n%\xe5\x9b\x9e\xe9\x9f\xb3\n")
        self.offsets: dict[int, int] = {}
        self.pages: list[int] = []
        self.codes: dict[tuple[str, int], int] = {}
        self.catalog, self.tree, self.fonts = 1, 2, 3
        self.last = 3

    def add_page(
        self,
        geometry: Geometry,
        picture: Packed,
        glyphs: Sequence[Glyph],
        boxes: Sequence[Box],
    ) -> None:
        width, height = geometry.size
        image = self._object(*picture)
        upright = f"{' '.join(f'{part:g}' for part in _upright(geometry))} cm"
        drawn = [f"q {upright} {width:.3f} 0 0 {height:.3f} 0 0 cm /P Do Q"]
        drawn += self._words(glyphs, geometry)
        captions = [line for box in boxes for line in _caption(box, width, height)]
        drawn += [f"q {upright}", *captions, "Q"] if captions else []
        contents = self._packed("\n".join(drawn).encode())
        across, down = geometry.right - geometry.left, geometry.top - geometry.bottom
        page = (
            f"<< /Type /Page /Parent {self.tree} 0 R /MediaBox [0 0 {across:.3f} {down:.3f}]"
            f"{f' /Rotate {geometry.rotation}' if geometry.rotation else ''}"
            f"{f' /UserUnit {geometry.unit:g}' if geometry.unit != 1 else ''}"
            f" /Resources << /XObject << /P {image} 0 R >>"
            f" /Font {self.fonts} 0 R >>"
            f" /Contents {contents} 0 R >>"
        )
        self.pages.append(self._object(page))

    def finish(self) -> bytes:
        kids = " ".join(f"{number} 0 R" for number in self.pages)
        self._object(f"<< /Type /Catalog /Pages {self.tree} 0 R /Lang (zh-CN) >>", at=self.catalog)
        self._object(f"<< /Type /Pages /Count {len(self.pages)} /Kids [{kids}] >>", at=self.tree)
        self._fonts()
        start = len(self.out)
        self.out += f"xref\n0 {self.last + 1}\n0000000000 65535 f \n".encode()
        for number in range(1, self.last + 1):
            self.out += f"{self.offsets[number]:010d} 00000 n \n".encode()
        trailer = f"<< /Size {self.last + 1} /Root {self.catalog} 0 R >>"
        self.out += f"trailer\n{trailer}\nstartxref\n{start}\n%%EOF\n".encode()
        return bytes(self.out)

    def _object(self, head: str, data: bytes | None = None, *, at: int = 0) -> int:
        if not at:
            self.last += 1
            at = self.last
        self.offsets[at] = len(self.out)
        self.out += f"{at} 0 obj\n".encode()
        if data is None:
            self.out += head.encode()
        else:
            self.out += f"<< {head} /Length {len(data)} >>\nstream\n".encode()
            self.out += data + b"\nendstream"
        self.out += b"\nendobj\n"
        return at

    def _words(self, glyphs: Iterable[Glyph], geometry: Geometry) -> list[str]:
        """The visible characters, unseen (rendering mode 3), each line in one stroke."""
        drawn = [
            self._line(list(line), geometry)
            for _, line in groupby(glyphs, lambda one: (one.turn, one.line.top, one.line.bottom))
        ]
        return ["BT 3 Tr /W 1 Tf", *drawn, "ET"] if drawn else []

    def _line(self, line: list[Glyph], geometry: Geometry) -> str:
        """Characters of one line at their places: each says how far the next one is moved."""
        width, height = geometry.size
        tall = (line[0].line.bottom - line[0].line.top) * height
        start = at = line[0].line.left
        parts = []
        for glyph in line:
            left, _, right, _ = glyph.line
            if back := round((at - left) * width / tall * EM):
                parts.append(str(back))
            long = min(max(round((right - left) * width / tall * EM / _STEP), 1) * _STEP, _WIDEST)
            code = self.codes.setdefault((glyph.text, long), len(self.codes) + 1)
            parts.append(f"<{code:04X}>")
            at += (long - back) / EM * tall / width
        matrix = _matrix(start, line[0], geometry)
        return f"{matrix} Tm [{''.join(parts)}] TJ"

    def _fonts(self) -> None:
        """The fonts of all pages: one for the captions, one for the words."""
        names = f"/C {self._caption_font()} 0 R"
        if self.codes:
            names += f" /W {self._word_font()} 0 R"
        self._object(f"<< {names} >>", at=self.fonts)

    def _word_font(self) -> int:
        """Codes in the order of use, how wide each is, and a table of what they mean."""
        chars = [f"<{char.encode('utf-16-be').hex().upper()}>" for char, _ in self.codes]
        tables = []
        for start in range(0, len(chars) + 1, 256):  # a range may not go beyond its first byte
            block = chars[max(start - 1, 0) : start + 255]
            if block:
                first = max(start, 1)
                codes = f"<{first:04X}> <{first + len(block) - 1:04X}>"
                tables.append(f"1 beginbfrange\n{codes} [{' '.join(block)}]\nendbfrange")
        cmap = "\n".join(
            [
                "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
                "/CMapName /Words def /CMapType 2 def",
                "1 begincodespacerange <0000> <FFFF> endcodespacerange",
                *tables,
                "endcmap CMapName currentdict /CMap defineresource pop end end",
            ]
        )
        unicode = self._packed(cmap.encode())
        wide = sorted({long for _, long in self.codes})
        shapes = [0, *(wide.index(long) + 1 for _, long in self.codes)]
        shape_of = self._packed(struct.pack(f">{len(shapes)}H", *shapes))
        file = glyphless.font(wide)
        descriptor = self._object(
            "<< /Type /FontDescriptor /FontName /Words /Flags 4 /FontBBox [0 0 1000 1000]"
            " /ItalicAngle 0 /Ascent 1000 /Descent 0 /CapHeight 1000 /StemV 80"
            f" /FontFile2 {self._packed(file, f' /Length1 {len(file)}')} 0 R >>"
        )
        inner = self._object(
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Words"
            f" {self._widths()} /CIDToGIDMap {shape_of} 0 R"
            " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
            f" /FontDescriptor {descriptor} 0 R >>"
        )
        return self._object(
            "<< /Type /Font /Subtype /Type0 /BaseFont /Words /Encoding /Identity-H"
            f" /DescendantFonts [{inner} 0 R] /ToUnicode {unicode} 0 R >>"
        )

    def _widths(self) -> str:
        """The commonest width is everybody's; then the runs of codes that have others."""
        ((usual, _),) = Counter(long for _, long in self.codes).most_common(1)
        others = []
        for is_usual, run in groupby(self.codes.items(), lambda item: item[0][1] == usual):
            if not is_usual:
                items = list(run)
                others.append(f"{items[0][1]} [{' '.join(str(long) for (_, long), _ in items)}]")
        return f"/DW {usual} /W [{' '.join(others)}]"

    def _packed(self, data: bytes, more: str = "") -> int:
        return self._object(f"/Filter /FlateDecode{more}", zlib.compress(data, 9))

    def _caption_font(self) -> int:
        """One of the Chinese fonts every PDF viewer supplies itself."""
        descriptor = self._object(
            "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6"
            " /FontBBox [0 -120 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120"
            " /CapHeight 700 /StemV 80 >>"
        )
        inner = self._object(
            "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000"
            " /W [1 95 500]"
            " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >>"
            f" /FontDescriptor {descriptor} 0 R >>"
        )
        return self._object(
            "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H"
            f" /DescendantFonts [{inner} 0 R] >>"
        )


def _upright(geometry: Geometry) -> tuple[float, ...]:
    """From the page as displayed to the page as stored.

    Turned pages stay turned, so that readers take their lines in the order of the original.
    """
    width, height = (round(side, 3) for side in geometry.size)
    return {
        90: (0, 1, -1, 0, height, 0),
        180: (-1, 0, 0, -1, width, height),
        270: (0, -1, 1, 0, 0, width),
    }.get(geometry.rotation, (1, 0, 0, 1, 0, 0))


def _matrix(start: float, first: Glyph, geometry: Geometry) -> str:
    """Where a line begins on the page as stored: its foot, its height, and how it leans."""
    width, height = geometry.size
    x, down = turned(start * width, first.line.bottom * height, first.turn)
    a, b, c, d, e, f = _upright(geometry)
    foot = a * x + c * (height - down) + e, b * x + d * (height - down) + f
    cosine, sine = turned(
        (first.line.bottom - first.line.top) * height, 0, first.turn - geometry.rotation
    )
    parts = cosine, -sine, sine, cosine, *foot
    return " ".join(f"{part:.2f}" if abs(part) >= 0.005 else "0" for part in parts)


def caption_size(box: Box, width: float, height: float) -> float:
    """Points at which the ground fits into its box; 0 where it does not."""
    ems = sum(0.5 if char.isascii() else 1.0 for char in box.ground.strip())
    rect = box.rect
    across, tall = (rect.right - rect.left) * width, (rect.bottom - rect.top) * height
    size = min(_LARGEST, tall * 0.75, across * 0.95 / max(ems, 0.5))
    return size if size >= _LEAST else 0.0


def _caption(box: Box, width: float, height: float) -> list[str]:
    size = caption_size(box, width, height)
    if not size:
        return []
    text = box.ground.strip().encode("utf-16-be").hex().upper()
    rect = box.rect
    x = rect.left * width + size * 0.2
    middle = (1 - (rect.top + rect.bottom) / 2) * height
    return [
        f"BT 0 Tr 1 1 1 rg /C {size:.2f} Tf {x:.2f} {middle - size * 0.38:.2f} Td <{text}> Tj ET"
    ]
