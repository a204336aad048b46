"""自动编号: the numbers that Word shows before paragraphs but does not keep in their text.

一、（一）第一条 are words of an official document and become text. A list of 1. 2. 3. or of dots
stays a list where a page would count it the same, else its numbers become text too.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from . import numerals, package
from .markup import W, is_on, value
from .styles import Styles

_PLAIN = re.compile(r"[（(]?%(\d)[.．、)）]?")
_LIST_FORMATS = frozenset({"decimal", "lowerLetter", "lowerRoman", "upperLetter", "upperRoman"})
_DEEPEST = 9


@dataclass(frozen=True)
class Level:
    """How one level of one numbering is counted and written."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    ends_with: str = "tab"
    restarts: int | None = None
    is_legal: bool = False

    @property
    def may_be_list(self) -> bool:
        """Counted as a page counts: one number, 1. or a); a heading's 一、 is not."""
        return self.form in _LIST_FORMATS and _PLAIN.fullmatch(self.text) is not None


@dataclass
class _Numbered:
    """A paragraph with its number."""

    paragraph: Any
    numbering: str
    depth: int
    level: Level
    count: int
    label: str


class Numberings:
    """The numbering definitions of the file."""

    def __init__(self, part: bytes | None) -> None:
        self.root = package.parse(part) if part else None
        self.abstract: dict[str, Any] = {}
        self.numbers: dict[str, Any] = {}
        if self.root is not None:
            self.abstract = {
                one.get(f"{W}abstractNumId"): one for one in self.root.iter(f"{W}abstractNum")
            }
            self.numbers = {one.get(f"{W}numId"): one for one in self.root.iter(f"{W}num")}

    def kind(self, number: str) -> str | None:
        """The common definition that a numbering uses; its numbers run on through all that do."""
        numbering = self.numbers.get(number)
        return None if numbering is None else value(numbering.find(f"{W}abstractNumId"))

    def override(self, number: str, depth: int) -> Any:
        numbering = self.numbers.get(number)
        overrides = [] if numbering is None else numbering.findall(f"{W}lvlOverride")
        return next(
            (override for override in overrides if override.get(f"{W}ilvl") == str(depth)), None
        )

    def level(self, number: str, depth: int) -> Level | None:
        override = self.override(number, depth)
        own = None if override is None else override.find(f"{W}lvl")
        if own is not None:
            return _level(own)
        definition = self.abstract.get(self.kind(number) or "")
        levels = [] if definition is None else definition.findall(f"{W}lvl")
        return next(
            (_level(level) for level in levels if level.get(f"{W}ilvl") == str(depth)), None
        )

    def restart(self, number: str, depth: int) -> int | None:
        override = self.override(number, depth)
        start = None if override is None else value(override.find(f"{W}startOverride"))
        return int(start) if start and start.isdecimal() else None


def spell_out(
    root: Any, parts: dict[str, bytes], main: str, styles: Styles, *, lists: bool = False
) -> dict[str, bytes]:
    """Write numbers as text before their paragraphs, those of `lists` too; the parts that change."""
    name = package.related(parts, main, "numbering")
    numberings = Numberings(parts.get(name or ""))
    if name is None or numberings.root is None:
        return {}
    counted = list(_count(root, numberings, styles))
    kept = set() if lists else {id(one) for one in _as_lists(counted)}
    for one in counted:
        if id(one) in kept or (one.level.form == "bullet" and not lists):
            _number(one.paragraph, one.numbering, one.depth)
        else:
            _number(one.paragraph, "0", 0)
            if one.level.form != "bullet" and one.label:
                _write(one.paragraph, one.label + _gap(one))
    for link in list(numberings.root.iter(f"{W}pStyle")):  # paragraphs have their own now
        link.getparent().remove(link)
    return {name: package.serialise(numberings.root)}


def _count(root: Any, numberings: Numberings, styles: Styles) -> Iterator[_Numbered]:
    counts: dict[str, dict[int, int]] = defaultdict(dict)
    begun: set[tuple[str, int]] = set()
    for paragraph in root.iter(f"{W}p"):
        number, depth = _of_paragraph(paragraph, numberings, styles)
        level = numberings.level(number, depth) if number else None
        if level is None or not _has_words(paragraph):
            continue
        mine = counts[numberings.kind(number) or ""]
        first = numberings.restart(number, depth)
        if first is not None and (number, depth) not in begun:
            mine[depth] = first - 1
        begun.add((number, depth))
        mine[depth] = mine[depth] + 1 if depth in mine else level.start
        for deeper in [one for one in mine if one > depth]:
            below = numberings.level(number, deeper)
            if below is None or below.restarts is None or below.restarts > depth:
                del mine[deeper]
        label = _label(level, mine, number, numberings)
        yield _Numbered(paragraph, number, depth, level, mine[depth], label)


