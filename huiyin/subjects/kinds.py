"""Kinds of record that concern a subject: licences, and whatever else declares itself.

A kind inherits `AboutSubject`, declares itself here, gives `actions.begin` to its workflow,
registers many by `actions.settled`, and calls `actions.settle` when it is amended.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models

from .choices import SubjectKind


@dataclass(frozen=True)
class Holder:
    """Whom a record names: by which codes, under which name, on which day.

    Attributes:
        older: scheme → code, for what was numbered before the one code.
        digest: of the number of a natural person's paper.
    """

    kind: SubjectKind
    name: str
    day: date
    uscc: str = ""
    older: Mapping[str, str] = field(default_factory=dict)
    digest: str = ""


@dataclass(frozen=True)
class Kind:
    """One kind of record.

    Attributes:
        line: of a record what stands in a list: title, number, day; as the public may read it.
        standing: what it comes to today, in a word or two, for those that a paper lists.
        public: the records that everybody may read today, latest first; None: never any.
        stated: those that a paper for the subject itself lists; None: it says nothing of them.
        page: name of the public address of one record, which takes its key.
        named: of a public record its holder, as everybody may read it.
    """

    label: str
    model: type[models.Model]
    holder: Callable[[Any], Holder]
    line: Callable[[Any], tuple[str, str, date]]
    standing: Callable[[Any], str] = lambda record: ""
    public: Callable[[], "models.QuerySet[Any]"] | None = None
    stated: Callable[[], "models.QuerySet[Any]"] | None = None
    page: str = ""
    named: Callable[[Any], str] = lambda record: ""


_kinds: dict[type[models.Model], Kind] = {}


def declare(kind: Kind) -> None:
    """Make a kind known; each model once."""
    if kind.model in _kinds:
        raise ValueError(f"{kind.label} is declared twice")
    _kinds[kind.model] = kind


def every() -> tuple[Kind, ...]:
    """All kinds in the order of declaration."""
    return tuple(_kinds.values())


def of(record: models.Model) -> Kind:
    return _kinds[type(record)]
