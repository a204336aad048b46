"""本地规定: how a table of them is shown and set.

TERMS = LocalTable(Term, "term", "办理期限", right=KEEP, refusal="办理期限由负责人设定", …)
row = TERMS.set(actor=actor, at=at, step="return", length=5, …)
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from huiyin.audit import log
from huiyin.audit.actors import Actor
from huiyin.organisations.models import Organisation

from .terms import Dated, LocalRow
from .workflow import MoveForbiddenError

R = TypeVar("R", bound=LocalRow)
WIDE = 9


@dataclass(frozen=True)
class LocalTable(Generic[R]):
    """How a table of local rules is shown and set.

    Attributes:
        key: names its form, and what is logged: `proposals.term.set`.
        right: asked in the agency where each has its own rows, else anywhere.
        refusal: the message for whoever may not set it.
        asked: the columns that a person fills in.
        columns: what page and log show of a row → its head.
        kept: what a new row does not touch.
        choices: of a column whose choices the model cannot know.
        records: of a column that names a record, those of the agency that it may name.
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
    choices: Mapping[str, Callable[[], Iterable[tuple[str, str]]]] = field(default_factory=dict)
    records: Mapping[str, Callable[[Organisation], "QuerySet[Any]"]] = field(default_factory=dict)
    then: Callable[[R, datetime], object] = lambda row, at: None

    @property
    def is_wide(self) -> bool:
        """Whether its columns need a window to be moved in."""
        return len(self.columns) > WIDE

    @property
    def is_by_agency(self) -> bool:
        return "agency" in self.model.of

    @transaction.atomic
    def set(
        self, *, actor: Actor, at: datetime, agency: Organisation | None = None, **values: Any
    ) -> R:
        """A new row; what came before it keeps its own term.

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
        for name, offered in self.choices.items():
            if getattr(row, name) not in dict(offered()):
                raise ValidationError({name: "请从列出的选项中选择"})
        for name, known in self.records.items():
            if agency and not known(agency).filter(pk=getattr(row, f"{name}_id")).exists():
                raise ValidationError({name: "请从列出的选项中选择"})
        if isinstance(row, Dated) and row.valid_from < timezone.localdate(at):
            raise ValidationError({"valid_from": f"执行日期不能早于今天：{self.kept}"})
        row.supersede()
        row.full_clean()
        row.save()
        verb = f"{self.model._meta.app_label}.{self.key}.set"
        log.record(
            actor, verb, row, at=at, **{name: self.value_of(row, name) for name in self.columns}
        )
        self.then(row, at)
        return row

    def value_of(self, row: R, name: str) -> Any:
        """A choice in words, all else as it is."""
        value = getattr(row, name)
        if name in self.choices:
            return dict(self.choices[name]()).get(value, value)
        words = getattr(row, f"get_{name}_display", None)
        return words() if words else value
