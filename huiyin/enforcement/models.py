"""行政检查: one row an inspection of a business, from its plan to what became of it."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from huiyin.casework.keys import ReferenceField
from huiyin.casework.models import Matter, MatterQuerySet, Written
from huiyin.letters.models import Now, NumberedPaper, Standing
from huiyin.organisations.models import check_uscc
from huiyin.penalties.models import Penalty
from huiyin.subjects.models import AboutSubject

from .choices import UNCOUNTED, Business, ClueSource, Mode, Result, Way
from .rows import Body as Body
from .rows import Item as Item


class InspectionQuerySet(MatterQuerySet["Inspection"]):
    def open(self) -> Self:
        return self.filter(state__in=Inspection.OPEN)

    def counted(self) -> Self:
        """What the yearly cap counts: planned or made, by no clue and no wish of the business."""
        gone = {Inspection.State.CANCELLED, Inspection.State.VOIDED}
        return self.exclude(state__in=gone).exclude(mode__in=UNCOUNTED)

    def made(self) -> Self:
        return self.valid().filter(inspected_on__isnull=False)


class Inspection(AboutSubject, Written, Matter):
    """行政检查.

    It is counted in the year of `planned_on`, in which it has to be made. `body` and `item` are
    the rows in force that day, `cap` is the item's then. What a table brings with a day of
    inspection was made before it was known here: it is recorded as it was, over its cap or not.
    """

    class State(models.TextChoices):
        PLANNED = "planned", "待批准"
        APPROVED = "approved", "待检查"
        INSPECTED = "inspected", "待处理"
        CLOSED = "closed", "已办结"
        CANCELLED = "cancelled", "已取消"
        VOIDED = Matter.VOIDED, "录入作废"

    OPEN: ClassVar[frozenset[str]] = frozenset({State.PLANNED, State.APPROVED, State.INSPECTED})
    kind: ClassVar[str] = "inspections"
    is_internal: ClassVar[bool] = True
    unlogged: ClassVar[frozenset[str]] = frozenset({"findings"})

    reference = ReferenceField("检查编号", max_length=80, blank=True)
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.PLANNED)
    body = models.ForeignKey(
        Body, models.PROTECT, related_name="inspections", verbose_name="检查主体"
    )
    item = models.ForeignKey(
        Item, models.PROTECT, related_name="inspections", verbose_name="检查事项"
    )
    cap = models.PositiveSmallIntegerField("当时的年度上限", editable=False)
    is_over = models.BooleanField("超过频次上限", default=False, editable=False)
    """Only of what a table brought."""
    mode = models.CharField("检查类型", max_length=8, choices=Mode.choices)
    way = models.CharField("检查方式", max_length=8, choices=Way.choices, default=Way.ON_SITE)
    clue_source = models.CharField(
        "线索来源", max_length=10, choices=ClueSource.choices, blank=True
    )
    clue = ReferenceField("线索编号", max_length=80, blank=True)
    holder_name = models.CharField("检查对象", max_length=200)
    holder_kind = models.CharField("对象类别", max_length=12, choices=Business.choices)
    holder_uscc = models.CharField("统一社会信用代码", max_length=18, validators=[check_uscc])
    place = models.CharField("检查地点", max_length=200, blank=True)
    purpose = models.CharField("检查目的", max_length=300, blank=True)
    registered_on = models.DateField("登记日期", editable=False)
    planned_on = models.DateField("拟检查日期", db_index=True)
    due_on = models.DateField("期限", null=True, blank=True, editable=False)
    approved_on = models.DateField("批准日期", null=True, blank=True, editable=False)
    officers = models.CharField("检查人员", max_length=300, blank=True)
    inspected_on = models.DateField("检查日期", null=True, blank=True)
    findings = models.TextField("检查情况", max_length=2000, blank=True)
    result = models.CharField("检查结果", max_length=8, choices=Result.choices, blank=True)
    correct_by = models.DateField("改正期限", null=True, blank=True)
    corrected_on = models.DateField("改正日期", null=True, blank=True)
    correction = models.CharField("改正情况", max_length=300, blank=True, editable=False)
    filed_on = models.DateField("移送日期", null=True, blank=True, editable=False)
    penalty = models.ForeignKey(
        Penalty, models.PROTECT, null=True, blank=True, related_name="inspections",
        editable=False, verbose_name="处罚案件",
    )  # fmt: skip
    transferred_to = models.CharField("移送机关和文号", max_length=200, blank=True, editable=False)
    closed_on = models.DateField("办结日期", null=True, blank=True, editable=False)
    cancelled_on = models.DateField("取消日期", null=True, blank=True, editable=False)
    cancel_reason = models.CharField("取消原因", max_length=300, blank=True, editable=False)

    objects = InspectionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "行政检查"
        ordering = ["-planned_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "reference"],
                condition=~Q(state=Matter.VOIDED),
                name="enforcement_reference_once",
                violation_error_message="这个检查编号已经登记过，请核对",
            ),
            models.CheckConstraint(
                name="enforcement_made_has_result",
                condition=Q(inspected_on=None) | ~Q(result=""),
            ),
            models.CheckConstraint(
                name="enforcement_clue_is_named",
                condition=~Q(mode=Mode.CLUE) | (~Q(clue_source="") & ~Q(clue="")),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "state", "due_on"], name="enforcement_list"),
            models.Index(
                fields=["agency", "holder_uscc", "planned_on"], name="enforcement_counted"
            ),
        ]
        permissions = [
            ("view_inspections", "查看行政检查"),
            ("plan_inspection", "计划、实施行政检查"),
            ("approve_inspection", "批准行政检查、指派检查人员"),
            ("void_inspection", "作废行政检查记录"),
            ("keep_items", "设定检查主体、检查事项和频次上限"),
        ]

    @property
    def title(self) -> str:
        return f"{self.holder_name} {self.item.name}"

    @property
    def is_counted(self) -> bool:
        """Whether its mode counts against the cap."""
        return self.mode not in UNCOUNTED

    def progress(self) -> str:
        """Its state as its days say, of what a table brings."""
        if self.inspected_on is None:
            return self.State.PLANNED
        is_over = self.result == Result.CLEAN or self.corrected_on
        return self.State.CLOSED if is_over else self.State.INSPECTED

    def settle(self) -> None:
        """Until when the next step is owed."""
        if self.state in (self.State.PLANNED, self.State.APPROVED):
            self.due_on = self.planned_on
        elif self.state == self.State.INSPECTED:
            self.due_on = self.correct_by
        else:
            self.due_on = None

    def others_of_year(self) -> list[date]:
        """Days of the other inspections of this business, for this item, that count in its year."""
        day = self.planned_on
        found = Inspection.objects.counted().filter(
            agency=self.agency_id,
            item__code=self.item.code,
            holder_uscc=self.holder_uscc,
            planned_on__range=(date(day.year, 1, 1), date(day.year, 12, 31)),
        )
        return list(
            found.exclude(pk=self.pk).order_by("planned_on").values_list("planned_on", flat=True)
        )


class Paper(NumberedPaper):
    """检查文书: the notice that is shown to the business, with its code; the record of what was found."""

    class Role(models.TextChoices):
        NOTICE = "notice", "行政检查通知书"
        RECORD = "record", "行政检查记录"

    inspection = models.ForeignKey(
        Inspection, models.PROTECT, related_name="papers", verbose_name="行政检查"
    )
    role = models.CharField("文书", max_length=8, choices=Role.choices)
    issued_on = models.DateField("制发日期")

    class Meta:
        verbose_name = verbose_name_plural = "检查文书"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "year", "number"], name="enforcement_paper_number_once"
            )
        ]

    def now(self) -> Now:
        """A business that scans a notice reads whether it is to be inspected by it at all."""
        state, role = self.inspection.state, self.role
        if state == Matter.VOIDED:
            return Now(Standing.WITHDRAWN, "这次检查的记录已经作废")
        if state == Inspection.State.CANCELLED:
            return Now(Standing.WITHDRAWN, "这次检查已经取消，不再实施")
        if role == self.Role.NOTICE and self.inspection.inspected_on:
            return Now(Standing.CHANGED, "这次检查已经实施，通知书不能再用于检查")
        return super().now()
