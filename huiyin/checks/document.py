"""The input of the checks: text blocks, tables, links, pictures, attachments and metadata."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol

BODY, TITLE = "正文", "标题"


class Kind(StrEnum):
    """What a block is to its reader."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CELL = "cell"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text that a reader sees as one; every white space in it counts one character.

    `head` is what stands at the head of a cell's column and row: 合计, 联系电话, 身份证号.
    """

    number: int
    text: str
    kind: Kind = Kind.PARAGRAPH
    level: int = 0
    path: str = ""
    part: str = BODY
    head: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; `block` is the number of its first block of text, -1 where it is empty."""

    text: str
    is_head: bool
    block: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its spans filled in: every row has a cell, or None, at every column."""

    rows: tuple[tuple[Cell | None, ...], ...]
    has_head: bool
    block: int
    path: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    target: str
    text: str
    block: int
    start: int
    path: str = ""
    title: str = ""
    holds_picture: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    source: str
    alt: str | None
    block: int
    path: str = ""


@dataclass(frozen=True, slots=True)
class Unseen:
    """Hidden content of a file: its kind (`files.unseen-…`) and a description."""

    kind: str
    detail: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file beside the text. `problem` says why it cannot be read; `kind` is what its content is."""

    name: str
    lines: tuple[str, ...] = ()
    kind: str = ""
    problem: str = ""
    is_missing: bool = False
    unseen: tuple[Unseen, ...] = ()
    file_name: str = ""
    """under which it is saved, where that is another one"""


@dataclass(frozen=True, slots=True)
class Body:
    """The text of a page, read from its HTML."""

    blocks: tuple[Block, ...] = ()
    tables: tuple[Table, ...] = ()
    links: tuple[Link, ...] = ()
    pictures: tuple[Picture, ...] = ()
    anchors: frozenset[str] = frozenset()
    empty_paragraphs: int = 0
    markup: str = ""


@dataclass(frozen=True)
class Document:
    """One document before its release."""

    title: str = ""
    body: Body = field(default_factory=Body)
    published_on: date | None = None
    formed_on: date | None = None
    doc_number: str = ""
    issuer: str = ""
    attachments: Sequence[Attachment] = ()
    beside: Sequence[tuple[str, str]] = ()
    """Label and words of what leaves with the text without standing in it: summary, key words."""

    @property
    def heading(self) -> Block:
        """The title as a block."""
        return Block(0, self.title, Kind.TITLE, part=TITLE)

    def texts(self) -> Iterator[Block]:
        """Title and body, block by block."""
        if self.title:
            yield self.heading
        yield from self.body.blocks

    def everything(self) -> Iterator[Block]:
        """Title, body and the texts published beside them."""
        yield from self.texts()
        for number, (label, text) in enumerate(self.beside):
            yield Block(number, text, Kind.FILE, part=label)


class Workdays(Protocol):
    """The calendar of working days that the checks need."""

    def between(self, start: date, end: date, /) -> int:
        """Working days d with start < d ≤ end."""


@dataclass(frozen=True, slots=True)
class Term:
    """用语: a wrong wording and the right one.

    It is a hit only beside one of `before` and `after` where they are given, never within one of
    `unless`, and not in a document published before `since`. An empty `right` offers nothing.
    """

    wrong: str
    right: str = ""
    severity: str = "warning"
    note: str = ""
    group: str = ""
    unless: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Context:
    """What is known around a document: terms, calendar, limit, the site's own addresses, its people.

    `resolves` tells whether an address of this site exists; None skips that check. `leaders` are
    names; `organ_names` the name and the short name of the agency.
    """

    terms: Sequence[Term] = ()
    calendar: Workdays | None = None
    publish_days: int | None = None
    hosts: frozenset[str] = frozenset()
    resolves: Callable[[str], bool] | None = None
    leaders: tuple[str, ...] = ()
    organ_names: frozenset[str] = frozenset()
