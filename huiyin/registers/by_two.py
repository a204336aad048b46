"""先拟后核: a change of a public register is kept as a proposal until another person approves it.

The body of such a move is tried when it is proposed, so that nothing waits which could not be
done, and made when it is approved. The system, which reads old lists from the command line, is
nobody's second person and approves what it proposed.
"""

from collections.abc import Callable
from copy import copy
from datetime import date, datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.db import transaction
from django.utils import timezone

from huiyin.audit import log
from huiyin.audit.actors import Actor
from huiyin.casework.models import Matter

from .proposed import PROPOSED, Proposed

R = TypeVar("R", bound=Proposed)
P = ParamSpec("P")
_bodies: dict[tuple[type[Any], str], Callable[..., None]] = {}
DAYS = frozenset({"since"})
"""Arguments that are days and no columns."""


def by_two(
    model: type[R],
) -> Callable[[Callable[Concatenate[R, P], None]], Callable[Concatenate[R, P], None]]:
    """Wrap the body of a move guarded by `nothing_waits`; the state it leads to is the body's to set."""

    def wrap(act: Callable[Concatenate[R, P], None]) -> Callable[Concatenate[R, P], None]:
        _bodies[model, act.__name__] = act

        @wraps(act)
        def body(record: R, /, *args: P.args, **details: P.kwargs) -> None:
            actor: Any = details["actor"]
            if record.state == PROPOSED:
                act(record, *args, **details)  # nobody outside has seen it yet
                record.note_writer(actor)
            else:
                _propose(record, act.__name__, dict(details))

        return body

    return wrap


def nothing_waits(record: Proposed, day: date) -> str:
    """The guard of a change: one at a time."""
    return "已有一项变更待核准，请先核准或者退回" if record.proposal else ""


def something_waits(record: Proposed, day: date) -> str:
    """The guard of an answer to what another entered or proposed."""
    return "" if record.is_waiting else "没有待核准的变更，可能已经办理。请刷新后再看"


def _propose(record: Any, name: str, details: dict[str, Any]) -> None:
    with transaction.atomic():
        _bodies[type(record), name](copy(record), **details)
        transaction.set_rollback(True)
    actor, at = details.pop("actor"), details.pop("at")
    record.proposal = {"move": name, "details": log.plain(details)}
    record.note_writer(actor)
    record.wait_from(timezone.localdate(at))
    proposed = {label: then for label, _, then in record.proposed_rows()}
    log.record(actor, "registers.proposal", record, at=at, details=proposed)


def apply(record: R, *, actor: Actor, at: datetime) -> None:
    """What waits is made, as it was proposed."""
    assert record.proposal  # noqa: S101 - its move is guarded by `something_waits`
    name, details = record.proposal["move"], record.proposal["details"]
    typed_values = {key: _typed(record, key, value) for key, value in details.items()}
    _bodies[type(record), name](record, actor=actor, at=at, **typed_values)
    record.put_aside()


def turn_down(record: Proposed, reason: str) -> None:
    """The register stays as it is; what was never on it is void.

    Raises:
        ValidationError: no reason is given.
    """
    if record.state == PROPOSED:
        record.void_because(reason)
        record.state = Matter.VOIDED
    record.put_aside()


def _typed(record: Any, name: str, value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _typed(record, key, one) for key, one in value.items()}
    if name in DAYS:
        return date.fromisoformat(value)
    columns = {field.name: field for field in record._meta.concrete_fields}
    return columns[name].to_python(value) if name in columns else value
