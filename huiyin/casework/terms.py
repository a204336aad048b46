"""本地规定: what this place has ruled where the law gives no number; rows with their basis, kept for ever.

A kind has a table of its own, and says once how it is shown and who may set it; `terms_desk` is
its page:

    class Term(LocalTerm):
        step = models.CharField("事项", max_length=20, choices=Step.choices)
        of = ("step",)

    TERMS = LocalTable(Term, "term", "办理期限", right=KEEP, refusal="办理期限由负责人设定", …)
    rule = Term.objects.on(day, step="return")
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils import timezone

from huiyin.audit import log
from huiyin.audit.actors import Actor
from huiyin.organisations.models import Organisation

from .deadlines import Unit
from .workflow import MoveForbiddenError

R = TypeVar("R", bound="LocalRow")
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
    """本地期限: how long something takes here."""

    length = models.PositiveSmallIntegerField(
        "数量", validators=[MinValueValidator(1), MaxValueValidator(400)]
    )
    unit = models.CharField("单位", max_length=4, choices=[(u.value, u.value) for u in Unit])

    class Meta:
        abstract = True


@dataclass(frozen=True)
class LocalTable(Generic[R]):
    """How a table of local rules is shown and set.

    Attributes:
        key: names its form, and what is logged: `proposals.term.set`.
        right: asked in the agency where each has its own rows, else anywhere.
        refusal: what whoever may not set it is told.
        asked: the columns that a person fills in.
        columns: what page and log tell of a row → its head.
        kept: what a new row does not touch.
        then: what follows, in the same transaction.
    """

    model: type[R]
    key: str
    heading: str
    right: str
    refusal: str
    asked: tuple[str, ...]
    columns: Mapping[str, str]
    kept: str = ""
    then: Callable[[], object] = lambda: None

    @property
    def is_by_agency(self) -> bool:
        return "agency" in self.model.of

    @transaction.atomic
    def set(
        self, *, actor: Actor, at: datetime, agency: Organisation | None = None, **values: Any
    ) -> R:
        """A new row; what came before it keeps what it was told.

        Raises:
            MoveForbiddenError: the actor may not.
            ValidationError: by field name.
        """
        may = actor.may(self.right, agency.pk) if agency else actor.may_somewhere(self.right)
        if not may:
            raise MoveForbiddenError(self.refusal)
        texts = {name: value.strip() for name, value in values.items() if isinstance(value, str)}
        row = self.model(**values | texts, **({"agency": agency} if agency else {}))
        row.clean_fields()
        if isinstance(row, Dated) and row.valid_from < timezone.localdate(at):
            raise ValidationError({"valid_from": f"执行日期不能早于今天：{self.kept}"})
        row.supersede()
        row.full_clean()
        row.save()
        verb = f"{self.model._meta.app_label}.{self.key}.set"
        log.record(actor, verb, row, at=at, **{name: value_of(row, name) for name in self.columns})
        self.then()
        return row


def value_of(row: LocalRow, name: str) -> Any:
    """A choice in words, all else as it is."""
    words = getattr(row, f"get_{name}_display", None)
    return words() if words else getattr(row, name)
