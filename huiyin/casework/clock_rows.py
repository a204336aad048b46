"""计时、计时期限、办公时间: what of them is rows.

Several clocks run beside one matter. Each keeps its term as it was when it started: a rule that
changes afterwards does not rewrite it. A calendar or office hours that change do move it.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from huiyin.organisations.models import Organisation
from huiyin.workdays.due import DueMoment
from huiyin.workdays.hours import HoursError, OfficeHours, Timetable
from huiyin.workdays.load import calendar

from .moments import Count, Measure, Term, count
from .terms import Dated

KEEP = "casework.keep_clocks"
"""Sets office hours and the terms of clocks."""
MEASURES = (
    (Measure.WORKDAYS.value, "工作日"),
    (Measure.OFFICE.value, "分钟（办公时间内）"),
    (Measure.NATURAL.value, "分钟（不分昼夜）"),
)


def _never(matter: Any) -> bool:
    return False


@dataclass(frozen=True)
class ClockRule:
    """One clock that a kind of matter has (`Matter.clocked`): it runs while `runs` says so.

    The moves start and stop it: whatever a move changes, a clock whose question turns true starts
    with it, one whose question turns false stops. `dropped` tells a stop after which nothing is
    owed any more (called back) from one that did what was owed (signed).

    `term` finds the row where a table of the kind's own says how long, by what the record is (None:
    any record); where that has no row, no clock runs. Without it the row is a `ClockTerm`.
    """

    key: str
    label: str
    runs: Callable[[Any], bool]
    dropped: Callable[[Any], bool] = _never
    term: Callable[[Any, date], Any] | None = None


def check_schedule(text: str) -> None:
    """Form validator: refuses a timetable that is not understood."""
    try:
        Timetable.parse(text, date.min)
    except HoursError as error:
        raise ValidationError(str(error)) from error


class OfficeTime(Dated):
    """办公时间: of an agency from a day on; a row of no agency is for all that have none themselves."""

    of = ("agency",)

    agency = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="机关",
        help_text="空为全站默认",
    )
    schedule = models.TextField(
        "办公时间",
        max_length=400,
        validators=[check_schedule],
        help_text="第一行写平日，如 9:00-12:00 13:30-17:00；与平日不同的另起一行，"
        "如 周五 9:00-12:00 13:30-16:30，调休 9:00-12:00",
    )

    class Meta:
        verbose_name = verbose_name_plural = "办公时间"
        ordering = ["-valid_from", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "valid_from"], name="casework_office_time_once"
            ),
            models.UniqueConstraint(
                fields=["valid_from"],
                condition=Q(agency__isnull=True),
                name="casework_usual_office_time_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.schedule.replace(chr(10), '；')}（{self.valid_from} 起）"

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """As it is understood, it is kept."""
        super().clean_fields(exclude)
        self.schedule = str(self.timetable)

    def get_schedule_display(self) -> str:
        return self.schedule + (
            "" if self.agency_id else "（全站默认，本机关另行设定以后不再适用）"
        )

    @property
    def timetable(self) -> Timetable:
        return Timetable.parse(self.schedule, self.valid_from)


def timetables(agency: Organisation | None) -> list[Timetable]:
    """The agency's own, and until the first of them those of the site; oldest first."""
    rows = list(OfficeTime.objects.filter(Q(agency=agency) | Q(agency=None)).order_by("valid_from"))
    own = [row for row in rows if row.agency_id]
    first = own[0].valid_from if own else date.max
    usual = [row for row in rows if not row.agency_id and row.valid_from < first]
    return [row.timetable for row in (*usual, *own)]


def hours_of(agency: Organisation | None, region: str = "") -> OfficeHours:
    """When this agency is open; of none, an agency of that region without hours of its own."""
    return OfficeHours(calendar(agency.region if agency else region), timetables(agency))


class ClockTerm(Dated):
    """计时期限: how long a clock runs that starts on this day or later, by which rule."""

    of = ("key",)

    key = models.CharField("计时事项", max_length=40)
    amount = models.PositiveIntegerField(
        "数量", validators=[MinValueValidator(1), MaxValueValidator(100_000)]
    )
    measure = models.CharField("单位", max_length=10, choices=MEASURES)

    class Meta:
        verbose_name = verbose_name_plural = "计时期限"
        ordering = ["key", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["key", "valid_from"], name="casework_clock_term_once"),
            models.CheckConstraint(name="casework_clock_term_length", condition=Q(amount__gte=1)),
        ]
        permissions = [("keep_clocks", "设定办公时间和计时期限")]

    def __str__(self) -> str:
        return self.term.period

    @property
    def term(self) -> Term:
        return Term(self.amount, Measure(self.measure), self.basis)

    @property
    def period(self) -> str:
        return self.term.period


