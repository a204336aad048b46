"""As of a day: an event after it has not happened.

Each kind of record is declared once as a `Ledger`: which columns are days on which something
happened, what each of them brought, and what undoes a record. A figure is given the ledger as of
its scope and says its condition in these words only. There is no way from a figure to the
present state of a record, so none can count what came later.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.db.models.lookups import (
    GreaterThan,
    GreaterThanOrEqual,
    IsNull,
    LessThan,
    LessThanOrEqual,
)
from django.utils import timezone

from .scope import Scopes

_COMPARISONS: Mapping[str, Any] = {
    "lt": LessThan,
    "lte": LessThanOrEqual,
    "gt": GreaterThan,
    "gte": GreaterThanOrEqual,
}


class NotDatedError(TypeError):
    """A figure asks for what the ledger does not declare, or in other words than its own."""


@dataclass(frozen=True)
class Span:
    """From a day to a day, as columns: the present span, and those before it in a related table."""

    since: str
    until: str = ""
    """The first day on which it is over; empty where `last` is given instead, or it is open."""
    last: str = ""
    past: str = ""
    past_until: str = ""
    traits: tuple[str, ...] = ()
    """What each span says for itself."""


@dataclass(frozen=True)
class Places:
    """Where a record stood before, as rows of a related table: each says where, until when."""

    past: str
    left: str
    traits: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Ledger:
    """台账: one kind of record as figures see it."""

    model: type[models.Model]
    begins: str = ""
    """The day from which there is such a record; empty where its span tells."""
    facts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Day of an event → the columns that it brought."""
    traits: tuple[str, ...] = ()
    """What a record is from its beginning; changed only where it was wrong all along."""
    limits: tuple[str, ...] = ()
    """Days by which something has to be done."""
    voided: Mapping[str, str] = field(default_factory=lambda: {"state": "voided_on"})
    """State → day on which it was found to be entered in error."""
    approved: str = ""
    """Day on which another person let it into the register; until then it is `proposed`."""
    gap: Span | None = None
    """Related spans during which the record was not there."""
    span: Span | None = None
    """The days on which it stands, where these come and go."""
    places: Places | None = None
    """Where it stood before, where a record can be taken elsewhere."""
    agency: str = "agency"
    first: Mapping[str, str] = field(default_factory=dict)
    """Column that may be set anew → the one that then keeps what it said first, and is asked."""
    is_alone: bool = False
    """Whether its rows say everything that is asked: no change elsewhere in its app bears on them."""
    names: str = "pk"
    """How a row names the record of another ledger beside which it stands (`AsOf.has`)."""

    def rows(self, scope: Scopes, condition: "Condition | None" = None) -> "models.QuerySet[Any]":
        """Those there were on the day, which meet a condition of this ledger."""
        narrowed = AsOf(self, scope).there()
        if condition is not None:
            narrowed &= self.meaning(condition)
        # one filter: one join of what is related
        return self.model._default_manager.filter(narrowed)

    def asked(self, name: str) -> Any:
        """What is asked of the database for this column."""
        return Coalesce(self.first[name], name) if name in self.first else F(name)

    def compared(self, name: str, how: str, value: Any) -> Q:
        """A column that says nothing meets no comparison, nor does it withstand its negation."""
        if name not in self.first:
            return Q((f"{name}__{how}", value))
        asked = self.asked(name)
        return Q(_COMPARISONS[how](asked, value)) & Q(IsNull(asked, False))

    def missing(self, name: str) -> Q:
        if name not in self.first:
            return Q((f"{name}__isnull", True))
        return Q(IsNull(self.asked(name), True))

    def meaning(self, condition: "Condition") -> Q:
        """A condition as the database takes it.

        Raises:
            NotDatedError: it was not said in the words of this ledger.
        """
        if not isinstance(condition, Condition) or condition.ledger is not self:
            raise NotDatedError(f"{condition!r} is not a condition of {self.model.__name__}")
        return condition._q


class Condition:
    """What a figure asks of a record; only `AsOf` makes one."""

    def __init__(self, ledger: Ledger, q: Q) -> None:
        self.ledger, self._q = ledger, q

    def __and__(self, other: "Condition") -> "Condition":
        return Condition(self.ledger, self._q & self.ledger.meaning(other))

    def __or__(self, other: "Condition") -> "Condition":
        return Condition(self.ledger, self._q | self.ledger.meaning(other))


Says = Callable[["AsOf"], Condition]


