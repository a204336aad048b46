"""Cases that name a subject by its code and do not join the register.

They are found when its page is read, and nothing of them is stored with the subject: a name that
stands in a case alone is no name of the register, and nobody sees a subject because of a case.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models


@dataclass(frozen=True)
class Body:
    """One organisation or sole trader: the keys of its subjects, and their 统一社会信用代码."""

    keys: Sequence[int]
    codes: Sequence[str]


@dataclass(frozen=True)
class Case:
    """One kind of case.

    Attributes:
        of: narrows records to those that name the body.
        line: of a case what stands in a list: title, number, day.
    """

    model: type[models.Model]
    of: Callable[[Any, Body], Any]
    line: Callable[[Any], tuple[str, str, date | None]]


_cases: dict[type[models.Model], Case] = {}


def declare(case: Case) -> None:
    """Make a kind of case known; each model once."""
    if case.model in _cases:
        raise ValueError(f"{case.model.__name__} is declared twice")
    _cases[case.model] = case


def every() -> tuple[Case, ...]:
    """All kinds of case in the order of declaration."""
    return tuple(_cases.values())
