"""Everything that a program can read, in the order of the table of contents."""

from huiyin.opendata import others

from .computed import by_year
from .documents import columns, documents
from .lists import lists
from .resources import Resource


def every() -> list[Resource]:
    return [
        documents(), columns(), *lists(), by_year(others.figures()), by_year(others.workdays())
    ]  # fmt: skip


def find(key: str) -> Resource | None:
    return next((one for one in every() if one.key == key), None)
