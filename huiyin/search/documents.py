"""What goes into search and what comes out of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True)
class Document:
    """What search knows of one public thing. `key` is unique: kind and number (`document:12`)."""

    key: str
    url: str
    title: str
    body: str
    published_on: date
    agency: str = ""
    """slug of the agency"""
    agency_name: str = ""
    column: str = ""
    """path of the column, e.g. `/cgj/gzdt/`: a filter matches it and all below"""
    column_name: str = ""
    theme: str = ""
    index_number: str = ""
    doc_number: str = ""
    attachments: str = ""
    """names of the attachments, a line each"""
    public_until: datetime | None = None
    """from this moment on it is not found any more"""
    over_on: date | None = None
    """from this day on the document is not in force any more; it is still found"""
    files: tuple[tuple[str, str], ...] = ()
    """(name, SHA-256) of the attachments whose text is searched, once `index.read` has stored it"""


@dataclass(frozen=True)
class Query:
    """The words and filters of a search; an empty filter does not filter.

    Words separated by spaces must all match; a text in quotation marks is one word. A text without
    a letter, digit or Chinese character matches nothing.
    """

    text: str
    agency: str = ""
    column: str = ""
    theme: str = ""
    kind: str = ""
    """the prefix of the keys, e.g. `document`"""
    since: date | None = None
    until: date | None = None
    order: str = "relevance"
    """`relevance` or `date`"""
    offset: int = 0
    limit: int = 20
    in_title: bool = False
    """only in titles"""
    exact: bool = False
    """count and rank all hits, however many: for programs, which can wait"""


@dataclass(frozen=True)
class Hit:
    """One matching document. `title` and `snippet` are safe HTML with `<mark>` around the matches."""

    key: str
    url: str
    title: str
    snippet: str
    score: float
    published_on: date
    agency_name: str
    column_name: str
    index_number: str
    doc_number: str


@dataclass(frozen=True)
class Results:
    """`total` is the number of hits, `facets` the number of hits by value.

    The counts of a facet apply every filter but its own: the number of hits if another value were
    chosen. For a word in thousands of texts the total and the facets are estimates (`is_estimate`),
    and only the newest and best hits can be paged through: `reachable` of them.
    """

    total: int
    hits: list[Hit]
    facets: Mapping[str, list[tuple[str, str, int]]] = field(default_factory=dict)
    """`agency`, `column`, `theme`, `year` → (value, label, count), most first"""
    is_estimate: bool = False
    reachable: int = 0
