"""Word: what its reader sees. Changes are accepted, hidden text is dropped, fields show their value."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from . import numbering, package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_NO = frozenset({"0", "false", "off", "none"})
_GONE = frozenset({f"{W}del", f"{W}moveFrom"})
_MARKED = frozenset({f"{W}rPr", f"{W}trPr"})
"""Within them it is a mark of the whole paragraph or row."""
_KEPT = frozenset({f"{W}ins", f"{W}moveTo"})
_WRAPPERS = frozenset({f"{W}fldSimple", f"{W}smartTag", f"{W}customXml"})
_NOTES = frozenset(
    f"{W}{name}"
    for name in (
        "rPrChange", "pPrChange", "tblPrChange", "tblPrExChange", "tblGridChange", "tcPrChange",
        "trPrChange", "sectPrChange", "numberingChange", "cellIns", "cellMerge",
        "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd",
        *(f"customXml{kind}Range{end}"
          for kind in ("Ins", "Del", "MoveFrom", "MoveTo") for end in ("Start", "End")),
    )
)  # fmt: skip
_COMMENTS = frozenset(
    f"{W}{name}"
    for name in ("commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef")
)
_WHITE = "FFFFFF"
_HIGHLIGHTS = {"black": "000000", "white": _WHITE, "yellow": "FFFF00", "red": "FF0000"}
_LIKE = 8
"""of 255: what nobody tells apart"""
_FLAT = 40
"""twentieths of a point: a row that is so high shows no words"""
_BREAKS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}


def accept(root: Any) -> None:
    """接受修订: what was deleted or moved away goes, what was inserted is plain text."""
    _drop_all(row for row in root.iter(f"{W}tr") if row.find(f"{W}trPr/{W}del") is not None)
    _drop_all(cell for cell in root.iter(f"{W}tc") if cell.find(f"{W}tcPr/{W}cellDel") is not None)
    ended = [one for one in root.iter(f"{W}p") if _mark_is_gone(one)]
    _drop_all(one for one in root.iter(*_GONE) if one.getparent().tag not in _MARKED)
    for paragraph in ended:
        _join_next(paragraph)
    for one in list(root.iter(*_KEPT)):
        if one.getparent().tag not in _MARKED:
            unwrap(one)
    _drop_all(root.iter(*_KEPT, *_GONE, *_NOTES))


def _drop_all(elements: Iterable[Any]) -> None:
    for element in list(elements):
        if element.getparent() is not None:
            element.getparent().remove(element)


def drop_comments(root: Any) -> None:
    _drop_all(root.iter(*_COMMENTS))


def drop_hidden(root: Any, styles: "Styles", *, for_web: bool = False) -> None:
    """隐藏文字, hidden rows, hidden shapes; `for_web` also what a web page would not show."""
    for row in list(root.iter(f"{W}tr")):
        if is_hidden_row(row):
            _drop(row)
    for run in list(root.iter(f"{W}r", f"{M}r")):
        if run.getparent() is not None and styles.hides(run, for_web=for_web):
            _drop(run)
    for shape in list(root.iter(_DRAWING)):
        if shape.get("hidden") in {"1", "true"}:
            _drop(next(shape.iterancestors(f"{W}drawing"), shape))
    for shape in hidden_shapes(root):
        _drop(shape)


def is_hidden_row(row: Any) -> bool:
    height = row.find(f"{W}trPr/{W}trHeight")
    if height is not None and height.get(f"{W}hRule") == "exact":
        told = _value(height) or ""
        if told.isdecimal() and int(told) <= _FLAT:
            return True
    return is_on(row.find(f"{W}trPr/{W}hidden"))


def drop_codes(root: Any) -> None:
    """Words within the code of a field, and values that only its code makes use of."""
    is_code: list[bool] = []
    for node in list(root.iter(f"{W}fldChar", f"{W}t")):
        match node.get(f"{W}fldCharType"):
            case "begin":
                is_code.append(True)
            case "separate" if is_code:
                is_code[-1] = False
            case "end" if is_code:
                is_code.pop()
            case None if any(is_code) and node.tag == f"{W}t":
                node.text = ""


def has_other_words(choice: Any) -> bool:
    """Whether what older programs show differs from what newer ones show."""
    first, other = choice.find(f"{MC}Choice"), choice.find(f"{MC}Fallback")
    said, left = (
        "" if one is None else "".join(node.text or "" for node in one.iter(f"{W}t"))
        for one in (first, other)
    )
    return bool(said and left.strip()) and left != said


def hidden_shapes(root: Any) -> list[Any]:
    """Shapes of older Word that are not drawn."""
    styled = (one for one in root.iter(f"{W}pict") for one in one if one.get("style"))
    return [one for one in styled if re.search(r"visibility\s*:\s*hidden", one.get("style"))]


def unwrap_fields(root: Any) -> None:
    """A simple field is its value."""
    for one in list(root.iter(*_WRAPPERS)):
        unwrap(one)


class Styles:
    """What a style says of hiding, through all it is based on."""

    def __init__(self, part: bytes | None) -> None:
        self.by_key: dict[str, Any] = {}
        self.usual: dict[str, str] = {}
        self.root = package.parse(part) if part else None
        if self.root is None:
            return
        for style in self.root.iter(f"{W}style"):
            key = style.get(f"{W}styleId", "")
            self.by_key[key] = style
            if style.get(f"{W}default") in {"1", "true"}:
                self.usual[style.get(f"{W}type", "")] = key

    def chain(self, key: str | None) -> Iterator[Any]:
        """The style and what it is based on."""
        seen: set[str] = set()
        while key and key not in seen and key in self.by_key:
            seen.add(key)
            style = self.by_key[key]
            yield style
            key = _value(style.find(f"{W}basedOn"))

    def says(self, key: str | None, name: str) -> bool:
        """Whether a style turns a property of its text on."""
        for style in self.chain(key):
            if (found := style.find(f"{W}rPr/{W}{name}")) is not None:
                return is_on(found)
        return False

    def hides(self, run: Any, *, for_web: bool = False) -> bool:
        """Whether the text of a run is hidden: by itself, its style, its paragraph's or table's."""
        names = ("vanish", "webHidden") if for_web else ("vanish",)
        if any(self._turns_on(run, name) for name in names):
            return True
        return self._is_tiny(run) or self._is_clear(run) or self._is_of_its_ground(run)

    def _turns_on(self, run: Any, name: str) -> bool:
        own = run.find(f"{W}rPr/{W}{name}")
        if own is not None:
            return is_on(own)
        if self.says(_value(run.find(f"{W}rPr/{W}rStyle")), name):
            return True
        paragraph = next(run.iterancestors(f"{W}p"), None)
        style = None if paragraph is None else _value(paragraph.find(f"{W}pPr/{W}pStyle"))
        if self.says(style or self.usual.get("paragraph"), name):
            return True
        table = next(run.iterancestors(f"{W}tbl"), None)
        if table is not None and self.says(_value(table.find(f"{W}tblPr/{W}tblStyle")), name):
            return True
        path = f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}{name}"
        return self.root is not None and is_on(self.root.find(path))

    def _said(self, run: Any, name: str) -> str | None:
        """The value of a property by the run itself, its style, its paragraph's."""
        own = run.find(f"{W}rPr/{W}{name}")
        if own is not None:
            return _value(own)
        paragraph = next(run.iterancestors(f"{W}p"), None)
        style = None if paragraph is None else _value(paragraph.find(f"{W}pPr/{W}pStyle"))
        for key in (_value(run.find(f"{W}rPr/{W}rStyle")), style or self.usual.get("paragraph")):
            for one in self.chain(key):
                if (found := one.find(f"{W}rPr/{W}{name}")) is not None:
                    return _value(found)
        return None

    def _is_tiny(self, run: Any) -> bool:
        """A point or less: nobody reads it."""
        size = self._said(run, "sz") or ""
        width = (self._said(run, "w") or "").rstrip("%")
        return (size.isdecimal() and int(size) <= 2) or (width.isdecimal() and int(width) < 5)

    def _is_clear(self, run: Any) -> bool:
        """Letters that are filled with nothing."""
        fill = run.find(f"{W}rPr/{W14}textFill")
        outline = run.find(f"{W}rPr/{W14}textOutline")
        return fill is not None and fill.find(f"{W14}noFill") is not None and outline is None

    def _is_of_its_ground(self, run: Any) -> bool:
        """White on the white of the page, red on red, blackened; unknown grounds show the words."""
        ground = self._ground(run)
        if ground is None:
            return False
        colour = self._said(run, "color") or "auto"
        if colour == "auto":  # Word writes white on dark shades, not on dark highlights
            return ground == "000000" and self._said(run, "highlight") == "black"
        pairs = zip(_channels(colour), _channels(ground), strict=False)
        return all(abs(one - other) <= _LIKE for one, other in pairs)

    def _ground(self, run: Any) -> str | None:
        """The colour behind the words; None where only Word can tell."""
        if (highlight := self._said(run, "highlight")) not in (None, "none"):
            return _HIGHLIGHTS.get(highlight or "")
        shades = [run.find(f"{W}rPr/{W}shd")]
        paragraph = next(run.iterancestors(f"{W}p"), None)
        if paragraph is not None:
            shades.append(paragraph.find(f"{W}pPr/{W}shd"))
            key = _value(paragraph.find(f"{W}pPr/{W}pStyle"))
            shades += [style.find(f"{W}pPr/{W}shd") for style in self.chain(key)]
        cell = next(run.iterancestors(f"{W}tc"), None)
        if cell is not None:
            shades.append(cell.find(f"{W}tcPr/{W}shd"))
        shade = next((one for one in shades if one is not None), None)
        is_within = next(run.iterancestors(f"{W}tbl", f"{W}txbxContent"), None) is not None
        if shade is None:
            return None if is_within else _WHITE
        if _value(shade) not in ("clear", "nil", None):
            return None
        fill: str = shade.get(f"{W}fill", "auto")
        return fill if fill != "auto" else None if is_within else _WHITE


