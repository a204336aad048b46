"""Points records to their subjects."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Protocol, TypeVar

from django.db import transaction

from huiyin.audit.actors import Actor
from huiyin.casework.models import Matter
from huiyin.casework.storing import update_many

from . import kinds, unifying  # noqa: F401 - its moves are this app's actions
from .joining import join
from .models import AboutSubject

M = TypeVar("M", bound=Matter)


class RegisterMany(Protocol[M]):
    def __call__(self, records: Iterable[M], /, *, actor: Actor, at: datetime) -> list[M]: ...


def settle(records: Sequence[AboutSubject]) -> None:
    """Point each record, stored by the caller, to the subject that its codes mean, or to none."""
    if not records:
        return
    holder = kinds.of(records[0]).holder
    with transaction.atomic():
        found = join([holder(record) for record in records])
    for record, key in zip(records, found, strict=True):
        record.subject_id = key


def begin(records: Sequence[Any], actor: Actor) -> None:
    """For a workflow: what was just stored points to its subject, unless it came with one."""
    apart = [record for record in records if record.subject_id is None]
    settle(apart)
    update_many([record for record in apart if record.subject_id], {"subject_id"})


def settled(register_many: RegisterMany[M]) -> RegisterMany[M]:
    """登记 of many that point to their subjects before they are stored: it spares an update of each."""

    def run(records: Iterable[M], /, *, actor: Actor, at: datetime) -> list[M]:
        batch: list[Any] = list(records)
        with transaction.atomic():
            settle(batch)
            return register_many(batch, actor=actor, at=at)

    return run
