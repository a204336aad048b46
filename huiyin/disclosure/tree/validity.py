"""有效性: as what a document is in force on a day, said once: of a row, and of one that is at hand.

An end that is registered beforehand waits for its day (废止日期): until then the document is what it
was, on every page and in every number, and no timetable has to run.
"""

from datetime import date
from typing import Any

from django.db.models import Case, CharField, F, Index, Q, TextChoices, Value, When
from django.utils import timezone


class Validity(TextChoices):
    """有效性."""

    VALID = "有效", "有效"
    PARTLY = "部分有效", "部分有效"
    LAPSED = "失效", "失效"
    ABOLISHED = "废止", "废止"


DAYS_TO_COME = [
    Index(fields=[day], condition=Q(**{f"{day}__isnull": False}), name=f"disclosure_{day}")
    for day in ("public_until", "abolished_on")
]
"""Few documents have such a day; with each change of what is public they are asked for."""
OVER = frozenset({Validity.LAPSED, Validity.ABOLISHED})


def ends_after(day: date) -> Q:
    """Rows whose end is registered, and has not come on that day."""
    return Q(validity__in=OVER, abolished_on__gt=day)


def validity_on(day: date) -> Case:
    """For queries: the validity of each row on that day."""
    return Case(
        When(ends_after(day) & ~Q(validity_before=""), then=F("validity_before")),
        When(ends_after(day), then=Value(Validity.VALID.value)),
        default=F("validity"),
        output_field=CharField(),
    )


class InForce:
    """A page with a validity."""

    validity: Any
    validity_before: Any
    abolished_on: Any

    def ends_after(self, day: date) -> bool:
        """As `ends_after` says it of rows."""
        return bool(self.validity in OVER and self.abolished_on and self.abolished_on > day)

    def validity_on(self, day: date) -> str:
        """As `validity_on` says it of rows."""
        if self.ends_after(day):
            return str(self.validity_before or Validity.VALID.value)
        return str(self.validity)

    @property
    def validity_now(self) -> str:
        return self.validity_on(timezone.localdate())

    @property
    def is_over(self) -> bool:
        return self.validity_now in OVER

    @property
    def ends_on(self) -> date | None:
        """The day of an end that is still to come."""
        return self.abolished_on if self.ends_after(timezone.localdate()) else None
