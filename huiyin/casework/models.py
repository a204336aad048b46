"""What all matters share: a reference, a state, an agency; those with a clock, its events."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any, ClassVar, Self, TypeVar, cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.common.days import FIRST_YEAR
from huiyin.organisations.models import Organisation, held_in
from huiyin.workdays.due import DueDay
from huiyin.workdays.load import calendar

from . import deadlines
from .clock_rows import Clock, ClockRule, ClockTerm, OfficeTime
from .conversion_rows import Conversion

__all__ = [
    "Case",
    "Clock",
    "ClockTerm",
    "Conversion",
    "Matter",
    "MatterQuerySet",
    "OfficeTime",
    "SavedFilter",
    "Series",
    "Written",
]


class Series(models.Model):
    """编号序列: the last number given out, for each series and year."""

    name = models.CharField("序列", max_length=80)
    year = models.PositiveSmallIntegerField("年份")
    last = models.PositiveIntegerField("最后编号", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "编号序列"
        constraints = [
            models.UniqueConstraint(fields=["name", "year"], name="casework_series_once")
        ]


class SavedFilter(models.Model):
    """常用筛选: a list as one person likes to see it, for that person or the whole agency."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_filters", verbose_name="人员"
    )
    room = models.CharField("办件室", max_length=40)
    name = models.CharField("名称", max_length=30)
    query = models.CharField("条件", max_length=500)
    agency = models.ForeignKey(
        Organisation,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="共享给本机关",
    )
    """Whose staff see it among their own; each narrows by what they may see themselves."""

    class Meta:
        verbose_name = verbose_name_plural = "常用筛选"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "room", "name"], name="casework_saved_filter_once"
            )
        ]
        permissions = [("share_filter", "把常用筛选共享给本机关")]

    def __str__(self) -> str:
        return self.name


_M = TypeVar("_M", bound=models.Model)


class MatterQuerySet(models.QuerySet[_M]):
    """The one policy for lists and details: an actor sees the matters of the agencies in which it may read them, that are not kept from it."""

    def visible_to(self, actor: Actor, right: str, *others: str) -> Self:
        """What it may read by one of these rights, without what is kept from it."""
        return self.held_by(actor, right, *others).known_to(actor)

    def count_visible_to(self, actor: Actor, right: str, *others: str) -> int:
        """How many these are: of a million, all are counted by an index, and so are the few kept ones."""
        held = self.held_by(actor, right, *others)
        return held.count() - held.kept_from(actor).count()

    def held_by(self, actor: Actor, right: str, *others: str) -> Self:
        """Those of the agencies in which it holds one of these rights."""
        return self.filter(held_in(actor, right, *others))

    def known_to(self, actor: Actor) -> Self:
        """Without the matters whose very existence is kept from this actor, whatever its agency."""
        kept = self._matter.kept_from(actor)
        return self.exclude(kept) if kept else self

    def kept_from(self, actor: Actor) -> Self:
        """The rest: what a figure counts and does not name."""
        kept = self._matter.kept_from(actor)
        return self.filter(kept) if kept else self.none()

    @property
    def _matter(self) -> "type[Matter]":
        return cast("type[Matter]", self.model)

    def valid(self) -> Self:
        """Without what was entered in error."""
        return self.exclude(state=Matter.VOIDED)


