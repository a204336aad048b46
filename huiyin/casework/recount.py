"""重算期限: when the calendar changes, the dates that were counted with it change too.

Every kind of matter with a due date that is counted has a move `recount`; it is made only where
something moves, by the system, with its audit entry. The clocks that run beside a matter
(`Matter.clocked`) are moved in any state of it, with an entry of their own.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Model
from django.utils.module_loading import autodiscover_modules

from huiyin.audit import log
from huiyin.audit.actors import Actor, ActorKind
from huiyin.workdays.due import DueDay

from .clock_rows import Behind, Clock, behind
from .models import Matter
from .workflow import Workflow, workflows


@dataclass(frozen=True)
class Recounted:
    """One matter whose due date, or whose clocks, are not what the calendar says now."""

    matter: Matter
    old: date | None
    new: date | None
    was_provisional: bool = False
    is_provisional: bool = False
    beside: Sequence[str] = ()
    """What moves of the rows beside it, in words: 缴费期限 2027-01-04 → 2027-01-05."""
    clocks: Sequence[Behind] = ()
    """Where these are what moves, the due date is not."""

    @property
    def is_only_settled(self) -> bool:
        """No day moves; they are not provisional any more."""
        return self.old == self.new and not self.beside

    @property
    def days(self) -> tuple[DueDay | None, DueDay | None]:
        """As they are shown: the old one and the new one."""
        return (
            DueDay(self.old, self.was_provisional) if self.old else None,
            DueDay(self.new, self.is_provisional) if self.new else None,
        )


def by_the_system(actor: Actor, matter: Matter) -> bool:
    """The rule of every `recount` move: no person decides where a time limit falls."""
    return actor.kind is ActorKind.SYSTEM


def kinds() -> list[type[Matter]]:
    """All kinds of matter that have a clock."""
    autodiscover_modules("actions")  # a workflow is known when its module has been read
    known = workflows()
    return [flow.model for flow in known if "recount" in flow.moves or flow.model.clocked]


def preview(models: Iterable[type[Matter]]) -> list[Recounted]:
    """What `recount_open` would change; nothing is written."""
    return list(_changed(models))


@transaction.atomic
def recount_open(
    models: Iterable[type[Matter]], *, actor: Actor, at: datetime, because: str
) -> list[Recounted]:
    """Recount every matter of these kinds whose clock still matters; those that moved, with old and new date."""
    changed = preview(models)
    make(changed, actor=actor, at=at, because=because)
    return changed


@transaction.atomic
def make(changed: Iterable[Recounted], *, actor: Actor, at: datetime, because: str) -> None:
    """The move 重算期限 of each that was found."""
    for one in changed:
        if one.clocks:
            _move_clocks(one, actor=actor, at=at, because=because)
            continue
        workflow: Workflow[Matter] = next(w for w in workflows() if w.model is type(one.matter))
        facts = {"because": because} | ({"beside": list(one.beside)} if one.beside else {})
        workflow.moves["recount"].run(one.matter, actor=actor, at=at, **facts)


def _changed(models: Iterable[type[Matter]]) -> Iterator[Recounted]:
    for model in models:
        for matter in model.clocks().select_related("agency"):
            old, was = _clock(matter)
            matter.recount()
            new, is_now = _clock(matter)
            beside = [
                f"{_label(row, name)} {getattr(row, name)} → {day}"
                for row, name, day in _behind(matter)
            ]
            if beside or (old, was) != (new, is_now):
                yield Recounted(matter, old, new, was, is_now, beside)
        yield from _with_clocks_behind(model)


@transaction.atomic
def recount_clocks(*, actor: Actor, at: datetime, because: str) -> list[Recounted]:
    """Recount the clocks beside matters of every kind: office hours have changed."""
    models = [flow.model for flow in workflows() if flow.model.clocked]
    changed = [one for model in models for one in _with_clocks_behind(model)]
    make(changed, actor=actor, at=at, because=because)
    return changed


def _with_clocks_behind(model: type[Matter]) -> Iterator[Recounted]:
    """Its matters whose clocks run to another moment now."""
    moved: dict[int, list[Behind]] = defaultdict(list)
    for one in behind(Clock.objects.of_kind(model)) if model.clocked else ():
        moved[one.clock.about_pk].append(one)
    matters = model._default_manager.select_related("agency").in_bulk(moved)
    for pk, clocks in moved.items():
        said = [clock.said(matters[pk].clocked) for clock in clocks]
        yield Recounted(matters[pk], None, None, beside=said, clocks=clocks)


def _move_clocks(moved: Recounted, *, actor: Actor, at: datetime, because: str) -> None:
    for clock in moved.clocks:
        clock.move()
    details = {"because": because, "beside": list(moved.beside)}
    log.record(actor, "casework.clock.recount", moved.matter, at=at, details=details)


def move_beside(matter: Matter) -> bool:
    """Part of each `recount` move: whether a row beside the matter had another day."""
    behind = _behind(matter)
    for row, name, day in behind:
        setattr(row, name, day)
        row.save(update_fields=[name])
    return bool(behind)


def _behind(matter: Matter) -> list[tuple[Model, str, date]]:
    """The rows beside it whose day is not what the calendar says now."""
    return [clock for clock in matter.beside_clocks() if getattr(clock[0], clock[1]) != clock[2]]


def _label(row: Model, name: str) -> str:
    return f"{row._meta.verbose_name}{row._meta.get_field(name).verbose_name}"  # type: ignore[union-attr]


def _clock(matter: Matter) -> tuple[date | None, bool]:
    return getattr(matter, matter.due_field), getattr(matter, "is_provisional", False)
