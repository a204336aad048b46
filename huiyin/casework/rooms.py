"""办件室: how one kind of record is shown on the desk. A new kind is one declaration.

Each app declares its room in its own `desk.py`; the desk finds it here and makes list, record
page, search, to-do list and moves from it. Nothing here reads a request or answers one.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db import models
from django.db.models import Q, Subquery
from django.utils import timezone

from huiyin.audit.actors import Actor, Place
from huiyin.common.values import choice_text
from huiyin.organisations.models import Organisation, held_in
from huiyin.search import rows

from . import arguments, searching
from .forms import MoveForm
from .reading import Reading
from .searching import Matching
from .sheets import Column, Sheet
from .workflow import Workflow


@dataclass(frozen=True)
class Filter:
    """One narrowing of the list: a name in the address, the options, what a chosen one does."""

    name: str
    label: str
    options: Callable[[Actor], Iterable[tuple[str, str]]]
    apply: Callable[[Any, str], Any] = lambda records, value: records
    narrow: Callable[[Actor], Callable[[Any, str], Any]] | None = None
    """Instead of `apply`, where it depends on who asks."""
    is_open: bool = False
    """Whether all it leaves is open by its state: then the list does not look for the others."""

    def applied(self, records: Any, value: str, actor: Actor) -> Any:
        return (self.narrow(actor) if self.narrow else self.apply)(records, value)


def by_choice(
    name: str,
    label: str,
    choices: Iterable[tuple[str, str]] | Callable[[], Iterable[tuple[str, str]]],
    column: str = "",
) -> Filter:
    """A filter over the values of a column, as its `choices` name them."""
    named = choices if callable(choices) else partial(list, choices)
    return Filter(
        name,
        label,
        lambda actor: [(str(value), choice_text(value, text)) for value, text in named()],
        lambda records, value: records.filter(**{column or name: value}),
    )


LEADER = "organisations.lead"
"""The right of 分管领导, who answers for all kinds."""


def of_states(rights: Mapping[str, Iterable[str]]) -> Callable[[Any, Actor], Any]:
    """For `Todo.mine`: right → the states in which somebody with it may take the next step."""

    return lambda records, actor: records.filter(waiting_by(rights, actor))


def waiting_by(rights: Mapping[str, Iterable[str]], actor: Actor) -> Q:
    """The same as a condition, for a kind that others may take a step of as well."""
    waiting = Q(pk__in=())
    for right, states in rights.items():
        waiting |= Q(state__in=states) & held_in(actor, right)
    return waiting


@dataclass(frozen=True)
class Todo:
    """What waits: which records are open, until when, which of them stand still, for whom.

    `open` narrows a queryset to what `is_open` says of one record. `step` says what an open one
    waits for, `steps` which moves of its state take it: it stands on the list of whoever may make
    one of them now. Without moves it stands on nobody's, unless there is a `notice`.
    """

    open: Callable[[Any], Any]
    is_open: Callable[[Any], bool]
    due: str
    step: Callable[[Any], str]
    unit: Callable[[Any], str] = lambda matter: ""
    open_states: frozenset[str] = frozenset()
    """Where the state alone says what is open: these. The list then begins with what is due first."""
    paused: frozenset[str] = frozenset()
    """States in which nothing is due."""
    stands: Callable[[Any], bool] = lambda matter: False
    """Whether its clock stands today for another reason; its due date is then a later day."""
    mine: Callable[[Any, Actor], Any] = lambda open_ones, actor: open_ones
    """Of the open ones those that may wait for this actor, by what the database can tell."""
    steps: Mapping[str, frozenset[str]] = field(default_factory=dict)
    done: Callable[[Any], frozenset[str]] = lambda matter: frozenset()
    """Steps that could be taken again, but need not."""
    prefetch: tuple[str, ...] = ()
    prepare: Callable[[Actor, list[Any]], None] = lambda actor, rows: None
    """Loads at once what rules and guards would ask of each row."""
    notice: Callable[[Actor, Any], tuple[str, str]] | None = None
    """(what to do, address) for whoever must know of a record that has no moves."""
    heads: tuple[str, ...] = ()
    """Any one of these rights is a head's, who must know what others are late with."""

    def due_on(self, matter: Any) -> date | None:
        due: date | None = getattr(matter, self.due)
        return None if self.is_paused(matter) else due

    def is_paused(self, matter: Any) -> bool:
        return matter.state in self.paused or self.stands(matter)

    def late_for(self, records: Any, actor: Actor, today: date) -> Any:
        """What a head must know of: overdue in the agencies in which this actor is one."""
        heads = (LEADER, *self.heads)
        if not actor.may_somewhere(*heads):
            return records.none()
        return self.overdue(records.filter(held_in(actor, *heads)), today)

    def overdue(self, records: Any, today: date) -> Any:
        return self._due(records, lt=today)

    def due_within(self, records: Any, first: date, last: date) -> Any:
        return self._due(records, gte=first, lte=last)

    def _due(self, records: Any, **bounds: date) -> Any:
        limits = {f"{self.due}__{name}": day for name, day in bounds.items()}
        due = self.open(records).filter(**limits)
        return due.exclude(state__in=self.paused) if self.paused else due


