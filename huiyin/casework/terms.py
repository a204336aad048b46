"""本地规定: what this place has ruled where the law gives no number; rows with their basis, kept for ever.

A kind has a table of its own; how it is shown and who may set it is a `LocalTable`, its page a
`LocalPage`.

    class Term(LocalTerm):
        step = models.CharField("事项", max_length=20, choices=Step.choices)
        of = ("step",)

    rule = Term.objects.on(day, step="return")
"""

from datetime import date
from typing import Any, ClassVar, TypeVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from .deadlines import TimeLimit, Unit

D = TypeVar("D", bound="Dated")


class LocalRow(models.Model):
    """One rule of the place, and where it stands.

    `of` are the columns that say what it is about: of each one row is in force at a time.
    """

    basis = models.CharField("依据", max_length=200)

    of: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    def alike(self) -> Any:
        """The rows about the same thing, locked."""
        about = {name: getattr(self, name) for name in self.of}
        return type(self)._default_manager.select_for_update().filter(**about)

    def supersede(self) -> None:
        """Take the place of what was in force."""
        raise NotImplementedError


class DatedQuerySet(models.QuerySet[D]):
    def on(self, day: date, **of: Any) -> D | None:
        """What holds on that day."""
        return self.filter(valid_from__lte=day, **of).order_by("-valid_from").first()


class Dated(LocalRow):
    """A rule that holds from a day on, until the next one begins."""

    valid_from = models.DateField("执行日期")

    objects: ClassVar[Any] = DatedQuerySet.as_manager()

    class Meta:
        abstract = True

    def supersede(self) -> None:
        """What was set for the same day is set anew; all else stays as it was."""
        same = self.alike().filter(valid_from=self.valid_from).first()
        if same is not None:
            self.pk, self._state.adding = same.pk, False


class LocalTerm(Dated):
    """本地期限: how long something takes here. Of what, its one column in `of` says."""

    length = models.PositiveSmallIntegerField(
        "数量", validators=[MinValueValidator(1), MaxValueValidator(400)]
    )
    unit = models.CharField("单位", max_length=4, choices=[(u.value, u.value) for u in Unit])

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.about} {self.period}"

    @property
    def about(self) -> str:
        """What it is for, in words."""
        (column,) = self.of
        said: str = getattr(self, f"get_{column}_display")()
        return said

    @property
    def rule(self) -> TimeLimit:
        """The row as a rule that is reckoned with."""
        raise NotImplementedError

    @property
    def period(self) -> str:
        return self.rule.period

    @classmethod
    def in_force(cls, about: str, day: date) -> TimeLimit | None:
        """The local rule for it on that day."""
        (column,) = cls.of
        term = cls.objects.on(day, **{column: about})
        return term.rule if term else None