def _has_words(paragraph: Any) -> bool:
    """An empty paragraph that is left of deleted text is not counted."""
    return next(paragraph.iter(f"{W}t", f"{W}drawing", f"{W}pict", f"{W}object"), None) is not None


def _of_paragraph(paragraph: Any, numberings: Numberings, styles: Styles) -> tuple[str, int]:
    """Numbering and level, from the paragraph or the style it has."""
    own = paragraph.find(f"{W}pPr/{W}numPr")
    number = None if own is None else value(own.find(f"{W}numId"))
    depth = None if own is None else value(own.find(f"{W}ilvl"))
    key = value(paragraph.find(f"{W}pPr/{W}pStyle")) or styles.usual.get("paragraph")
    for style in styles.chain(key):
        inherited = style.find(f"{W}pPr/{W}numPr")
        if inherited is None:
            continue
        if number is None:
            number = value(inherited.find(f"{W}numId"))
        if depth is None:
            level = value(inherited.find(f"{W}ilvl"))
            depth = level or _linked(numberings, number, style.get(f"{W}styleId", ""))
    plain = depth if depth and depth.isdecimal() else "0"
    return ("" if number in (None, "0") else str(number)), min(int(plain), _DEEPEST)


def _linked(numberings: Numberings, number: str | None, style: str) -> str | None:
    """The level that is linked to a style."""
    definition = numberings.abstract.get(numberings.kind(number or "") or "")
    levels = [] if definition is None else definition.findall(f"{W}lvl")
    return next(
        (level.get(f"{W}ilvl") for level in levels if value(level.find(f"{W}pStyle")) == style),
        None,
    )


def _label(level: Level, counts: dict[int, int], number: str, numberings: Numberings) -> str:
    def written(place: re.Match[str]) -> str:
        depth = int(place[1]) - 1
        shown = numberings.level(number, depth) or level
        form = "decimal" if level.is_legal else shown.form
        return numerals.written(counts.get(depth, shown.start), form)

    return re.sub(r"%([1-9])", written, level.text)


def _as_lists(counted: list[_Numbered]) -> Iterator[_Numbered]:
    """Numbers that an ordered list of a page would show just so: whole runs from 1 on."""
    for run in _runs(counted):
        before: dict[int, int] = {}
        fits = all(one.level.may_be_list or one.level.form == "bullet" for one in run)
        for one in run:
            before = {depth: count for depth, count in before.items() if depth <= one.depth}
            fits = fits and one.count == before.get(one.depth, 0) + 1
            before[one.depth] = one.count
        if fits:
            yield from run


def _runs(counted: list[_Numbered]) -> Iterator[list[_Numbered]]:
    """Numbered paragraphs that follow each other."""
    run: list[_Numbered] = []
    for one in counted:
        if run and run[-1].paragraph.getnext() is not one.paragraph:
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _number(paragraph: Any, number: str, depth: int) -> None:
    """Write the numbering into the paragraph itself; 0 is none."""
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    for known in properties.findall(f"{W}numPr"):
        properties.remove(known)
    numbering = etree.SubElement(properties, f"{W}numPr")
    etree.SubElement(numbering, f"{W}ilvl").set(f"{W}val", str(depth))
    etree.SubElement(numbering, f"{W}numId").set(f"{W}val", number)


def _gap(one: _Numbered) -> str:
    """Between number and words: none after 一、 and 1., a space after 1.1 and 第一章."""
    return " " if one.label[-1].isalnum() and one.level.ends_with != "nothing" else ""


def _write(paragraph: Any, label: str) -> None:
    run = etree.Element(f"{W}r")
    text = etree.SubElement(run, f"{W}t")
    text.text = label
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    paragraph.insert(1, run)  # after its properties, which it has by now


def _level(element: Any) -> Level:
    start, restart = (value(element.find(f"{W}{name}")) for name in ("start", "lvlRestart"))
    return Level(
        start=int(start) if start and start.isdecimal() else 1 if start is None else 0,
        form=value(element.find(f"{W}numFmt")) or "decimal",
        text=value(element.find(f"{W}lvlText")) or "",
        ends_with=value(element.find(f"{W}suff")) or "tab",
        restarts=int(restart) if restart and restart.isdecimal() else None,
        is_legal=is_on(element.find(f"{W}isLgl")),
    )
