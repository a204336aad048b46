"""登记、更正、作废、重算期限: the moves that nearly every kind of matter has, each written once.

A kind declares them beside its own moves, saying only what differs:

    ordinary = Ordinary(workflow, ready, check)
    register = ordinary.register("licensing.register_licence")
    amend = ordinary.amend("licensing.register_licence", sources={State.VALID})

A kind whose 更正 does more writes that move itself, with `put` as its first line.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, Protocol, TypeVar

from django.db.models import prefetch_related_objects
from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.workdays.load import steady

from .arguments import Reason
from .models import Matter
from .recount import by_the_system, move_beside
from .rights import Rule, StartRule
from .workflow import Guard, Workflow, unguarded

M = TypeVar("M", bound=Matter)


class Register(Protocol[M]):
    def __call__(self, matter: M, /, *, actor: Actor, at: datetime) -> M: ...


class Amend(Protocol[M]):
    def __call__(
        self, matter: M, /, *, actor: Actor, at: datetime, values: Mapping[str, Any]
    ) -> M: ...


class Void(Protocol[M]):
    def __call__(self, matter: M, /, *, actor: Actor, at: datetime, reason: str) -> M: ...


class Recount(Protocol[M]):
    def __call__(
        self, matter: M, /, *, actor: Actor, at: datetime, because: str, beside: Sequence[str] = ()
    ) -> M: ...


def put(matter: Matter, values: Mapping[str, Any]) -> None:
    """Set fields to what the source says now.

    Raises:
        ValidationError: a value cannot be, by field name.
    """
    for name, value in values.items():
        setattr(matter, name, value)
    matter.clean_fields(exclude={f.name for f in matter._meta.fields if f.attname not in values})


@dataclass(frozen=True)
class Ordinary(Generic[M]):
    """The ordinary moves of one kind of matter.

    `ready` sets what a new matter does not bring along: its state, its due date. `check` raises
    ValidationError, by field name, for what cannot be beyond the form of the single fields.
    """

    workflow: Workflow[M]
    ready: Callable[[M, Actor, date], object] = lambda matter, actor, day: None
    check: Callable[[M, date], object] = lambda matter, day: None

    def enter(
        self, matter: M, actor: Actor, day: date, number: Callable[[M, date], None] | None = None
    ) -> None:
        """Make a new matter ready and check it, whichever door it came by; numbered last.

        Raises:
            ValidationError: by field name.
        """
        self.ready(matter, actor, day)
        is_numbered = number is not None and not matter.reference
        matter.clean_fields(exclude={"reference"} if is_numbered else None)
        self.check(matter, day)
        matter.clean()
        matter.validate_unique()
        if number is not None and is_numbered:
            number(matter, day)

    def register(
        self, rule: StartRule, *, number: Callable[[M, date], None] | None = None
    ) -> Register[M]:
        """登记 of one; `number` gives a reference to a matter that brings none."""

        @self.workflow.start("登记", rule=rule)
        def register(matter: M, /, *, actor: Actor, at: datetime) -> M:
            """登记: the matter comes unsaved; faults are raised by field name."""
            self.enter(matter, actor, at.date(), number)
            return matter

        return register

    def register_many(self, matters: Iterable[M], *, actor: Actor, at: datetime) -> list[M]:
        """登记 of rows that `check` has passed before; in one transaction."""
        batch, day = list(matters), timezone.localdate(at)
        prefetch_related_objects(batch, "agency")
        with steady():
            for matter in batch:
                self.ready(matter, actor, day)
        return self.workflow.start_many("register", batch, actor=actor, at=at)

    def amend(
        self,
        rule: Rule[M],
        *,
        sources: Collection[str],
        label: str = "更正",
        then: Callable[[M, Actor], object] = lambda matter, actor: None,
    ) -> Amend[M]:
        """更正: `then` sets what follows from the new values."""

        @self.workflow.move(label, sources=sources, rule=rule)
        def amend(matter: M, /, *, actor: Actor, at: datetime, values: Mapping[str, Any]) -> None:
            """更正: fields are set to what the source says; before and after are in the audit log."""
            put(matter, values)
            self.check(matter, at.date())
            then(matter, actor)
            matter.validate_constraints()

        return amend

    def void(
        self,
        rule: Rule[M],
        *,
        sources: Collection[str] = (),
        label: str = "作废（录入错误）",
        guard: Guard[M] = unguarded,
        then: Callable[[M, Actor], object] = lambda matter, actor: None,
        bulk: bool = False,
    ) -> Void[M]:
        """作废, from every state or from `sources`; `then` undoes what stands beside the matter."""
        live = {state for state, _ in self.workflow.states()} - {Matter.VOIDED}

        @self.workflow.move(
            label, sources=sources or live, target=Matter.VOIDED, rule=rule, guard=guard, bulk=bulk
        )
        def void(matter: M, /, *, actor: Actor, at: datetime, reason: Reason) -> None:
            """作废: entered in error; kept, shown to nobody outside, counted nowhere."""
            matter.void_because(reason)
            then(matter, actor)

        return void

    def recount(self, *, sources: Collection[str], label: str = "重算期限") -> Recount[M]:
        """重算期限, by the system alone, in the states in which the clock runs."""

        @self.workflow.move(label, sources=sources, rule=by_the_system)
        def recount(
            matter: M, /, *, actor: Actor, at: datetime, because: str, beside: Sequence[str] = ()
        ) -> None:
            """重算期限: the official calendar has changed, for the matter and what stands beside it."""
            matter.recount()
            if move_beside(matter):  # an enquiry that ends later holds the answer's clock longer
                matter.recount()

        return recount