class Matter(models.Model):
    """事项: anything that is recorded once and moved only by named moves."""

    VOIDED = "voided"

    reference = models.CharField("编号", max_length=80)
    agency = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="机关")
    state = models.CharField("状态", max_length=20)
    void_reason = models.CharField("作废原因", max_length=300, blank=True)
    voided_on = models.DateField("作废日期", null=True, blank=True, editable=False)
    """Before that day nobody knew that it was entered in error."""

    kind: ClassVar[str]
    """The key of this kind in addresses, permissions and verbs (`licences`)."""
    is_private: ClassVar[bool] = False
    """Somebody brought it: of the records behind a figure the public sees only how many there are."""
    is_internal: ClassVar[bool] = False
    """How the office works: of such records, too, the public sees only how many there are."""
    due_field: ClassVar[str] = ""
    """The column that a recount sets, for kinds with a clock."""
    clocked: ClassVar[tuple[ClockRule, ...]] = ()
    """Clocks that run beside it, to the minute; its moves start and stop them."""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return f"/desk/{self.kind}/{self.pk}/"

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Each field by its column; of days also that the year is no slip, whatever the door."""
        wrong: dict[str, Any] = {}
        try:
            super().clean_fields({*(exclude or ()), *self._just_read()})
        except ValidationError as error:
            wrong = error.update_error_dict(wrong)
        for column in self._meta.concrete_fields:
            name, day = column.name, getattr(self, column.attname)
            if name in (exclude or ()) or name in wrong or not isinstance(day, date):
                continue
            if day.year < FIRST_YEAR:
                wrong[name] = f"年份过早，请核对{column.verbose_name}"
        if wrong:
            raise ValidationError(wrong)

    def _just_read(self) -> Iterator[str]:
        """Relations whose record came from the database: no query asks once more whether it is there.

        Where it was deleted since, the foreign key refuses the row.
        """
        for column in self._meta.concrete_fields:
            if not isinstance(column, models.ForeignKey) or not column.is_cached(self):
                continue
            row = column.get_cached_value(self)
            is_there = (
                row is not None and not row._state.adding and not column.get_limit_choices_to()
            )
            if is_there and getattr(row, column.target_field.attname) == getattr(
                self, column.attname
            ):
                yield column.name

    def full_clean(
        self,
        exclude: Iterable[str] | None = None,
        validate_unique: bool = True,
        validate_constraints: bool = False,
    ) -> None:
        """Fields and unique numbers; the constraints are the database's, asked by one query each.

        Where it refuses a new matter, the workflow asks which of them and says it in words.
        """
        super().full_clean(exclude, validate_unique, validate_constraints)

    @property
    def title(self) -> str:
        """One line that tells this matter from others; overridden by each kind."""
        return self.reference

    def beside(self) -> str:
        """What a move must have seen beside the row: the version of a text kept elsewhere."""
        return ""

    def void_because(self, reason: str) -> None:
        """Keep why this record was entered in error; the move to VOIDED is the caller's."""
        self.void_reason = reason

    @classmethod
    def kept_from(cls, actor: Actor) -> Q:
        """Which matters of this kind only named persons know of, this actor not among them."""
        return Q()

    def concerns(self, actor: Actor) -> bool:
        """Whether the actor acts for an agency whose matter this is."""
        return actor.sees(self.agency_id)

    def is_known_to(self, actor: Actor) -> bool:
        """Of the actor's agencies, and not kept from it."""
        return self.concerns(actor) and not self.is_kept_from(actor)

    def is_kept_from(self, actor: Actor) -> bool:
        kept = self.kept_from(actor)
        return bool(kept) and type(self)._default_manager.filter(kept, pk=self.pk).exists()

    @property
    def logs_looks(self) -> bool:
        """Whether each look at this matter is an audit entry."""
        return False

    @property
    def is_open(self) -> bool:
        """Whether something is still owed; a kind without a clock only ends when it is void."""
        return self.state != self.VOIDED

    @classmethod
    def clocks(cls) -> "models.QuerySet[Any]":
        """Those whose due date a new calendar may still move; none without a clock."""
        return cls._default_manager.none()

    def recount(self) -> deadlines.Reckoning:
        """Set the due date to what the calendar says now."""
        raise NotImplementedError

    def beside_clocks(self) -> "Iterable[tuple[models.Model, str, date]]":
        """Rows beside the matter whose own counted days a new calendar moves: row, column, day."""
        return ()

    @property
    def due_day(self) -> DueDay | None:
        """The due date as it is shown: 暂定 while a notice that is not out may move it."""
        day: date | None = getattr(self, self.due_field) if self.due_field else None
        return DueDay(day, self.may_move) if day else None

    @property
    def may_move(self) -> bool:
        """Whether it is one of `clocks`, and the notice of a year that its clock crosses is not out."""
        return False