@dataclass(frozen=True)
class Start:
    """How a new record is entered: the form (its `instance` is the record) and the action."""

    name: str
    form: type[Any]
    run: Callable[..., Any]


@dataclass(frozen=True)
class Room:
    """One kind of record on the desk.

    `permissions`: any one of them opens the room. `personal_permission` is the right to see whole
    what the sheet shows masked; each look is logged.
    """

    key: str
    label: str
    unit: str
    sheet: Sheet[Any]
    permissions: tuple[str, ...]
    columns: tuple[Column, ...]
    search: tuple[str, ...]
    workflow: Workflow[Any] | None = None
    filters: tuple[Filter, ...] = ()
    related: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ("reference",)
    todo: Todo | None = None
    forms: Mapping[str, type[Any]] = field(default_factory=dict)
    """Of moves whose form says more than what their arguments say of themselves."""
    start: Start | None = None
    personal_permission: str = ""
    ledger: str = ""
    """The kind under which `huiyin.ingest.ledgers` exports and imports it."""
    likely: tuple[str, ...] = ()
    """Names of moves, the likeliest first; others follow as declared."""
    order: str = ""
    """How the list is sorted unless asked otherwise; the model's own order if empty."""
    unoffered: Callable[[Any], frozenset[str]] = lambda matter: frozenset()
    """Moves that nothing refuses, but whose button stands elsewhere, or which have been made."""
    extra: str = ""
    """A template with what the sections cannot say; takes `matter`."""
    evidence: Reading | None = None
    """Who opens the files beside a matter."""
    prepare: Callable[[list[Any]], None] = lambda rows: None
    """Loads for a page of rows what their columns need beyond `related`."""
    links: Callable[[Any, Actor], list[tuple[str, str]]] = lambda matter, actor: []
    """(label, address) of the record elsewhere, portal or editor: what this person may open there."""
    chips: tuple[tuple[str, str], ...] = ()
    """(label, query) of lists that are wanted every day; `handler=me` is whoever looks."""
    alarms: Callable[[Actor, date], list[tuple[str, str, int]]] = lambda actor, today: []
    """(what, address of the list, how many) for 我的待办: dates beyond the due date."""
    standing: Callable[[Any], str] | None = None
    """What a record's state comes to today, where the day decides; else the label of its state."""
    board: Callable[[Actor, date], Any] | None = None
    """The numbers of /desk/boards/<key>/, a `boards.Board`."""
    board_reach: Callable[[Actor], Hashable] | None = None
    """What the board depends on of who looks; those of the same reach share one reading."""
    shown_once: Callable[[Any], str] = lambda matter: ""
    """What an action leaves on its object and nobody can read again; see `desk.once`."""
    receipt: str = "desk/once.html"
    """The template that shows it."""
    narrowed: Callable[[Any, Actor], Any] = lambda records, actor: records
    """Of the records of the agencies in which this actor may look, those that are shown to it."""

    @property
    def model(self) -> type[models.Model]:
        model: type[models.Model] = self.sheet.model
        return model

    @property
    def date_column(self) -> str:
        """By which the list is narrowed."""
        return self.sheet.dated_by

    def may_enter(self, actor: Actor) -> bool:
        """Whether it may look into the room of any agency: for the menu and the door."""
        return actor.may_somewhere(*self.permissions)

    def may_view(self, actor: Actor, where: Place) -> bool:
        """Whether it may look at the records of this agency."""
        return any(actor.may(permission, where) for permission in self.permissions)

    def agencies_of(self, actor: Actor) -> Any:
        """The agencies whose records it may look at."""
        return Organisation.objects.agencies().where(actor, *self.permissions)

    def seen_by(self, actor: Actor) -> Any:
        """The records that this actor may see, with what a row needs."""
        records = self.records()
        if self.workflow:
            return self.narrowed(records.visible_to(actor, *self.permissions), actor)
        return self.narrowed(records.filter(held_in(actor, *self.permissions)), actor)

    def records(self) -> Any:
        records = self.model._default_manager.all()
        return records.select_related(*self.related) if self.related else records

    def valid(self, records: Any) -> Any:
        """Without what was entered in error."""
        return records.valid() if self.workflow else records

    def move_of(self, name: str) -> Any:
        """The move of this name that a person makes here, or None.

        One that needs arguments for which nobody asks is a part of another act (明细 are replaced
        when a table is filled anew), or the clock's.
        """
        move = self.workflow.moves.get(name) if self.workflow else None
        if move is None or name in self.forms:
            return move
        return move if move.needs <= arguments.fields_of(move.act).keys() else None

    def form_of(self, name: str) -> type[Any]:
        """The form of the move of this name."""
        base = self.forms.get(name, MoveForm)
        move = self.workflow.moves.get(name) if self.workflow else None
        return base if move is None else arguments.form_of(move.act, base)

    def moves_for(self, actor: Actor, matter: Any) -> list[Any]:
        """The moves to offer now: likely ones first, corrections last."""
        if self.workflow is None:
            return []
        unoffered, today = self.unoffered(matter), timezone.localdate()
        moves = [
            move
            for move in self.workflow.open_to(actor, matter)
            if move.name not in unoffered
            and not move.guard(matter, today)
            and self.move_of(move.name) is not None
        ]
        return sorted(moves, key=lambda move: _place(self.likely, move.name))

    def step_for(self, actor: Actor, matter: Any) -> Any:
        """Of `moves_for` the first that takes what the matter waits for; None: it is another's.

        For an actor who sees the matter.
        """
        if self.workflow is None or self.todo is None:
            return None
        names = self.todo.steps.get(matter.state, frozenset()) - self.todo.done(matter)
        steps = [self.workflow.moves[name] for name in names]
        steps = [move for move in steps if move.allows(actor, matter)]
        if not steps:
            return None
        unoffered, today = self.unoffered(matter), timezone.localdate()
        useful = [
            move for move in steps if move.name not in unoffered and not move.guard(matter, today)
        ]
        return min(useful, key=lambda move: _place(self.likely, move.name), default=None)

    def may_reveal(self, actor: Actor, where: Place) -> bool:
        return bool(self.personal_permission) and actor.may(self.personal_permission, where)

    def state_of(self, matter: Any) -> str:
        if self.standing is not None:
            return self.standing(matter)
        return self.workflow.state_label(matter) if self.workflow else ""

    def reference_of(self, matter: Any) -> str:
        return str(getattr(matter, self.numbers[0] if self.numbers else "reference"))

    def address(self, matter: Any) -> str:
        return f"/desk/{self.key}/{matter.pk}/"

    def matching(self, records: Any, text: str) -> Matching:
        """Records in which every word of `text` is found."""
        return searching.matching(records, self.search, text)

    def numbered(self, matching: Matching, number: str) -> Any:
        """Of the records that contain it those with exactly this number.

        No number is a word that very many records contain.
        """
        condition = Q(pk__in=[])
        for column in self.numbers:
            condition |= Q(**{f"{column}__iexact": number})
        return matching.records.none() if matching.is_common else matching.records.filter(condition)


