"""Shapes and words of a slide that nobody sees: switched off, beside it, of the colour of their ground.

White is called unseen only on plain white: under a picture or a fill only the program can tell.
"""

from collections.abc import Iterator
from typing import Any

from huiyin.common.office import package

from .parts import Parts

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SHAPES = (f"{P}sp", f"{P}pic", f"{P}grpSp", f"{P}graphicFrame", f"{P}cxnSp")
_FILLS = ("solidFill", "gradFill", "blipFill", "pattFill")
_WHITE = "FFFFFF"
_LIKE = 8
_TINY = 200
"""hundredths of a point"""
_USUAL_SIZE = (9_144_000, 6_858_000)


def hidden(file: Parts, name: str) -> Iterator[Any]:
    """Shapes and runs of a slide, none within another."""
    root = file.tree(name)
    size = _size(file)
    shapes = [shape for shape in root.iter(*_SHAPES) if _is_off(shape) or _is_beside(shape, size)]
    inside = {id(inner) for shape in shapes for inner in shape.iter()}
    yield from shapes
    paper = _paper(file, name)
    for run in root.iter(f"{A}r"):
        if id(run) not in inside and _hides(run, paper):
            yield run


def drop(file: Parts, name: str) -> None:
    for element in list(hidden(file, name)):
        if element.getparent() is not None:
            element.getparent().remove(element)


def words(root: Any) -> str:
    return " ".join("".join(node.text or "" for node in root.iter(f"{A}t")).split())


def _size(file: Parts) -> tuple[int, int]:
    size = file.tree(file.main).find(f"{P}sldSz")
    if size is None:
        return _USUAL_SIZE
    return _number(size, "cx", _USUAL_SIZE[0]), _number(size, "cy", _USUAL_SIZE[1])


def _number(element: Any, name: str, instead: int = 0) -> int:
    text = element.get(name, "")
    return int(text) if text.lstrip("-").isdecimal() else instead


def _is_off(shape: Any) -> bool:
    about = shape.find(f"*/{P}cNvPr")
    return about is not None and about.get("hidden") in {"1", "true"}


def _is_beside(shape: Any, size: tuple[int, int]) -> bool:
    """Wholly beside the slide; a shape of a group has the places of its group."""
    if shape.getparent().tag == f"{P}grpSp":
        return False
    frame = next(iter(shape.xpath("./*/*[local-name()='xfrm'] | ./*[local-name()='xfrm']")), None)
    if frame is None or frame.find(f"{A}off") is None or frame.find(f"{A}ext") is None:
        return False
    at, room = frame.find(f"{A}off"), frame.find(f"{A}ext")
    left, top = _number(at, "x"), _number(at, "y")
    right, bottom = left + _number(room, "cx"), top + _number(room, "cy")
    return right <= 0 or bottom <= 0 or left >= size[0] or top >= size[1]


def _hides(run: Any, paper: str | None) -> bool:
    looks = run.find(f"{A}rPr")
    if looks is None:
        return False
    size = looks.get("sz", "")
    if size.isdecimal() and int(size) <= _TINY:
        return True
    if looks.find(f"{A}noFill") is not None and looks.find(f"{A}ln") is None:
        return True
    fill = looks.find(f"{A}solidFill")
    if fill is None:
        return False
    if any(_number(one, "val", 1) == 0 for one in fill.iter(f"{A}alpha")):
        return True
    return _is_like(_colour(fill), _ground(run, paper))


def _is_like(colour: str | None, ground: str | None) -> bool:
    if colour is None or ground is None:
        return False
    pairs = ((int(colour[at : at + 2], 16), int(ground[at : at + 2], 16)) for at in (0, 2, 4))
    return all(abs(one - other) <= _LIKE for one, other in pairs)


def _colour(fill: Any) -> str | None:
    """In digits; the usual ground of a theme counts as white."""
    if (digits := fill.find(f"{A}srgbClr")) is not None and not len(digits):
        value: str = digits.get("val", "")
        return (
            value
            if len(value) == 6 and all(one in "0123456789abcdefABCDEF" for one in value)
            else None
        )
    scheme = fill.find(f"{A}schemeClr")
    if scheme is not None and not len(scheme) and scheme.get("val") in {"bg1", "lt1"}:
        return _WHITE
    return None


def _ground(run: Any, paper: str | None) -> str | None:
    """The fill of the shape, else the paper where nothing lies under the shape."""
    for shape in run.iterancestors(*_SHAPES):
        if shape.tag == f"{P}graphicFrame":
            return None  # tables have styles of their own
        looks = shape.find(f"{P}spPr")
        fill = None if looks is None else looks.find(f"{A}solidFill")
        if fill is not None:
            return _colour(fill)
        if _is_filled(shape) or any(map(_is_filled, shape.itersiblings(*_SHAPES, preceding=True))):
            return None
    return paper


def _is_filled(shape: Any) -> bool:
    """Draws more than words: a picture, a fill, a style that may give one."""
    if shape.tag in {f"{P}pic", f"{P}grpSp", f"{P}graphicFrame"}:
        return True
    looks = shape.find(f"{P}spPr")
    if looks is not None and looks.find(f"{A}noFill") is not None:
        return False
    has_fill = looks is not None and any(looks.find(f"{A}{one}") is not None for one in _FILLS)
    return has_fill or shape.find(f"{P}style") is not None


def _paper(file: Parts, name: str) -> str | None:
    """White, if slide, layout and master say no other and draw nothing behind the words."""
    part: str | None = name
    for kind in ("slideLayout", "slideMaster", ""):
        if part is None or part not in file.parts:
            return _WHITE
        root = file.tree(part)
        ground = next(root.iter(f"{P}bg"), None)
        if ground is not None:
            fill = ground.find(f"{P}bgPr/{A}solidFill")
            reference = ground.find(f"{P}bgRef")
            colour = fill if fill is not None else reference
            return None if colour is None else _colour(colour)
        if part != name and any(map(_is_filled, root.iter(*_SHAPES))):
            return None
        part = package.related(file.parts, part, kind) if kind else None
    return _WHITE
