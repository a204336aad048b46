"""考核细则: the items of a year, how each is measured, and how long the steps take here."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from huiyin.assessment.standards import listed, points_of
from huiyin.casework.deadlines import TimeLimit, Unit
from huiyin.casework.keys import ReferenceField
from huiyin.casework.models import Matter, MatterQuerySet
from huiyin.casework.terms import Dated, LocalTerm
from huiyin.measuring.asking import explained

TICKED, BY_POINTS = "ticked", "清单：逐条勾选"
"""The method of a list of points that people go through."""
LEAST, MOST = Decimal("0.1"), Decimal(100)
POINTS = [MinValueValidator(LEAST), MaxValueValidator(MOST)]


class ItemQuerySet(MatterQuerySet["Item"]):
    def of_year(self, agency: int, year: int) -> Self:
        """The rubric of an agency that assesses, in its order."""
        return self.valid().filter(agency=agency, year=year)


class Item(Matter):
    """考核指标: one line of the rubric of a year; it stands as it is once the rubric is in force."""

    class State(models.TextChoices):
        DRAFT = "draft", "编制中"
        IN_FORCE = "in-force", "已启用"
        VOIDED = Matter.VOIDED, "录入作废"

    kind: ClassVar[str] = "rubric"
    is_internal: ClassVar[bool] = True

    reference = ReferenceField("登记编号", max_length=80, blank=True)
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.DRAFT)
    year = models.PositiveSmallIntegerField(
        "考核年度", validators=[MinValueValidator(2000), MaxValueValidator(2999)]
    )
    code = models.CharField("指标编号", max_length=40)
    part = models.CharField("一级指标", max_length=60, help_text="例如 一、主动公开（40%）")
    part_points = models.DecimalField(
        "一级指标分值", max_digits=4, decimal_places=1, validators=POINTS, null=True, blank=True
    )
    topic = models.CharField("二级指标", max_length=60, blank=True)
    number = models.PositiveSmallIntegerField("序号", default=1, blank=True)
    text = models.TextField("考核内容和评分标准", max_length=3000)
    points = models.DecimalField(
        "分值", max_digits=4, decimal_places=1, validators=POINTS, null=True, blank=True,
        help_text="这一项最多扣多少分；留空的，最多扣到一级指标的分值",
    )  # fmt: skip
    deduct = models.DecimalField(
        "每项扣分", max_digits=4, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(Decimal("0.01")), MaxValueValidator(MOST)],
    )  # fmt: skip
    judge = models.CharField("评分单位", max_length=60, blank=True)
    needs_evidence = models.BooleanField("须附佐证", default=True)
    evidence_asked = models.CharField("佐证要求", max_length=300, blank=True)
    entered_on = models.DateField("登记日期", editable=False, null=True, blank=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "考核指标"
        ordering = ["-year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "reference"],
                condition=~Q(state=Matter.VOIDED),
                name="assessment_item_once",
                violation_error_message="这一年度已经有这个编号的指标，请核对",
            )
        ]
        permissions = [
            ("view_assessments", "查看考核"),
            ("organise_assessment", "编制考核细则、组织考核"),
            ("review_assessment", "复核自评、答复申诉"),
            ("confirm_assessment", "确认考核结果"),
            ("answer_assessment", "办理本单位的考核"),
        ]

    method: "Method | None" = None
    """How it is measured, where `methods_on` was asked for."""

    @property
    def title(self) -> str:
        return f"{self.topic or self.part} {self.number}"

    @property
    def most(self) -> Decimal:
        """The points that it can cost."""
        return self.points if self.points is not None else self.part_points or Decimal(0)


class Method(Dated):
    """评分方法: what computes an item of this code, from a day on; without a measure people judge."""

    of = ("code",)

    code = models.CharField("指标编号", max_length=40)
    measure = models.CharField("计算方法", max_length=120, blank=True)
    checklist = models.CharField(
        "检查清单", max_length=1000, blank=True,
        help_text="用顿号分开。逐栏检查的填栏目名称，例如 预算决算、政府采购；"
        "逐条勾选的填要点和扣分，例如 有年度计划（扣1分）、有培训记录（扣0.5分）",
    )  # fmt: skip
    threshold = models.PositiveIntegerField(
        "限值", null=True, blank=True, help_text="比率或者数量不低于多少；留空的，每个问题扣一次分"
    )
    deduct = models.DecimalField(
        "每项扣分", max_digits=4, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(Decimal("0.01")), MaxValueValidator(MOST)],
        help_text="留空的，按指标写的扣分",
    )  # fmt: skip

    class Meta:
        verbose_name = verbose_name_plural = "指标评分方法"
        ordering = ["code", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="assessment_method_once")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.measured_by}"

    def clean(self) -> None:
        """A list that people go through has points, each with what it costs."""
        if not self.is_ticked:
            return
        try:
            points = points_of(self.checklist, self.deduct)
        except ValueError as wrong:
            raise ValidationError({"checklist": str(wrong)}) from None
        if not points:
            raise ValidationError({"checklist": "请填写清单的要点"})

    @property
    def is_ticked(self) -> bool:
        """People go through a list of points, and tick what is missing."""
        return self.measure == TICKED

    @property
    def is_computed(self) -> bool:
        return bool(self.measure) and not self.is_ticked

    @property
    def measured_by(self) -> str:
        """What computes it, in the words of the office; a key that is no more as it stands."""
        if not self.measure:
            return "人工评分"
        if self.is_ticked:
            return BY_POINTS
        try:
            return explained(self.measure)[0]
        except LookupError:
            return self.measure

    @property
    def subjects(self) -> tuple[str, ...]:
        return listed(self.checklist)


def methods_on(day: date, codes: Iterable[str]) -> dict[str, Method]:
    """Code → how it is measured on that day; one query."""
    rows = Method.objects.filter(code__in=list(codes), valid_from__lte=day)
    return {row.code: row for row in rows.order_by("valid_from")}


class Step(models.TextChoices):
    """What a local term is for."""

    SCORE = "score", "自评"
    REVIEW = "review", "复核"
    APPEAL = "appeal", "申诉"
    ANSWER = "answer", "答复申诉"


class Term(LocalTerm):
    """考核期限: how long a step takes here, from a day on, by which notice."""

    of = ("step",)

    step = models.CharField("事项", max_length=10, choices=Step.choices)

    class Meta:
        verbose_name = verbose_name_plural = "考核期限"
        ordering = ["step", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["step", "valid_from"], name="assessment_term_once")
        ]

    @property
    def rule(self) -> TimeLimit:
        label = f"考核：{self.about}"
        return TimeLimit(
            f"assessment.{self.step}", label, self.length, Unit(self.unit), self.basis, rolls=False
        )