def _place(likely: tuple[str, ...], name: str) -> int:
    """The move that one comes for first; 更正 and 作废 are for mistakes, so they come last."""
    if name in ("amend", "void"):
        return 1000 + (name == "void")
    return likely.index(name) if name in likely else len(likely)


_rooms: dict[str, Room] = {}


def declare(room: Room) -> Room:
    """Make a room known; each key once."""
    if room.key in _rooms:
        raise ValueError(f"room {room.key} is declared twice")
    _rooms[room.key] = room
    for name in room.workflow.moves if room.workflow else ():
        room.form_of(name)  # a signature that cannot be read is a fault of the start
    return room


def rooms() -> list[Room]:
    """All rooms in the order of declaration."""
    return list(_rooms.values())


def _indexed() -> list[tuple[type[models.Model], tuple[str, ...]]]:
    """Every table of which an index of words is kept, with its columns."""
    shown = ((room.model, room.search) for room in _rooms.values())
    return [*shown, *searching.declared()]


def index_all(**signal: Any) -> list[str]:
    """After a migration, which may have made a table anew: every index as it is declared."""
    return searching.ensure(_indexed())


def release(plan: Iterable[tuple[Any, bool]] = (), **signal: Any) -> None:
    """Before a migration: the indexes of the apps whose tables it may make anew."""
    labels = {migration.app_label for migration, _ in plan}
    for model, columns in _indexed():
        table = searching.table_of(model, columns)
        if table is not None and model._meta.app_label in labels:
            rows.release(table)


def first_years(agency: int) -> list[int]:
    """Of each kind of record the year of the agency's first one; one statement for all kinds."""
    firsts = [
        Subquery(
            room.model._default_manager.filter(agency=agency)
            .exclude(**{room.date_column: None})
            .order_by(room.date_column)
            .values(room.date_column)[:1]
        )
        for room in rooms()
    ]
    row = Organisation.objects.filter(pk=agency).order_by().values_list(*firsts).first()
    return [
        (timezone.localtime(first) if isinstance(first, datetime) else first).year
        for first in row or ()
        if first is not None
    ]


def find(key: str) -> Room | None:
    return _rooms.get(key)


def of_model(model: type[models.Model]) -> Room | None:
    """The room that shows records of this model."""
    return next((room for room in _rooms.values() if room.model is model), None)
