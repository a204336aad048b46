"""Cells whose value is invisible: formats that show nothing, text in the ground's colour, tiny
text.

White is called unseen only where the ground is plainly white: a table or a conditional format
may colour it otherwise.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from . import package

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_WHITE, _BLACK = (255, 255, 255), (0, 0, 0)
_LIKE = 8
_TINY = 2.0  # points
_INDEXED = {"0": _BLACK, "1": _WHITE, "8": _BLACK, "9": _WHITE, "64": _BLACK, "65": _WHITE}
_SECTION = re.compile(r'(?:[^;"\\]|"[^"]*"|\\.)*')
_SHOWS_NOTHING = re.compile(r'(?:\s|""|\[[^\]]*\]|_.|\*.)*')
_WORDS = frozenset({"s", "str", "inlineStr"})

Colour = tuple[int, ...]


@dataclass(frozen=True)
class Look:
    """One combination of format, font and fill."""

    code: str = ""
    is_tiny: bool = False
    colour: Colour | None = None
    ground: Colour | None = _WHITE
    is_filled: bool = False

    @property
    def is_of_its_ground(self) -> bool:
        if self.colour is None or self.ground is None:
            return False
        return all(abs(a - b) <= _LIKE for a, b in zip(self.colour, self.ground, strict=True))

    def shows(self, kind: str, value: str) -> bool:
        """Whether the format shows a value at all; leaving a zero blank hides nothing."""
        sections = [
            _SHOWS_NOTHING.fullmatch(section) is not None for section in _sections(self.code)
        ]
        if not any(sections):
            return True
        if kind in _WORDS:
            return len(sections) < 4 or not sections[3]
        try:
            number = float(value)
        except ValueError:
            return True
        at = 0 if number >= 0 or len(sections) < 2 else 1
        return number == 0 or not sections[at]


def _sections(code: str) -> list[str]:
    """Of positive, negative, nought and words."""
    if not code:
        return []
    parts, at = [], 0
    while at <= len(code):
        section = _SECTION.match(code, at)
        end = section.end() if section else at
        parts.append(code[at:end])
        at = end + 1
    return parts


class Looks:
    """All looks of a workbook."""

    def __init__(self, part: bytes | None, theme: bytes | None) -> None:
        root = package.parse(part) if part else None
        self._theme = _theme_white(theme)
        self.looks: list[Look] = [] if root is None else list(self._of_cells(root))
        self.hides_any = any(
            look.code or look.is_tiny or look.is_of_its_ground for look in self.looks
        )

    def _of_cells(self, root: Any) -> Iterator[Look]:
        codes = {one.get("numFmtId"): one.get("formatCode", "") for one in root.iter(f"{S}numFmt")}
        fonts = root.findall(f"{S}fonts/{S}font")
        fills = root.findall(f"{S}fills/{S}fill")
        for one in root.findall(f"{S}cellXfs/{S}xf"):
            code = codes.get(one.get("numFmtId"), "")
            font, fill = _at(fonts, one.get("fontId")), _at(fills, one.get("fillId"))
            ground = self._ground(fill)
            yield Look(
                code if any(map(_SHOWS_NOTHING.fullmatch, _sections(code))) else "",
                _is_tiny(font),
                self._colour(None if font is None else font.find(f"{S}color")),
                ground,
                ground != _WHITE,
            )

    def _ground(self, fill: Any) -> Colour | None:
        pattern = None if fill is None else fill.find(f"{S}patternFill")
        if pattern is None:
            return _WHITE if fill is None else None
        match pattern.get("patternType", "none"):
            case "none":
                return _WHITE
            case "solid":
                return self._colour(pattern.find(f"{S}fgColor"))
        return None

    def _colour(self, element: Any) -> Colour | None:
        if element is None or element.get("tint", "0") not in {"0", "0.0"}:
            return None
        if (digits := element.get("rgb")) is not None and re.fullmatch(r"[0-9A-Fa-f]{8}", digits):
            return tuple(int(digits[at : at + 2], 16) for at in (2, 4, 6))
        if element.get("theme") == "0":
            return self._theme
        return _INDEXED.get(element.get("indexed", ""))

    def hides(self, cell: Any) -> bool:
        """Whether a cell's value is invisible."""
        look = self._of(cell)
        return look is not None and (
            look.is_tiny or not look.shows(cell.get("t", "n"), _value(cell))
        )

    def is_of_its_ground(self, cell: Any) -> bool:
        look = self._of(cell)
        return look is not None and look.is_of_its_ground

    def is_filled(self, cell: Any) -> bool:
        look = self._of(cell)
        return look is not None and look.is_filled

    def _of(self, cell: Any) -> Look | None:
        style = cell.get("s", "0")
        number = int(style) if style.isdecimal() else 0
        return self.looks[number] if number < len(self.looks) else None


def _value(cell: Any) -> str:
    return str(cell.findtext(f"{S}v") or "")


def _at(listed: list[Any], number: str | None) -> Any:
    at = int(number) if number and number.isdecimal() else 0
    return listed[at] if at < len(listed) else None


def _is_tiny(font: Any) -> bool:
    size = None if font is None else font.find(f"{S}sz")
    try:
        return size is not None and float(size.get("val", "11")) <= _TINY
    except ValueError:
        return False


def _theme_white(part: bytes | None) -> Colour | None:
    """The first colour of a theme is the paper's, white unless it says otherwise."""
    if part is None:
        return _WHITE
    for first in package.parse(part).iter("{*}lt1"):
        for one in first:
            digits = one.get("lastClr") or one.get("val") or ""
            if re.fullmatch(r"[0-9A-Fa-f]{6}", digits):
                return tuple(int(digits[at : at + 2], 16) for at in (0, 2, 4))
    return _WHITE
