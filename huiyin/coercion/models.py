"""行政强制: one row a decision, what it is taken against, and when it was lifted or done."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from huiyin.casework.deadlines import ClockEvent, Reckoning, reckon
from huiyin.casework.keys import ReferenceField
from huiyin.casework.models import Matter, MatterQuerySet, Written
from huiyin.organisations.models import check_uscc
from huiyin.penalties.models import Penalty
from huiyin.publicity.holders import HolderKind, ShownHolder
from huiyin.subjects.models import AboutSubject
from huiyin.workdays.load import calendar

from . import deadlines
from .choices import EXECUTIONS, MEASURES, TIMED, Lifted, Type


class CoercionQuerySet(MatterQuerySet["Coercion"]):
    def open(self) -> Self:
        return self.filter(state=Coercion.State.RUNNING)

    def over(self, today: date) -> Self:
        """Still held, though the last day is over."""
        return self.open().filter(due_on__lt=today)


class Coercion(ShownHolder, Written, AboutSubject, Matter):
    """行政强制. A person's number is not asked: the file of the case holds it.

    `due_on` is the last day of 查封, 扣押, 冻结; it stays when they were lifted, so that one sees
    whether that was in time.
    """

    class State(models.TextChoices):
        RUNNING = "running", "实施中"
        ENDED = "ended", "已结束"
        VOIDED = Matter.VOIDED, "录入作废"

    kind: ClassVar[str] = "coercions"
    is_internal: ClassVar[bool] = True
    due_field: ClassVar[str] = "due_on"
    unlogged: ClassVar[frozenset[str]] = frozenset({"target"})

    reference = ReferenceField("决定书文号", max_length=80, blank=True)
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.RUNNING)
    type = models.CharField("强制种类", max_length=16, choices=Type.choices)
    holder_name = models.CharField("当事人", max_length=200)
    holder_kind = models.CharField("当事人类别", max_length=16, choices=HolderKind.choices)
    holder_uscc = models.CharField(
        "统一社会信用代码", max_length=18, blank=True, validators=[check_uscc]
    )
    case_number = models.CharField("处罚案号", max_length=80, blank=True)
    penalty = models.ForeignKey(
        Penalty, models.PROTECT, null=True, blank=True, related_name="coercions",
        editable=False, verbose_name="处罚案件",
    )  # fmt: skip
    cause = models.CharField("事由", max_length=300)
    basis = models.CharField("法律依据", max_length=300)
    target = models.TextField("场所、财物清单或者执行内容", max_length=2000)
    approved_by = models.CharField("批准人（机关负责人）", max_length=50)
    officers = models.CharField(
        "执法人员", max_length=300, help_text="两名以上，写明执法证号（行政强制法第十八条）"
    )
    decided_on = models.DateField("决定日期", db_index=True)
    started_on = models.DateField(
        "实施日期", null=True, blank=True, help_text="不填的与决定日期相同，期限从次日起算"
    )
    due_on = models.DateField("期限届满日", null=True, blank=True, editable=False)
    extended_days = models.PositiveSmallIntegerField("延长天数", default=0, editable=False)
    extend_reason = models.CharField("延长理由", max_length=300, blank=True, editable=False)
    tested_days = models.PositiveSmallIntegerField("检测鉴定天数", default=0, editable=False)
    ended_on = models.DateField("解除或者执行完毕日期", null=True, blank=True)
    lifted = models.CharField("解除情形", max_length=10, choices=Lifted.choices, blank=True)
    outcome = models.CharField("处理情况", max_length=300, blank=True)

    objects = CoercionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "行政强制"
        ordering = ["-decided_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "reference"],
                condition=~Q(state=Matter.VOIDED),
                name="coercion_reference_once",
                violation_error_message="这个决定书文号已经登记过，请核对",
            ),
            models.CheckConstraint(
                name="coercion_timed_has_last_day",
                condition=~Q(type__in=sorted(TIMED)) | Q(due_on__isnull=False),
            ),
            models.CheckConstraint(
                name="coercion_ends_after_it_began",
                condition=Q(ended_on=None) | Q(ended_on__gte=F("decided_on")),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "state", "due_on"], name="coercion_list"),
        ]
        permissions = [
            ("view_coercions", "查看行政强制"),
            ("keep_coercion", "登记行政强制、解除和执行情况"),
            ("extend_coercion", "批准延长查封、扣押、冻结"),
            ("void_coercion", "作废行政强制记录"),
        ]

    @property
    def title(self) -> str:
        return f"{self.shown_holder} {self.get_type_display()}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.RUNNING

    @property
    def is_timed(self) -> bool:
        return self.type in TIMED

    @property
    def is_measure(self) -> bool:
        return self.type in MEASURES

    @property
    def is_execution(self) -> bool:
        return self.type in EXECUTIONS

    @property
    def begun_on(self) -> date:
        return self.started_on or self.decided_on

    def reckoning(self) -> Reckoning:
        """The last day of 查封, 扣押 or 冻结, explained."""
        more = self.extended_days + self.tested_days
        events = [ClockEvent(deadlines.EXTENDED, None, more)] if more else []
        return reckon(deadlines.HOLD, self.begun_on, calendar(self.agency.region), events)

    def settle(self) -> None:
        """Its state as its days say, and its last day."""
        self.state = self.State.ENDED if self.ended_on else self.State.RUNNING
        self.due_on = self.reckoning().due if self.is_timed else None
