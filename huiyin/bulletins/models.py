"""周公示: what one agency decided in one week, its decisions as rows, and how the place does it."""

from datetime import date
from typing import ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from huiyin.casework.deadlines import Reckoning, TimeLimit, reckon
from huiyin.casework.models import Matter, MatterQuerySet
from huiyin.casework.terms import Dated
from huiyin.disclosure.models import DocumentPage
from huiyin.disclosure.tree.public import public
from huiyin.workdays.due import counted
from huiyin.workdays.load import calendar

from . import deadlines, weeks


class Practice(Dated):
    """周公示安排: from a week on, whether there are bulletins, and by when each is out."""

    is_weekly = models.BooleanField("每周编制", default=True)
    days = models.PositiveSmallIntegerField(
        "发布期限（工作日）",
        default=7,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text="自该周最后一日起算",
    )
    says_nothing = models.BooleanField(
        "没有决定的周也发布", default=False, help_text="发布“本周没有作出决定”"
    )

    class Meta:
        verbose_name = verbose_name_plural = "周公示安排"
        ordering = ["-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["valid_from"], name="bulletins_practice_once")
        ]
        permissions = [("keep_practice", "设定周公示安排")]

    def __str__(self) -> str:
        if not self.is_weekly:
            return f"{self.valid_from}起不编制周公示"
        return f"{self.valid_from}起每周编制，{self.days}个工作日内发布"


def practice_on(day: date) -> Practice | None:
    """What the place has ruled for the week of that day."""
    rule: Practice | None = Practice.objects.on(day)
    return rule


class BulletinQuerySet(MatterQuerySet["Bulletin"]):
    def closed(self) -> Self:
        """Nothing more is put into their rows."""
        return self.exclude(state=Bulletin.State.COLLECTED)

    def public(self) -> Self:
        """Published, and the document stands on the portal."""
        return self.filter(public("document__"), state=Bulletin.State.PUBLISHED)

    def owed(self) -> Self:
        """Not out yet."""
        return self.filter(state__in=Bulletin.OPEN)


class Bulletin(Matter):
    """周公示: of one agency and one week.

    Its rows name the records, and what they say is read from these whenever somebody looks.
    """

    class State(models.TextChoices):
        COLLECTED = "collected", "待送审"
        NOTHING = "nothing", "本周无决定"
        SENT = "sent", "审核中"
        PUBLISHED = "published", "已发布"

    OPEN: ClassVar[frozenset[str]] = frozenset({"collected", "sent"})
    kind: ClassVar[str] = "bulletins"
    due_field: ClassVar[str] = "due_on"

    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.COLLECTED)
    begins_on = models.DateField("起始日期", help_text="这一周的任何一天，按周一至周日编制")
    ends_on = models.DateField("截止日期", editable=False)
    due_on = models.DateField("应发布日期", null=True, blank=True, editable=False)
    """Empty where nothing was decided and the place does not publish that."""
    sent_on = models.DateField("送审日期", null=True, blank=True, editable=False)
    published_on = models.DateField("发布日期", null=True, blank=True, editable=False)
    """The first time."""
    document = models.OneToOneField(
        DocumentPage, models.PROTECT, null=True, blank=True, related_name="bulletin",
        verbose_name="公开信息", editable=False,
    )  # fmt: skip

    objects = BulletinQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "周公示"
        ordering = ["-begins_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "reference"], name="bulletins_number_once"),
            models.UniqueConstraint(
                fields=["agency", "begins_on"],
                name="bulletins_week_once",
                violation_error_message="这一周的周公示已经编制",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("begins_on")), name="bulletins_week_in_order"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["sent", "published"]) | Q(document__isnull=False),
                name="bulletins_sent_has_document",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_on__isnull=False),
                name="bulletins_published_has_day",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "state", "due_on"], name="bulletins_list"),
        ]
        permissions = [("view_bulletins", "查看周公示"), ("send_bulletin", "编制周公示并送审")]

    @property
    def week(self) -> str:
        """2020年12月28日至2021年1月3日."""
        return weeks.spoken(self.begins_on)

    @property
    def title(self) -> str:
        return f"行政许可和行政处罚信息周公示（{self.week}）"

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def is_public(self) -> bool:
        """One of `objects.public()`."""
        document = self.document
        is_out = self.state == self.State.PUBLISHED
        return is_out and document is not None and bool(document.is_public)

    @property
    def rule(self) -> TimeLimit:
        """By which its last day is counted."""
        practice = practice_on(self.begins_on)
        if practice is None:
            return deadlines.PUBLISH
        return deadlines.local(practice.days, practice.basis)

    @classmethod
    def clocks(cls) -> BulletinQuerySet:
        return cls.objects.owed()

    @property
    def may_move(self) -> bool:
        if not self.is_open or self.due_on is None:
            return False
        return counted(self.due_on, self.agency.region).provisional

    def recount(self) -> Reckoning:
        """Set the last day; this limit is never suspended."""
        reckoning = reckon(self.rule, self.ends_on, calendar(self.agency.region))
        self.due_on = reckoning.due
        return reckoning


class Row(models.Model):
    """列入周公示的决定: one record in its one bulletin, named by model label and key."""

    bulletin = models.ForeignKey(
        Bulletin, models.PROTECT, related_name="rows", verbose_name="周公示"
    )
    about_kind = models.CharField("内容", max_length=80, editable=False)
    about_pk = models.PositiveBigIntegerField("记录", editable=False)
    is_late = models.BooleanField("补登", default=False, editable=False)
    """Decided in an earlier week, whose bulletin was closed before anybody entered it."""

    class Meta:
        verbose_name = verbose_name_plural = "列入周公示的决定"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["about_kind", "about_pk"], name="bulletins_decision_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.about_kind}:{self.about_pk}"
