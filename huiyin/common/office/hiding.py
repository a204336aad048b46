"""Invisible text of a Word file: hidden, tiny, transparent, or in the colour of its ground.

Words are called unseen only where that is plain: on a ground that only Word can tell they stay.
"""

import re
from collections.abc import Iterator
from typing import Any

from .markup import MC, W14, WP, WPS, A, M, W, amount, is_on, value
from .styles import Styles

_WHITE = "FFFFFF"
_HIGHLIGHTS = {"black": "000000", "white": _WHITE, "yellow": "FFFF00", "red": "FF0000"}
_LIKE = 8
"""of 255: what nobody tells apart"""
_FLAT = 40
"""twentieths of a point: a row or line that is so high shows no words"""
_TINY = 4
"""half points: nobody reads it"""
_FAR = 10_800_000
"""of 360,000 a centimetre: farther than any paper is wide"""
_GONE_BY_STYLE = re.compile(
    r"visibility\s*:\s*hidden|display\s*:\s*none|mso-hide\s*:\s*all"
    r"|(?:left|top)\s*:\s*-?\d{4,}(?:\.\d+)?pt|(?:^|;)\s*(?:width|height)\s*:\s*0(?:pt|in|cm)?\s*(?:;|$)"
)
_FILLED = re.compile(r"[0-9A-Fa-f]{6}")
_BOX = f"{W}txbxContent"
_PICTURES = (f"{W}drawing", f"{W}pict", f"{W}object")


def hidden(root: Any, styles: Styles, *, for_web: bool = False) -> Iterator[Any]:
    """Rows, shapes and words that nobody sees; `for_web` also what a web page would not show."""
    yield from (row for row in root.iter(f"{W}tr") if is_hidden_row(row))
    yield from _hidden_drawings(root)
    yield from _hidden_shapes(root)
    for run in root.iter(f"{W}r", f"{M}r"):
        if _hides(styles, run, for_web=for_web):
            yield run


def is_hidden_row(row: Any) -> bool:
    height = row.find(f"{W}trPr/{W}trHeight")
    if height is not None and height.get(f"{W}hRule") == "exact":
        height_text = value(height) or ""
        if height_text.isdecimal() and int(height_text) <= _FLAT:
            return True
    return is_on(row.find(f"{W}trPr/{W}hidden"))


def _hidden_drawings(root: Any) -> Iterator[Any]:
    for about in root.iter(f"{WP}docPr"):
        drawing = next(about.iterancestors(f"{W}drawing"), about)
        frame = about.getparent()
        if about.get("hidden") in {"1", "true"} or _has_no_room(frame) or _is_off_page(frame):
            yield drawing


def _has_no_room(frame: Any) -> bool:
    size = frame.find(f"{WP}extent")
    return size is not None and "0" in (size.get("cx"), size.get("cy"))


def _is_off_page(frame: Any) -> bool:
    places = [one.text or "" for one in frame.iter(f"{WP}posOffset")]
    return any(re.fullmatch(r"-?\d+", place) and abs(int(place)) > _FAR for place in places)


def _hidden_shapes(root: Any) -> Iterator[Any]:
    """Shapes of older Word that are not drawn."""
    for picture in root.iter(f"{W}pict"):
        for shape in picture:
            if _GONE_BY_STYLE.search(shape.get("style") or ""):
                yield shape


def _hides(styles: Styles, run: Any, *, for_web: bool) -> bool:
    names = ("vanish", "specVanish", "webHidden") if for_web else ("vanish", "specVanish")
    if any(styles.run_is(run, name) for name in names):
        return True
    if next(run.iter(*_PICTURES), None) is not None:  # size and colour are of words alone
        return False
    return _is_tiny(styles, run) or _is_clear(run) or _is_of_its_ground(styles, run)


def _is_tiny(styles: Styles, run: Any) -> bool:
    """Two points or less, pressed to a line, or on a line without height."""
    size = value(styles.run_says(run, "sz")) or ""
    width = (value(styles.run_says(run, "w")) or "").rstrip("%")
    if (size.isdecimal() and int(size) <= _TINY) or (width.isdecimal() and int(width) < 5):
        return True
    paragraph = next(run.iterancestors(f"{W}p"), None)
    line = None if paragraph is None else styles.paragraph_says(paragraph, "spacing")
    is_exact = line is not None and line.get(f"{W}lineRule") == "exact"
    return is_exact and 0 < amount(line, "line") <= _FLAT