class ClockQuerySet(models.QuerySet["Clock"]):
    def of(self, matter: models.Model) -> Self:
        return self.filter(about_kind=matter._meta.label_lower, about_pk=matter.pk)

    def of_kind(self, model: type[models.Model]) -> Self:
        return self.filter(about_kind=model._meta.label_lower)

    def running(self) -> Self:
        return self.filter(stopped_at=None)

    def due_before(self, moment: datetime) -> Self:
        """Those that still run, and will be or are late at that moment; read by an index of their own."""
        return self.running().filter(due_at__lt=moment)

    def not_reminded(self, now: datetime) -> Self:
        """Of which nobody was reminded, or not since they are overdue."""
        late_since = Q(due_at__lt=now, reminded_at__lte=F("due_at"))
        return self.filter(Q(reminded_at=None) | late_since)


class Clock(models.Model):
    """计时: one term of one matter, from the moment it started to the one it was kept or missed."""

    class Result(models.TextChoices):
        KEPT = "kept", "按时"
        MISSED = "missed", "超时"
        DROPPED = "dropped", "不再计时"

    agency = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="机关")
    about_kind = models.CharField("事项类别", max_length=80)
    about_pk = models.PositiveBigIntegerField("事项")
    key = models.CharField("计时事项", max_length=40)
    amount = models.PositiveIntegerField("数量")
    measure = models.CharField("单位", max_length=10, choices=MEASURES)
    basis = models.CharField("依据", max_length=200)
    started_at = models.DateTimeField("开始时间")
    due_at = models.DateTimeField("到期时间")
    is_provisional = models.BooleanField("期限暂定", default=False)
    stopped_at = models.DateTimeField("停止时间", null=True, blank=True)
    result = models.CharField("结果", max_length=10, choices=Result.choices, blank=True)
    reminded_at = models.DateTimeField("提醒时间", null=True, blank=True)

    objects = ClockQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "计时"
        ordering = ["started_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["about_kind", "about_pk", "key"],
                condition=Q(stopped_at__isnull=True),
                name="casework_clock_once",
            ),
            models.CheckConstraint(
                name="casework_clock_stopped_has_result",
                condition=Q(stopped_at__isnull=True, result="")
                | (Q(stopped_at__isnull=False) & ~Q(result="")),
            ),
            models.CheckConstraint(
                name="casework_clock_kept_in_time",
                condition=~Q(result="kept") | Q(stopped_at__lte=F("due_at")),
            ),
        ]
        indexes = [
            models.Index(fields=["about_kind", "about_pk"], name="casework_clock_about"),
            models.Index(
                fields=["due_at", "agency"],
                condition=Q(stopped_at__isnull=True),
                name="casework_clock_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.due}"

    @property
    def term(self) -> Term:
        """As it was when the clock started."""
        return Term(self.amount, Measure(self.measure), self.basis)

    @property
    def due(self) -> DueMoment:
        return DueMoment(self.due_at, self.is_provisional and self.stopped_at is None)

    def is_overdue(self, now: datetime) -> bool:
        """At that moment; what is done in the very minute it is due is in time."""
        return (self.stopped_at or now) > self.due_at

    def counted(self, hours: OfficeHours) -> Count:
        return count(self.term, self.started_at, hours)

    def standing(self, now: datetime) -> str:
        """In a word: 计时中、已超时、按时、超时、不再计时."""
        if self.stopped_at is not None:
            return str(self.get_result_display())
        return "已超时" if self.is_overdue(now) else "计时中"


@dataclass(frozen=True)
class Behind:
    """A running clock whose end is not what calendar and office hours say now."""

    clock: Clock
    due: DueMoment

    def move(self) -> None:
        """Only while it runs: what stopped meanwhile was judged by the end it had."""
        running = Clock.objects.running().filter(pk=self.clock.pk)
        running.update(due_at=self.due.at, is_provisional=self.due.provisional)

    def said(self, rules: Sequence[ClockRule]) -> str:
        label = next((rule.label for rule in rules if rule.key == self.clock.key), self.clock.key)
        return f"{label}期限 {self.clock.due} → {self.due}"


def behind(clocks: ClockQuerySet) -> list[Behind]:
    """Which of these have to move."""
    hours: dict[int, OfficeHours] = {}
    moving: list[Behind] = []
    for clock in clocks.running().select_related("agency"):
        if clock.agency_id not in hours:
            hours[clock.agency_id] = hours_of(clock.agency)
        now = clock.counted(hours[clock.agency_id])
        due = DueMoment(now.due, now.provisional)
        if (due.at, due.provisional) != (clock.due_at, clock.is_provisional):
            moving.append(Behind(clock, due))
    return moving
