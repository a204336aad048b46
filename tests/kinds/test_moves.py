"""Every move of every kind of matter, tried from every state by everybody."""

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import transaction

from huiyin.casework.rooms import of_model
from huiyin.casework.testing import SYSTEM, Stage, faults, survivors
from huiyin.casework.workflow import unguarded
from tests.architecture.test_trials import trials


@pytest.mark.parametrize("trial", [trial for _, trial in trials()], ids=str)
def test_moves_are_for_whom_the_table_says(trial, bureau, morning):
    stage = Stage(trial, bureau, morning)
    assert not faults(stage)
    assert not survivors(stage)
    assert not list(unlike_their_guard(stage))


def unlike_their_guard(stage):
    """Where the desk offers what the guard refuses, hides what it does not, or the move goes on."""
    for name, move in stage.trial.workflow.moves.items():
        if move.guard is unguarded:
            continue
        tried = dict.fromkeys(move.sources, 0)
        for row in stage.trial.rows(name):
            for state in (*row.to, *row.unmet):
                tried[state] += 1
                with transaction.atomic(), time_machine.travel(stage.scene.at + row.after):
                    yield from _unlike(stage, move, row, state)
                    transaction.set_rollback(True)
        yield from (
            f"{stage.trial}.{name}: never tried in {one}" for one, n in tried.items() if not n
        )


def _unlike(stage, move, row, state):
    matter, _ = stage.go(*stage.matters[state], row.before)
    where, now = f"{stage.trial}.{move.name} from {state}", stage.scene.at + row.after
    sentence = move.guard(matter, now.date())
    for who in row.whose():
        if who == SYSTEM:
            continue
        actor = stage.actor(who, stage.every)
        room = of_model(type(matter))
        is_asked = room.move_of(move.name) is not None and move.name not in room.unoffered(matter)
        offered = {one.name for one in room.moves_for(actor, matter)}
        may = is_asked and move.is_open_to(actor, matter)
        if (move.name in offered) is not (may and not sentence):
            yield f"{where}: {'' if move.name in offered else 'not '}offered to {who}: {sentence}"
    if sentence:
        try:
            stage.run(move.name, row, matter, _whoever_may(stage, row, matter))
        except ValidationError as error:
            if error.messages != [sentence]:
                yield f"{where}: refused with {error.messages}, not {sentence}"
        else:
            yield f"{where}: made although {sentence}"


def _whoever_may(stage, row, matter):
    """Somebody with the right; where none helps the person outside who needs none, or the software."""
    if row.rights:
        return stage.actor(row.whose()[0], stage.every)
    outside = [stage.trial.people[name] for name in row.also if name in stage.trial.people]
    return outside[0](matter) if outside else stage.actor(SYSTEM, stage.every)
