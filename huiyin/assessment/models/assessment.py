"""考核: one agency or unit in one year: what it gave itself, what it was given, and the result."""

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from huiyin.audit.actors import Actor
from huiyin.casework.deadlines import TimeLimit
from huiyin.casework.keys import ReferenceField
from huiyin.casework.models import Case, Matter, MatterQuerySet, Written
from huiyin.files.models import StoredFile
from huiyin.measuring.models import Measured
from huiyin.organisations.models import Membership, Organisation, held_in

from .rubric import Item, Step, Term

ANSWER = "assessment.answer_assessment"
"""Scores, appeals and accepts for its own unit."""


class AssessmentQuerySet(MatterQuerySet["Assessment"]):
    def open(self) -> Self:
        return self.filter(state__in=Assessment.OPEN)

    def held_by(self, actor: Actor, right: str, *others: str) -> Self:
        """All that an agency organises for whoever may see them there, and one's own unit's."""
        rights = {right, *others}
        seen = held_in(actor, *rights - {ANSWER}) if rights != {ANSWER} else Q(pk__in=())
        if ANSWER in rights:
            seen |= of_own_units(actor)
        return self.filter(seen)


def of_own_units(actor: Actor) -> Q:
    """Those of the units in which this actor answers for the assessment."""
    units = actor.units_with(ANSWER)
    return ~Q(pk__in=()) if units is None else Q(unit__in=units)


class Assessment(Written, Case):
    """考核: `writers` are all who gave the unit's own scores, `reviewers` all who reviewed them."""

    class State(models.TextChoices):
        SCORING = "scoring", "待自评"
        REVIEWING = "reviewing", "待复核"
        OPEN = "open", "待确认"
        APPEALED = "appealed", "申诉中"
        CONFIRMED = "confirmed", "已确认"
        VOIDED = Matter.VOIDED, "录入作废"

    OPEN: ClassVar[frozenset[str]] = frozenset({"scoring", "reviewing", "open", "appealed"})
    STEPS: ClassVar[dict[str, Step]] = {
        "scoring": Step.SCORE,
        "reviewing": Step.REVIEW,
        "open": Step.APPEAL,
        "appealed": Step.ANSWER,
    }
    kind: ClassVar[str] = "assessments"
    is_internal: ClassVar[bool] = True
    unlogged: ClassVar[frozenset[str]] = frozenset({"copy", "results"})

    reference = ReferenceField("考核编号", max_length=80, blank=True)
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.SCORING)
    unit = models.ForeignKey(
        Organisation, models.PROTECT, related_name="assessments", verbose_name="被考核单位"
    )
    year = models.PositiveSmallIntegerField(
        "考核年度", validators=[MinValueValidator(2000), MaxValueValidator(2999)]
    )
    group = models.CharField(
        "考核组", max_length=40, help_text="同组的单位可以互相比较，例如 市直部门"
    )
    received_on = models.DateField("布置日期", editable=False)
    step_on = models.DateField("本步骤开始日期", editable=False)
    """Day 0 of the step that is owed now."""
    scored_on = models.DateField("自评日期", null=True, blank=True, editable=False)
    reviewed_on = models.DateField("复核日期", null=True, blank=True, editable=False)
    accepted_on = models.DateField("认可日期", null=True, blank=True, editable=False)
    confirmed_on = models.DateField("确认日期", null=True, blank=True, editable=False)
    self_total = models.DecimalField(
        "自评得分", max_digits=5, decimal_places=2, null=True, blank=True, editable=False
    )
    review_total = models.DecimalField(
        "复核得分", max_digits=5, decimal_places=2, null=True, blank=True, editable=False
    )
    total = models.DecimalField(
        "考核得分", max_digits=5, decimal_places=2, null=True, blank=True, editable=False
    )
    reviewers = models.JSONField("复核人", default=list, blank=True, editable=False)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "考核"
        ordering = ["-year", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "reference"], name="assessment_reference_once"
            ),
            models.UniqueConstraint(
                fields=["agency", "unit", "year"],
                condition=~Q(state=Matter.VOIDED),
                name="assessment_unit_once",
                violation_error_message="这个单位这一年度的考核已经布置，请核对",
            ),
            models.CheckConstraint(
                name="assessment_confirmed_has_a_result",
                condition=~Q(state="confirmed")
                | Q(total__isnull=False, confirmed_on__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "state", "due_on"], name="assessment_list"),
            models.Index(fields=["unit", "year"], name="assessment_of_unit"),
        ]

    @property
    def title(self) -> str:
        return f"{self.unit.name} {self.year}年度考核"

    def concerns(self, actor: Actor) -> bool:
        return super().concerns(actor) or actor.may_in_unit(ANSWER, self.unit_id)

    def is_reviewed_by(self, actor: Actor) -> bool:
        return actor.is_person and actor.key in self.reviewers

    def note_reviewer(self, actor: Actor) -> None:
        if actor.is_person and actor.key not in self.reviewers:
            self.reviewers = [*self.reviewers, actor.key]

    def runs_on(self, day: date) -> bool:
        return self.state in self.OPEN

    @property
    def counted_from(self) -> date:
        return self.step_on

    def time_limit(self) -> TimeLimit:
        step = self.STEPS.get(self.state, Step.SCORE)
        term = Term.objects.on(self.step_on, step=step)
        if term is None:
            raise LookupError(f"没有在 {self.step_on} 有效的“{step.label}”期限，请先添加")
        return term.rule

    def begin_step(self, state: str, day: date) -> None:
        """What is owed from that day on, and until when."""
        self.state, self.step_on = state, day
        self.recount()


