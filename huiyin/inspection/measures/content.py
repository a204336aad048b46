"""内容: elements, dates, interpretations."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import F, Q
from django.db.models.functions import TruncDate
from django.utils import timezone

from huiyin.disclosure.duty import elements
from huiyin.disclosure.models import ColumnPage, ColumnType, DocumentPage, LegalItem
from huiyin.disclosure.tree.catalogue import tree
from huiyin.measuring.base import Ask, Evidence, Measurement, fewer_than, measure, none_of
from huiyin.workdays.load import calendar

from . import reach

CHUNK = 500


@measure
def functions(ask: Ask) -> Measurement:
    return _elements(ask, LegalItem.FUNCTIONS, ColumnType.FUNCTIONS, "机构职能")


@measure
def guide(ask: Ask) -> Measurement:
    return _elements(ask, ColumnType.GUIDE, ColumnType.GUIDE, "公开指南")


@measure
def leaders(ask: Ask) -> Measurement:
    """A column of leaders with content; whether a CV is complete is for a person to judge."""
    faults = []
    for agency in reach.agencies(ask):
        columns = _columns(agency.path, ColumnType.LEADERS)
        if not any(_documents(column).exists() for column in columns):
            address = columns[0].address if columns else agency.address
            why = "栏目没有内容" if columns else "没有“负责人信息”类别的栏目"
            faults.append(Evidence(address, f"{agency.title}{why}"))
    return none_of(faults, "处", note="姓名、职务、分工、简历是否齐全需要人工核对")


@measure
def false_dates(ask: Ask) -> Measurement:
    """发布时间造假: before the forming date, in the future, or before the first publication."""
    return fewer_than(
        [*_dated_ahead(ask), *_before_formed(ask), *_backdated(ask)],
        ask,
        "条",
        note="与系统记录的实际发布时间比对；从旧网站导入的信息以原发布时间为准",
    )


def _dated_ahead(ask: Ask) -> Iterator[Evidence]:
    pages = reach.documents(ask).filter(published_at__gt=ask.at)
    for page in pages.order_by("pk").iterator(CHUNK):
        yield Evidence(page.permanent_address, f"“{page.title}”的发布时间在将来")


def _before_formed(ask: Ask) -> Iterator[Evidence]:
    pages = (
        reach.documents(ask)
        .annotate(day=TruncDate("published_at"))
        .filter(formed_on__isnull=False, day__lt=F("formed_on"))
    )
    for page in pages.order_by("pk").iterator(CHUNK):
        yield Evidence(
            page.permanent_address,
            f"“{page.title}”{timezone.localdate(page.published_at)}发布，"
            f"早于成文日期{page.formed_on}",
        )


def _backdated(ask: Ask) -> Iterator[Evidence]:
    """The stated time is more than a day before the first publication here."""
    pages = (
        reach.documents(ask)
        .filter(first_published_at__isnull=False)
        .filter(published_at__lt=F("first_published_at") - timedelta(days=1))
    )
    for page in pages.order_by("pk").iterator(CHUNK):
        yield Evidence(
            page.permanent_address,
            f"“{page.title}”写明{timezone.localdate(page.published_at)}发布，"
            f"实际{timezone.localdate(page.first_published_at)}才发布",
        )


@measure
def publication_times(ask: Ask) -> Measurement:
    """Documents whose time is exactly midnight were dated, not timed."""
    midnight = Q(published_at__hour=0, published_at__minute=0, published_at__second=0)
    faults = (
        Evidence(page.permanent_address, f"“{page.title}”只有发布日期，没有时分")
        for page in reach.documents(ask).filter(midnight).order_by("pk").iterator(CHUNK)
    )
    return none_of(faults, "条")


@measure
def interpretation_links(ask: Ask) -> Measurement:
    faults = [
        Evidence(page.permanent_address, f"“{page.title}”没有关联所解读的文件")
        for page in _interpretations(ask)
        if page.interprets_id is None
    ]
    return none_of(faults, "条", note="检查一年内发布的解读；关联后，文件和解读的页面互相链接")


@measure
def interpretation_days(ask: Ask) -> Measurement:
    days = calendar("")
    faults = []
    for page in _interpretations(ask).select_related("interprets"):
        if page.interprets is None:
            continue
        policy = timezone.localdate(page.interprets.published_at)
        due = days.add(policy, ask.limit)
        published_on = timezone.localdate(page.published_at)
        if published_on > due:
            faults.append(
                Evidence(
                    page.permanent_address,
                    f"文件{policy}公布，应在{due}前（含当日）解读，{published_on}才发布",
                )
            )
    return none_of(faults, "条", note="检查一年内已关联文件的解读")


def _interpretations(ask: Ask) -> Any:
    below = Q(pk__in=[])
    for column in reach.columns(ask):
        if column.column_type == ColumnType.INTERPRETATION:
            below |= Q(path__startswith=column.path)
    since = ask.at - timedelta(days=365)
    pages = reach.documents(ask).filter(below, published_at__gte=since)
    return pages.order_by("-published_at")


def _elements(ask: Ask, key: str, column_type: str, name: str) -> Measurement:
    missing = elements.missing()
    faults = []
    for agency in reach.agencies(ask):
        if (agency.path, key) not in missing:
            faults.append(Evidence(agency.address, f"{agency.title}没有发布{name}"))
            continue
        columns = _columns(agency.path, column_type)
        address = columns[0].address if columns else agency.address
        faults += [
            Evidence(address, f"{agency.title}的{name}中没有找到“{element}”")
            for element in missing[agency.path, key]
        ]
    return none_of(faults, "项")


def _columns(top: str, column_type: str) -> list[Any]:
    return [
        column
        for column in tree().columns
        if column.path.startswith(top) and column.column_type == column_type
    ]


def _documents(column: ColumnPage) -> Any:
    return DocumentPage.objects.live().filter(path__startswith=column.path)
