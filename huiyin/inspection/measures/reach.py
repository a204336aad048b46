"""The inspected part of the site: all of it, or that of one agency."""

from typing import Any

from django.db.models import QuerySet

from huiyin.disclosure.duty import gaps
from huiyin.disclosure.models import AgencyPage, ColumnPage, DocumentPage
from huiyin.disclosure.tree.catalogue import tree
from huiyin.measuring.base import Ask


def agencies(ask: Ask) -> list[AgencyPage]:
    return [agency for agency in tree().agencies if ask.agency in (None, agency.organisation_id)]


def columns(ask: Ask) -> list[ColumnPage]:
    return [column for column in tree().columns if is_below(ask, column)]


def documents(ask: Ask) -> "QuerySet[DocumentPage]":
    """The public documents of the inspected part."""
    pages: QuerySet[DocumentPage] = own(ask, DocumentPage.objects.live())
    return pages


def standings(ask: Ask) -> list[gaps.Standing]:
    return [
        standing
        for standing in gaps.standings(ask.today)
        if ask.agency is None or (standing.column is not None and is_below(ask, standing.column))
    ]


def own(ask: Ask, records: Any) -> Any:
    """The records of the inspected part, of a model that has an agency."""
    return records if ask.agency is None else records.filter(agency=ask.agency)


def is_below(ask: Ask, column: ColumnPage) -> bool:
    return ask.agency is None or any(column.path.startswith(a.path) for a in agencies(ask))
