"""What goes into search and what comes out of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


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
    files: tuple[tuple[str, str], ...] = ()
    """(name, SHA-256) of those whose text may be searched, once `index.read` was told it"""


@dataclass(frozen=True)
class Query:
    """What is asked. Filters that are empty do not filter.

    Words separated by spaces must all be found; what stands in quotation marks is one word. A
    text without a letter, digit or Chinese character finds nothing.
    """

    text: str
    agency: str = ""
    column: str = ""
    theme: str = ""
    kind: str = ""
    """what keys begin with, e.g. `document`"""
    since: date | None = None
    until: date | None = None
    order: str = "relevance"
    """`relevance` or `date`"""
    offset: int = 0
    limit: int = 20
    in_title: bool = False
    """only in titles"""
    exact: bool = False
    """count and rank all hits, however many: for programs, which wait"""


@dataclass(frozen=True)
class Hit:
    """One found document. `title` and `snippet` are safe HTML with `<mark>` around what was found."""

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
    """`total` counts what was found; `facets` the number of hits by value.

    The counts of a facet heed every filter but its own: they tell what choosing another value
    would find. Of a word that stands in thousands of texts total and facets are estimates
    (`is_estimate`), and only the newest and best hits can be read: `reachable` of them.
    """

    total: int
    hits: list[Hit]
    facets: Mapping[str, list[tuple[str, str, int]]] = field(default_factory=dict)
    """`agency`, `column`, `theme`, `year` → (value, label, count), most first"""
    is_estimate: bool = False
    reachable: int = 0
