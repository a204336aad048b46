"""公开数量, as of today: the kept numbers, and the few documents of which a day decides.

Kept numbers follow what is saved. What has ended by its own last day is saved by a timetable some
time later, and what will be abolished counts until its day as what it is: nobody has to be in time.
"""

from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import F, Func, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Length, Substr
from django.utils import timezone

from .models import DocumentPage, Tally
from .public import public
from .validity import ends_after, validity_on


class Counted(NamedTuple):
    """Documents that lie in one column and agree in the rest."""

    column: str
    year: int
    theme: str
    genre: str
    validity: str
    documents: int


class LocalYear(Func):
    """The year of a moment by the clocks here; in the database's own words, for speed."""

    arity = 1
    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        # One offset for all years: no year here has begun in summer time.
        template = "CAST(strftime('%%%%Y', %(expressions)s, '+8 hours') AS INTEGER)"
        return self.as_sql(compiler, connection, template=template, **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        template = f"EXTRACT(YEAR FROM %(expressions)s AT TIME ZONE '{settings.TIME_ZONE}')::int"
        return self.as_sql(compiler, connection, template=template, **extra)


def placed(documents: "QuerySet[DocumentPage]") -> "QuerySet[DocumentPage]":
    """With the path of their column (`above`) and their year."""
    rows: QuerySet[DocumentPage] = documents.order_by().annotate(
        above=Substr("path", 1, Length("path") - DocumentPage.steplen),
        year=LocalYear("published_at"),
    )
    return rows


def today() -> list[Counted]:
    """What is kept, less what counts otherwise today, and that where it counts; one query."""
    day = timezone.localdate()
    past = Q(public_until__lte=timezone.now())
    stored = placed(DocumentPage.objects.filter(past | ends_after(day), live=True))
    now = placed(DocumentPage.objects.filter(public() & ends_after(day)))
    kept = Tally.objects.filter(documents__gt=0).values_list("column__path", *Counted._fields[1:])
    where = ("above", "year", "theme", "genre")
    rows = kept.union(
        stored.values_list(*where, F("validity"), Value(-1, IntegerField())),
        now.values_list(*where, validity_on(day), Value(1, IntegerField())),
        all=True,
    )
    return [Counted(*row) for row in rows]
