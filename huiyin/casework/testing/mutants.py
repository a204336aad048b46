"""Break rules on purpose, one by one: a table that does not notice is no table.

A mutant is the workflow with one rule, or the states one move leads from, changed. A guard must
refuse some record of the table.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TypeVar

from django.db import transaction
from django.utils import timezone

from huiyin.audit.actors import Actor, Place
from huiyin.casework.models import Matter
from huiyin.casework.workflow import Move, unguarded

from .faults import move_faults, start_faults
from .stage import Stage
from .tables import EVERYBODY, Rights, Trial

M = TypeVar("M", bound=Matter)
StartRule = Callable[[Actor, Place], bool]
_K = TypeVar("_K")
_V = TypeVar("_V")


def survivors(stage: Stage[M]) -> list[str]:
    """Rules and sources, broken on purpose one by one, that the table does not notice."""
    trial = stage.trial
    survivors = []
    for name, start in trial.starts.items():
        for label, changed in _start_mutants(start, trial.workflow.starts[name][1]):
            with _changed(trial.workflow.starts, name, (label, changed)):
                if not start_faults(stage, name):
                    survivors.append(f"{trial}.{name}: {label}")
    for name in trial.moves:
        original = trial.workflow.moves[name]
        for label, mutant in _move_mutants(trial, original):
            with _changed(trial.workflow.moves, name, mutant):
                if not any(
                    move_faults(stage, name, state, really=really)
                    for really in (False, True)
                    for state in (mutant.sources ^ original.sources or stage.matters.keys())
                    if state in stage.matters
                ):
                    survivors.append(f"{trial}.{name}: {label}")
        if original.guard is not unguarded and not _guard_speaks(stage, original):
            survivors.append(f"{trial}.{name}: unguarded")
    return survivors


def _guard_speaks(stage: Stage[M], move: Move[M]) -> bool:
    """Whether a row of the table brings a record before the guard that it refuses."""
    for row in stage.trial.rows(move.name):
        for state in stage.matters.keys() & set(row.unmet):
            with transaction.atomic():
                matter, _ = stage.go(*stage.matters[state], row.before)
                speaks = move.guard(matter, timezone.localdate(stage.scene.at + row.after))
                transaction.set_rollback(True)
            if speaks:
                return True
    return False


def _start_mutants(start: Rights, rule: StartRule) -> Iterator[tuple[str, StartRule]]:
    yield "never", lambda actor, where: False
    if start.rights != EVERYBODY:
        yield "always", lambda actor, where: True
        yield "everybody of the house", lambda actor, where: actor.is_person
        if start.alternatives():
            yield "wherever the right is held", lambda actor, where: rule(_everywhere(actor), where)


def _move_mutants(trial: Trial[M], move: Move[M]) -> Iterator[tuple[str, Move[M]]]:
    yield "never", replace(move, rule=lambda actor, matter: False)
    rows = trial.rows(move.name)
    if not any(row.rights == EVERYBODY for row in rows):
        yield "always", replace(move, rule=lambda actor, matter: True)
        yield "everybody of the house", replace(move, rule=lambda actor, matter: actor.is_person)
    if any(row.alternatives() and row.rights != EVERYBODY for row in rows):

        def anywhere(actor: Actor, matter: M) -> bool:
            return move.rule(_everywhere(actor), matter)

        yield "wherever the right is held", replace(move, rule=anywhere)
    if any(row.only or row.barred for row in rows):

        def whoever(actor: Actor, matter: M) -> bool:
            rights = [needed for row in rows for needed in row.alternatives()]
            held = actor.grants.get(matter.agency_id, frozenset())
            return actor.everywhere or any(needed <= held for needed in rights)

        yield "whoever has the right", replace(move, rule=whoever)
    everywhere = frozenset(state for state, _ in trial.workflow.states())
    if move.sources != everywhere:
        yield "from every state", replace(move, sources=everywhere)
    for state in move.sources:
        yield f"not from {state}", replace(move, sources=move.sources - {state})


def _everywhere(actor: Actor) -> Actor:
    """As if a right that is held somewhere were held in each of the actor's agencies and units."""
    held = frozenset[str]().union(*actor.grants.values())
    return replace(
        actor, grants=dict.fromkeys(actor.grants, held), units=dict.fromkeys(actor.units, held)
    )


@contextmanager
def _changed(table: dict[_K, _V], key: _K, value: _V) -> Iterator[None]:
    former, table[key] = table[key], value
    try:
        yield
    finally:
        table[key] = former
