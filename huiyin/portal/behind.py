"""The public records behind a published figure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Model, QuerySet

from huiyin.disclosure.models import DocumentPage, public_path
from huiyin.inspection.models import ColumnReminder
from huiyin.web.publiclists import PublicList, declared
from huiyin.web.templatetags.huiyin import index_address


@dataclass(frozen=True)
class Line:
    """One record in the list below a figure."""

    title: str
    number: str
    day: date | datetime | None
    address: str


@dataclass(frozen=True)
class Shown:
    """How records of one kind are shown: the public ones, in order, as lines."""

    public: Callable[[Any], "QuerySet[Any]"]
    line: Callable[[Any], Line]


def _documents(records: Any) -> "QuerySet[Any]":
    documents = records.live().order_by("-published_at", "-pk")
    return documents.only("title", "doc_number", "index_number", "published_at")  # type: ignore[no-any-return]


SHOWN: dict[type[Model], Shown] = {
    DocumentPage: Shown(
        _documents,
        lambda r: Line(r.title, r.doc_number, r.published_at, index_address(r.index_number)),
    ),
    ColumnReminder: Shown(
        lambda records: (
            records.filter(column__live=True).select_related("column").order_by("-due_on", "-pk")
        ),
        lambda r: Line(r.column.title, r.reference, r.due_on, public_path(r.column)),
    ),
}


def shown(model: type[Model]) -> Shown | None:
    """How records of this kind are shown; None if only their number is public."""
    lists = (_of_list(one) for one in declared() if one.model is model and one.line)
    return SHOWN.get(model) or next(lists, None)


def _of_list(of: PublicList[Any, Any]) -> Shown:
    def line(record: Any) -> Line:
        assert of.line is not None  # noqa: S101 - asked before
        return Line(*of.line(record), of.address_of(record))

    return Shown(lambda records: of.listed(of.public(records)).order_by(*of.order), line)
