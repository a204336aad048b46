"""What stands on a paper, whatever file it came in."""

from dataclasses import dataclass, field
from datetime import date


class UnreadableReportError(Exception):
    """The file tells nothing; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of text that a reader sees as one."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of texts; a box over several rows or columns stands in each of them."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, of which nothing is known but that it is there."""


Item = Paragraph | Table | Picture


@dataclass(frozen=True)
class Paper:
    """The whole: what stands on it, and what its file says beside it."""

    items: tuple[Item, ...]
    title: str = ""
    agency: str = ""
    year: int | None = None
    published_on: date | None = None
    cells: dict[str, str] = field(default_factory=dict)
    """Of a file of data: numbers that are named without a table."""
    is_data: bool = False
    """A file of data, which need not hold the words of the report."""
    remarks: tuple[str, ...] = ()
    """How the file was read where there was a choice."""