class Score(Measured):
    """评分: one item of an assessment: what was computed, given by the unit, reviewed and answered."""

    class Verdict(models.TextChoices):
        MANUAL = "manual", "人工评分"
        TICKED = "ticked", "逐条勾选"
        WAITING = "waiting", "待计算"
        MET = "met", "达标"
        BROKEN = "broken", "有扣分"
        UNMEASURED = "unmeasured", "不能计算"
        FAILED = "failed", "计算出错"

    assessment = models.ForeignKey(
        Assessment, models.CASCADE, related_name="scores", verbose_name="考核"
    )
    item = models.ForeignKey(Item, models.PROTECT, related_name="scores", verbose_name="指标")
    verdict = models.CharField(
        "计算结果", max_length=12, choices=Verdict.choices, default=Verdict.MANUAL
    )
    measure = models.CharField("计算方法", max_length=120, blank=True)
    formula = models.CharField("计算公式", max_length=500, blank=True)
    deduction = models.DecimalField("计算扣分", max_digits=5, decimal_places=2, default=Decimal(0))
    checklist = models.JSONField("清单", default=list, blank=True)
    """Of a list that people go through: each point and what it costs, as it was when it began."""
    self_missing = models.JSONField("自评认为缺少的", default=list, blank=True)
    review_missing = models.JSONField("复核认为缺少的", default=list, blank=True)
    measured_at = models.DateTimeField("计算时间", null=True, blank=True)
    self_deduction = models.DecimalField(
        "自评扣分", max_digits=5, decimal_places=2, null=True, blank=True
    )
    self_reason = models.CharField("自评说明", max_length=1000, blank=True)
    review_deduction = models.DecimalField(
        "复核扣分", max_digits=5, decimal_places=2, null=True, blank=True
    )
    review_reason = models.CharField("复核说明", max_length=1000, blank=True)
    mended: Sequence[Any] = ()
    """By what it is mended, where a page has asked."""

    class Meta:
        verbose_name = verbose_name_plural = "评分"
        ordering = ["item", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "item"], name="assessment_score_once")
        ]

    def __str__(self) -> str:
        return f"{self.item.code} {self.item.title}"

    @property
    def is_computed(self) -> bool:
        return self.verdict in (self.Verdict.MET, self.Verdict.BROKEN)

    @property
    def points(self) -> list[tuple[str, Decimal]]:
        """The points of its list, with what each costs."""
        return [(label, Decimal(cost)) for label, cost in self.checklist]

    def cost_of(self, missing: Collection[str]) -> Decimal:
        """What these points cost together, never more than the item."""
        lost = sum((cost for label, cost in self.points if label in missing), Decimal(0))
        return min(lost, self.item.most)

    @property
    def ticks(self) -> list[tuple[str, Decimal, str, str]]:
        """(point, what it costs, 有 or 缺 of the unit, of the review); nothing where none is given."""

        def said(given: Decimal | None, missing: Collection[str], label: str) -> str:
            if given is None:
                return ""
            return "缺" if label in missing else "有"

        return [
            (
                label,
                cost,
                said(self.self_deduction, self.self_missing, label),
                said(self.review_deduction, self.review_missing, label),
            )
            for label, cost in self.points
        ]

    @property
    def tone(self) -> str:
        """The colour beside the verdict."""
        return {"met": "good", "broken": "bad", "failed": "warn"}.get(self.verdict, "")

    @property
    def appeal(self) -> "Appeal | None":
        return next(iter(self.appeals.all()), None)

    @property
    def final(self) -> Decimal | None:
        """What counts: the answer to an appeal, else the review."""
        appeal = self.appeal
        if appeal is not None and appeal.deduction is not None:
            return appeal.deduction
        return self.review_deduction

    @property
    def lacks_evidence(self) -> bool:
        return self.item.needs_evidence and not self.proofs.all()


