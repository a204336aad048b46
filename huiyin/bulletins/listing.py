"""Which decisions belong into a bulletin: those of its week, and late ones of weeks that are closed."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q

from huiyin.publicity import kinds
from huiyin.publicity.kinds import Decided, Kind

from .models import Bulletin, Row


def decided() -> Iterator[tuple[str, Kind, Decided]]:
    """The kinds of decisions, by their model label, in the order of declaration."""
    return (
        (label, kind, kind.decided)
        for label, kind in kinds.known().items()
        if kind.decided is not None
    )


def records_manager(label: str) -> Any:
    """Of all records of a kind, those entered in error among them."""
    return apps.get_model(label)._default_manager


def records_of(label: str) -> Any:
    """All valid records of a kind."""
    return records_manager(label).valid()


def unlisted(label: str, records: Any) -> Any:
    """Those of these records that stand in no bulletin."""
    rows = Row.objects.filter(about_kind=label, about_pk=OuterRef("pk"))
    return records.exclude(Exists(rows))


def of_week_of(bulletins: Any, column: str) -> Exists:
    """Of a record: whether it was decided in the week of one of these bulletins of its agency."""
    return Exists(
        bulletins.filter(
            agency=OuterRef("agency_id"),
            begins_on__lte=OuterRef(column),
            ends_on__gte=OuterRef(column),
        )
    )


def wanting(agency: int, begins_on: date, ends_on: date) -> Iterator[tuple[str, str, Any]]:
    """Of each kind the decisions that a bulletin of that week has to list, and no other one does.

    Label, column of the day, records, the earliest first: of the week, and of earlier weeks whose
    bulletin is closed. A decision of an open week waits for the bulletin of its own week.
    """
    earlier = Bulletin.objects.closed().filter(begins_on__lt=begins_on)
    for label, kind, how in decided():
        day = how.column
        owing = kind.owing(records_of(label).filter(agency=agency, **{f"{day}__lte": ends_on}))
        of_week, is_late = Q(**{f"{day}__gte": begins_on}), Q(of_week_of(earlier, day))
        yield label, day, unlisted(label, owing.filter(of_week | is_late)).order_by(day, "pk")


def is_nothing(agency: int, begins_on: date, ends_on: date) -> bool:
    """Whether a bulletin of that week would have no rows."""
    return not any(records.exists() for _, _, records in wanting(agency, begins_on, ends_on))


def take_in(bulletin: Bulletin) -> int:
    """List what is missing, and leave out what the public is not owed any more; how many are new."""
    rows = [
        Row(bulletin=bulletin, about_kind=label, about_pk=pk, is_late=day < bulletin.begins_on)
        for label, column, records in wanting(
            bulletin.agency_id, bulletin.begins_on, bulletin.ends_on
        )
        for pk, day in records.values_list("pk", column)
    ]
    for label, kind, _ in decided():
        owing = kind.owing(records_of(label)).filter(pk=OuterRef("about_pk"))
        bulletin.rows.filter(about_kind=label).exclude(Exists(owing)).delete()
    Row.objects.bulk_create(rows)
    return len(rows)
