"""The result: a PDF written from nothing, so that nothing of the original file can be in it.

Its whole vocabulary: a picture a page, the visible words once more as unseen text for search and
screen readers, and the ground of each box in white. No dates, no identifiers, no metadata: the
same input gives the same bytes.
"""

import io
import zlib
from collections.abc import Iterable, Sequence

from PIL import Image, ImageChops

from .boxes import Box
from .glyphs import Glyph

_GREY = 10  # channels this close are grey
_LETTERS = 250  # of one font
_LARGEST, _LEAST = 9.0, 4.5  # points of a caption
_QUALITY = 85


class PdfWriter:
    """Writes page after page; only the bytes of the result are kept."""

    def __init__(self) -> None:
        self.out = bytearray(b"%PDF-1.7\n%\xe5\x9b\x9e\xe9\x9f\xb3\n")
        self.offsets: dict[int, int] = {}
        self.pages: list[int] = []
        self.codes: dict[str, int] = {}
        self.catalog, self.tree, self.fonts = 1, 2, 3
        self.last = 3

    def add_page(
        self,
        size: tuple[float, float],
        picture: Image.Image,
        glyphs: Sequence[Glyph],
        boxes: Sequence[Box],
        *,
        photographic: bool,
    ) -> None:
        width, height = size
        image = self._object(*_packed(picture, photographic=photographic))
        drawn = [f"q {width:.3f} 0 0 {height:.3f} 0 0 cm /P Do Q"]
        drawn += self._words(glyphs, width, height)
        for box in boxes:
            drawn += _caption(box, width, height)
        contents = self._object("/Filter /FlateDecode", zlib.compress("\n".join(drawn).encode()))
        page = (
            f"<< /Type /Page /Parent {self.tree} 0 R /MediaBox [0 0 {width:.3f} {height:.3f}]"
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

    def _words(self, glyphs: Iterable[Glyph], width: float, height: float) -> list[str]:
        """Each visible character at its place, unseen (rendering mode 3)."""
        drawn, font = [], -1
        for glyph in glyphs:
            number, code = divmod(self.codes.setdefault(glyph.text, len(self.codes)), _LETTERS)
            if number != font:
                font = number
                drawn.append(f"/W{font} 1 Tf")
            across = (glyph.rect.right - glyph.rect.left) * width
            tall = (glyph.rect.bottom - glyph.rect.top) * height
            x, y = glyph.rect.left * width, (1 - glyph.rect.bottom) * height
            drawn.append(f"{across:.2f} 0 0 {tall:.2f} {x:.2f} {y:.2f} Tm <{code + 1:02X}> Tj")
        return ["BT 3 Tr", *drawn, "ET"] if drawn else []

    def _fonts(self) -> None:
        """The fonts of all pages: one for the captions, one for every 250 characters in use."""
        letters = list(self.codes)
        names = [f"/C {self._caption_font()} 0 R"]
        if letters:  # one shape for all of them: as wide as said, and empty
            shape = self._object("", b"1000 0 0 0 1000 1000 d1")
        for start in range(0, len(letters), _LETTERS):
            font = self._word_font(letters[start : start + _LETTERS], shape)
            names.append(f"/W{start // _LETTERS} {font} 0 R")
        self._object(f"<< {' '.join(names)} >>", at=self.fonts)

    def _word_font(self, letters: list[str], shape: int) -> int:
        """A font without shapes: codes in order of use, and a table of what they mean."""
        pairs = [
            f"<{code:02X}> <{char.encode('utf-16-be').hex().upper()}>"
            for code, char in enumerate(letters, 1)
        ]
        blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
        tables = [
            f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks
        ]
        cmap = "\n".join(
            [
                "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
                "/CMapName /Words def /CMapType 2 def",
                "1 begincodespacerange <00> <FF> endcodespacerange",
                *tables,
                "endcmap CMapName currentdict /CMap defineresource pop end end",
            ]
        )
        unicode = self._object("/Filter /FlateDecode", zlib.compress(cmap.encode()))
        codes = range(1, len(letters) + 1)
        shapes = " ".join(f"/g{code} {shape} 0 R" for code in codes)
        names = " ".join(f"/g{code}" for code in codes)
        return self._object(
            "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000]"
            f" /FontMatrix [0.001 0 0 0.001 0 0] /CharProcs << {shapes} >>"
            f" /Encoding << /Type /Encoding /Differences [1 {names}] >>"
            f" /FirstChar 1 /LastChar {len(letters)} /Widths [{' '.join(['1000'] * len(letters))}]"
            f" /ToUnicode {unicode} 0 R /Resources << >> >>"
        )

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


def _packed(picture: Image.Image, *, photographic: bool) -> tuple[str, bytes]:
    """Drawn pages without loss, photographs and scans as JPEG; grey where there is no colour."""
    red, green, blue = picture.split()
    grey = max(
        ImageChops.difference(red, green).getextrema()[1],  # type: ignore[arg-type,type-var]
        ImageChops.difference(green, blue).getextrema()[1],  # type: ignore[arg-type,type-var]
    )
    if grey <= _GREY:  # type: ignore[operator]
        picture = picture.convert("L")
    space = "/DeviceGray" if picture.mode == "L" else "/DeviceRGB"
    head = (
        f"/Type /XObject /Subtype /Image /Width {picture.width} /Height {picture.height}"
        f" /ColorSpace {space} /BitsPerComponent 8"
    )
    if not photographic:
        return head + " /Filter /FlateDecode", zlib.compress(picture.tobytes(), 6)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=_QUALITY)
    return head + " /Filter /DCTDecode", out.getvalue()
