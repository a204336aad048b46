"""应公开日期: the last day on which a document may go public (条例第二十六条), kept when it does."""

from datetime import date

from huiyin.casework.deadlines import EventError, reckon
from huiyin.workdays.load import calendar

from .deadlines import publishing_within
from .models import ColumnPage, DocumentPage

AT_ONCE = 500


def last_day(page: DocumentPage, column: ColumnPage) -> date | None:
    """Working days of its column after it was formed.

    None where that day is not known, or lies in years that cannot be counted.
    """
    if page.formed_on is None:
        return None
    limit = publishing_within(column.publish_days)
    try:
        return reckon(limit, page.formed_on, calendar(page.agency.region)).due
    except EventError:
        return None


def note(page: DocumentPage, column: ColumnPage) -> None:
    """Keep it with the document that has gone public."""
    page.publish_due_on = last_day(page, column)
    DocumentPage.objects.filter(pk=page.pk).update(publish_due_on=page.publish_due_on)


def fill() -> int:
    """Of documents that went public before it was kept."""
    waiting = DocumentPage.objects.live().filter(
        publish_due_on__isnull=True, formed_on__isnull=False
    )
    columns = {column.path: column for column in ColumnPage.objects.all()}
    filled, last = 0, 0
    while some := list(
        waiting.filter(pk__gt=last).select_related("agency").order_by("pk")[:AT_ONCE]
    ):
        for page in some:
            page.publish_due_on = last_day(page, columns[page.path[: -ColumnPage.steplen]])
        DocumentPage.objects.bulk_update(some, ["publish_due_on"])
        filled, last = filled + len(some), some[-1].pk
    return filled
