"""稿件: one document on its way to publication, and afterwards until it is withdrawn."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar, Self

from django.db import models
from wagtail.models import Revision

from huiyin.casework.deadlines import TimeLimit, Unit
from huiyin.casework.models import Case, Matter, MatterQuerySet
from huiyin.disclosure.models import Attribute, DocumentPage
from huiyin.editorial import secrecy
from huiyin.organisations.models import Post
from huiyin.workdays.due import DueDay

from .chains import PERMISSIONS, StepKind


class ManuscriptQuerySet(MatterQuerySet["Manuscript"]):
    def open(self) -> Self:
        return self.filter(state__in=Manuscript.OPEN)


class Manuscript(Case):
    """稿件.

    `round` counts the submissions, `step` is the place of the review at hand in this round.
    `revision` and `fingerprint` say which text is being reviewed: nothing else goes out.
    """

    class State(models.TextChoices):
        DRAFTING = "drafting", "起草"
        REVIEWING = "reviewing", "审核中"
        RELEASABLE = "releasable", "待发布"
        SCHEDULED = "scheduled", "定时发布"
        PUBLISHED = "published", "已发布"
        HELD = "held", "不予公开"
        WITHDRAWN = "withdrawn", "已撤下"
        VOIDED = Matter.VOIDED, "弃稿"

    OPEN: ClassVar[frozenset[str]] = frozenset({"drafting", "reviewing", "releasable"})
    kind: ClassVar[str] = "manuscripts"

    reference = models.CharField("稿件编号", max_length=80)
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.DRAFTING)
    page = models.OneToOneField(
        DocumentPage, models.PROTECT, related_name="manuscript", verbose_name="公开信息"
    )
    drafter_key = models.CharField("起草人账号", max_length=40)
    drafter_name = models.CharField("起草人", max_length=40)
    publish_days = models.PositiveSmallIntegerField("公开期限（工作日）", default=20)
    round = models.PositiveSmallIntegerField("第几次送审", default=0)
    step = models.PositiveSmallIntegerField("当前环节", default=0)
    step_kind = models.CharField(
        "当前环节类型", max_length=12, choices=StepKind.choices, blank=True
    )
    revision = models.ForeignKey(
        Revision, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="送审版本"
    )
    fingerprint = models.CharField("送审内容摘要", max_length=64, blank=True)
    since_revision = models.BigIntegerField("本轮起草前的版本", default=0)
    release_at = models.DateTimeField("定时发布时间", null=True, blank=True)
    expire_at = models.DateTimeField("到期撤下时间", null=True, blank=True)

    objects = ManuscriptQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "稿件"
        ordering = ["-received_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "reference"], name="editorial_reference_once"
            ),
            models.CheckConstraint(
                name="editorial_scheduled_has_time",
                condition=~models.Q(state="scheduled") | models.Q(release_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["agency", "state", "due_on"], name="editorial_list")]
        permissions = [
            ("draft", "起草信息"),
            ("review_department", "部门审核"),
            ("review_secrecy", "保密审查"),
            ("release", "签发和发布信息"),
            ("manage_chains", "设置审核流程"),
            ("view_manuscripts", "查看稿件"),
        ]

    @property
    def title(self) -> str:
        return str(self.page.draft_title or self.page.title)

    @property
    def current_review(self) -> "Review | None":
        """The step that waits, if one does."""
        if self.state != self.State.REVIEWING:
            return None
        at_hand = (self.round, self.step)
        return next((r for r in self.reviews.all() if (r.round, r.order) == at_hand), None)

    @property
    def step_label(self) -> str:
        return StepKind(self.step_kind).label if self.step_kind else ""

    @property
    def step_permission(self) -> str:
        return PERMISSIONS[self.step_kind]

    @property
    def is_public(self) -> bool:
        """The public reads it now, whatever is being done to its next version."""
        return bool(self.page.live)

    def beside(self) -> str:
        """The text: whoever reviews, signs or releases has seen this version of it."""
        return str(self.page.latest_revision_id)

    def time_limit(self) -> TimeLimit:
        """Of the review at hand; else the statutory one until publication."""
        review = self.current_review
        if review is not None:
            return TimeLimit(
                "editorial.review", review.name, review.days, Unit.WORKDAYS, "本栏目的审核流程"
            )
        return TimeLimit(
            "editorial.publish", "公开", self.publish_days, Unit.WORKDAYS, "条例第二十六条"
        )

    def runs_on(self, day: date) -> bool:
        return self.state in self.OPEN

    def beside_clocks(self) -> "Iterator[tuple[models.Model, str, date]]":
        """The review at hand has the manuscript's last day."""
        review = self.current_review
        if review is not None and review.due_on and self.due_on:
            yield review, "due_on", self.due_on

    def start_clock(self, day: date) -> None:
        """Count from `day` what the present state allows."""
        self.received_on = day
        self.recount()


class Outcome(models.TextChoices):
    """审核结果; a step that waits has none."""

    APPROVED = "approved", "通过"
    RETURNED = "returned", "退回"
    RECALLED = "recalled", "起草人撤回"
    HELD = "held", "不予公开"


class Review(models.Model):
    """一个环节的审核: made when a text is submitted, filled in when the step is taken."""

    manuscript = models.ForeignKey(
        Manuscript, models.CASCADE, related_name="reviews", verbose_name="稿件"
    )
    round = models.PositiveSmallIntegerField("第几次送审")
    order = models.PositiveSmallIntegerField("顺序")
    name = models.CharField("环节", max_length=40)
    kind = models.CharField("类型", max_length=12, choices=StepKind.choices)
    post = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="岗位"
    )
    days = models.PositiveSmallIntegerField("时限（工作日）")
    began_on = models.DateField("开始日期", null=True, blank=True)
    due_on = models.DateField("应办日期", null=True, blank=True)
    outcome = models.CharField("结果", max_length=10, choices=Outcome.choices, blank=True)
    person_key = models.CharField("审核人账号", max_length=40, blank=True)
    person_name = models.CharField("审核人", max_length=40, blank=True)
    at = models.DateTimeField("审核时间", null=True, blank=True)
    opinion = models.CharField("审核意见", max_length=1000, blank=True)
    attribute = models.CharField("公开属性", max_length=6, choices=Attribute.choices, blank=True)
    ground = models.CharField("公开依据", max_length=300, blank=True)
    answers = models.JSONField("逐项审查", default=dict, blank=True)
    revision = models.ForeignKey(
        Revision, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="版本"
    )
    fingerprint = models.CharField("内容摘要", max_length=64)
    errors = models.PositiveSmallIntegerField("检查出的错误", default=0)
    warnings = models.PositiveSmallIntegerField("检查出的提醒", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "审核"
        ordering = ["manuscript", "round", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["manuscript", "round", "order"], name="editorial_review_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.manuscript} {self.name}"

    @property
    def due_day(self) -> DueDay | None:
        """The last day of its manuscript, as long as it waits."""
        if self.due_on is None:
            return None
        return DueDay(self.due_on, not self.outcome and self.manuscript.may_move)

    @property
    def points(self) -> list[tuple[secrecy.Point, str]]:
        """逐项审查: each point of the secrecy review with what was answered."""
        return secrecy.answers_in_words(self.answers)