def _is_clear(run: Any) -> bool:
    """Letters that are filled with nothing."""
    fill = run.find(f"{W}rPr/{W14}textFill")
    outline = run.find(f"{W}rPr/{W14}textOutline")
    return fill is not None and fill.find(f"{W14}noFill") is not None and outline is None


def _is_of_its_ground(styles: Styles, run: Any) -> bool:
    """White on the white of the page, red on red, blackened; unknown grounds show the words."""
    colour = value(styles.run_says(run, "color")) or "auto"
    highlight = value(styles.run_says(run, "highlight"))
    if colour == "auto":  # Word writes white on dark shades, not on dark highlights
        return highlight == "black"
    ground = _ground(styles, run, highlight)
    if ground is None:
        return False
    pairs = zip(_channels(colour), _channels(ground), strict=False)
    return all(abs(one - other) <= _LIKE for one, other in pairs)


def _ground(styles: Styles, run: Any, highlight: str | None) -> str | None:
    """The colour behind the words; None where only Word can tell."""
    if highlight not in (None, "none"):
        return _HIGHLIGHTS.get(highlight or "")
    shades = [run.find(f"{W}rPr/{W}shd")]
    for paragraph in run.iterancestors(f"{W}p"):
        shades.append(styles.paragraph_says(paragraph, "shd"))
        break
    for shade in shades:
        if shade is not None and (fill := _fill(shade)) != "auto":
            return fill
    return _ground_around(styles, run)


def _ground_around(styles: Styles, run: Any) -> str | None:
    """Of the nearest cell, table or box that has one, else the white of the page."""
    for around in run.iterancestors(f"{W}tc", f"{W}tbl", _BOX):
        if around.tag == f"{W}tc":
            fill = _fill(around.find(f"{W}tcPr/{W}shd"))
        elif around.tag == f"{W}tbl":
            fill = _fill_of_table(styles, around)
        else:
            fill = _fill_of_box(around)
        if fill != "auto":
            return fill
    paper = run.getroottree().getroot().find(f"{W}background")
    return _WHITE if paper is None else None


def _fill(shade: Any) -> str | None:
    if shade is None:
        return "auto"
    if value(shade) not in ("clear", "nil", None):
        return None
    fill: str = shade.get(f"{W}fill", "auto")
    return fill


def _fill_of_table(styles: Styles, table: Any) -> str | None:
    """A style of tables may shade its head or every other row: only Word can tell where."""
    for style in styles.chain(value(table.find(f"{W}tblPr/{W}tblStyle"))):
        if any(_fill(shade) not in ("auto", _WHITE) for shade in style.iter(f"{W}shd")):
            return None
    return _fill(table.find(f"{W}tblPr/{W}shd"))


def _fill_of_box(box: Any) -> str | None:
    """Of a text box: none, white, or something that only Word can tell."""
    shape = next(box.iterancestors(f"{WPS}wsp"), None)
    if shape is not None:
        looks = shape.find(f"{WPS}spPr")
        if looks is None or looks.find(f"{A}noFill") is not None:
            return "auto"
        fill = looks.find(f"{A}solidFill/{A}srgbClr")
        return None if fill is None else fill.get("val")
    old = next((ancestor for ancestor in box.iterancestors() if ancestor.getparent() is not None
                and ancestor.getparent().tag == f"{W}pict"), None)  # fmt: skip
    if old is None:
        return None
    if old.get("filled") in {"f", "false"}:
        return "auto"
    colour = (old.get("fillcolor") or "white").split()[0].lstrip("#")
    return _WHITE if colour.lower() in {"white", "fff", "window"} else colour


def _channels(colour: str) -> tuple[int, ...]:
    """Red, green, blue; far from everything where it is no colour."""
    if not _FILLED.fullmatch(colour):
        return (-999,)
    return tuple(int(colour[at : at + 2], 16) for at in (0, 2, 4))


def has_other_words(choice: Any) -> bool:
    """Whether what older programs show differs from what newer ones show."""
    first, other = choice.find(f"{MC}Choice"), choice.find(f"{MC}Fallback")
    shown, left = (
        "" if one is None else "".join(node.text or "" for node in one.iter(f"{W}t"))
        for one in (first, other)
    )
    return bool(shown and left.strip()) and left != shown
