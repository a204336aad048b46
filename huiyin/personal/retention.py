"""保存期限: what is deleted or blanked, how long after what (个人信息保护法第十九条、第四十七条).

An app declares its rules in `retention.py` with `rule(Rule(…))`; `huiyin retention` and the
nightly job apply them all. Records that have to stay keep their row and lose the personal columns.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.utils.module_loading import autodiscover_modules

from .models import Erasure

AT_ONCE = 500


@dataclass(frozen=True)
class Rule:
    """`over(moment)`: the records whose reference date lies before `moment`, that still hold data.

    `blanked` names the columns that are emptied; without any, the rows are deleted. A blanked
    record must no longer be found by `over`, else it would be counted every night.
    """

    key: str
    label: str
    basis: str
    age: timedelta
    over: Callable[[datetime], "models.QuerySet[Any]"]
    blanked: tuple[str, ...] = ()

    def due(self, at: datetime) -> "models.QuerySet[Any]":
        return self.over(at - self.age)

    @property
    def what(self) -> str:
        return f"清空{len(self.blanked)}项内容" if self.blanked else "删除"


_declared: dict[str, Rule] = {}


def rule(declared: Rule) -> Rule:
    """Declare a rule.

    Raises:
        ValueError: another rule has this key.
    """
    if _declared.get(declared.key, declared) is not declared:
        raise ValueError(f"two retention rules are called {declared.key}")
    _declared[declared.key] = declared
    return declared


def rules() -> list[Rule]:
    """Every rule of every app."""
    autodiscover_modules("retention")
    return [_declared[key] for key in sorted(_declared)]


def apply(one: Rule, *, at: datetime, note: Callable[[Erasure], object] | None = None) -> int:
    """Erase what is due, in batches: each with its count, and `note` of it, in one transaction."""
    return sum(_batches(one, at, note))


def _batches(one: Rule, at: datetime, note: Callable[[Erasure], object] | None) -> Iterator[int]:
    seen: set[Any] = set()
    while True:
        with transaction.atomic():
            keys = list(one.due(at).order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
            if not keys:
                return
            if seen.intersection(keys):
                raise RuntimeError(f"retention rule {one.key} finds what it has erased already")
            seen.update(keys)
            rows = one.due(at).model._base_manager.filter(pk__in=keys)
            if one.blanked:
                rows.update(**dict.fromkeys(one.blanked, ""))
            else:
                rows.delete()
            erased = Erasure.objects.create(at=at, rule=one.key, label=one.label, number=len(keys))
            if note is not None:
                note(erased)
        yield len(keys)
