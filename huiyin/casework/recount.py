"""重算期限: when the calendar changes, the dates that were counted with it change too.

Every kind of matter with a clock has a move `recount`; it is made only where something moves,
by the system, with its audit entry.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.module_loading import autodiscover_modules

from huiyin.audit.actors import Actor, ActorKind

from .models import Matter
from .workflow import Workflow, workflows


@dataclass(frozen=True)
class Recounted:
    """One matter whose due date is not what the calendar says now."""

    matter: Matter
    old: date | None
    new: date | None


def by_the_system(actor: Actor, matter: Matter) -> bool:
    """The rule of every `recount` move: no person decides where a time limit falls."""
    return actor.kind is ActorKind.SYSTEM


def kinds() -> list[type[Matter]]:
    """All kinds of matter that have a clock."""
    autodiscover_modules("actions")  # a workflow is known when its module has been read
    return [workflow.model for workflow in workflows() if "recount" in workflow.moves]


def preview(models: Iterable[type[Matter]]) -> list[Recounted]:
    """What `recount_open` would change; nothing is written."""
    return list(_changed(models))


@transaction.atomic
def recount_open(
    models: Iterable[type[Matter]], *, actor: Actor, at: datetime, because: str
) -> list[Recounted]:
    """Recount every matter whose clock still matters; those that moved, with old and new date."""
    changed = preview(models)
    for found in changed:
        workflow: Workflow[Matter] = next(w for w in workflows() if w.model is type(found.matter))
        workflow.moves["recount"].run(found.matter, actor=actor, at=at, because=because)
    return changed


def _changed(models: Iterable[type[Matter]]) -> Iterator[Recounted]:
    for model in models:
        for matter in model.clocks().select_related("agency"):
            before = _clock(matter)
            matter.recount()
            if _clock(matter) != before:
                yield Recounted(matter, before[0], _clock(matter)[0])


def _clock(matter: Matter) -> tuple[date | None, bool]:
    return getattr(matter, matter.due_field), getattr(matter, "is_provisional", False)
