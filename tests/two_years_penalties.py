"""Penalties in the two invented years: put up in time, late and void, never."""

from typing import Any

from huiyin.penalties import actions
from huiyin.penalties.tests import trial
from tests import two_years_coerced, two_years_inspected, two_years_repaired


def penalty(life: Any, **who: Any) -> Any:
    return trial.entered(life.bureau.agency, f"罚〔{life.serial}〕号", **who)


def case(life: Any, *, actor: Any, at: Any) -> Any:
    filed = trial.penalty(life.bureau.agency, filed_on=at.date())
    return actions.register(filed, actor=actor, at=at)


def publish(life: Any, **who: Any) -> Any:
    return actions.publish(life.record, **who)


def void(life: Any, **who: Any) -> Any:
    return actions.void(life.record, reason="重复", **who)


def spare(life: Any, **who: Any) -> Any:
    return actions.end(life.record, **trial.SPARED, **who)


LIVES: list[list[tuple[int, Any]]] = [
    [(0, penalty), (3, publish)],
    [(0, penalty), (25, publish), (60, void)],
    [(0, penalty)],
    [(0, case), (30, spare)],
    [(0, case), (97, spare)],
    *two_years_coerced.LIVES,
    *two_years_inspected.LIVES,
    *two_years_repaired.LIVES,
]
