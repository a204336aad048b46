"""The one way to say: this matter moves from state A to state B.

A kind of matter has one `Workflow`. `@workflow.start` wraps a function that makes a new
matter, `@workflow.move` one that changes a matter. Both run in one transaction, in this order:
lock, agency, state, rule, guard, body, checks of the changed fields, save, clocks, audit entry with
the arguments as facts, then the public pages, the search, and what others do about it. What the
database gives up for another's
sake runs once more. Screens, the command line, the API and the tests all call the same wrapped
function. What nearly every kind of matter has (登记, 更正, 作废) is in `huiyin.casework.ordinary`.

A guard is what the record itself must fulfil: it names the sentence that refuses, and a screen
does not offer the move (`Room.moves_for`). A body raises `ValidationError` for arguments that cannot be (a form shows them at the field).
A screen passes `offered=`, the token of what it showed (`huiyin.casework.offered`): a move that
was offered for another state of the matter is refused, and what changed can be said.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import wraps
from inspect import signature
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from huiyin.audit import log
from huiyin.audit.actors import Actor, Place
from huiyin.database.again import retried
from huiyin.personal.bulk import insert_many
from huiyin.personal.fields import encrypted_fields
from huiyin.workdays.load import steady

from . import arguments, clocks, offered
from .deadlines import EventError
from .models import Matter
from .rights import Rule, StartRule, rule_of, start_rule_of
from .shown import UNSEEN, Seen, Shown
from .storing import insert, refusals_in_words, save, update_many

M = TypeVar("M", bound=Matter)
P = ParamSpec("P")
Guard = Callable[[M, date], str]
"""Of a matter on a day: the sentence that refuses the move, or nothing."""


def unguarded(matter: Matter, day: date) -> str:
    """The guard of a move that any record in the right state can make."""
    return ""


class MoveRefusedError(Exception):
    """The matter is not in a state from which this move leads (HTTP 409)."""


class StaleMoveError(MoveRefusedError):
    """The matter is not what it was when the move was offered (HTTP 409)."""


class MoveForbiddenError(Exception):
    """This actor may not make this move (HTTP 403)."""


@dataclass(frozen=True)
class Move(Generic[M]):
    """One lawful move. `target` is None where the body decides or the state stays."""

    name: str
    label: str
    sources: frozenset[str]
    target: str | None
    rule: Callable[[Actor, M], bool]
    guard: Guard[M]
    basis: str
    limited: bool
    """Whether it meets or changes the time limit of the matter, whose rule is its basis then."""
    bulk: bool
    act: Callable[..., Any]
    run: Callable[..., M] = field(compare=False)

    @property
    def needs(self) -> frozenset[str]:
        """Arguments that the move requires."""
        given = signature(self.act).parameters.values()
        asked = {
            one.name for one in given if one.kind is one.KEYWORD_ONLY and one.default is one.empty
        }
        return frozenset(asked - {"actor", "at"})

    def is_open_to(self, actor: Actor, matter: M) -> bool:
        return matter.is_known_to(actor) and self.allows(actor, matter)

    def allows(self, actor: Actor, matter: M) -> bool:
        """By state and rule, for an actor who knows of the matter."""
        return matter.state in self.sources and self.rule(actor, matter)


@dataclass(frozen=True)
class _Done(Generic[M]):
    """What a body has made of a matter: the clocks that ran, what was seen, what the log says."""

    matter: M
    ran: frozenset[str]
    seen: Seen
    facts: dict[str, Any]


_workflows: "dict[type[Matter], Workflow[Any]]" = {}


def workflows() -> "list[Workflow[Any]]":
    """The workflow of every kind of matter, in the order of declaration."""
    return list(_workflows.values())


class Workflow(Generic[M]):
    """The table of moves of one kind of matter."""

    def __init__(
        self,
        model: type[M],
        *,
        began: Callable[[list[M], Actor], None] = lambda matters, actor: None,
        shown: Shown[M] | None = None,
    ) -> None:
        """`began` does what a new matter needs beside its own row, in the same transaction.

        `shown` is how the public sees it; without it no page and no search follows its moves.
        """
        self.model = model
        self.began = began
        self.shown = shown
        self.followers: list[Callable[[M, Actor, datetime], None]] = []
        """What others do after each move, in its transaction."""
        self.moves: dict[str, Move[M]] = {}
        self.starts: dict[str, tuple[str, Callable[[Actor, Place], bool]]] = {}
        _workflows[model] = self

    def start(self, label: str, *, rule: StartRule) -> Callable[[Callable[P, M]], Callable[P, M]]:
        """Wrap a function that returns a new, unsaved matter; keywords `actor` and `at` are required."""

        def wrap(make: Callable[P, M]) -> Callable[P, M]:
            self.starts[make.__name__] = (label, start_rule_of(rule))

            @refusals_in_words
            @retried
            @wraps(make)
            def run(*args: P.args, **details: P.kwargs) -> M:
                actor, at = _who_and_when(details)
                if not self.may_start_somewhere(make.__name__, actor):
                    raise MoveForbiddenError(f"您没有“{label}”的权限")
                matter = make(*args, **details)
                self._permit(make.__name__, actor, matter.agency_id)
                insert(matter)
                self.began([matter], actor)
                clocks.turn(matter, frozenset(), at=at)
                log.record(actor, self.verb(make.__name__), matter, at=at, state=matter.state)
                if self.shown:
                    self.shown.begin([matter])
                return matter

            return run

        return wrap

    def start_many(
        self, name: str, matters: list[M], *, actor: Actor, at: datetime, are_clocked: bool = False
    ) -> list[M]:
        """Make many new matters as one: for imports, where a loop of single ones would be too slow.

        `name` is a declared start; its body is not run, the matters come ready and unsaved.
        The same rule and the same audit entries as for single ones, in one transaction. Clocks
        start only with `are_clocked`: when what is imported began is known to the day at best.
        """
        for agency in {matter.agency_id for matter in matters}:
            self._permit(name, actor, agency)
        with transaction.atomic():
            matters = insert_many(matters)
            self.began(matters, actor)
            if are_clocked:
                clocks.begin(matters, at=at)
            log.record_many(
                actor, self.verb(name), [log.Event(m, {"state": m.state}) for m in matters], at=at
            )
            if self.shown:
                self.shown.begin(matters)
        return matters

    def may_start(self, name: str, actor: Actor, where: Place) -> bool:
        """Whether this actor may make a new matter of this agency."""
        return actor.sees(where) and self.starts[name][1](actor, where)

    def places(self, name: str, actor: Actor) -> frozenset[int] | None:
        """The agencies in which this actor may make this start; None: in all there are."""
        if actor.everywhere and self.may_start(name, actor, None):
            return None
        return frozenset(one for one in actor.grants if self.may_start(name, actor, one))

    def may_start_somewhere(self, name: str, actor: Actor) -> bool:
        """For a button or a door, before it is known for which agency."""
        return self.places(name, actor) != frozenset()

    def _permit(self, name: str, actor: Actor, where: Place) -> None:
        if not actor.sees(where):
            raise MoveForbiddenError("您不能登记其他机关的事项")
        if not self.starts[name][1](actor, where):
            raise MoveForbiddenError(f"您没有在这个机关“{self.starts[name][0]}”的权限")

    def move(
        self,
        label: str,
        *,
        sources: Collection[str],
        target: str | None = None,
        rule: Rule[M],
        guard: Guard[M] = unguarded,
        basis: str = "",
        limited: bool = False,
        bulk: bool = False,
    ) -> Callable[[Callable[Concatenate[M, P], None]], Callable[Concatenate[M, P], M]]:
        """Wrap a function that changes the fields of a matter; `actor` and `at` are required."""

        def wrap(act: Callable[Concatenate[M, P], None]) -> Callable[Concatenate[M, P], M]:
            name = act.__name__

            @retried
            @wraps(act)
            def run(matter: M, /, *args: P.args, **details: P.kwargs) -> M:
                return self._run(self.moves[name], matter, args, details)

            self.moves[name] = Move(
                name, label, frozenset(sources), target, rule_of(rule), guard, basis, limited,
                bulk, act, run,
            )  # fmt: skip
            return run

        return wrap

    def _run(self, move: Move[M], matter: M, args: Any, details: dict[str, Any]) -> M:
        actor, at = _who_and_when(details)
        token = details.pop(offered.NAME, "")
        matter = self.model._default_manager.select_for_update(of=("self",)).get(pk=matter.pk)
        self._admit(move, matter, actor, token)
        done = self._change(move, matter, args, details, at)
        save(matter)
        clocks.turn(matter, done.ran, at=details["at"])
        log.record(actor, self.verb(move.name), matter, at=at, **done.facts)
        self._follow(done, actor, at)
        return matter

    def move_many(
        self,
        name: str,
        matters: list[M],
        *,
        actor: Actor,
        at: datetime,
        related: tuple[str, ...] = (),
        **more: Any,
    ) -> list[M]:
        """The same move of many at once, all or none: the same checks, few statements.

        For what a move of one matter settles for others. `related` is loaded for all at once.
        """
        move, at = self.moves[name], timezone.localtime(at)
        details = {"actor": actor, "at": at, **more}
        with transaction.atomic(), steady():
            locked = self.model._default_manager.select_for_update(of=("self",)).order_by("pk")
            rows = list(locked.filter(pk__in=[matter.pk for matter in matters]))
            models.prefetch_related_objects(rows, "agency", *related)
            for matter in rows:
                self._admit(move, matter, actor, "")
            done = [self._change(move, matter, (), details, at) for matter in rows]
            update_many(rows, {name for one in done for name in one.facts["changes"]})
            for one in done:
                clocks.turn(one.matter, one.ran, at=at)
            log.record_many(
                actor, self.verb(name), [log.Event(one.matter, one.facts) for one in done], at=at
            )
            for one in done:
                self._follow(one, actor, at)
        return rows

    def _change(
        self, move: Move[M], matter: M, args: Any, details: dict[str, Any], at: datetime
    ) -> "_Done[M]":
        """Guard, body and checks of one admitted matter; nothing is stored."""
        if refusal := move.guard(matter, timezone.localdate(at)):
            raise ValidationError(refusal)
        details = arguments.checked(move.act, details)
        before, ran = log.snapshot(matter), clocks.running(matter)
        seen = self.shown.seen(matter) if self.shown else UNSEEN
        try:
            move.act(matter, *args, **details)
        except EventError as error:
            raise ValidationError(str(error)) from error
        if move.target is not None:
            matter.state = move.target
        if matter.state == Matter.VOIDED:
            matter.voided_on = timezone.localdate(at)
        changes = log.changes(before, matter)
        same = {f.name for f in matter._meta.concrete_fields if f.attname not in changes}
        matter.clean_fields(exclude=same)
        facts = {"details": _logged_details(details, matter), "changes": changes}
        return _Done(matter, ran, seen, facts)

    def _follow(self, done: "_Done[M]", actor: Actor, at: datetime) -> None:
        if self.shown:
            self.shown.follow(done.seen, done.matter)
        for follow in self.followers:
            follow(done.matter, actor, at)

    def _admit(self, move: Move[M], matter: M, actor: Actor, token: str) -> None:
        """Agency, state and rule; `token` is what the screen showed when it offered the move."""
        if not matter.concerns(actor):
            raise MoveForbiddenError("您不能办理其他机关的事项")
        if matter.is_kept_from(actor):
            raise MoveForbiddenError("您不能办理这件事项")
        if matter.state not in move.sources:
            raise MoveRefusedError(
                f"{matter} 当前为“{self.state_label(matter)}”，不能“{move.label}”。请刷新页面查看最新情况"
            )
        if token and not offered.is_current(token, matter):
            raise StaleMoveError(f"您打开页面以后，{matter} 有了变化，“{move.label}”没有办理")
        if not move.rule(actor, matter):
            raise MoveForbiddenError(f"您没有“{move.label}”的权限")

    def verb(self, name: str) -> str:
        return f"{self.model._meta.label_lower}.{name}"

    def state_label(self, matter: M) -> str:
        return str(dict(self.states()).get(matter.state, matter.state))

    def states(self) -> list[tuple[str, str]]:
        """(state, label) of this kind, in the order of life."""
        field = self.model._meta.get_field("state")
        return [(str(state), str(label)) for state, label in getattr(field, "choices", None) or []]

    def open_to(self, actor: Actor, matter: M) -> Iterator[Move[M]]:
        """The moves that this actor may make on this matter now, in the order of declaration."""
        if not matter.is_known_to(actor):
            return
        yield from (move for move in self.moves.values() if move.allows(actor, matter))

    def label_of(self, verb: str) -> str:
        """The Chinese of a logged verb of this kind."""
        name = verb.rpartition(".")[2]
        if name in self.starts:
            return self.starts[name][0]
        return self.moves[name].label if name in self.moves else name


def _who_and_when(details: dict[str, Any]) -> tuple[Actor, datetime]:
    """Who acts and when; `at` is put into local time, so that `at.date()` is the office's day."""
    try:
        actor, at = details["actor"], details["at"]
    except KeyError as missing:
        raise TypeError(f"a move needs the keyword {missing}") from None
    if timezone.is_naive(at):
        raise TypeError("the moment of a move needs its time zone")
    details["at"] = timezone.localtime(at)
    return actor, details["at"]


def _logged_details(details: dict[str, Any], matter: Matter) -> dict[str, Any]:
    """The arguments of a move that the log stores; those that are a dict are logged as changes."""
    hidden = {field.name for field in encrypted_fields(type(matter))}
    hidden |= {"actor", "at", *getattr(matter, "unlogged", ())}
    return {
        name: value
        for name, value in details.items()
        if name not in hidden and not isinstance(value, dict) and value not in ("", None)
    }
