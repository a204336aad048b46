"""Where a workflow does not do what its table says."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from inspect import signature
from itertools import product
from typing import Any, NamedTuple, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.audit.models import Entry
from huiyin.casework.models import Matter
from huiyin.casework.workflow import Move, MoveForbiddenError, MoveRefusedError

from .stage import Stage
from .tables import CLERK, STRANGER, SYSTEM, Rights, Row

M = TypeVar("M", bound=Matter)


class Outcome(NamedTuple):
    """What came of an attempt: the state that was reached, or the kind of refusal."""

    kind: str
    detail: str = ""


FORBIDDEN, REFUSED, INVALID = "forbidden", "refused", "invalid"


def faults(stage: Stage[M]) -> list[str]:
    """Where the workflow does not do what the table says."""
    trial = stage.trial
    faults = list(_wrong_table(stage))
    for name in trial.workflow.starts.keys() & trial.starts.keys():
        faults += start_faults(stage, name)
    for name in trial.workflow.moves.keys() & trial.moves.keys():
        for state in stage.matters:
            faults += move_faults(stage, name, state)
    return faults


def _wrong_table(stage: Stage[M]) -> Iterator[str]:
    """What is missing from the table, and what the table names that is not there."""
    trial, flow = stage.trial, stage.trial.workflow
    states = {state for state, _ in flow.states()}
    for what, listed, real in (
        ("start", trial.starts.keys(), flow.starts.keys()),
        ("move", trial.moves.keys(), flow.moves.keys()),
        ("state", trial.ways.keys(), states),
    ):
        yield from (f"{trial}: the table lacks the {what} {name}" for name in real - listed)
        yield from (f"{trial}: there is no {what} {name}" for name in listed - real)
    for state, (matter, _) in stage.matters.items():
        if matter.state != state:
            yield f"{trial}: the way to {state} leads to {matter.state}"
    for name, row in ((key, row) for key in trial.moves for row in trial.rows(key)):
        tried = {state for state in (*row.to, *row.unmet) if state in stage.matters}
        yield from (f"{trial}.{name}: no way to {one}" for one in {*row.to, *row.unmet} - tried)
        makers = {maker for state in tried for maker in stage.matters[state][1]}
        makers |= {step.split()[-1] for step in row.before if isinstance(step, str)}
        for right in frozenset().union(*row.alternatives()) - stage.every:
            yield f"{trial}.{name}: no model declares {right}"
        for who in {*row.only, *row.barred, *row.known_to} - makers:
            yield f"{trial}.{name}: {who} never had a hand in it"
    for name in trial.moves:
        if not any(row.to for row in trial.rows(name)):
            yield f"{trial}.{name}: the table never makes it"


def start_faults(stage: Stage[M], name: str) -> list[str]:
    trial, where = stage.trial, f"{stage.trial}.{name}"
    start = trial.starts[name]
    declared, here = trial.workflow.starts[name][1], stage.scene.bureau.pk

    def rule(actor: Actor) -> bool:
        return declared(actor, here)

    people = (*stage.outsiders(), *stage.staff((CLERK,), start.alternatives()))
    faults = [
        *_single_rights(stage, where, [start], rule),
        *(
            f"{where}: the rule is wrong about {person}"
            for person in people
            if rule(person.actor) is not start.opens_to(person, trial.system)
        ),
    ]
    for person in () if faults else (*people, stage.person(STRANGER, stage.every)):
        result = _attempt(stage, name, partial(start.make, stage.scene, person.actor))
        is_open = start.opens_to(person, trial.system)
        if result.kind in (REFUSED, INVALID) or (result.kind == FORBIDDEN) is is_open:
            faults.append(f"{where}: {person}: {result}")
    return faults


def move_faults(stage: Stage[M], name: str, state: str, *, really: bool = True) -> list[str]:
    """What is wrong about one move in one state; not `really`: only to whom it is offered."""
    trial = stage.trial
    move = trial.workflow.moves[name]
    matter, makers = stage.matters[state]
    rows = [row for row in trial.rows(name) if state in row.to or state in row.unmet]
    if not rows:
        return _closed_faults(stage, move, matter)
    faults: list[str] = []
    for when in dict.fromkeys((row.before, row.after) for row in rows):
        with transaction.atomic():
            alike = [row for row in rows if (row.before, row.after) == when]
            try:
                ready, everybody = stage.go(matter, makers, when[0])
            except (MoveForbiddenError, MoveRefusedError) as error:
                faults.append(f"{trial}.{name} from {state}: {when[0]}: {error}")
            else:
                faults += _wrong_offers(stage, move, ready, everybody, alike)
                if really and not faults:
                    faults += _wrong_outcomes(stage, move, ready, alike)
            transaction.set_rollback(True)
    return faults


def _closed_faults(stage: Stage[M], move: Move[M], matter: M) -> list[str]:
    """From a state that the table does not name it leads nowhere, whoever tries."""
    where, actor = f"{stage.trial}.{move.name} from {matter.state}", stage.actor(CLERK, stage.every)
    if matter.state in move.sources:
        return [f"{where}: the table does not know of it"]
    result = _attempt(stage, move.name, lambda: move.run(matter, actor=actor, at=stage.scene.at))
    return [] if result.kind == REFUSED else [f"{where}: {result}, not {REFUSED}"]


def _wrong_offers(
    stage: Stage[M], move: Move[M], matter: M, makers: tuple[str, ...], rows: list[Row[M]]
) -> list[str]:
    """To whom it is offered and should not be, or the other way."""
    where = f"{stage.trial}.{move.name} from {matter.state}"
    needed = list(dict.fromkeys(grants for row in rows for grants in row.alternatives()))
    names = (CLERK, STRANGER, *(name for name in makers if name != SYSTEM))
    faults = [*_single_rights(stage, where, rows, lambda who: move.rule(who, matter))]
    for person in (*stage.outsiders(matter), *stage.staff(names, needed)):
        opens = any(row.opens_to(person, stage.trial.system) for row in rows)
        if move.is_open_to(person.actor, matter) is not opens:
            faults.append(f"{where}: {'not ' if opens else ''}offered to {person}")
    return faults


def _wrong_outcomes(stage: Stage[M], move: Move[M], matter: M, rows: list[Row[M]]) -> Iterator[str]:
    """What comes of it when it is really made, or tried without leave."""
    for row in rows:
        staff = stage.staff((*row.whose(), *row.barred), row.alternatives())
        people = (*stage.outsiders(matter), *staff, stage.person(STRANGER, stage.every))
        for person in people:
            opens = [row for row in rows if row.opens_to(person, stage.trial.system)]
            expected = row.to.get(matter.state, INVALID) if opens else FORBIDDEN
            result = _attempt(
                stage,
                move.name,
                partial(stage.run, move.name, row, matter, person.actor),
            )
            if result.kind != expected:
                where = f"{stage.trial}.{move.name} from {matter.state}"
                yield f"{where}: {person}: {result}, not {expected}"


def _single_rights(
    stage: Stage[M], where: str, rows: Sequence[Rights], rule: Callable[[Actor], bool]
) -> Iterator[str]:
    """Each right alone opens only what the table says.

    Django's own four of each model are left to the attempt with all rights but the needed one.
    """
    rights = stage.special.union(*(grants for row in rows for grants in row.alternatives()))
    named = {name for row in rows for name in (row.only or row.known_to)} or {CLERK}
    for name, right in product(sorted(named), sorted(rights)):
        grants = frozenset({right})
        person = stage.person(name, grants)
        opens = any(row.opens_to(person) for row in rows)
        if rule(person.actor) is not opens:
            yield f"{where}: {right} alone {'does not open' if opens else 'opens'} it to {name}"


def _attempt(stage: Stage[M], name: str, act: Callable[[], M]) -> Outcome:
    """Do it, see what came of it, and undo it."""
    trial = stage.trial
    try:
        with transaction.atomic():
            matter = act()
            stored = trial.workflow.model._default_manager.get(pk=matter.pk)
            verb, key = trial.workflow.verb(name), str(matter.pk)
            logged = Entry.objects.filter(verb=verb, subject_key=key).exists()
            unseen = _unseen(stage, stored)
            transaction.set_rollback(True)
    except MoveForbiddenError as error:
        return Outcome(FORBIDDEN, str(error))
    except MoveRefusedError as error:
        return Outcome(REFUSED, str(error))
    except ValidationError as error:
        return Outcome(INVALID, str(error))
    except AssertionError as error:
        return Outcome("broken", str(error))
    if unseen:
        return Outcome("public behind the workflow's back", stored.state)
    return Outcome(stored.state) if logged else Outcome("unlogged", stored.state)


def _unseen(stage: Stage[M], matter: M) -> bool:
    """Whether the portal's query shows what `Shown.public` would let no page follow."""
    shown = stage.trial.workflow.shown
    manager: Any = stage.trial.workflow.model._default_manager
    if shown is None or shown.public(matter) or not hasattr(manager, "public"):
        return False
    asks_for_a_day = signature(manager.public).parameters
    public = (
        manager.public(timezone.localdate(stage.scene.at)) if asks_for_a_day else manager.public()
    )
    return bool(public.filter(pk=matter.pk).exists())
