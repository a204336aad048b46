"""Style sheets of a text: the rules that hold on a usual screen, and what they say of an element."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from .selectors import Selector, plain_name, selectors
from .siblings import Places

Element = Any
Style = dict[str, str]
_REMARK = re.compile(
    r"(\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*')|/\*.*?(?:\*/|$)|<!--|-->", re.DOTALL
)
_PIECE = re.compile(
    r"\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|\([^(){};]*\)|[{};]|[^{};\"'(]+|.", re.DOTALL
)
_HOLDS = ("@media", "@supports", "@layer", "@container", "@scope", "@document", "@-moz-document")
_TYPE = re.compile(
    r"(?:only\s+)?(print|speech|aural|braille|embossed|handheld|projection|tty|tv)\b"
)
_FEATURE = re.compile(
    r"\(\s*(?P<side>min-|max-)?(?:device-)?(?P<what>width|height)\s*(?P<sign>:|[<>]=?|=)\s*(?P<size>[\d.]+)(?P<unit>px|em|rem)\s*\)"
)
_SCREEN = {"width": 1280.0, "height": 800.0}
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,\s*((?:[^()]|\([^()]*\))*))?\)")
_DEEPEST = 9


@dataclass
class _Block:
    head: str
    holds: bool
    body: list[str] = field(default_factory=list)


def rules(text: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of each rule; those for print and of animations are left out."""
    plain = _REMARK.sub(lambda match: match[1] or "", text)
    open_blocks: list[_Block] = []
    said = ""
    for piece in [*_PIECE.findall(plain), *("}" * (plain.count("{") + 1))]:
        if piece == "{":
            open_blocks.append(_block(said.strip(), open_blocks))
        elif piece == "}" and open_blocks:
            block = open_blocks.pop()
            if block.holds and block.head and not block.head.startswith("@"):
                yield block.head, ";".join([*block.body, said])
        elif piece == ";" and open_blocks:
            open_blocks[-1].body.append(said)
        elif piece not in "};":
            said += piece
            continue
        said = ""


def _block(head: str, outer: list[_Block]) -> _Block:
    """A rule within a rule is about what is below; within a condition it is what it is."""
    around = outer[-1] if outer else _Block("", holds=True)
    holds = around.holds
    if head.startswith("@"):
        name = re.split(r"[\s({]", head.lower())[0]
        holds = holds and name in _HOLDS and (name != "@media" or holds_on_screen(head[6:]))
        return _Block(
            head if not around.head or around.head.startswith("@") else around.head, holds
        )
    if around.head and not around.head.startswith("@") and len(outer) < _DEEPEST:
        parent = f":is({around.head})"
        head = head.replace("&", parent) if "&" in head else f"{parent} {head}"
    return _Block(head, holds)


def holds_on_screen(query: str) -> bool:
    """Whether a usual screen, wide as a desk's, fits; what is not known fits."""
    return any(_fits(part.strip().lower()) for part in query.split(","))


def _fits(query: str) -> bool:
    is_other = query.startswith("not ")
    query = query.removeprefix("not ").strip()
    sizes = [_size_fits(one) for one in _FEATURE.finditer(query)]
    fits = not _TYPE.match(query) and all(sizes) and "portrait" not in query
    return fits != is_other


def _size_fits(feature: re.Match[str]) -> bool:
    size = float(feature["size"]) * (1 if feature["unit"] == "px" else 16)
    mine = _SCREEN[feature["what"]]
    if feature["side"] == "min-" or feature["sign"].startswith(">"):
        return mine >= size
    if feature["side"] == "max-" or feature["sign"].startswith("<"):
        return mine <= size
    return mine == size


def declared(text: str) -> tuple[Style, Style]:
    """What is said, and of it what is said to be important."""
    style, important = Style(), Style()
    for part in plain_name(_REMARK.sub(lambda match: match[1] or "", text)).split(";"):
        name, _, value = part.partition(":")
        name, value = name.strip().lower(), value.strip().lower()
        plain = re.sub(r"\s*!\s*important$", "", value)
        said = plain.strip("'\"")
        if name and said:
            (style if plain == value else important)[name] = said
    return style, important


def resolved(style: Style, above: Style) -> tuple[Style, Style]:
    """The style with the values of its variables, and the variables that are handed down."""
    own = {name: value for name, value in style.items() if name.startswith("--")}
    variables = {**above, **own} if own else above
    computed = Style()
    for name, value in style.items():
        known: str | None = value
        for _ in range(_DEEPEST):
            if known is None or "var(" not in known:
                break
            known = _filled(known, variables)
        if known:
            computed[name] = re.sub(r"calc\(([^()*/+]*)\)", r"\1", known).strip()
    return computed, variables


def _filled(value: str, variables: Style) -> str | None:
    """With one layer of variables; None where one is not set: the declaration says nothing then."""
    missing = False

    def fill(match: re.Match[str]) -> str:
        nonlocal missing
        said = variables.get(match[1], match[2])
        missing = missing or said is None
        return said or ""

    filled = _VARIABLE.sub(fill, value)
    return None if missing or filled == value else filled


_Rule = tuple[tuple[int, ...], Selector, tuple[Style, Style]]


@lru_cache(maxsize=16)
def _compiled(text: str) -> tuple[tuple[Selector, tuple[Style, Style]], ...]:
    """The rules of one sheet; pages of one portal come with the same sheets."""
    return tuple(
        (selector, style)
        for head, body in rules(text)
        for style in (declared(body),)
        for selector in selectors(head)
    )


class Sheets:
    """The style sheets at hand, each rule found by what its selector ends in."""

    def __init__(self, root: Element, hides: Any) -> None:
        """`hides` says whether a style by itself hides: only then a selector that cannot be read counts."""
        self.by_end: dict[str, list[_Rule]] = {}
        self.places = Places()
        count = 0
        for sheet in root.iter("style"):
            if not holds_on_screen(sheet.get("media") or "all"):
                continue
            for selector, style in _compiled(sheet.text or ""):
                if selector.is_unsure and not any(map(hides, style)):
                    continue
                count += 1
                key = next(iter(selector.ends), "*")
                rule = ((*selector.weight, count), selector, style)
                self.by_end.setdefault(key, []).append(rule)

    def style(self, element: Element) -> Style:
        """What style sheets and the element itself say, the weightiest last."""
        own = element.get("style")
        if not self.by_end and not own:
            return {}
        said: list[tuple[Style, Style]] = []
        if self.by_end:
            ends = {element.tag, "*", f"#{element.get('id')}"}
            ends |= {f".{name}" for name in (element.get("class") or "").split()}
            rules = (rule for end in ends for rule in self.by_end.get(end, ()))
            for _, selector, style in sorted(rules, key=lambda rule: rule[0]):
                if selector.means(element, self.places):
                    said.append(style)
        said.append(declared(own or ""))
        return {
            name: value for level in (0, 1) for one in said for name, value in one[level].items()
        }
