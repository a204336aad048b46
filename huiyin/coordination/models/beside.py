"""What stands beside a matter of any kind, and is asked of a unit.

A matter is named by its model label and key, as the audit log and the outbox name it: no kind is
known here, no foreign key to a kind is needed, and the row reads the same on every database.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, ClassVar, Self, TypeVar, cast

from django.apps import apps
from django.db import models
from django.db.models import Q

from huiyin.audit.actors import Actor
from huiyin.casework.models import Matter, MatterQuerySet
from huiyin.organisations.models import held_in

HANDLE = "coordination.handle"
"""Does what is asked of its own unit."""


def in_own_units(actor: Actor) -> Q:
    """What is asked of those units in which this actor handles such things."""
    units = actor.units_with(HANDLE)
    return ~Q(pk__in=()) if units is None else Q(unit__in=units)


_B = TypeVar("_B", bound="Beside")


class BesideQuerySet(MatterQuerySet[_B]):
    def of(self, matter: Matter) -> Self:
        return self.filter(about_kind=matter._meta.label_lower, about_pk=matter.pk)

    def open(self) -> Self:
        return self.filter(state__in=self._beside.OPEN)

    def held_by(self, actor: Actor, right: str, *others: str) -> Self:
        """All of the agencies in which it holds the holder's right, and what its own units are asked."""
        seen, holder = Q(pk__in=()), self._beside.HOLDER
        if holder in (right, *others):
            seen |= held_in(actor, holder)
        if HANDLE in (right, *others):
            seen |= in_own_units(actor)
        return self.filter(seen)

    @property
    def _beside(self) -> "type[Beside]":
        return cast("type[Beside]", self.model)


class Beside(Matter):
    """A matter of its own about another one; its heirs have a `unit` and a day until which."""

    HOLDER: ClassVar[str]
    """The right of whoever holds the other matter, and follows all of the agency's."""
    OPEN: ClassVar[frozenset[str]]
    due_field: ClassVar[str] = "due_on"
    number: str = ""
    """Of the other matter, as it was typed at the desk; the action looks for it."""
    unit_id: int

    about_kind = models.CharField("事项类别", max_length=80, editable=False)
    about_pk = models.PositiveBigIntegerField("事项", editable=False)

    class Meta:
        abstract = True

    @cached_property
    def about(self) -> Matter:
        """The matter beside which it stands."""
        return _model(self.about_kind)._default_manager.get(pk=self.about_pk)

    def put_beside(self, matter: Matter) -> None:
        self.about_kind, self.about_pk = matter._meta.label_lower, matter.pk
        self.about = matter

    @property
    def title(self) -> str:
        return f"{self.about} {self.about.title}"

    def concerns(self, actor: Actor) -> bool:
        return super().concerns(actor) or actor.may_in_unit(HANDLE, self.unit_id)

    @classmethod
    def kept_from(cls, actor: Actor) -> Q:
        """Hidden from whoever may not see its matter, except from the unit that was asked."""
        hidden_rows = Q()
        for model in _kinds():
            if hidden := model.kept_from(actor):
                keys = model._default_manager.filter(hidden).values("pk")
                hidden_rows |= Q(about_kind=model._meta.label_lower, about_pk__in=keys)
        return hidden_rows & ~in_own_units(actor) if hidden_rows else hidden_rows


def reports_its_tasks(kind: str) -> bool:
    """Whether matters of this kind report and accept their lead task by moves of their own."""
    return bool(getattr(_model(kind), "reports_its_tasks", False))


def load_matters(rows: Iterable[Any]) -> None:
    """Load the matters of a page of rows, with one query for each kind."""
    by_kind: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        by_kind[row.about_kind].append(row)
    for kind, same_kind in by_kind.items():
        matters = _model(kind)._default_manager.in_bulk({row.about_pk for row in same_kind})
        for row in same_kind:
            row.about = matters[row.about_pk]


def _model(label: str) -> type[Matter]:
    return cast("type[Matter]", apps.get_model(label))


def _kinds() -> Iterator[type[Matter]]:
    """Every kind of matter beside which something can stand."""
    for model in apps.get_models():
        if issubclass(model, Matter) and not issubclass(model, Beside):
            yield model
