"""The assessed agency's part of the site."""

from django.db.models import Q, QuerySet

from huiyin.disclosure.duty import gaps
from huiyin.disclosure.models import DocumentPage
from huiyin.disclosure.tree.catalogue import tree
from huiyin.measuring.base import Ask


def standings(ask: Ask) -> list[gaps.Standing]:
    """Its columns, as they stand."""
    tops = _tops(ask)
    return [
        one
        for one in gaps.standings(ask.today)
        if one.column is not None and one.column.path.startswith(tops)
    ]


def below(ask: Ask, column_type: str) -> "QuerySet[DocumentPage]":
    """Its public documents in columns of this kind."""
    tops = _tops(ask)
    places = Q(pk__in=[])
    for column in tree().columns:
        if column.path.startswith(tops) and column.column_type == column_type:
            places |= Q(path__startswith=column.path)
    pages: QuerySet[DocumentPage] = DocumentPage.objects.live().filter(places)
    return pages


def of_the_year(ask: Ask) -> "QuerySet[DocumentPage]":
    """Its public documents that were published in the year."""
    scope = ask.scope
    pages: QuerySet[DocumentPage] = DocumentPage.objects.live().filter(
        agency=ask.agency, published_at__date__range=(scope.start, scope.end)
    )
    return pages


def _tops(ask: Ask) -> tuple[str, ...]:
    """Where its columns lie in the tree."""
    return tuple(one.path for one in tree().agencies if one.organisation_id == ask.agency)
