"""整改: what a unit has to mend until a day, who looks at it again, and the papers of it."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q

from huiyin.audit.actors import Actor
from huiyin.casework.deadlines import Reckoning, TimeLimit, Unit
from huiyin.casework.evidence import KeptFile
from huiyin.casework.keys import ReferenceField
from huiyin.casework.models import Case, Matter, MatterQuerySet, Written
from huiyin.casework.terms import LocalTerm
from huiyin.coordination.models import HANDLE, in_own_units
from huiyin.letters.models import Now, NumberedPaper, Standing
from huiyin.organisations.models import Organisation, held_in

from . import deadlines

VIEW = "rectification.view_rectifications"
"""Reads all of the agency."""


class Category(models.TextChoices):
    ORDER = "order", "限期整改"
    CIRCULAR = "circular", "通报批评"
    NOTICE = "notice", "行政执法监督通知书"
    OPINION = "opinion", "行政执法监督意见书"
    DECISION = "decision", "行政执法监督决定书"


FROM_OUTSIDE = frozenset({Category.NOTICE, Category.OPINION, Category.DECISION})
"""Another organ's papers (行政执法监督条例), which are answered with a paper."""


class Term(LocalTerm):
    """整改期限: how long there is where the paper names no day."""

    of = ("category",)

    category = models.CharField("类别", max_length=10, choices=Category.choices)

    class Meta:
        verbose_name = verbose_name_plural = "整改期限"
        ordering = ["category", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["category", "valid_from"], name="rectification_term_once"
            )
        ]

    @property
    def rule(self) -> TimeLimit:
        label, unit = self.about, Unit(self.unit)
        return deadlines.local(self.category, label, self.length, unit, self.basis)


class RectificationQuerySet(MatterQuerySet["Rectification"]):
    def open(self) -> Self:
        return self.filter(state__in=Rectification.OPEN)

    def owing(self) -> Self:
        """The unit has something to do; of papers from outside also the office, the answer."""
        return self.filter(state__in=Rectification.RUNNING)

    def held_by(self, actor: Actor, right: str, *others: str) -> Self:
        """The office's, and what its own units have to mend."""
        rights = {right, *others}
        seen = held_in(actor, *rights - {HANDLE}) if rights != {HANDLE} else Q(pk__in=())
        if HANDLE in rights:
            seen |= in_own_units(actor) & ~Q(state__in=["registered", Matter.VOIDED])
        return self.filter(seen)


