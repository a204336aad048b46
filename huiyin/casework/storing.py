"""Storing what a move has made of a matter: what the database refuses becomes a fault of the input."""

from collections.abc import Callable, Collection, Sequence
from functools import wraps
from typing import ParamSpec, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models

from .models import Matter

M = TypeVar("M", bound=Matter)
P = ParamSpec("P")


class _NotInsertedError(Exception):
    """The database has refused this new matter."""

    def __init__(self, matter: Matter) -> None:
        super().__init__(str(matter))
        self.matter = matter


def insert(matter: Matter) -> None:
    """Constraints are not asked about beforehand, one query each: the database is asked but once."""
    try:
        matter.save(force_insert=True)
    except IntegrityError as error:
        raise _NotInsertedError(matter) from error


def refusals_in_words(start: Callable[P, M]) -> Callable[P, M]:
    """Turn what the database refuses into errors of the input, by validating once more.

    Only after the transaction was rolled back: until then PostgreSQL answers no query.
    """

    @wraps(start)
    def run(*args: P.args, **details: P.kwargs) -> M:
        try:
            return start(*args, **details)
        except _NotInsertedError as refused:
            matter = refused.matter
            matter.pk = None  # may have been set for a row that was not inserted
            models.Model.clean_fields(matter)
            matter.validate_constraints()
            raise _conflict(matter) from refused
        except IntegrityError:  # at the commit: a record that the new one refers to was deleted
            for one in args:
                if isinstance(one, Matter):
                    models.Model.clean_fields(one)
            raise

    return run


def save(matter: Matter) -> None:
    """Save; what the database refuses (a number that somebody took just now) is a fault of the input."""
    try:
        matter.save()
    except IntegrityError as error:
        raise _conflict(matter) from error


def update_many(matters: Sequence[Matter], columns: Collection[str]) -> None:
    """Store these columns of many matters of one kind; a hundred rows a statement."""
    if not matters or not columns:
        return
    model = type(matters[0])
    names = [one.name for one in model._meta.concrete_fields if one.attname in columns]
    try:
        model._base_manager.bulk_update(matters, names, batch_size=100)
    except IntegrityError as error:
        raise _conflict(matters[0]) from error


def _conflict(matter: Matter) -> ValidationError:
    return ValidationError(
        f"“{matter}”与已有记录冲突（可能刚刚由他人登记了同一编号），没有保存。请刷新核对后重试"
    )