class Evidence(models.Model):
    """佐证: a frozen copy of what was there at a moment; its digest is the file's."""

    class Kind(models.TextChoices):
        PAGE = "page", "网页"
        FILE = "file", "文件"
        FIGURE = "figure", "数据"

    score = models.ForeignKey(Score, models.CASCADE, related_name="proofs", verbose_name="评分")
    kind = models.CharField("种类", max_length=8, choices=Kind.choices)
    label = models.CharField("名称", max_length=200)
    address = models.CharField("网址", max_length=500, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="副本")
    is_automatic = models.BooleanField("计算时取得", default=False)
    taken_at = models.DateTimeField("取得时间")
    taken_by = models.CharField("取得人", max_length=100)

    class Meta:
        verbose_name = verbose_name_plural = "佐证"
        ordering = ["score__item", "pk"]

    def __str__(self) -> str:
        return self.label


class Appeal(models.Model):
    """申诉: against the review of one item, and what was answered."""

    score = models.ForeignKey(Score, models.CASCADE, related_name="appeals", verbose_name="评分")
    reason = models.CharField("申诉理由", max_length=1000)
    appealed_on = models.DateField("申诉日期")
    deduction = models.DecimalField(
        "答复后扣分", max_digits=5, decimal_places=2, null=True, blank=True
    )
    answer = models.CharField("答复", max_length=1000, blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    is_changed = models.BooleanField("扣分有改变", default=False, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "考核申诉"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["score"], name="assessment_appeal_once"),
            models.CheckConstraint(
                name="assessment_answer_is_whole",
                condition=Q(answered_on__isnull=True, deduction__isnull=True, answer="")
                | (Q(answered_on__gte=F("appealed_on"), deduction__isnull=False) & ~Q(answer="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.score}"


class PostResult(models.Model):
    """岗位考核结果: the result of a unit, in the record of whoever answered for it in that year."""

    assessment = models.ForeignKey(
        Assessment, models.CASCADE, related_name="post_results", verbose_name="考核"
    )
    membership = models.ForeignKey(
        Membership, models.PROTECT, related_name="assessment_results", verbose_name="任职"
    )
    total = models.DecimalField("考核得分", max_digits=5, decimal_places=2)

    class Meta:
        verbose_name = verbose_name_plural = "岗位考核结果"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "membership"], name="assessment_post_result_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.membership} {self.total}"


def beside(scores: Any) -> Any:
    """Scores with what each line of them shows."""
    return scores.select_related("item").prefetch_related("proofs__file", "appeals")
