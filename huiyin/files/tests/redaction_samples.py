"""Files that hide a secret in one way each, made on the spot.

The letters of the test font are drawn squares with a table that says what they mean (a Type 3
font): both readers read them, they leave traces when drawn, and no machine needs a Chinese font.
"""

import io
from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw

SECRET = "钱多多"
NUMBER = "11010519491231002X"
PHONE = "13800138000"
SIZE = 20
LEFT, TOP = 72, 700  # where the first line of `page` begins, in points from bottom left
GROUND = "个人隐私"


class Sample:
    """A PDF in the making: pages with lines of text at given places."""

    def __init__(self) -> None:
        self.pdf = pikepdf.new()
        self.codes: dict[str, int] = {}

    def text(self, text: str, x: float, y: float, size: float = SIZE, setup: str = "") -> bytes:
        """Operators that draw the text; characters get codes in 250-letter fonts as they come."""
        parts = [f"BT {setup}"]
        for index, char in enumerate(text):
            code = self.codes.setdefault(char, len(self.codes))
            parts.append(f"/F{code // 250} {size} Tf 1 0 0 1 {x + index * size} {y} Tm")
            parts.append(f"<{code % 250 + 1:02X}> Tj")
        return (" ".join(parts) + " ET\n").encode()

    def page(
        self,
        *drawn: bytes,
        size: tuple[float, float] = (595, 842),
        resources: dict[str, pikepdf.Object] | None = None,
        **entries: object,
    ) -> pikepdf.Page:
        page = self.pdf.add_blank_page(page_size=size)
        page.obj.Contents = self.pdf.make_stream(b"".join(drawn))
        page.obj.Resources = Dictionary(resources or {})
        for key, value in entries.items():
            page.obj[f"/{key}"] = value
        return page

    def bytes(self, **options: object) -> bytes:
        fonts = self._fonts()
        for page in self.pdf.pages:
            page.obj.Resources.Font = fonts
        out = io.BytesIO()
        self.pdf.save(out, **options)
        return out.getvalue()

    def _fonts(self) -> Dictionary:
        letters = list(self.codes)
        fonts = Dictionary()
        for number in range(len(letters) // 250 + 1):
            chosen = letters[number * 250 : number * 250 + 250]
            fonts[f"/F{number}"] = self.pdf.make_indirect(self._font(chosen))
        return fonts

    def _font(self, letters: Sequence[str]) -> Dictionary:
        shape = self.pdf.make_stream(b"1000 0 0 0 1000 1000 d1 60 60 880 880 re f")
        pairs = "\n".join(
            f"<{code:02X}> <{char.encode('utf-16-be').hex()}>"
            for code, char in enumerate(letters, 1)
        )
        cmap = (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
            "/CMapName /X def /CMapType 2 def 1 begincodespacerange <00> <FF>\n"
            f"endcodespacerange {len(letters)} beginbfchar\n{pairs}\nendbfchar endcmap end end"
        )
        names = [Name(f"/g{code}") for code in range(1, len(letters) + 1)]
        return Dictionary(
            Type=Name.Font,
            Subtype=Name.Type3,
            FontBBox=Array([0, 0, 1000, 1000]),
            FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
            CharProcs=Dictionary({str(name): shape for name in names}),
            Encoding=Dictionary(Type=Name.Encoding, Differences=Array([1, *names])),
            FirstChar=1,
            LastChar=max(len(letters), 1),
            Widths=Array([1000] * max(len(letters), 1)),
            ToUnicode=self.pdf.make_stream(cmap.encode()),
            Resources=Dictionary(),
        )


def plain(*lines: str, **entries: object) -> bytes:
    """One page with the lines below each other."""
    sample = Sample()
    drawn = [sample.text(line, LEFT, TOP - 40 * row) for row, line in enumerate(lines)]
    sample.page(*drawn, **entries)
    return sample.bytes()


def scan(pages: int = 1, dpi: int = 200, seed: int = 1) -> bytes:
    """Pages that are one noisy photograph each, with a dark bar at the top left."""
    pdf = pikepdf.new()
    for number in range(pages):
        out = io.BytesIO()
        paper(dpi, seed + number).save(out, "JPEG", quality=80)
        page = pdf.add_blank_page(page_size=(595, 842))
        image = pdf.make_stream(out.getvalue())
        _describe(image, dpi)
        page.obj.Resources = Dictionary(XObject=Dictionary(Im=image))
        page.obj.Contents = pdf.make_stream(b"q 595 0 0 842 0 0 cm /Im Do Q")
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def _describe(image: pikepdf.Stream, dpi: int) -> None:
    image.Type, image.Subtype = Name.XObject, Name.Image
    image.Width, image.Height = round(595 * dpi / 72), round(842 * dpi / 72)
    image.ColorSpace, image.BitsPerComponent = Name.DeviceRGB, 8
    image.Filter = Name.DCTDecode


def paper(dpi: int, seed: int) -> Image.Image:
    """A grey, noisy sheet with lines like those of print."""
    size = round(595 * dpi / 72), round(842 * dpi / 72)
    noise = Image.effect_noise(size, 12).point(lambda value: min(value + 100, 255))
    sheet = noise.convert("RGB")
    pencil = ImageDraw.Draw(sheet)
    for row in range(20):
        top = size[1] * (row + 2) // 24
        pencil.rectangle((size[0] // 10, top, size[0] * 6 // 10 + row * seed, top + 12), fill=0)
    return sheet
