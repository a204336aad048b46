"""Figures of the licence ledger."""

from collections.abc import Iterable
from functools import partial

from django.db.models import F, QuerySet

from huiyin.figures.registry import Figure, Ratio, Scope, declare, declare_family

from .models import Licence, LicenceCategory


def decided(scope: Scope, category: str = "") -> "QuerySet[Licence]":
    """Decisions of the period that were not entered in error."""
    found = Licence.objects.valid().filter(scope.covers("decided_on"), agency=scope.agency_id)
    return found.filter(matter__category__key=category) if category else found


def published(scope: Scope) -> "QuerySet[Licence]":
    return decided(scope).filter(published_on__isnull=False)


def published_in_time(scope: Scope) -> "QuerySet[Licence]":
    return decided(scope).filter(published_on__lte=F("publish_due_on"))


def published_late(scope: Scope) -> "QuerySet[Licence]":
    return decided(scope).filter(published_on__gt=F("publish_due_on"))


declare(
    Figure(
        "licensing.decided",
        "办理行政许可",
        "件",
        "决定日期在统计期内的行政许可决定，不含录入作废的记录；撤销、注销的仍计入",
        decided,
    )
)
declare(
    Figure(
        "licensing.published", "公示行政许可", "件", "上述决定中已在政府门户网站公示的", published
    )
)
declare(
    Ratio(
        "licensing.published.on-time",
        "许可公示及时率",
        "%",
        "决定之日起7个工作日内公示的件数÷办理行政许可件数",
        published_in_time,
        base=decided,
    )
)
declare(
    Figure(
        "licensing.published.late",
        "超期公示行政许可",
        "件",
        "办理行政许可件数中，决定之日起超过7个工作日才公示的",
        published_late,
    )
)


@declare_family
def by_category() -> Iterable[Figure]:
    """One figure for each category of the licence ledger."""
    for category in LicenceCategory.objects.all():
        yield Figure(
            f"licensing.decided.{category.key}",
            f"办理行政许可：{category.name}",
            "件",
            f"办理行政许可件数中，事项属于“{category.name}”类的",
            partial(decided, category=category.key),
        )
