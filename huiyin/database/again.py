"""Repeats once a transaction that PostgreSQL cancelled in favour of another."""

import logging
from collections.abc import Callable
from copy import copy
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.core.files.base import File
from django.db import OperationalError, connection, transaction
from django.db.models import Model

P = ParamSpec("P")
R = TypeVar("R")
logger = logging.getLogger(__name__)
DEADLOCK, UNSERIALISABLE = "40P01", "40001"


def retried(act: Callable[P, R]) -> Callable[P, R]:
    """Run `act` in one transaction, and once more if it was cancelled in favour of another.

    What it did is undone by then: rows, numbers, audit entries, letters and what waits for the
    commit. What it was given stands again as it was: a new record without its key and number, a
    file at its beginning. Within a larger transaction a deadlock undoes this part alone and
    lets go of its locks; what cannot be serialised must begin anew from the outside.
    """
    in_transaction = transaction.atomic(act)

    @wraps(act)
    def run(*args: P.args, **details: P.kwargs) -> R:
        put_back = [_as_it_is(value) for value in (*args, *details.values())]
        try:
            return in_transaction(*args, **details)
        except OperationalError as error:
            if not was_given_up(error):
                raise
            logger.warning("%s was given up by the database and is done again", act.__qualname__)
        for one in put_back:
            one()
        return in_transaction(*args, **details)

    return run


def was_given_up(error: BaseException) -> bool:
    """Whether the same may succeed now."""
    state = getattr(error.__cause__, "sqlstate", None)
    return state == DEADLOCK or (state == UNSERIALISABLE and not connection.in_atomic_block)


def _as_it_is(value: Any) -> Callable[[], object]:
    """Puts an argument back into what it is now."""
    if isinstance(value, Model) and value._state.adding:
        fields = vars(value) | {"_state": copy(value._state)}

        def put_back() -> None:
            vars(value).clear()
            vars(value).update(fields)

        return put_back
    if isinstance(value, File):
        return lambda: value.seek(0)
    return lambda: None
