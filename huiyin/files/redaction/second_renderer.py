"""第二个绘图程序: another program draws the pages too, where one is installed.

PDFium makes the preview and the result; only a program that shares no code with it can tell whether
it left something out.
"""

import io
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
from PIL import Image, ImageChops

from . import pictures
from .boxes import Rect
from .glyphs import Geometry

_SIDE = 1200  # pixels of a page's longer side
_BATCH = 20  # pages drawn at a time
_SECONDS = 120  # for a batch
_STEPS = (1, 2, 3)
_NEAR = sum(_STEPS) + 1  # pixels that a line may be off, both ways together
_EDGE = 60  # of 255: what counts as something to be seen
_PALER = 4  # times that a hair line may be in one program and not in the other
_CELL, _POINTS = 16, 60  # a cell of so many pixels across with so many of them lost


class RendererError(Exception):
    """It is installed but failed; the caller decides what that means."""


class _Program(NamedTuple):
    command: str
    name: str

    def arguments(self, file: Path, first: int, last: int, out: Path) -> list[str]:
        if self.command == "mutool":
            return ["draw", "-q", "-w", str(_SIDE), "-h", str(_SIDE), "-c", "gray", "-F", "pgm",
                    "-o", f"{out}-%04d.pgm", str(file), f"{first}-{last}"]  # fmt: skip
        return ["-q", "-gray", "-cropbox", "-scale-to", str(_SIDE), "-f", str(first),
                "-l", str(last), str(file), str(out)]  # fmt: skip


NONE = "没有安装第二个绘图程序（poppler-utils 或 mupdf-tools），图像只由 PDFium 核对"
_PROGRAMS = (_Program("pdftoppm", "poppler"), _Program("mutool", "MuPDF"))


def _installed() -> tuple[str, _Program] | None:
    for program in _PROGRAMS:
        if path := shutil.which(program.command):
            return path, program
    return None


def name() -> str:
    """The name of the program; empty if none is installed."""
    installed = _installed()
    return installed[1].name if installed else ""


def draw(content: bytes, pages: int) -> Iterator[Image.Image]:
    """Every page in grey, by the installed program."""
    installed = _installed()
    if installed is None:
        raise RendererError("没有安装")
    path, program = installed
    with tempfile.TemporaryDirectory(prefix="huiyin-draw-") as place:
        file = Path(place) / "file.pdf"
        file.write_bytes(content)
        for first in range(1, pages + 1, _BATCH):
            last = min(first + _BATCH - 1, pages)
            _run([path, *program.arguments(file, first, last, Path(place) / "page")])
            drawn = sorted(Path(place).glob("page-*"))
            if len(drawn) != last - first + 1:
                raise RendererError(f"第 {first}–{last} 页没有画全")
            for one in drawn:
                yield _opened(one)
                one.unlink()


def _opened(file: Path) -> Image.Image:
    try:
        with Image.open(io.BytesIO(file.read_bytes()), formats=["PPM"]) as picture:
            return picture.convert("L")
    except (OSError, ValueError) as error:
        raise RendererError(str(error)) from error


def _run(command: list[str]) -> None:
    try:
        subprocess.run(command, capture_output=True, timeout=_SECONDS, check=True)  # noqa: S603 - no shell
    except (OSError, subprocess.SubprocessError) as error:
        raise RendererError(type(error).__name__) from error


def levelled(content: bytes, geometries: Sequence[Geometry]) -> bytes:
    """The file as every program can draw it alike: one crop of each page, and no mere marks.

    Frames of links, icons and empty fields have no appearance of their own, every program draws
    them as it likes; notes without one that say something were refused before.
    """
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for page, geometry in zip(pdf.pages, geometries, strict=True):
            page.obj.MediaBox = page.obj.CropBox = pikepdf.Array(
                [round(side, 3) for side in geometry[:4]]
            )
            notes: Any = page.obj.get("/Annots", [])
            if isinstance(notes, pikepdf.Array):
                page.obj.Annots = pikepdf.Array([note for note in notes if _has_appearance(note)])
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def _has_appearance(note: Any) -> bool:
    return isinstance(note, pikepdf.Dictionary) and "/AP" in note


def lost(old: Image.Image, new: Image.Image, covered: Sequence[Rect]) -> Rect | None:
    """Where the old picture shows something and the new one is even; boxes are left out."""
    if new.size != old.size:
        new = new.resize(old.size)
    kept = _edges(new).point(lambda value: min(value * _PALER, 255))
    points = ImageChops.subtract(_edges(old), kept).point(lambda value: 255 if value > _EDGE else 0)
    for rect in covered:
        left, top, right, bottom = pictures.pixels(rect, points.size, grow=_NEAR)
        points.paste(0, (left, top, right + 1, bottom + 1))
    cells = points.reduce(_CELL).point(lambda mean: 255 if mean * _CELL**2 >= 255 * _POINTS else 0)
    place = cells.getbbox()
    if place is None or (place[2] - place[0]) * (place[3] - place[1]) == 1:
        return None  # one cell alone is a soft edge; a letter takes more
    width, height = cells.size
    left, top, right, bottom = place
    return Rect(left / width, top / height, right / width, bottom / height)


def _edges(picture: Image.Image) -> Image.Image:
    """How much light and dark differ around each point: the same for any paper and any ink."""
    return ImageChops.subtract(
        _spread(picture, ImageChops.lighter), _spread(picture, ImageChops.darker)
    )


def _spread(
    picture: Image.Image, pick: Callable[[Image.Image, Image.Image], Image.Image]
) -> Image.Image:
    """The lightest or darkest of all points near by: far faster than a filter of that size."""
    for step in _STEPS:
        picture = pick(picture, ImageChops.offset(picture, step, 0))
        picture = pick(picture, ImageChops.offset(picture, 0, step))
    return ImageChops.offset(picture, -(_NEAR // 2), -(_NEAR // 2))
