"""Lives of 行政强制, for the two years."""

from functools import partial
from typing import Any

from huiyin.coercion import actions
from huiyin.coercion.choices import Lifted, Type
from huiyin.coercion.tests import trial


def take(life: Any, *, actor: Any, at: Any, type: Type = Type.SEIZURE) -> Any:
    decided = trial.coercion(life.bureau.agency, type=type, decided_on=at.date())
    return actions.register(decided, actor=actor, at=at)


def lift(life: Any, *, actor: Any, at: Any) -> Any:
    life.record.refresh_from_db()
    return actions.lift(
        life.record, actor=actor, at=at, ended_on=at.date(), lifted=Lifted.DECIDED, outcome="退还"
    )


def complete(life: Any, *, actor: Any, at: Any) -> Any:
    life.record.refresh_from_db()
    return actions.complete(
        life.record, actor=actor, at=at, ended_on=at.date(), outcome="已经恢复原状"
    )


def void(life: Any, **who: Any) -> Any:
    return actions.void(life.record, reason="重复", **who)


LIVES: list[list[tuple[int, Any]]] = [
    [(0, take), (12, lift)],
    [(0, take), (50, lift)],
    [(0, take)],
    [(0, partial(take, type=Type.RESTORATION)), (9, complete)],
    *([(0, partial(take, type=one))] for one in Type),
    [(0, take), (40, void)],
]
