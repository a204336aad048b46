"""Files of other rooms that stand beside a document, in the columns of a type: declared from above."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from huiyin.disclosure.tree.models import ColumnPage, DocumentPage


@dataclass(frozen=True)
class Beside:
    """A file with its stable address; `note` says what it is."""

    name: str
    address: str
    note: str


Source = Callable[[DocumentPage], Iterable[Beside]]
_sources: dict[str, Source] = {}


def declare(column_type: str, source: Source) -> None:
    """Ask this source for each document of the columns of this type."""
    _sources[column_type] = source


def beside(page: DocumentPage, column: object) -> list[Beside]:
    """What stands beside a public document of this column; nothing is asked in other columns."""
    source = _sources.get(column.column_type) if isinstance(column, ColumnPage) else None
    return list(source(page)) if source else []
