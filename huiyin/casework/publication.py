"""先拟后公开: one person proposes how an answer is to stand on the portal, another one lets it out.

A kind says what differs and writes one move itself, whose arguments are its own:

    publication = PublicationByTwo(workflow, "问答", {State.ANSWERED}, …)

    @publication.propose
    def propose(request, *, actor, at, public_answer: Annotated[…]): …

    publish = publication.publish()
    send_back = publication.send_back()
    withdraw = publication.withdraw()
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any, Concatenate, Generic, ParamSpec, Protocol, TypeVar

from django.core.exceptions import ValidationError

from huiyin.audit.actors import Actor
from huiyin.organisations.models import held_in

from .arguments import Reason
from .faults import refuse
from .models import LetOut
from .rights import Another, Rule
from .workflow import Guard, Workflow, unguarded

L = TypeVar("L", bound=LetOut)
P = ParamSpec("P")


class Publish(Protocol[L]):
    def __call__(self, matter: L, /, *, actor: Actor, at: datetime) -> L: ...


class TakeBack(Protocol[L]):
    def __call__(self, matter: L, /, *, actor: Actor, at: datetime, reason: str) -> L: ...


@dataclass(frozen=True)
class PublicationByTwo(Generic[L]):
    """The four moves by which an answer of one kind becomes public and is taken down again.

    Attributes:
        noun: what is made public, as the moves are called (公开问答).
        sources: the states in which it can be.
        write: right of whoever proposes it.
        release: right of another person, who lets it out or sends it back.
        faults: by field, what is missing or would tell too much.
        hide: takes it off the portal.
        barred: why a record can never be public.
    """

    workflow: Workflow[L]
    noun: str
    sources: Collection[str]
    write: str
    release: str
    faults: Callable[[L], dict[str, str]]
    hide: Callable[[L], object]
    barred: Guard[L] = unguarded

    def waiting(self, records: Any) -> Any:
        """Of these records, those that are proposed and wait for another person."""
        return records.filter(
            state__in=self.sources, proposed_at__isnull=False, published_at__isnull=True
        )

    def waiting_for(self, actor: Actor, view: str) -> int:
        """How many wait for this one: written by others, in an agency where it may let them out."""
        records: Any = self.workflow.model._default_manager
        seen = records.visible_to(actor, view).filter(held_in(actor, self.release))
        return sum(not one.is_written_by(actor) for one in self.waiting(seen))

    def propose(self, act: Callable[Concatenate[L, P], None]) -> Callable[Concatenate[L, P], L]:
        """Wrap the body that sets what is to stand on the portal."""

        @self.workflow.move(
            f"拟公开{self.noun}", sources=self.sources, rule=self.write, guard=self._not_public
        )
        @wraps(act)
        def propose(matter: L, /, *args: P.args, **details: P.kwargs) -> None:
            act(matter, *args, **details)
            refuse(self.faults(matter))
            arguments: Any = details
            matter.proposed_at = arguments["at"]
            matter.note_writer(arguments["actor"])

        return propose

    def publish(self, basis: str = "") -> Publish[L]:
        @self.workflow.move(
            f"公开{self.noun}",
            sources=self.sources,
            rule=Another(self.release),
            guard=self._may_be_released,
            basis=basis,
        )
        def publish(matter: L, /, *, actor: Actor, at: datetime) -> None:
            """公开: what was proposed is on the portal, word for word."""
            if faults := self.faults(matter):
                raise ValidationError(list(faults.values()))
            matter.published_at = at

        return publish

    def send_back(self, name: str = "send_back") -> TakeBack[L]:
        """`name` where a kind sends back other things, too."""

        def send_back(matter: L, /, *, actor: Actor, at: datetime, reason: Reason) -> None:
            """退回: the text is kept, to be changed and proposed anew."""
            matter.proposed_at = None

        send_back.__name__ = name
        return self.workflow.move(
            f"退回拟公开{self.noun}",
            sources=self.sources,
            rule=Another(self.release),
            guard=self._proposed,
        )(send_back)

    def withdraw(self, rule: Rule[L], sources: Collection[str] = ()) -> TakeBack[L]:
        """Taking down what should not be public needs no second person."""

        @self.workflow.move(
            f"撤下{self.noun}", sources=sources or self.sources, rule=rule, guard=self._public
        )
        def withdraw(matter: L, /, *, actor: Actor, at: datetime, reason: Reason) -> None:
            """撤下: it is on the portal no more."""
            self.hide(matter)

        return withdraw

    def _not_public(self, matter: L, day: date) -> str:
        public = f"{self.noun}已经公开，要改请先撤下" if matter.published_at else ""
        return self.barred(matter, day) or public

    def _may_be_released(self, matter: L, day: date) -> str:
        return self.barred(matter, day) or self._proposed(matter, day)

    def _proposed(self, matter: L, day: date) -> str:
        return "" if matter.is_proposed else f"没有待公开的{self.noun}，请先“拟公开{self.noun}”"

    def _public(self, matter: L, day: date) -> str:
        return "" if matter.published_at else f"{self.noun}没有公开"
