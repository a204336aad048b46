"""Figures of the licence ledger."""

from collections.abc import Iterable
from functools import partial

from huiyin.figures.registry import (
    AsOf,
    Condition,
    Figure,
    Ledger,
    Ratio,
    declare,
    declare_family,
)
from huiyin.figures.regular import Every, Regular

from .models import Licence, LicenceCategory

LICENCES = Ledger(
    Licence,
    begins="decided_on",
    facts={"published_on": ()},
    traits=("matter__category",),
    limits=("publish_due_on",),
    is_alone=True,
)


def decided(on: AsOf) -> Condition:
    """Decisions of the period that were not entered in error."""
    return on.during("decided_on")


def of_category(on: AsOf, category: int) -> Condition:
    return decided(on) & on.where(matter__category=category)


def published(on: AsOf) -> Condition:
    return decided(on) & on.happened("published_on")


def published_meanwhile(on: AsOf) -> Condition:
    """Published in the period, whenever they were decided."""
    return on.during("published_on")


def due(on: AsOf) -> Condition:
    return on.due("publish_due_on")


def not_due(on: AsOf) -> Condition:
    return on.not_due("publish_due_on")


def published_in_time(on: AsOf) -> Condition:
    return due(on) & on.in_time("published_on", "publish_due_on")


def published_late(on: AsOf) -> Condition:
    """Not published at all is late, too, once the limit has run out."""
    unpublished = on.overdue("published_on", "publish_due_on")
    return due(on) & (on.late("published_on", "publish_due_on") | unpublished)


declare(
    Figure(
        "licensing.decided",
        "办理行政许可",
        "件",
        "决定日期在统计期内的行政许可决定，不含录入作废的记录；撤销、注销的仍计入",
        LICENCES,
        decided,
    )
)
declare(
    Figure(
        "licensing.published",
        "公示行政许可",
        "件",
        "上述决定中到统计期末已在政府门户网站公示的",
        LICENCES,
        published,
        version=2,
    )
)
declare(
    Ratio(
        "licensing.published.on-time",
        "许可公示及时率",
        "%",
        "应公示日期（决定之日起7个工作日）在统计期内的许可中，按期公示的件数÷应公示件数；"
        "超过期限尚未公示的按超期计，期限未到的不计入",
        LICENCES,
        published_in_time,
        among=due,
        pending=not_due,
        version=2,
    )
)
declare(
    Figure(
        "licensing.published.late",
        "超期公示行政许可",
        "件",
        "应公示日期在统计期内，超过期限才公示，或者已超过期限、到统计期末尚未公示的行政许可",
        LICENCES,
        published_late,
        among=due,
        version=2,
    )
)


declare(
    Regular(
        "licensing.published.weekly",
        "许可公示周更新率",
        "%",
        "统计期内已经过去的、有工作日的各周（星期一至星期日）中，当周公示过行政许可的周数÷周数；"
        "统计期内没有公示过的不计算",
        LICENCES,
        published_meanwhile,
        fact="published_on",
        every=Every.WEEK,
    )
)


@declare_family
def by_category(agency_id: int | None) -> Iterable[Figure]:
    """One figure for each category of the licence ledger."""
    for category in LicenceCategory.objects.all():
        yield Figure(
            f"licensing.decided.{category.key}",
            f"办理行政许可：{category.name}",
            "件",
            f"办理行政许可件数中，事项属于“{category.name}”类的",
            LICENCES,
            partial(of_category, category=category.pk),
        )
