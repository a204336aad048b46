"""What a query string asks of a list, as a queryset and in words; the same for page, file, place and bulk."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import DateTimeField, Max, Min
from django.http import QueryDict

from huiyin.audit.actors import Actor
from huiyin.casework.models import Matter
from huiyin.casework.rooms import Room, Todo
from huiyin.common import days
from huiyin.organisations.models import Organisation

from . import order
from .order import Order

ME = "me"
"""In an address: whoever looks, so that a chip or a saved filter fits everybody."""
WHEN = (("late", "已超期"), ("today", "今天到期"), ("week", "本周到期"))
OWN_DAYS = "when"
Options = Callable[[], list[tuple[str, str]]]


@dataclass(frozen=True)
class Chip:
    """A filter in force, and the parameters that go when it is taken away."""

    label: str
    text: str
    names: tuple[str, ...]
    without: str


@dataclass(frozen=True)
class Choice:
    """A filter as a select field."""

    name: str
    label: str
    options: list[tuple[str, str]]
    chosen: str


@dataclass
class Narrowed:
    """What the query string asks for, as a queryset and in words."""

    records: Any
    choices: list[Choice] = field(default_factory=list)
    chips: list[Chip] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    text: str = ""
    since: str = ""
    until: str = ""
    mine: bool = False
    is_open: bool | None = None
    """Whether only open records are left, or only others."""
    is_common: bool = False
    """Searched for a word that very many records contain: the list has the first of them."""


class Reader:
    """Reads one query string for one room and one actor.

    `offers`: whether the choices will be shown. Where only the records are wanted (a count, the
    place in a list), no list of options is asked for but of what was chosen.
    """

    def __init__(
        self, room: Room, actor: Actor, query: QueryDict, today: date, *, offers: bool = True
    ) -> None:
        self.room, self.actor, self.query, self.today = room, actor, query, today
        self.offers = offers
        self.agencies: list[Organisation] = list(room.agencies_of(actor))
        self.agency = self.agencies[0] if len(self.agencies) == 1 else None
        """The one agency whose records are listed, if it is one."""
        self.seen = room.seen_by(actor)
        self.narrowed = Narrowed(self.seen)
        self.is_moment = isinstance(room.model._meta.get_field(room.date_column), DateTimeField)

    def read(self) -> Narrowed:
        self._agency()
        self._state()
        self._due()
        self._year()
        for narrowing in self.room.filters:
            chosen = self._choice(
                narrowing.name,
                narrowing.label,
                lambda one=narrowing: [(str(v), str(text)) for v, text in one.options(self.actor)],  # type: ignore[misc]
            )
            if chosen:
                self.narrowed.records = narrowing.applied(self.narrowed.records, chosen, self.actor)
                self.narrowed.is_open = narrowing.is_open or self.narrowed.is_open
        self._dates()
        self._text()
        return self.narrowed

    def order(self) -> Order:
        """Of what was read, as the query string or else the room wants it."""
        narrowed = self.narrowed
        return order.of(
            self.room, narrowed.records, self.query.get("sort", ""), is_open=narrowed.is_open
        )

    def _agency(self) -> None:
        """Whoever sees one agency only is not asked which."""
        if len(self.agencies) < 2:
            return
        chosen = self._choice(
            "agency", "机关", lambda: [(one.slug, one.short_name) for one in self.agencies]
        )
        if chosen:
            self.agency = next(agency for agency in self.agencies if agency.slug == chosen)
            self.narrowed.records = self.narrowed.records.filter(agency=self.agency)

    def _state(self) -> None:
        """Records entered in error are listed only when they are asked for."""
        if self.room.workflow is None:
            return
        chosen = self._choice("state", "状态", self.room.workflow.states)
        if chosen:
            self.narrowed.records = self.narrowed.records.filter(state=chosen)
            if self.room.todo is not None:
                self.narrowed.is_open = chosen in self.room.todo.open_states
        else:
            self.narrowed.records = self.narrowed.records.exclude(state=Matter.VOIDED)

    def _due(self) -> None:
        """到期, and what waits for whoever looks."""
        todo = self.room.todo
        if todo is None:
            return
        if self.query.get("overdue") and "due" not in self.query:  # an address of old
            self.query = self.query.copy()
            self.query["due"] = "late"
        if "due" in self.query or not self._has_own_days():
            chosen = self._choice("due", "到期", lambda: list(WHEN), "overdue")
            if chosen:
                self._open(self._of_when(todo, chosen))
        if self.query.get("mine"):
            self.narrowed.mine = True
            self._open(todo.mine(todo.open(self.narrowed.records), self.actor))
            self._chip("办理", "等我办", "mine")

    def _has_own_days(self) -> bool:
        """A room that narrows by its last days in words of its own is not asked for them twice."""
        return any(one.name == OWN_DAYS for one in self.room.filters)

    def _of_when(self, todo: Todo, chosen: str) -> Any:
        records, today = self.narrowed.records, self.today
        if chosen == "late":
            return todo.overdue(records, today)
        last = today if chosen == "today" else today + timedelta(days=6 - today.weekday())
        return todo.due_within(records, today, last)

    def _open(self, records: Any) -> None:
        self.narrowed.records, self.narrowed.is_open = records, True

    def _year(self) -> None:
        column = self.room.date_column
        chosen = self._choice("year", "年份", self._years)
        if chosen:
            self.narrowed.records = self.narrowed.records.filter(**{f"{column}__year": int(chosen)})

    def _years(self) -> list[tuple[str, str]]:
        # two looks into an index: one query for both ends would read every row
        column = self.room.date_column
        ends = [self.seen.order_by().aggregate(end=end(column))["end"] for end in (Min, Max)]
        years: Iterable[int] = range(ends[1].year, ends[0].year - 1, -1) if ends[0] else ()
        return [(str(year), f"{year}年") for year in years]

    def _choice(self, name: str, label: str, options: Options, *aliases: str) -> str:
        chosen = self.query.get(name, "").strip()
        if not chosen and not self.offers:
            return ""
        if chosen == ME and self.actor.is_person:
            chosen = self.actor.key
        offered = options()
        texts = dict(offered)
        if chosen and chosen not in texts:
            self.narrowed.ignored.append(f"{label}“{chosen[:40]}”")
            chosen = ""
        self.narrowed.choices.append(Choice(name, label, offered, chosen))
        if chosen:
            self._chip(label, texts[chosen], name, *aliases)
        return chosen

    def _dates(self) -> None:
        column = self.room.date_column + ("__date" if self.is_moment else "")
        dated: Any = self.room.model._meta.get_field(self.room.date_column)
        label = str(dated.verbose_name)
        for name, comparison, word in (("since", "gte", "自"), ("until", "lte", "至")):
            text = self.query.get(name, "").strip()
            day = days.read(text)
            if text and day is None:
                self.narrowed.ignored.append(f"日期“{text[:40]}”")
            if day is not None:
                self.narrowed.records = self.narrowed.records.filter(
                    **{f"{column}__{comparison}": day}
                )
                setattr(self.narrowed, name, day.isoformat())
                self._chip(f"{label}{word}", day.isoformat(), name)

    def _text(self) -> None:
        self.narrowed.text = self.query.get("q", "").replace("\x00", "").strip()[:100]
        if self.narrowed.text:
            matching = self.room.matching(self.narrowed.records, self.narrowed.text)
            self.narrowed.records, self.narrowed.is_common = matching.records, matching.is_common
            self._chip("搜索", self.narrowed.text, "q")

    def _chip(self, label: str, text: str, *names: str) -> None:
        rest = self.query.copy()
        for name in (*names, "page"):
            rest.pop(name, None)
        self.narrowed.chips.append(Chip(label, text, names, f"?{rest.urlencode()}"))
