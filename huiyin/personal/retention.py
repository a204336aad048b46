"""保存期限: which records are deleted or blanked, and when (个人信息保护法第十九条、第四十七条).

An app declares its rules in `retention.py` with `rule(Rule(…))`; `huiyin retention` and the
nightly job apply them all. Records that have to stay keep their row and lose the personal columns.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from .models import Erasure, Period

AT_ONCE = 500
NOTICE = timedelta(days=30)
"""How long a period that no law sets is announced before it is first applied."""


@dataclass(frozen=True)
class Rule:
    """`over(moment)`: the records whose reference date lies before `moment`.

    `blanked` names the columns that are emptied, where they still hold anything; without any, the
    rows are deleted. `is_local`: no law gives the number, the office's own 保管期限表 does, so it
    is a row with its day (`Period`); `age` is what the program proposes until the office rules.
    """

    key: str
    label: str
    basis: str
    age: timedelta
    over: Callable[[datetime], "models.QuerySet[Any]"]
    blanked: tuple[str, ...] = ()
    is_local: bool = False

    @property
    def model(self) -> type[models.Model]:
        return self.over(timezone.now()).model

    def age_on(self, day: date) -> timedelta:
        """How long records are kept by the period in force on that day."""
        own = Period.objects.in_force(self.key, day) if self.is_local else None
        return timedelta(days=own.days) if own else self.age

    def begins_on(self, day: date) -> date | None:
        """The first day it erases; None is at once, `date.max` that it is not announced yet."""
        if not self.is_local or Period.objects.in_force(self.key, day):
            return None
        first = Period.objects.filter(rule=self.key).order_by("valid_from").first()
        return first.valid_from if first else date.max

    def due(self, at: datetime) -> "models.QuerySet[Any]":
        expired = self.over(at - self.age_on(timezone.localdate(at)))
        return expired.filter(self._holds()) if self.blanked else expired

    def empty(self, name: str) -> Any:
        """The empty value of a column."""
        field: Any = self.model._meta.get_field(name)
        return field.get_default() if isinstance(field, models.JSONField) else ""

    def _holds(self) -> Q:
        parts = []
        for name in self.blanked:
            empty = self.empty(name)
            parts.append(Q(**{f"{name}__isnull": False}) if empty is None else ~Q(**{name: empty}))
        return reduce(or_, parts)

    @property
    def what(self) -> str:
        return f"清空{len(self.blanked)}项内容" if self.blanked else "删除"


M = TypeVar("M", bound=models.Model)


def before(
    model: type[M], column: str, among: Q | None = None
) -> "Callable[[datetime], models.QuerySet[M]]":
    """For `Rule.over`: the records whose day in this column is past; `among` narrows them."""

    def over(moment: datetime) -> "models.QuerySet[M]":
        day = timezone.localdate(moment)
        return model._default_manager.filter(among or Q(), **{f"{column}__lt": day})

    return over


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


def find(key: str) -> Rule | None:
    return next((rule for rule in rules() if rule.key == key), None)


def in_force(day: date) -> list[Rule]:
    """The rules that erase on that day: those of law, and those whose period has begun."""
    return [rule for rule in rules() if rule.begins_on(day) is None]


def announce(day: date) -> None:
    """Give each local rule that has no period yet the proposed one, from thirty days on.

    An update with a new rule must not erase records that the office never decided to erase: until
    then the rule is shown on the administrators' desk, where its period can be changed.
    """
    for rule in rules():
        if rule.is_local and rule.begins_on(day) == date.max:
            Period.objects.get_or_create(
                rule=rule.key, valid_from=day + NOTICE,
                defaults={"days": rule.age.days, "basis": rule.basis[:200], "is_proposed": True},
            )  # fmt: skip


def announced(day: date) -> list[tuple[Rule, date]]:
    """The rules that will erase by a proposed period, each with its first day."""
    proposed = Period.objects.filter(is_proposed=True, valid_from__gt=day)
    begins = dict(proposed.values_list("rule", "valid_from"))
    return [(rule, begins[rule.key]) for rule in rules() if rule.key in begins]


def set_period(key: str, days: int, *, since: date, basis: str) -> Period:
    """改定保存期限: from that day on this rule keeps so many days.

    Raises:
        ValidationError: no such rule, a rule of law, a number or a reason that cannot be.
    """
    one = find(key)
    if one is None:
        raise ValidationError(f"没有名为“{key}”的保存期限")
    if not one.is_local:
        raise ValidationError(f"“{one.label}”的期限由法律规定，不能改")
    if days < 1:
        raise ValidationError("天数至少是1")
    if not basis.strip():
        raise ValidationError("请写明依据，例如本机关保管期限表的条目")
    Period.objects.filter(rule=key, is_proposed=True, valid_from__gt=timezone.localdate()).delete()
    period, _ = Period.objects.update_or_create(
        rule=key, valid_from=since,
        defaults={"days": days, "basis": basis.strip(), "is_proposed": False},
    )  # fmt: skip
    return period


Note = Callable[[Erasure], object]
along: list[Callable[[type[models.Model], list[Any]], object]] = []
"""What else goes in the same transaction, given the model and the keys of what is erased: rooms above
that keep something of any record."""


def apply(one: Rule, *, at: datetime, note: Note | None = None) -> int:
    """Erase the due records in batches; returns their number."""
    return sum(erase(one, keys, at=at, note=note) for keys in batches(one, at=at))


def batches(one: Rule, *, at: datetime) -> Iterator[list[Any]]:
    """The keys of the due records, some hundred at a time."""
    due, last = one.due(at).order_by("pk"), None
    while True:
        rest = due if last is None else due.filter(pk__gt=last)
        keys = list(rest.values_list("pk", flat=True)[:AT_ONCE])
        if not keys:
            return
        yield keys
        last = keys[-1]


@transaction.atomic
def erase(one: Rule, keys: list[Any], *, at: datetime, note: Note | None = None) -> int:
    """Erase these records, store their count and call `note`, in one transaction."""
    rows = one.model._base_manager.filter(pk__in=keys)
    if one.blanked:
        rows.update(**{name: one.empty(name) for name in one.blanked})
    else:
        rows.delete()
    for follow in along:
        follow(one.model, keys)
    erased = Erasure.objects.create(at=at, rule=one.key, label=one.label, number=len(keys))
    if note is not None:
        note(erased)
    return len(keys)
