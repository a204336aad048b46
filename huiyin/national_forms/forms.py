"""年报格式: the national forms of the annual report, each from its first year of report on."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Head:
    """A row or a column: what its figures are called, and its words from the outermost group on."""

    key: str
    path: tuple[str, ...]


@dataclass(frozen=True)
class Block:
    """One item of 第二十条 in part two: its rows, under its own columns."""

    title: str
    columns: tuple[Head, ...]
    lines: tuple[Head, ...]
    is_optional: bool = False
    """Published reports of the time lack it as often as not."""


@dataclass(frozen=True)
class NationalForm:
    """One form as it is printed; the first covers the years before it, for which there was none."""

    since: int
    basis: str
    chapters: tuple[str, ...]
    corner: str
    content: str
    """The head over the labels of part two."""
    blocks: tuple[Block, ...]
    columns: tuple[Head, ...]
    lines: tuple[Head, ...]
    remedies: tuple[Head, ...]

    @property
    def disclosed(self) -> str:
        """二、主动公开政府信息情况."""
        return self.chapters[1]

    @property
    def handled(self) -> str:
        """三、收到和处理政府信息公开申请情况."""
        return self.chapters[2]

    @property
    def contested(self) -> str:
        """四、政府信息公开行政复议、行政诉讼情况."""
        return self.chapters[3]

    @property
    def label_columns(self) -> int:
        """How many columns the labels of the lines take."""
        return max(len(line.path) for line in self.lines)


def form_of(year: int) -> NationalForm:
    """The form in which the report of that year is written."""
    known = forms()
    return next((form for form in reversed(known) if form.since <= year), known[0])


@cache
def forms() -> tuple[NationalForm, ...]:
    """All of them, the oldest first."""
    text = Path(__file__).with_name("forms.toml").read_text(encoding="utf-8")
    document = tomllib.loads(text)
    remedies = tuple(
        Head(f"{kind}.{outcome}", (*words, *last))
        for kind, *words in document["proceedings"]
        for outcome, *last in document["outcomes"]
    )
    unsorted = (
        NationalForm(
            since=form["since"],
            basis=form["basis"],
            chapters=tuple(document["chapters"]),
            corner=document["corner"],
            content=document["content"],
            blocks=tuple(_block(block) for block in form["blocks"]),
            columns=_heads(document["columns"]),
            lines=_heads(form["lines"]),
            remedies=remedies,
        )
        for form in document["form"]
    )
    return tuple(sorted(unsorted, key=lambda form: form.since))


def _block(block: dict[str, Any]) -> Block:
    is_optional = bool(block.get("optional"))
    return Block(block["title"], _heads(block["columns"]), _heads(block["lines"]), is_optional)


def _heads(columns: list[list[str]]) -> tuple[Head, ...]:
    return tuple(Head(key, tuple(words)) for key, *words in columns)