class AsOf:
    """A ledger as of a scope: the words in which figures are declared."""

    def __init__(self, ledger: Ledger, scope: Scopes) -> None:
        self.ledger, self.scope = ledger, scope

    def there(self) -> Q:
        """Of the agency, begun, and neither voided nor gone on the day."""
        ledger, scope = self.ledger, self.scope
        condition = self._of(*scope.agencies)
        if ledger.begins:
            condition &= self._until(ledger.begins)
        for state, day in ledger.voided.items():
            condition &= ~Q((state, "voided")) | Q((f"{day}__gt", scope.as_of))
        if ledger.approved:
            known = Q((f"{ledger.approved}__isnull", True))
            condition &= ~Q(state="proposed") & (
                known | Q((f"{ledger.approved}__lte", scope.as_of))
            )
        if ledger.gap is not None:
            condition &= ~Q(self._spans_before(ledger.gap, ledger.gap.until))
        return condition

    def of(self, agency_id: int) -> Condition:
        """Of one of the agencies that are asked for: what only it has is asked of its records."""
        return self._condition(self._of(agency_id))

    def every(self) -> Condition:
        """All there were."""
        return self._condition(Q())

    def none(self) -> Condition:
        return self._condition(Q(pk__in=[]))

    def unless(self, condition: Condition) -> Condition:
        """All that do not meet it."""
        return self._condition(~self.ledger.meaning(condition))

    def during(self, fact: str, **brought: Any) -> Condition:
        """It happened in the period."""
        return self._condition(self._since(fact) & self._happened(fact, brought))

    def happened(self, fact: str, **brought: Any) -> Condition:
        """It had happened by the end."""
        return self._condition(self._happened(fact, brought))

    def not_yet(self, fact: str) -> Condition:
        """It had not happened by the end, whatever came later."""
        self._check(fact, self.ledger.facts)
        return self._condition(self._later(fact))

    def before(self, fact: str) -> Condition:
        """It had happened before the period began."""
        self._check(fact, self._days())
        return self._condition(self.ledger.compared(fact, "lt", self._edge(fact, self.scope.start)))

    def not_before(self, fact: str) -> Condition:
        """It had not happened before the period began."""
        self._check(fact, self.ledger.facts)
        return self._condition(self.ledger.missing(fact) | self._since(fact))

    def in_time(self, fact: str, limit: str, **brought: Any) -> Condition:
        """It had happened, no later than the limit."""
        self._check(limit, self.ledger.limits)
        return self._condition(self._happened(fact, brought) & self._against("lte", fact, limit))

    def late(self, fact: str, limit: str, **brought: Any) -> Condition:
        """It had happened, after the limit."""
        self._check(limit, self.ledger.limits)
        return self._condition(self._happened(fact, brought) & self._against("gt", fact, limit))

    def day_of(self, fact: str) -> Any:
        """The day on which it happened, for whoever measures between two."""
        self._check(fact, self._days())
        if isinstance(_field(self.ledger.model, fact), models.DateTimeField):
            raise NotDatedError(f"{fact} of {self.ledger.model.__name__} is a moment")
        return self.ledger.asked(fact)

    def due(self, limit: str) -> Condition:
        """The limit lies in the period, up to its last day."""
        self._check(limit, self.ledger.limits)
        return self._condition(self._since(limit) & self._until(limit))

    def run_out(self, limit: str) -> Condition:
        """The limit is over: what is due today is not late yet."""
        self._check(limit, self.ledger.limits)
        end = self._edge(limit, self.scope.over + timedelta(days=1))
        return self._condition(self.ledger.compared(limit, "lt", end))

    def overdue(self, fact: str, limit: str) -> Condition:
        """The limit is over and it had not happened: late already, not only once it has."""
        return self.run_out(limit) & self.not_yet(fact)

    def not_due(self, limit: str) -> Condition:
        """The limit lies behind the last day."""
        self._check(limit, self.ledger.limits)
        end = self._edge(limit, self._next_day)
        return self._condition(self.ledger.compared(limit, "gte", end))

    def where(self, **traits: Any) -> Condition:
        """A record of that kind."""
        for name in traits:
            self._check(_column(name), self.ledger.traits)
        return self._condition(Q(**traits))

    def stands(self, **traits: Any) -> Condition:
        """On the last day it was in one of its spans; the traits are those of that span."""
        span = self.ledger.span
        if span is None:
            raise NotDatedError(f"{self.ledger.model.__name__} has no span")
        for name in traits:
            self._check(_column(name), span.traits)
        now = self._until(span.since) & Q(**traits)
        if span.last:
            now &= Q((f"{span.last}__gte", self.scope.end))
        elif span.until:
            now &= self._later(span.until)
        return self._condition(now | Q(self._spans_before(span, span.past_until, **traits)))

    def stood(self, now: Condition, **then: Any) -> Condition:
        """On the last day it stood there: where it stands now, or if it has left since, where it then was."""
        places = self.ledger.places
        if places is None:
            raise NotDatedError(f"{self.ledger.model.__name__} is not taken elsewhere")
        for name in then:
            self._check(_column(name), places.traits)
        relation: Any = self.ledger.model._meta.get_field(places.past)
        rows, record, left = (
            relation.related_model._default_manager,
            relation.field.name,
            places.left,
        )
        since = rows.filter(**{f"{left}__gte": self._edge(left, self._next_day, rows.model)})
        of_same = since.filter(**{record: OuterRef(record)})
        sooner = Q(**{f"{left}__lt": OuterRef(left)})
        sooner |= Q(**{left: OuterRef(left), "pk__lt": OuterRef("pk")})
        first = since.filter(~Exists(of_same.filter(sooner)), **then)
        there = self.ledger.meaning(now) & ~Q(pk__in=since.order_by().values(record))
        return self._condition(there | Q(pk__in=first.order_by().values(record)))

    def has(self, ledger: Ledger, says: Says) -> Condition:
        """There is a row of a ledger that is joined to this one; counted once however many."""
        rows = ledger.rows(self.scope, says(AsOf(ledger, self.scope)))
        return self._condition(Q(pk__in=rows.order_by().values(ledger.names)))

    def _of(self, *agencies: int) -> Q:
        if len(agencies) == 1:
            return Q((self.ledger.agency, agencies[0]))
        return Q((f"{self.ledger.agency}__in", agencies))

    def _spans_before(self, span: Span, until: str, **traits: Any) -> Exists:
        """A related span that holds the last day."""
        relation: Any = self.ledger.model._meta.get_field(span.past)
        rows = relation.related_model._default_manager.filter(
            self._until(span.since, relation.related_model),
            **{relation.field.name: OuterRef("pk")},
            **traits,
        )
        if until:
            return Exists(rows.filter(self._later(until, relation.related_model)))
        return Exists(rows.filter(**{f"{span.last}__gte": self.scope.end}))

    def _happened(self, fact: str, brought: Mapping[str, Any]) -> Q:
        self._check(fact, self._days())
        for name in brought:
            self._check(_column(name), self.ledger.facts[fact])
        return self._until(fact) & Q(**brought)

    def _against(self, how: str, fact: str, limit: str) -> Q:
        """A moment is held against the last day by its own day in the office's zone."""
        is_moment = isinstance(_field(self.ledger.model, fact), models.DateTimeField)
        last = self.ledger.asked(limit)
        if is_moment:
            return Q((f"{fact}__date__{how}", last))
        return self.ledger.compared(fact, how, last)

    def _days(self) -> tuple[str, ...]:
        return (self.ledger.begins, *self.ledger.facts)

    def _since(self, name: str) -> Q:
        return self.ledger.compared(name, "gte", self._edge(name, self.scope.start))

    def _until(self, name: str, model: type[models.Model] | None = None) -> Q:
        edge = self._edge(name, self._next_day, model)
        return Q((f"{name}__lt", edge)) if model else self.ledger.compared(name, "lt", edge)

    def _later(self, name: str, model: type[models.Model] | None = None) -> Q:
        edge = self._edge(name, self._next_day, model)
        if model:
            return Q((f"{name}__isnull", True)) | Q((f"{name}__gte", edge))
        return self.ledger.missing(name) | self.ledger.compared(name, "gte", edge)

    @property
    def _next_day(self) -> date:
        return self.scope.end + timedelta(days=1)

    def _edge(
        self, name: str, day: date, model: type[models.Model] | None = None
    ) -> date | datetime:
        """The day, or for a column with a time its first moment in the office's zone."""
        if not isinstance(_field(model or self.ledger.model, name), models.DateTimeField):
            return day
        return datetime.combine(day, time.min, timezone.get_default_timezone())

    def _check(self, name: str, declared: Any) -> None:
        if name not in declared:
            raise NotDatedError(f"{name} is not declared so for {self.ledger.model.__name__}")

    def _condition(self, q: Q) -> Condition:
        return Condition(self.ledger, q)


def _column(lookup: str) -> str:
    """`decision__in` asks for `decision`."""
    return lookup.removesuffix("__in").removesuffix("__startswith").removesuffix("__contains")


def _field(model: type[models.Model], path: str) -> Any:
    field: Any = None
    for name in path.split("__"):
        field = model._meta.get_field(name)
        model = field.related_model or model
    return field
