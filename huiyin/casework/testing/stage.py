"""One matter in every state, brought there by real moves, and the people who will try the moves."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import product
from typing import Generic, TypeVar

from django.apps import apps
from django.db.models import Model

from huiyin.audit.actors import Actor, guest, system
from huiyin.casework.models import Matter
from huiyin.organisations.models import Organisation

from .tables import (
    STRANGER,
    SYSTEM,
    VISITOR,
    Grants,
    Person,
    Row,
    Scene,
    Step,
    Trial,
    also_elsewhere,
)

M = TypeVar("M", bound=Matter)
Brought = tuple[M, tuple[str, ...]]
"""A matter, and the names of those who brought it to where it is."""


def declared_rights() -> Grants:
    """Every right that a model of huiyin declares, and Django's four of each model."""
    return special_rights() | frozenset(
        f"{model._meta.app_label}.{action}_{model._meta.model_name}"
        for model in _models()
        for action in model._meta.default_permissions
    )


def special_rights() -> Grants:
    """The rights that models declare beside Django's four."""
    return frozenset(
        f"{model._meta.app_label}.{codename}"
        for model in _models()
        for codename, _ in model._meta.permissions
    )


def _models() -> Iterator[type[Model]]:
    return (model for model in apps.get_models() if model.__module__.startswith("huiyin."))


class Stage(Generic[M]):
    """A matter in every state, with the names of those who brought it there."""

    def __init__(self, trial: Trial[M], bureau: Organisation, at: datetime) -> None:
        self.trial = trial
        self.every, self.special = declared_rights(), special_rights()
        elsewhere, _ = Organisation.objects.get_or_create(
            slug="bj", defaults={"name": "别的局", "short_name": "别局", "is_agency": True}
        )
        self.scene = Scene(bureau, elsewhere, at)
        trial.prepare(self.scene)
        self.matters: dict[str, Brought[M]] = {}
        for state, (start, *way) in trial.ways.items():
            by = trial.starts[start].maker(start)
            matter = trial.starts[start].make(self.scene, self.actor(by, self.every))
            self.matters[state] = self.go(matter, (by,), way)

    def actor(self, name: str, grants: Grants) -> Actor:
        if name == SYSTEM:
            return system("trial")
        actor = self.trial.person(self.scene, name, grants)
        if name == STRANGER:
            return replace(actor, grants={self.scene.elsewhere.pk: grants})
        return actor

    def person(self, name: str, grants: Grants) -> Person:
        return Person(name, grants, self.actor(name, grants))

    def go(self, matter: M, makers: tuple[str, ...], way: Iterable[Step]) -> Brought[M]:
        """The matter after these steps, and everybody who has made one."""
        for step in way:
            if callable(step):
                matter = step(matter)
                continue
            name, *options = step.split()
            chosen = dict(zip(options[::2], options[1::2], strict=True))
            row = self.trial.row(name, matter.state, chosen.get("to", ""))
            by = chosen.get("by", row.maker(name))
            matter = self.run(name, row, matter, self.actor(by, self.every))
            makers = (*makers, by)
        return matter, tuple(dict.fromkeys(makers))

    def run(self, name: str, row: Row[M], matter: M, actor: Actor) -> M:
        at = self.scene.at + row.after
        return self.trial.workflow.moves[name].run(
            matter, actor=actor, at=at, **row.arguments_for(matter)
        )

    def outsiders(self, matter: M | None = None) -> Iterator[Person]:
        """Those whom no right of the agency helps."""
        yield Person(VISITOR, frozenset(), guest("访客", self.scene.bureau.pk))
        yield self.person(SYSTEM, frozenset())
        if matter is not None:
            for name, actor_of in self.trial.people.items():
                yield Person(name, frozenset(), actor_of(matter))

    def staff(self, names: Iterable[str], needed: list[Grants]) -> Iterator[Person]:
        """Each of these with nothing, with just enough, with all but that, and with everything.

        Whoever lacks something has it in another agency.
        """
        missing = {self.every - set(lacks) for lacks in product(*needed)} if needed else set()
        for name in names:
            for grants in dict.fromkeys((frozenset[str](), *needed, *missing, self.every)):
                person = self.person(name, grants)
                if any(least <= grants for least in needed):
                    yield person
                else:
                    actor = also_elsewhere(person.actor, self.scene, self.every)
                    yield person._replace(actor=actor)