class Written(models.Model):
    """先审查、后公开: a text that one person writes and another one lets out.

    `writers` are all who had a hand in what is not public yet, not only the last one.
    """

    writers = models.JSONField("拟稿人", default=list, blank=True, editable=False)

    class Meta:
        abstract = True

    def note_writer(self, actor: Actor) -> None:
        """Whoever saves the text is one of its writers."""
        if actor.is_person and actor.key not in self.writers:
            self.writers = [*self.writers, actor.key]

    def is_written_by(self, actor: Actor) -> bool:
        return actor.is_person and actor.key in self.writers


class LetOut(Written, Matter):
    """先拟后公开: how a record is to stand on the portal is proposed by one and let out by another."""

    proposed_at = models.DateTimeField("提请公开时间", null=True, blank=True, editable=False)
    published_at = models.DateTimeField("公开时间", null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_proposed(self) -> bool:
        """What the portal is to say is written and waits for another person."""
        return self.proposed_at is not None and self.published_at is None

    def take_down(self) -> None:
        """Off the portal, and no longer proposed for it."""
        self.proposed_at = self.published_at = None


class Case(Matter):
    """办件: a matter with a clock.

    `clock_events` holds what touched the clock in the vocabulary of its time limit
    (`[["consult-sent", "2025-09-25"], …]`); `due_on` is always what `reckon` makes of them.
    """

    OPEN: ClassVar[frozenset[str]]
    due_field: ClassVar[str] = "due_on"

    received_on = models.DateField("收到日期")
    due_on = models.DateField("应办结日期", null=True, blank=True)
    is_provisional = models.BooleanField("期限暂定", default=False)
    clock_events = models.JSONField("计时事件", default=list, blank=True)

    class Meta:
        abstract = True

    @classmethod
    def clocks(cls) -> "models.QuerySet[Any]":
        return cls._default_manager.filter(state__in=cls.OPEN)

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def may_move(self) -> bool:
        return self.is_provisional and self.is_open

    def time_limit(self) -> deadlines.TimeLimit:
        """The rule that this case's clock follows."""
        raise NotImplementedError

    @property
    def counted_from(self) -> date:
        """Day 0 of its clock."""
        return self.received_on

    def runs_on(self, day: date) -> bool:
        """True while somebody still owes something: only then a due date matters."""
        raise NotImplementedError

    @property
    def is_running(self) -> bool:
        return self.runs_on(timezone.localdate())

    def events(self) -> Iterable[deadlines.ClockEvent]:
        return [deadlines.ClockEvent.parse(name, value) for name, value in self.clock_events]

    def note_clock(self, event: deadlines.ClockEvent) -> None:
        """Add an event and reckon anew.

        Raises:
            EventError: the rule forbids it; the case is left as it was.
        """
        kept = self.clock_events
        self.clock_events = [*kept, event.stored()]
        try:
            self.recount()
        except deadlines.EventError:
            self.clock_events = kept
            raise

    def recount(self) -> deadlines.Reckoning:
        reckoning = self.reckoning()
        self.due_on, self.is_provisional = reckoning.due, reckoning.provisional
        return reckoning

    def reckoning(self) -> deadlines.Reckoning:
        return deadlines.reckon(
            self.time_limit(), self.counted_from, calendar(self.agency.region), self.events()
        )

    def days_left(self, today: date | None = None) -> int | None:
        """Working days to the due date, negative when overdue, None without a running clock."""
        today = today or timezone.localdate()
        if not self.runs_on(today) or self.due_on is None:
            return None
        days = calendar(self.agency.region)
        return (
            days.between(today, self.due_on)
            if today <= self.due_on
            else -days.between(self.due_on, today)
        )

    def is_past_due(self, day: date) -> bool:
        """Whether its last day was before that day, running or not."""
        return self.due_on is not None and day > self.due_on

    @property
    def is_overdue(self) -> bool:
        return self.is_running and self.is_past_due(timezone.localdate())
