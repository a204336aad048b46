"""The values of a saved portal page: fields, raw pairs, remarks. No Django, no clock."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Remark:
    """A remark about one file, for the clerk: a stable code and a sentence."""

    code: str
    message: str


class RefusedError(Exception):
    """The file cannot become a document; the message says why and what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.remark = Remark(code, message)


@dataclass(frozen=True)
class Address:
    """The former address of a page: host, and path with its query."""

    host: str
    path: str
    url: str


@dataclass(frozen=True)
class Link:
    """附件 or picture that the text refers to: as written, and its full old address if known."""

    name: str
    href: str
    url: str
    extension: str
    picture: bool = False


@dataclass(frozen=True)
class ReadPage:
    """One document from its saved page. Empty text and None: not on the page."""

    title: str
    published_at: datetime
    body: str
    index_number: str = ""
    doc_number: str = ""
    issuer: str = ""
    formed_on: date | None = None
    category: str = ""
    theme: str = ""
    genre: str = ""
    validity: str = ""
    effective_on: date | None = None
    abolished_on: date | None = None
    keywords: str = ""
    source: str = ""
    author: str = ""
    summary: str = ""
    columns: tuple[str, ...] = ()
    column_name: str = ""
    """the page tag `ColumnName`, for pages without a breadcrumb"""
    column_type: str = ""
    site_name: str = ""
    address: Address | None = None
    links: tuple[Link, ...] = ()
    encoding: str = ""
    raw: tuple[tuple[str, str], ...] = ()
    """every label with its value as they stand in the block, in the order of the page"""
    remarks: tuple[Remark, ...] = ()