def _channels(colour: str) -> tuple[int, ...]:
    """Red, green, blue; far from everything where it is no colour."""
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", colour):
        return (-999,)
    return tuple(int(colour[at : at + 2], 16) for at in (0, 2, 4))


def is_on(switch: Any) -> bool:
    """A switch that stands there is on, unless it says that it is off."""
    return switch is not None and switch.get(f"{W}val", "1").lower() not in _NO


def _value(element: Any) -> str | None:
    return None if element is None else element.get(f"{W}val")


def _drop(element: Any) -> None:
    element.getparent().remove(element)


def unwrap(element: Any) -> None:
    """What is in it takes its place."""
    parent = element.getparent()
    at = parent.index(element)
    inner = [child for child in element if not str(child.tag).endswith("Pr")]
    parent[at : at + 1] = inner


def _mark_is_gone(paragraph: Any) -> bool:
    marks = paragraph.find(f"{W}pPr/{W}rPr")
    return marks is not None and any(child.tag in _GONE for child in marks)


def _join_next(paragraph: Any) -> None:
    """A paragraph without its end runs on into the next one, which says how both look."""
    left = [child for child in paragraph if child.tag != f"{W}pPr"]
    following = paragraph.getnext()
    if following is not None and following.tag == f"{W}p":
        properties = following.find(f"{W}pPr")
        at = 0 if properties is None else following.index(properties) + 1
        following[at:at] = left
        _drop(paragraph)
    elif not left and len(paragraph.getparent()) > 1:
        _drop(paragraph)


