"""督办规定: when a light turns, who is told when, and what is supervised by rule. Rows of the place."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar, TypeVar

from django.core.validators import MaxValueValidator
from django.db import models

from huiyin.casework.clock_rows import MEASURES, hours_of
from huiyin.casework.margins import End, Margin
from huiyin.casework.moments import Measure
from huiyin.casework.terms import Dated
from huiyin.organisations.models import Organisation
from huiyin.workdays.calendar import ONE_DAY
from huiyin.workdays.hours import OfficeHours, day_of

D = TypeVar("D", bound=Dated)
KEEP_RULES = "coordination.keep_supervision"
"""Sets lights, the ladder and what is supervised by rule."""
OTHER = "other"
"""The key of rows for whatever has none of its own."""
MOST = [MaxValueValidator(100_000)]


class Light(models.TextChoices):
    """督办灯."""

    GREEN = "green", "绿灯"
    YELLOW = "yellow", "黄灯"
    RED = "red", "红灯"


class LightTerm(Dated):
    """亮灯规定: from when before its end a term is yellow, how long after it red."""

    of: ClassVar[tuple[str, ...]] = ("key",)

    key = models.CharField("计时事项", max_length=60)
    warn_before = models.PositiveIntegerField("黄灯：到期前", validators=MOST)
    late_after = models.PositiveIntegerField(
        "红灯：到期后", validators=MOST, help_text="0 为到期即亮红灯"
    )
    measure = models.CharField("单位", max_length=10, choices=MEASURES)

    class Meta:
        verbose_name = verbose_name_plural = "亮灯规定"
        ordering = ["key", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["key", "valid_from"], name="coordination_light_once")
        ]
        permissions = [("keep_supervision", "设定督办规定")]

    def __str__(self) -> str:
        unit = self.get_measure_display()
        return f"到期前{self.warn_before}{unit}亮黄灯，到期后{self.late_after}{unit}亮红灯"

    def light(self, end: End, now: datetime, hours: OfficeHours) -> Light:
        measure = Measure(self.measure)
        if Margin(self.late_after, measure, is_before=False).is_reached(end, now, hours):
            return Light.RED
        is_near = Margin(self.warn_before, measure, is_before=True).is_reached(end, now, hours)
        return Light.YELLOW if is_near else Light.GREEN


class Rung(models.IntegerChoices):
    """升级层级."""

    UNIT = 1, "科室负责人"
    LEADER = 2, "分管负责人"
    HEAD = 3, "主要负责人"


class RungTerm(Dated):
    """升级规定: how long before or after the end of a term whom it is reported to."""

    class Side(models.TextChoices):
        BEFORE = "before", "到期前"
        AFTER = "after", "到期后"
        NEVER = "never", "不再升级"

    of: ClassVar[tuple[str, ...]] = ("key", "rung")

    key = models.CharField("计时事项", max_length=60)
    rung = models.PositiveSmallIntegerField("升级到", choices=Rung.choices)
    side = models.CharField("何时", max_length=6, choices=Side.choices)
    amount = models.PositiveIntegerField("数量", validators=MOST, help_text="到期后 0 为到期即升级")
    measure = models.CharField("单位", max_length=10, choices=MEASURES)

    class Meta:
        verbose_name = verbose_name_plural = "升级规定"
        ordering = ["key", "rung", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "rung", "valid_from"], name="coordination_rung_once"
            )
        ]

    def __str__(self) -> str:
        if self.side == self.Side.NEVER:
            return f"不再升级到{self.get_rung_display()}"
        when = f"{self.get_side_display()}{self.amount}{self.get_measure_display()}"
        return f"{when}升级到{self.get_rung_display()}"

    @property
    def margin(self) -> Margin | None:
        """None where nobody is told any more."""
        if self.side == self.Side.NEVER:
            return None
        return Margin(self.amount, Measure(self.measure), is_before=self.side == self.Side.BEFORE)


class Cause(models.TextChoices):
    """督办事由（济南市12345条例第二十八条、潍坊市12345条例第二十六条）."""

    OVERDUE = "overdue", "超期未办结"
    REPEATED = "repeated", "反复诉求"
    GROUP = "group", "群体性诉求"
    REFUSED = "refused", "推诿退回"
    DISSATISFIED = "dissatisfied", "多次不满意"
    OTHER = "other", "其他"


class SupervisionRule(Dated):
    """自动督办规定: from how many on a cause is supervised without anybody asking, until when."""

    of: ClassVar[tuple[str, ...]] = ("cause",)

    cause = models.CharField("督办事由", max_length=12, choices=Cause.choices[:-1])
    least = models.PositiveSmallIntegerField(
        "达到", validators=[MaxValueValidator(400)],
        help_text="超期未办结按工作日，其他按次数或人数；0 为不自动督办",
    )  # fmt: skip
    answer_days = models.PositiveSmallIntegerField(
        "答复期限（工作日）", validators=[MaxValueValidator(400)]
    )

    class Meta:
        verbose_name = verbose_name_plural = "自动督办规定"
        ordering = ["cause", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["cause", "valid_from"], name="coordination_supervision_rule_once"
            )
        ]

    def __str__(self) -> str:
        if not self.least:
            return f"{self.get_cause_display()}不自动督办"
        unit = "个工作日" if self.cause == Cause.OVERDUE else "次"
        return f"{self.get_cause_display()}达到{self.least}{unit}，{self.answer_days}个工作日内答复"


@dataclass
class Lights:
    """The lights of a page: rows and office hours are read once."""

    rows: dict[str, LightTerm]
    _hours: dict[int, OfficeHours] = field(default_factory=dict)

    @classmethod
    def on(cls, day: date) -> "Lights":
        """By what holds on that day."""
        return cls(in_force(LightTerm.objects.filter(valid_from__lte=day), "key"))

    def hours(self, agency: Organisation) -> OfficeHours:
        if agency.pk not in self._hours:
            self._hours[agency.pk] = hours_of(agency)
        return self._hours[agency.pk]

    def term(self, key: str) -> LightTerm | None:
        return self.rows.get(key) or self.rows.get(OTHER)

    def of(self, key: str, end: End, now: datetime, agency: Organisation) -> Light | None:
        """None where no row says when there is a light."""
        term = self.term(key)
        return None if term is None else term.light(end, now, self.hours(agency))


@dataclass(frozen=True)
class Edges:
    """The latest last days that are red, and that are not green, at a moment: for a query."""

    red: date
    yellow: date


def edges(lights: Lights, key: str, agency: Organisation, now: datetime) -> Edges | None:
    """Lights only ever get worse, so two days say all; None where there is no light."""
    if lights.term(key) is None:
        return None
    red = yellow = day_of(now)
    while lights.of(key, red, now, agency) is not Light.RED:
        red -= ONE_DAY
    while lights.of(key, yellow, now, agency) is Light.GREEN:
        yellow -= ONE_DAY
    while lights.of(key, yellow + ONE_DAY, now, agency) is not Light.GREEN:
        yellow += ONE_DAY
    return Edges(red, yellow)


def in_force(rows: Iterable[D], about: str) -> dict[str, D]:
    """Of each thing the newest of these rows."""
    return {getattr(row, about): row for row in sorted(rows, key=lambda one: one.valid_from)}
