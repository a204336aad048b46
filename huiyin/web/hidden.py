"""看不见的字: what the reader of an HTML text does not see goes, before its styles are lost.

Styles hide words: deleted, hidden and comment text of Word, hidden rows of Excel, white on white.
Without its style such text would be read by everybody. `hidden.js` is the same rule for what is
pasted; `tests/hidden_cases.json` holds both to one table.
"""

import re
from dataclasses import dataclass, replace
from typing import Any

from lxml import html as lxml_html
from PIL import ImageColor

Element = Any
Style = dict[str, str]
Colour = tuple[int, int, int]

_SAYS = frozenset(
    {
        "display", "visibility", "opacity", "content-visibility", "mso-hide", "mso-element",
        "mso-special-character", "font", "font-size", "color", "background", "background-color",
        "height", "max-height", "width", "max-width", "line-height", "overflow", "overflow-x",
        "overflow-y", "left", "top", "right", "bottom", "inset", "margin", "margin-left",
        "margin-top", "text-indent", "clip", "clip-path", "transform", "zoom", "filter",
        "mso-highlight", "-webkit-text-fill-color",
    }
)  # fmt: skip
"""Properties that can hide."""
_NEVER_SEEN = frozenset(
    {
        "del", "w:del", "comment", "noscript", "noframes", "template", "title", "datalist",
        "script", "style", "head", "xml", "object", "video", "audio", "canvas", "iframe",
    }
)  # fmt: skip
_HINT = re.compile(
    rf"style\s*=|class\s*=|hidden|<(?:{'|'.join(sorted(_NEVER_SEEN))}|dialog|font)\b"
    r"|(?:width|height)\s*=\s*[\"']?0|bgcolor|#cmnt",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"(?:^|\s)(?:MsoComment\w*|msocom\w*)", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_AT = re.compile(r"@(?:charset|import|namespace)[^;{}]*;")
_REMARK = re.compile(r"/\*.*?\*/", re.DOTALL)
_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_MEDIA = re.compile(r"@media(?![^{]*\b(?:screen|all)\b)[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", re.I)
_COMPOUND = re.compile(r"([\w*-]*)((?:[.#][\w-]+)*)")
_LENGTH = re.compile(r"(-?(?:\d+\.?\d*|\.\d+))(px|pt|pc|em|rem|cm|mm|in|vw|vh|%)?")
_PIXELS = {
    "": 1, "px": 1, "pt": 4 / 3, "pc": 16, "em": 16, "rem": 16, "cm": 38, "mm": 3.8, "in": 96,
    "vw": 10, "vh": 8, "%": 0.16,
}  # fmt: skip
_TINY = 1.4  # pixels: one point
_FAR, _FARTHER = -300.0, 3000.0
_FAINT = 0.05
_FLATTENED = re.compile(
    r"scale[xy3d]*\(\s*0(?:\.0+)?\s*[,)]|translate[xy3d]*\([^)]*-\d{3,}(?:px|pt|em|%|vw)"
)
_CLIPPED = re.compile(r"rect\(\s*(?:0|1)|inset\((?:50|100)%|(?:circle|ellipse)\(\s*0")
_FONT = re.compile(r"(?:^|\s)(\.?\d[\d.]*(?:px|pt|em|%)?)(?=[/\s])")
_KNOWN_NAMES = re.compile(r"mso|wordsection|section\d|docs-internal|xl\d", re.IGNORECASE)
"""classes and ids of Word, Excel and their kin that give no ground"""
_RGB = re.compile(r"rgba?\(\s*(\d+)[,\s]+(\d+)[,\s]+(\d+)(?:\s*[,/\s]\s*([\d.]+%?))?\s*\)")
_NAMES = {"window": (255, 255, 255), "windowtext": (0, 0, 0)}
_LIKE = 8
WHITE: Colour = (255, 255, 255)


@dataclass(frozen=True)
class _Look:
    """What an element hands down: hidden, too small, the colour of its words, of its ground."""

    is_hidden: bool = False
    is_tiny: bool = False
    is_clear: bool = False
    colour: Colour | None = None
    ground: Colour | None = WHITE

    @property
    def shows_text(self) -> bool:
        if self.is_hidden or self.is_tiny or self.is_clear:
            return False
        if self.colour is None or self.ground is None:
            return True
        return any(abs(a - b) > _LIKE for a, b in zip(self.colour, self.ground, strict=True))


def drop_hidden(html: str) -> str:
    """The HTML without what its reader does not see."""
    if not _HINT.search(html):
        return html
    root = lxml_html.fragment_fromstring(_CONTROL.sub("", html), create_parent="div")
    drop_from(root)
    return str(lxml_html.tostring(root, encoding="unicode"))[len("<div>") : -len("</div>")]


def drop_from(root: Element, sheets: Element | None = None) -> None:
    """The same for a tree, in place; `sheets` holds the style elements, if they stand outside."""
    rules = Rules(root if sheets is None else sheets)
    _drop_columns(root, rules)
    waiting = [(root, rules.style(root), _Look())]
    while waiting:
        element, style, above = waiting.pop()
        look = _look(element, style, above)
        if not look.shows_text:
            element.text = _space(element.text)
        for child in list(element):
            if not look.shows_text:
                child.tail = _space(child.tail)
            if not isinstance(child.tag, str):
                continue
            style = rules.style(child)
            if _is_gone(child, style) or (look.is_hidden and child.tag == "img"):
                _put(child, child.tail)
            else:
                waiting.append((child, style, look))


def _space(text: str | None) -> str | None:
    """Hidden words leave the space they stood in."""
    return " " if text and text != text.strip() else None


def _put(element: Element, instead: str | None) -> None:
    """Take an element out and put text in its place."""
    parent, before = element.getparent(), element.getprevious()
    parent.remove(element)
    if before is not None:
        before.tail = (before.tail or "") + (instead or "")
    else:
        parent.text = (parent.text or "") + (instead or "")


def _is_gone(element: Element, style: Style) -> bool:
    return (
        element.tag in _NEVER_SEEN
        or (element.tag == "dialog" and element.get("open") is None)
        or element.get("hidden") is not None
        or bool(_COMMENT.search(element.get("class") or ""))
        or (element.get("href") or "").startswith("#cmnt")
        or _is_put_away(style)
        or _is_without_room(element, style)
    )


def _is_put_away(style: Style) -> bool:
    return (
        style.get("display") == "none"
        or _number(style.get("zoom", "")) == 0
        or re.search(r"opacity\(\s*0(?:\.0+)?%?\s*\)", style.get("filter", "")) is not None
        or style.get("mso-hide") == "all"
        or style.get("mso-element", "").startswith("comment")
        or style.get("mso-special-character") == "comment"
        or style.get("content-visibility") == "hidden"
        or (1.0 if (opacity := _number(style.get("opacity", ""))) is None else opacity) < _FAINT
    )


def _is_without_room(element: Element, style: Style) -> bool:
    """No height, no width, or clipped to nothing; or far outside of the page."""
    clips = any(style.get(f"overflow{axis}") in {"hidden", "clip"} for axis in ("", "-x", "-y"))
    is_row = element.tag == "tr"
    flat = _is_nought(style, "height", "max-height")
    if (flat and (clips or is_row)) or (is_row and element.get("height") == "0"):
        return True
    if clips and _is_nought(style, "width", "max-width", "line-height"):
        return True
    return (
        _is_far(style, clips)
        or _CLIPPED.match(style.get("clip", "") + style.get("clip-path", "")) is not None
        or _FLATTENED.search(style.get("transform", "")) is not None
    )


def _is_nought(style: Style, *names: str) -> bool:
    return any(_pixels(style.get(name, "")) == 0 for name in names)


def _is_far(style: Style, clips: bool) -> bool:
    away = ("left", "top", "right", "bottom", "margin-left", "margin-top", "text-indent")
    places = [style.get(name, "") for name in away]
    places += [*style.get("inset", "").split(), *style.get("margin", "").split()]
    lengths = [_pixels(place) or 0 for place in places]
    if clips and style.get("text-indent", "").endswith("%"):
        lengths.append(_FARTHER * (_number(style["text-indent"]) or 0) + _FARTHER / 2)
    return any(length < _FAR or length > _FARTHER for length in lengths)


def _look(element: Element, style: Style, above: _Look) -> _Look:
    look = above
    if (visibility := style.get("visibility", "inherit")) != "inherit":
        look = replace(look, is_hidden=visibility in {"hidden", "collapse"})
    size = _font_size(style)
    if size is not None:
        look = replace(look, is_tiny=size < _TINY)
    colour = style.get("-webkit-text-fill-color") or style.get("color")
    colour = colour or (element.get("color") if element.tag == "font" else None)
    if not colour and look.colour is None and "mso-highlight" in style:
        colour = "black"  # 涂黑
    if colour:
        look = replace(look, colour=_colour(colour), is_clear=_is_transparent(colour))
    ground = style.get("background") or style.get("background-color") or element.get("bgcolor")
    if ground and ground not in {"none", "transparent", "initial", "inherit", "auto"}:
        look = replace(look, ground=_colour(ground.split()[0]))
    elif _has_unknown_looks(element, style):
        look = replace(look, ground=None)
    return look


def _has_unknown_looks(element: Element, style: Style) -> bool:
    """A class or id that no style sheet at hand explains may give a ground to white words."""
    names = [*(element.get("class") or "").split(), *(element.get("id") or "").split()]
    return not style and any(not _KNOWN_NAMES.match(name) for name in names)


def _font_size(style: Style) -> float | None:
    """In pixels; a part of what is around counts where it is next to nothing."""
    said = _FONT.search(style.get("font", "") + " ")
    told = style.get("font-size") or (said[1] if said else None)
    if told is None or (size := _pixels(told)) is None:
        return None
    return None if told.endswith(("%", "em")) and size > _TINY else size


def _pixels(told: str) -> float | None:
    found = _LENGTH.fullmatch(told)
    return float(found[1]) * _PIXELS[found[2] or ""] if found else None


def _number(told: str) -> float | None:
    try:
        return float(told.rstrip("%")) / (100 if told.endswith("%") else 1)
    except ValueError:
        return None


def _rgba(told: str) -> tuple[int, ...] | None:
    """Names, digits, shares and hsl."""
    if told in _NAMES:
        return _NAMES[told]
    try:
        return ImageColor.getrgb(told)
    except ValueError:
        return None


def _colour(told: str) -> Colour | None:
    found = _RGB.fullmatch(told)
    if found:
        return (int(found[1]), int(found[2]), int(found[3]))
    rgba = _rgba(told)
    return None if rgba is None else (rgba[0], rgba[1], rgba[2])


def _is_transparent(told: str) -> bool:
    found = _RGB.fullmatch(told)
    if found:
        return bool(found[4]) and _number(found[4]) == 0
    rgba = _rgba(told)
    return told == "transparent" or (rgba is not None and len(rgba) == 4 and rgba[3] == 0)


def _declared(text: str) -> tuple[Style, Style]:
    """What is said, and of it what is said to be important."""
    style, important = Style(), Style()
    for part in _ESCAPE.sub(_unescaped, _REMARK.sub("", text)).split(";"):
        name, _, value = part.partition(":")
        name, value = name.strip().lower(), value.strip().lower()
        plain = re.sub(r"\s*!\s*important$", "", value)
        told = re.sub(r"calc\(([^()]*)\)", r"\1", plain).strip("'\"")
        if name in _SAYS and told:
            (style if plain == value else important)[name] = told
    return style, important


def _unescaped(escape: re.Match[str]) -> str:
    code = int(escape[1], 16)
    return chr(code) if 0 < code < 0x110000 else ""


_Rule = tuple[tuple[int, int, int], list[str], tuple[Style, Style]]
"""weight, selector in its parts, what it says"""


class Rules:
    """The style sheets at hand, each rule found by what its selector ends in.

    Names, classes and ids, one below another, are understood; other selectors match nothing.
    """

    def __init__(self, root: Element) -> None:
        self.by_end: dict[str, list[_Rule]] = {}
        count = 0
        for sheet in root.iter("style"):
            text = _REMARK.sub("", sheet.text or "").replace("<!--", "").replace("-->", "")
            for selectors, declared in _RULE.findall(_AT.sub("", _MEDIA.sub("", text))):
                for selector in selectors.split(","):
                    count += 1
                    self._add(count, re.split(r"[\s>]+", selector.strip()), _declared(declared))

    def _add(self, order: int, parts: list[str], style: tuple[Style, Style]) -> None:
        found = _COMPOUND.fullmatch(parts[-1])
        if found is None or not parts[-1] or not any(style):
            return
        whole = "".join(parts)
        weight = (whole.count("#"), whole.count("."), order)
        end = re.findall(r"[.#][\w-]+", found[2])
        self.by_end.setdefault(end[-1] if end else found[1].lower(), []).append(
            (weight, parts, style)
        )

    def style(self, element: Element) -> Style:
        """What style sheets and the element itself say, the weightiest last."""
        said: list[tuple[Style, Style]] = []
        if self.by_end and isinstance(element.tag, str):
            ends = {element.tag, "*", f"#{element.get('id')}"}
            ends |= {f".{name}" for name in (element.get("class") or "").split()}
            rules = (rule for end in ends for rule in self.by_end.get(end, ()))
            for _, (*outer, last), declared in sorted(rules, key=lambda rule: rule[0]):
                if _is(element, last) and all(
                    any(_is(one, part) for one in element.iterancestors()) for part in outer
                ):
                    said.append(declared)
        said.append(_declared(element.get("style") or ""))
        return {
            name: value for level in (0, 1) for one in said for name, value in one[level].items()
        }


def _is(element: Element, compound: str) -> bool:
    found = _COMPOUND.fullmatch(compound)
    if found is None or not compound:
        return False
    if found[1].lower() not in {"", "*", element.tag}:
        return False
    names = re.findall(r"([.#])([\w-]+)", found[2])
    classes = (element.get("class") or "").split()
    return all(
        name in classes if sign == "." else element.get("id") == name for sign, name in names
    )


def _drop_columns(root: Element, rules: Rules) -> None:
    """Cells of hidden columns go with them."""
    for table in root.iter("table"):
        gone: set[int] = set()
        at = 0
        for column in table.iter("col"):
            span = _span(column, "span")
            style = rules.style(column)
            flat = column.get("width") == "0" or _is_nought(style, "width")
            if flat or any(map(_is_no_column, (style, rules.style(column.getparent())))):
                gone |= set(range(at, at + span))
            at += span
        if gone:
            _take_columns(table, gone)


def _is_no_column(style: Style) -> bool:
    return _is_put_away(style) or style.get("visibility") in {"hidden", "collapse"}


def _take_columns(table: Element, gone: set[int]) -> None:
    taken: set[tuple[int, int]] = set()
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    for y, row in enumerate(rows):
        x = 0
        for cell in [cell for cell in row if cell.tag in ("td", "th")]:
            while (x, y) in taken:
                x += 1
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            mine = set(range(x, x + wide))
            taken |= {(column, y + down) for column in mine for down in range(high)}
            if mine <= gone:
                row.remove(cell)
            elif left := mine - gone:
                cell.set("colspan", str(len(left)))
            x += wide
    for column in list(table.iter("colgroup", "col")):
        if column.getparent() is not None:
            column.getparent().remove(column)


def _span(cell: Element, name: str) -> int:
    told = (cell.get(name) or "1").strip()
    return max(int(told), 1) if told.isascii() and told.isdecimal() and len(told) < 4 else 1