def as_read(content: bytes) -> bytes:
    """The file as one without changes, comments and hidden text; numbers of headings are words.

    Raises:
        UnreadablePackageError: it cannot be read.
    """
    parts = package.read(content)
    main = package.main_part(parts)
    styles = styles_of(parts, main)
    root = _seen(parts[main], styles)
    parts |= numbering.spell_out(root, parts, main, styles) | {main: package.serialise(root)}
    for name in notes_of(parts, main):
        parts[name] = package.serialise(_seen(parts[name], styles))
    return package.write(parts)


def styles_of(parts: dict[str, bytes], main: str) -> Styles:
    return Styles(parts.get(package.related(parts, main, "styles") or ""))


def notes_of(parts: dict[str, bytes], main: str) -> list[str]:
    """The parts with footnotes and endnotes."""
    found = (package.related(parts, main, kind) for kind in ("footnotes", "endnotes"))
    return [name for name in found if name is not None]


def _seen(part: bytes, styles: Styles) -> Any:
    root = package.parse(part)
    accept(root)
    drop_comments(root)
    drop_codes(root)
    for choice in list(root.iter(f"{MC}AlternateContent")):
        if has_other_words(choice):
            _drop(choice.find(f"{MC}Fallback"))
    unwrap_fields(root)
    drop_hidden(root, styles, for_web=True)
    return root


def lines(content: bytes) -> Iterator[str]:
    """The text that a reader sees, a line a paragraph, with the numbers of headings and lists.

    Raises:
        UnreadablePackageError: it cannot be read.
    """
    parts = package.read(content)
    main = package.main_part(parts)
    styles = styles_of(parts, main)
    root = _seen(parts[main], styles)
    numbering.spell_out(root, parts, main, styles, lists=True)
    yield from _paragraphs(root)
    for name in notes_of(parts, main):
        yield from _paragraphs(_seen(parts[name], styles))


def drop_other_looks(root: Any) -> None:
    """Of what is there twice, for newer and older programs, the one that has words stays."""
    for choice in list(root.iter(f"{MC}AlternateContent")):
        first, other = choice.find(f"{MC}Choice"), choice.find(f"{MC}Fallback")
        if first is not None and other is not None:
            _drop(other if next(first.iter(f"{W}t"), None) is not None else first)


def _paragraphs(root: Any) -> Iterator[str]:
    drop_other_looks(root)
    for paragraph in root.iter(f"{W}p"):
        text = " ".join("".join(_text(paragraph)).split())
        if text:
            yield text


def _text(paragraph: Any) -> Iterator[str]:
    """Of this paragraph; one in a text box within it is a line of its own."""
    for node in paragraph.iter(f"{W}t", f"{W}sym", *_BREAKS):
        if next(node.iterancestors(f"{W}p")) is not paragraph or node.getparent().tag == f"{W}tabs":
            continue
        if node.tag == f"{W}t":
            yield node.text or ""
        elif node.tag == f"{W}sym":
            code = int(node.get(f"{W}char", "20"), 16)
            yield chr(code) if code < 0xF000 else ""
        else:
            yield _BREAKS[node.tag]
