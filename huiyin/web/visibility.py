"""Whether what a style says hides an element: put away, without room, far outside of the page."""

import re

from .stylesheets import Style

TINY = 2.7
"""pixels: two points"""
_LENGTH = re.compile(r"([-+]?(?:\d+(?:\.\d*)?|\.\d+))(px|pt|pc|em|rem|cm|mm|in|vw|vh|%)?")
_PIXELS = {
    "": 1, "px": 1, "pt": 4 / 3, "pc": 16, "em": 16, "rem": 16, "cm": 38, "mm": 3.8, "in": 96,
    "vw": 10, "vh": 8, "%": 0.16,
}  # fmt: skip
_SUM = re.compile(r"(calc|min|max|clamp)\(([^()]*)\)")
_TIMES_NOUGHT = re.compile(r"(?<![\d.])0(?:\.0+)?[a-z%]*\s*\*|\*\s*0(?:\.0+)?(?![\d.])")
_FAR, _FARTHER = -300.0, 3000.0
_FAINT = 0.05
_NO_ROOM = 1.4  # pixels
_FLATTENED = re.compile(
    r"scale[xy3d]*\(\s*0(?:\.0+)?\s*[,)]|translate[xy3d]*\([^)]*-\d{3,}(?:px|pt|em|%|vw)"
    r"|rotate[xy]\(\s*-?90deg"
)
_CLIPPED = re.compile(
    r"rect\(\s*(?:0|1)|inset\((?:50|100)%|(?:circle|ellipse)\(\s*0"
    r"|polygon\(\s*0(?:px|%)?\s+0(?:px|%)?\s*(?:,\s*0(?:px|%)?\s+0(?:px|%)?\s*)*\)"
)
_FONT = re.compile(r"(?:^|\s)(\.?\d[\d.]*(?:px|pt|em|%)?)(?=[/\s])")
_CLEAR = re.compile(r"opacity\(\s*0(?:\.0+)?%?\s*\)")
_PLACES = ("left", "top", "right", "bottom", "margin-left", "margin-top", "text-indent")


def pixels(said: str) -> float | None:
    """A length, or the result of a simple sum."""
    if match := _LENGTH.fullmatch(said):
        return float(match[1]) * _PIXELS[match[2] or ""]
    match = _SUM.fullmatch(said)
    if match is None:
        return None
    if match[1] == "calc":
        return 0.0 if _TIMES_NOUGHT.search(match[2]) else None
    parts = [pixels(part.strip()) for part in match[2].split(",")]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    if match[1] == "clamp":
        return max(known[0], min(known[1:]))
    return min(known) if match[1] == "min" else max(known)


def number(said: str) -> float | None:
    try:
        return float(said.rstrip("%")) / (100 if said.endswith("%") else 1)
    except ValueError:
        return None


def font_size(style: Style) -> float | None:
    """In pixels; a part of what is around counts where it is next to nothing."""
    short = _FONT.search(style.get("font", "") + " ")
    said = style.get("font-size") or (short[1] if short else None)
    if said is None or (size := pixels(said)) is None:
        return None
    return None if said.endswith(("%", "em")) and size > TINY else size


def is_put_away(style: Style) -> bool:
    opacity = number(style.get("opacity", ""))
    return (
        style.get("display") == "none"
        or number(style.get("zoom", "")) == 0
        or _CLEAR.search(style.get("filter", "")) is not None
        or style.get("mso-hide") == "all"
        or style.get("mso-element", "").startswith("comment")
        or style.get("mso-special-character") == "comment"
        or style.get("content-visibility") == "hidden"
        or (opacity is not None and opacity < _FAINT)
    )


def is_without_room(style: Style, *, is_row: bool = False) -> bool:
    """No height, no width, or clipped to nothing; or far outside of the page."""
    clips = any(style.get(f"overflow{axis}") in {"hidden", "clip"} for axis in ("", "-x", "-y"))
    if is_row and _is_least(style, 0, "height", "max-height"):
        return True
    if clips and _is_least(style, _NO_ROOM, "height", "max-height", "width", "max-width"):
        return True
    if clips and _is_least(style, 0, "line-height"):
        return True
    return (
        _is_far(style, clips=clips)
        or _CLIPPED.match(style.get("clip", "") + style.get("clip-path", "")) is not None
        or _FLATTENED.search(style.get("transform", "")) is not None
        or number(style.get("scale", "").split(" ")[0]) == 0
    )


def _is_least(style: Style, most: float, *names: str) -> bool:
    sizes = (pixels(style.get(name, "")) for name in names)
    return any(size is not None and 0 <= size <= most for size in sizes)


def has_no_width(style: Style) -> bool:
    return _is_least(style, 0, "width")


def _is_far(style: Style, *, clips: bool) -> bool:
    places = [style.get(name, "") for name in _PLACES]
    places += [*style.get("inset", "").split(), *style.get("margin", "").split()]
    places += style.get("translate", "").split()
    lengths = [pixels(place) or 0 for place in places]
    if clips and style.get("text-indent", "").endswith("%"):
        lengths.append(_FARTHER * (number(style["text-indent"]) or 0) + _FARTHER / 2)
    return any(length < _FAR or length > _FARTHER for length in lengths)
