"""Selectors of style sheets: whether one means an element.

A selector that cannot be read counts as its last name, class or id: `is_unsure` says so.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from .siblings import Places

Element = Any
_LETTER = (
    r"[^\s\x00-\x2c./:-@\[-^`{-\x7f]"  # of a name: a hyphen, a word's sign, whatever is not ASCII
)
_NAME = rf"(?:{_LETTER}|\\[0-9a-fA-F]{{1,6}}+\s?+|\\[^0-9a-fA-F\n])+"
_INSIDE = r"(?:[^()]|\((?:[^()]|\([^()]*\))*\))*"
_PART = re.compile(
    rf"(?P<tag>\*|{_NAME})|\#(?P<id>{_NAME})|\.(?P<class>{_NAME})"
    rf"|\[\s*+(?P<name>{_NAME})\s*+(?:(?P<sign>[~|^$*]?=)\s*+(?P<value>\"[^\"]*\"|'[^']*'|{_NAME})\s*+(?P<flag>[isIS]?)\s*+)?\]"
    rf"|(?P<colons>::?)(?P<pseudo>[\w-]+)(?:\((?P<inside>{_INSIDE})\))?"
)
_COMPOUND = r"(?:[^\s>+~()\[\]\"',]|\[(?:[^\]\"']|\"[^\"]*\"|'[^']*')*\]|\((?:" + _INSIDE + r")\))+"
_STEP = re.compile(rf"\s*+(?P<joint>[>+~]|(?<=\s))?\s*+(?P<compound>{_COMPOUND})")
_LISTED = re.compile(rf"(?:[^,()\[\]\"']|\"[^\"]*\"|'[^']*'|\[[^\]]*\]|\({_INSIDE}\)|[()\[\]\"'])+")
_LONGEST = 5000
"""with brackets; nobody writes such lists"""
_UNKNOWN = re.compile(rf"::?[\w-]+(?:\({_INSIDE}\))?|\[[^\[\]]*\]")
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))")
_NTH = re.compile(r"(?:([+-]?\d*+)n)?\s*+([+-]?\s*+\d+)?")
_PLACES = {
    "first-child": "1", "last-child": "1", "first-of-type": "1", "last-of-type": "1",
    "odd": "2n+1", "even": "2n",
}  # fmt: skip
_NEVER = frozenset(
    {
        "hover", "focus", "focus-within", "focus-visible", "active", "visited", "target",
        "checked", "disabled", "indeterminate", "before", "after", "first-line", "first-letter",
        "selection", "placeholder", "fullscreen", "modal", "invalid",
    }
)  # fmt: skip
"""What only the moment makes true, and what is no element."""


def plain_name(name: str) -> str:
    """A name without its escapes."""

    def letter(escape: re.Match[str]) -> str:
        code = int(escape[1], 16) if escape[1] else 0
        return escape[2] or (chr(code) if 0 < code < 0x110000 else "")

    return _ESCAPE.sub(letter, name)


Test = Callable[[Element, Places], bool]


@dataclass(frozen=True)
class Selector:
    """The tests of its parts from the last to the first, each with how it is joined to the next."""

    steps: tuple[tuple[str, tuple[Test, ...]], ...]
    ends: frozenset[str]
    """a name, class or id that the element must have; empty where there is none"""
    weight: tuple[int, int, int]
    is_unsure: bool = False

    def means(self, element: Element, places: Places, at: int = 0) -> bool:
        joint, tests = self.steps[at]
        if not all(test(element, places) for test in tests):
            return False
        if at + 1 == len(self.steps):
            return True
        return any(self.means(one, places, at + 1) for one in _joined(element, joint))


def _joined(element: Element, joint: str) -> Iterator[Element]:
    if joint == ">":
        yield from (one for one in (element.getparent(),) if one is not None)
    elif joint in {"+", "~"}:
        before = (
            sibling
            for sibling in element.itersiblings(preceding=True)
            if isinstance(sibling.tag, str)
        )
        for one in before:
            yield one
            if joint == "+":
                return
    else:
        yield from element.iterancestors()


def selectors(text: str) -> Iterator[Selector]:
    """The selectors of a list."""
    has_brackets = "(" in text or "[" in text
    for part in _LISTED.findall(text[:_LONGEST]) if has_brackets else text.split(","):
        if part.strip() and (selector := _selector(part.strip())) is not None:
            yield selector


def _selector(text: str) -> Selector | None:
    steps: list[tuple[str, tuple[Test, ...]]] = []
    ends: frozenset[str] = frozenset()
    at, joint = 0, ""
    while at < len(text):
        step = _STEP.match(text, at)
        compound = _compound(step["compound"]) if step else None
        if step is None or compound is None:
            return _last_part(text)
        tests, ends = compound
        joint = (step["joint"] or " ").strip() or " "
        steps = [(joint, tests), *steps]
        at = step.end()
    # each step is joined to the one before it
    return Selector(tuple(steps), ends, _weight(text)) if steps else None


def _weight(text: str) -> tuple[int, int, int]:
    classes = len(re.findall(r"[.\[]|(?<!:):(?![:])", text))
    return text.count("#"), classes, len(re.findall(r"(?:^|[\s>+~])[\w]", text))


def _last_part(text: str) -> Selector | None:
    last = re.split(r"[\s>+~;{}]+", _UNKNOWN.sub("", text).strip())[-1]
    compound = _compound(last) if last else None
    if compound is None:
        return None
    return Selector(((" ", compound[0]),), compound[1], _weight(text), is_unsure=True)


def _compound(text: str) -> tuple[tuple[Test, ...], frozenset[str]] | None:
    """The tests of one part, and what they are found by; None where it cannot be read."""
    tests: list[Test] = []
    ends: list[str] = []
    at = 0
    while at < len(text):
        part = _PART.match(text, at)
        if part is None or (part["tag"] and at):
            return None
        test = _test(part)
        if test is None:
            return None
        tests.append(test)
        if part["tag"] and part["tag"] != "*":
            ends.append(part["tag"].lower())
        ends += [f"#{plain_name(part['id'])}"] if part["id"] else []
        ends += [f".{plain_name(part['class'])}"] if part["class"] else []
        at = part.end()
    return tuple(tests), frozenset(ends[-1:])


def _test(part: re.Match[str]) -> Test | None:
    if part["tag"]:
        tag = plain_name(part["tag"]).lower()
        return lambda one, places: tag == "*" or one.tag == tag
    if part["id"]:
        key = plain_name(part["id"])
        return lambda one, places: one.get("id") == key
    if part["class"]:
        name = plain_name(part["class"])
        return lambda one, places: name in (one.get("class") or "").split()
    if part["name"]:
        return _attribute(part)
    return _pseudo(part["colons"], part["pseudo"].lower(), part["inside"] or "")


def _attribute(part: re.Match[str]) -> Test:
    name, sign, flag = plain_name(part["name"]).lower(), part["sign"], part["flag"]
    value = plain_name((part["value"] or "").strip("\"'"))

    def test(one: Element, places: Places) -> bool:
        has = one.get(name)
        if has is None or sign is None:
            return has is not None
        mine, wanted = (has.lower(), value.lower()) if flag in {"i", "I"} else (has, value)
        return _SIGNS[sign](mine, wanted)

    return test


_SIGNS: dict[str, Callable[[str, str], bool]] = {
    "=": lambda has, value: has == value,
    "~=": lambda has, value: value in has.split(),
    "|=": lambda has, value: has == value or has.startswith(f"{value}-"),
    "^=": lambda has, value: bool(value) and has.startswith(value),
    "$=": lambda has, value: bool(value) and has.endswith(value),
    "*=": lambda has, value: bool(value) and value in has,
}


def _pseudo(colons: str, name: str, inside: str) -> Test | None:
    if colons == "::" or name in _NEVER:
        return lambda one, places: False
    if name in {"is", "where", "matches", "not"}:
        listed = list(selectors(inside))
        if not listed or any(one.is_unsure for one in listed):
            return None
        return lambda one, places: (
            any(each.means(one, places) for each in listed) != (name == "not")
        )
    if name == "has":
        within = list(selectors(inside)) if not inside.strip().startswith((">", "+", "~")) else []
        if not within or any(one.is_unsure for one in within):
            return None
        return lambda one, places: any(
            each.means(inner, places)
            for inner in one.iterdescendants(etree.Element)
            for each in within
        )
    if name == "root":
        return lambda one, places: one.getparent() is None
    if name in {"link", "any-link"}:
        return lambda one, places: one.tag == "a" and one.get("href") is not None
    if name == "empty":
        return lambda one, places: not len(one) and not one.text
    return _place(name, inside)


def _place(name: str, inside: str) -> Test | None:
    """nth-child and its kin."""
    if name.startswith("only-"):
        first, last = _place(f"first-{name[5:]}", ""), _place(f"last-{name[5:]}", "")
        return (
            None
            if first is None or last is None
            else lambda one, places: first(one, places) and last(one, places)
        )
    if re.fullmatch(r"(?:first|last|nth|nth-last)-(?:child|of-type)", name) is None:
        return None
    said = _PLACES.get(name) or _PLACES.get(inside.strip().lower(), inside.strip().lower())
    match = _NTH.fullmatch(said)
    if match is None or not said:
        return None
    step = (
        0 if match[1] is None else int(f"{match[1]}1" if match[1] in {"", "+", "-"} else match[1])
    )
    start = int((match[2] or "0").replace(" ", ""))
    is_last, of_type = "last" in name, name.endswith("of-type")

    def test(one: Element, places: Places) -> bool:
        beyond = places.of(one, is_last=is_last, of_type=of_type) - start
        return beyond == 0 if not step else beyond % step == 0 and beyond // step >= 0

    return test
