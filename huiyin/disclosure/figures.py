"""Figures of proactive disclosure."""

from collections.abc import Iterable
from datetime import datetime, time
from functools import partial

from django.db.models import QuerySet
from django.utils import timezone

from huiyin.figures.registry import Figure, Scope, declare, declare_family

from .models import ColumnPage, DocumentPage


def published(scope: Scope, path: str = "") -> "QuerySet[DocumentPage]":
    """Documents public now whose publication date lies in the period."""
    zone = timezone.get_default_timezone()
    found: QuerySet[DocumentPage] = DocumentPage.objects.live().filter(
        agency=scope.agency_id,
        published_at__gte=datetime.combine(scope.start, time.min, zone),
        published_at__lte=datetime.combine(scope.end, time.max, zone),
    )
    return found.filter(path__startswith=path) if path else found


declare(
    Figure(
        "disclosure.published",
        "主动公开政府信息",
        "条",
        "发布日期在统计期内、目前公开的信息",
        published,
    )
)


@declare_family
def by_column() -> Iterable[Figure]:
    """One figure for each first-level column, by its address."""
    for column in ColumnPage.objects.live().filter(depth=4):
        yield Figure(
            f"disclosure.published.{column.slug}",
            f"主动公开：{column.title}",
            "条",
            f"“{column.title}”栏目及其下级栏目中，发布日期在统计期内、目前公开的信息",
            partial(published, path=column.path),
        )
