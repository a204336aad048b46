"""Break rules on purpose, one by one: a table that does not notice is no table.

A mutant is the workflow with one rule, or the states one move leads from, changed.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TypeVar

from huiyin.audit.actors import Actor
from huiyin.casework.models import Matter
from huiyin.casework.workflow import Move

from .faults import move_faults, start_faults
from .stage import Stage
from .tables import EVERYBODY, Rights, Trial

M = TypeVar("M", bound=Matter)
_K = TypeVar("_K")
_V = TypeVar("_V")


def survivors(stage: Stage[M]) -> list[str]:
    """Rules and sources, broken on purpose one by one, that the table does not notice."""
    trial = stage.trial
    found = []
    for name, start in trial.starts.items():
        for label, changed in _start_mutants(start):
            with _changed(trial.workflow.starts, name, (label, changed)):
                if not start_faults(stage, name):
                    found.append(f"{trial}.{name}: {label}")
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
                    found.append(f"{trial}.{name}: {label}")
    return found


def _start_mutants(start: Rights) -> Iterator[tuple[str, Callable[[Actor], bool]]]:
    yield "never", lambda actor: False
    if start.rights != EVERYBODY:
        yield "always", lambda actor: True
        yield "everybody of the house", lambda actor: actor.is_person


def _move_mutants(trial: Trial[M], move: Move[M]) -> Iterator[tuple[str, Move[M]]]:
    yield "never", replace(move, rule=lambda actor, matter: False)
    rows = trial.rows(move.name)
    if not any(row.rights == EVERYBODY for row in rows):
        yield "always", replace(move, rule=lambda actor, matter: True)
        yield "everybody of the house", replace(move, rule=lambda actor, matter: actor.is_person)
    if any(row.only or row.barred for row in rows):

        def whoever(actor: Actor, matter: M) -> bool:
            rights = [needed for row in rows for needed in row.alternatives()]
            return actor.all_grants or any(needed <= actor.grants for needed in rights)

        yield "whoever has the right", replace(move, rule=whoever)
    everywhere = frozenset(state for state, _ in trial.workflow.states())
    if move.sources != everywhere:
        yield "from every state", replace(move, sources=everywhere)
    for state in move.sources:
        yield f"not from {state}", replace(move, sources=move.sources - {state})


@contextmanager
def _changed(table: dict[_K, _V], key: _K, value: _V) -> Iterator[None]:
    kept, table[key] = table[key], value
    try:
        yield
    finally:
        table[key] = kept