class Rectification(Written, Case):
    """整改事项.

    `due_on` is what is owed now; `first_due_on` the last day of the first round, by which
    punctuality is judged. `writers` are all who have reported that it is mended: none of them
    looks at it again.
    """

    class State(models.TextChoices):
        REGISTERED = "registered", "待下达"
        ISSUED = "issued", "待签收"
        MENDING = "mending", "整改中"
        REPORTED = "reported", "待复查"
        CHECKED = "checked", "待复函"
        CLOSED = "closed", "已销号"
        VOIDED = Matter.VOIDED, "录入作废"

    RUNNING: ClassVar[frozenset[str]] = frozenset({"registered", "issued", "mending", "checked"})
    OPEN: ClassVar[frozenset[str]] = RUNNING | {"reported"}
    kind: ClassVar[str] = "rectifications"
    is_internal: ClassVar[bool] = True
    unlogged: ClassVar[frozenset[str]] = frozenset(
        {"measures", "file", "text", "problem", "demand"}
    )

    reference = ReferenceField("整改编号", max_length=80, blank=True)
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.REGISTERED)
    category = models.CharField(
        "类别", max_length=10, choices=Category.choices, default=Category.ORDER
    )
    unit = models.ForeignKey(
        Organisation, models.PROTECT, related_name="rectifications", verbose_name="责任单位"
    )
    joint_with = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="jointly",
        editable=False,
        verbose_name="同文事项",
    )
    """The matter with whose paper this unit is told as well: one number, several addressees."""
    about_kind = models.CharField("出处类别", max_length=80, blank=True, editable=False)
    about_pk = models.PositiveBigIntegerField("出处", null=True, blank=True, editable=False)
    """What was found wrong, by model label and key: a line of an assessment, an indicator."""
    subject = models.CharField("事由", max_length=200)
    problem = models.TextField("存在问题", max_length=5000)
    demand = models.TextField("整改要求", max_length=5000)
    origin = models.CharField(
        "问题来源", max_length=200, blank=True, help_text="如 2026年第一季度考核、群众投诉"
    )
    sender = models.CharField("来文机关", max_length=100, blank=True)
    paper_number = models.CharField("来文文号", max_length=80, blank=True)
    received_on = models.DateField("起算日期", help_text="外来文书填写收到日期，其他填写决定日期")
    named_due_on = models.DateField(
        "写明的期限", null=True, blank=True, help_text="文书写明日期的填写；留空按整改期限计算"
    )
    first_due_on = models.DateField("首次期限", null=True, blank=True, editable=False)
    issued_on = models.DateField("下达日期", null=True, blank=True, editable=False)
    signed_on = models.DateField("签收日期", null=True, blank=True, editable=False)
    measures = models.TextField("整改措施和结果", blank=True, editable=False)
    reported_on = models.DateField("报送日期", null=True, blank=True, editable=False)
    delivered_on = models.DateField("首次报送（复函）日期", null=True, blank=True, editable=False)
    """Of what comes from outside the day of the answer, else of the first report; it stays."""
    round = models.PositiveSmallIntegerField("整改轮次", default=1, editable=False)
    failed_on = models.DateField("首次复查未通过日期", null=True, blank=True, editable=False)
    opinion = models.CharField("复查意见", max_length=300, blank=True, editable=False)
    closed_on = models.DateField("销号日期", null=True, blank=True, editable=False)
    wanted_until = models.DateField("申请延至", null=True, blank=True, editable=False)
    wanted_because = models.CharField("延期理由", max_length=300, blank=True, editable=False)
    wanted_by = models.CharField("延期申请人", max_length=80, blank=True, editable=False)

    finding: Any = None
    """What a check found, while it is being entered (`findings.Finding`)."""
    also: Sequence[Organisation] = ()
    """Further units that its paper tells, while it is being entered."""

    objects = RectificationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "整改事项"
        ordering = ["-received_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "reference"],
                condition=~Q(state=Matter.VOIDED),
                name="rectification_reference_once",
            ),
            models.UniqueConstraint(
                fields=["agency", "about_kind", "about_pk"],
                condition=Q(
                    state__in=["registered", "issued", "mending", "reported", "checked"],
                    about_pk__isnull=False,
                ),
                name="rectification_once_while_open",
                violation_error_message="这一处已经有没有办结的整改，请核对",
            ),
            models.CheckConstraint(
                name="rectification_closed_has_its_day",
                condition=Q(state="closed", closed_on__isnull=False)
                | (~Q(state="closed") & Q(closed_on__isnull=True))
                | Q(state=Matter.VOIDED),
            ),
            models.CheckConstraint(
                name="rectification_due_after_start",
                condition=Q(due_on__isnull=True) | Q(due_on__gte=F("received_on")),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "state", "due_on"], name="rectification_list"),
            models.Index(fields=["unit", "state", "due_on"], name="rectification_of_unit"),
        ]
        permissions = [
            ("view_rectifications", "查看整改事项"),
            ("keep_rectification", "登记整改事项"),
            ("issue_rectification", "下达整改、审批延期、签发复函"),
            ("check_rectification", "复查整改"),
            ("void_rectification", "作废整改记录"),
            ("keep_terms", "设定整改期限"),
        ]

    @property
    def title(self) -> str:
        return self.subject

    @property
    def is_from_outside(self) -> bool:
        return self.category in FROM_OUTSIDE

    def put_about(self, record: models.Model) -> None:
        self.about_kind, self.about_pk = record._meta.label_lower, record.pk

    @property
    def leading(self) -> "Rectification | None":
        """The matter by whose paper this one is ordered as well, unless that was entered in error."""
        lead = self.joint_with
        return None if lead is None or lead.state == Matter.VOIDED else lead

    @property
    def papers_of_all(self) -> "models.QuerySet[Paper]":
        """Its own papers, and the one that it shares."""
        return Paper.objects.filter(rectification__in=[self.pk, self.joint_with_id or self.pk])

    def concerns(self, actor: Actor) -> bool:
        return super().concerns(actor) or actor.may_in_unit(HANDLE, self.unit_id)

    def runs_on(self, day: date) -> bool:
        return self.state in self.RUNNING

    def time_limit(self) -> TimeLimit:
        if self.named_due_on:
            return deadlines.named((self.named_due_on - self.received_on).days)
        rule = Term.in_force(self.category, self.received_on)
        if rule is None:
            raise LookupError(f"没有在 {self.received_on} 有效的整改期限，请填写期限或者先添加")
        return rule

    def recount(self) -> Reckoning:
        reckoning = super().recount()
        if self.round == 1:
            self.first_due_on = self.due_on
        return reckoning


class Evidence(KeptFile):
    """材料: a file that belongs to a matter, by whom and in which round; never changed."""

    class Role(models.TextChoices):
        PAPER = "paper", "来文或者问题材料"
        CURE = "cure", "整改佐证"
        CHECK = "check", "复查材料"

    rectification = models.ForeignKey(
        Rectification, models.PROTECT, related_name="evidence", verbose_name="整改事项"
    )
    role = models.CharField("种类", max_length=8, choices=Role.choices)
    round = models.PositiveSmallIntegerField("整改轮次")

    class Meta:
        verbose_name = verbose_name_plural = "整改材料"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.file.name}"

    @property
    def what(self) -> str:
        return f"第{self.round}轮 {super().what}"


class Paper(NumberedPaper):
    """整改文书: the notice by which it is ordered, the answer to another organ; frozen."""

    class Role(models.TextChoices):
        ORDER = "order", "限期整改通知书"
        CIRCULAR = "circular", "通报"
        ANSWER = "answer", "整改情况复函"

    rectification = models.ForeignKey(
        Rectification, models.PROTECT, related_name="papers", verbose_name="整改事项"
    )
    role = models.CharField("文书", max_length=8, choices=Role.choices)
    issued_on = models.DateField("制发日期")

    class Meta:
        verbose_name = verbose_name_plural = "整改文书"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "year", "number"], name="rectification_paper_number_once"
            )
        ]

    def now(self) -> Now:
        if self.rectification.state == Matter.VOIDED:
            return Now(Standing.WITHDRAWN, "整改事项已经作废")
        return super().now()
