"""条目: the numbered items of a text (一、（一）1. ①) and the rows of a table of tasks. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from huiyin.report_audit.papers.values import Item, Paragraph, Table

from . import tables
from .clauses import Clauses, clauses

MOST = 400
"""Items of one document; a longer one is no plan."""
SHORTEST = 6
_HAN = "一二三四五六七八九十百"
_MARKS = (
    re.compile(rf"([{_HAN}]{{1,4}})、"),
    re.compile(rf"[（(]([{_HAN}]{{1,4}})[）)]"),
    re.compile(r"(\d{1,3})[.．、](?!\d)"),
    re.compile(r"(?:[（(](\d{1,3})[）)]|([①-⑳]))"),
)
"""The four ranks of numbers of an official document (GB/T 9704)."""


@dataclass(frozen=True)
class Found:
    """One item: its number, its words as they stand, and what they say of unit, day and aim."""

    label: str
    text: str
    task: str
    """The words without the clauses that name units and days."""
    units: tuple[str, ...] = ()
    """Words that name units, whoever leads first."""
    due: str = ""
    measure: str = ""


@dataclass
class _Node:
    rank: int
    number: str
    lines: list[str] = field(default_factory=list)
    has_parts: bool = False


def found_in(items: Iterable[Item]) -> Iterator[Found]:
    """The items in reading order: leaves of the numbering, and rows of tables of tasks."""
    text = _Text()
    count = 0
    for item in items:
        ready: list[Found] = []
        if isinstance(item, Paragraph):
            ready = list(text.take(item.text))
        elif isinstance(item, Table):
            ready = [*text.end(), *(_of_row(row) for row in tables.rows(item.rows))]
        for one in ready:
            count += 1
            if count > MOST:
                return
            yield one
    if count < MOST:
        yield from text.end()


def _of_row(row: tables.Row) -> Found:
    said = clauses(row.task)
    return Found(
        row.number, row.task, said.rest or row.task, row.units or said.units,
        row.due or said.due, row.measure,
    )  # fmt: skip


class _Text:
    """The numbering as far as it has been read."""

    def __init__(self) -> None:
        self._open: list[_Node] = []

    def take(self, line: str) -> Iterator[Found]:
        """One paragraph; what ends with it."""
        rank, number, words = _marked(line)
        if rank is None:
            if self._open:
                self._open[-1].lines.append(words)
            return
        yield from self._close(rank)
        if self._open:
            self._open[-1].has_parts = True
        self._open.append(_Node(rank, number, [words]))

    def end(self) -> Iterator[Found]:
        yield from self._close(0)

    def _close(self, rank: int) -> Iterator[Found]:
        """Whatever stands as high or lower."""
        while self._open and self._open[-1].rank >= rank:
            label = "".join(node.number for node in self._open)
            node = self._open.pop()
            text = "".join(node.lines).strip()
            if not node.has_parts and len(text) >= SHORTEST:
                said: Clauses = clauses(text)
                yield Found(label, text, said.rest or text, said.units, said.due)


def _marked(line: str) -> tuple[int | None, str, str]:
    """Rank, number and words of a paragraph; without a number the words alone."""
    line = line.strip()
    for rank, mark in enumerate(_MARKS):
        if found := mark.match(line):
            number = next(filter(None, found.groups()))
            shown = f"（{number}）" if rank in (1, 3) and not "①" <= number <= "⑳" else number
            return rank, shown, line[found.end() :].strip()
    return None, "", line
