"""公示: whether a record is on public view, each publication of it, and how long each may last."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import ClassVar, Self, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from huiyin.casework.models import Matter, MatterQuerySet
from huiyin.casework.terms import Dated
from huiyin.organisations.models import Organisation
from huiyin.workdays.calendar import add_months
from huiyin.workdays.due import DueDay

from . import kinds
from .kinds import CountedFrom, Holder

KEEP = "publicity.keep_terms"
LONGEST = 1200  # months

_P = TypeVar("_P", bound="Publicised")


class PublicisedQuerySet(MatterQuerySet[_P]):
    def public(self, day: date | None = None) -> Self:
        """On public view that day (today): published, not taken down, its last day not past.

        The day decides, whether or not any job has run.
        """
        lasting = Q(shown_until=None) | Q(shown_until__gte=day or timezone.localdate())
        return self.valid().filter(lasting, published_on__isnull=False, withdrawn_on=None)


class Publicised(Matter):
    """A decision whose publicity is a life of its own, beside the life of the decision.

    These columns say how it stands now and are set by moves alone; the history is `Publication`.
    """

    publish_due_on = models.DateField("应公示日期")
    published_on = models.DateField("公示日期", null=True, blank=True)
    """The first time; what happens to the publication later does not change it."""
    shown_until = models.DateField("公示截止日", null=True, blank=True, editable=False)
    """The last day on public view; without one it stays."""
    withdrawn_on = models.DateField("撤下日期", null=True, blank=True, editable=False)
    """Empty again once it is put up anew."""

    class Meta:
        abstract = True

    @property
    def is_public(self) -> bool:
        """One of `objects.public()`."""
        return self.is_public_on(timezone.localdate())

    def is_public_on(self, day: date) -> bool:
        """One of `objects.public(day)`, as the record stands now."""
        return (
            self.published_on is not None
            and self.withdrawn_on is None
            and self.state != Matter.VOIDED
            and not self.is_over(day)
        )

    def is_over(self, day: date) -> bool:
        """公示期满: its last day is past."""
        return self.shown_until is not None and self.shown_until < day


class PublicityTerm(Dated):
    """公示期限: how long one kind of record is on view on the own site, by which rule of the place."""

    kind = models.CharField("公示内容", max_length=80)
    holder = models.CharField("相对人", max_length=20, choices=Holder.choices)
    months = models.PositiveSmallIntegerField("期限（月）", help_text="填 0 表示不设截止日")
    counted_from = models.CharField("起算日", max_length=10, choices=CountedFrom.choices)

    of: ClassVar[tuple[str, ...]] = ("kind", "holder")

    class Meta:
        verbose_name = verbose_name_plural = "公示期限"
        ordering = ["kind", "holder", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "holder", "valid_from"], name="publicity_term_once"
            ),
            models.CheckConstraint(
                condition=Q(months__lte=LONGEST), name="publicity_term_no_longer"
            ),
        ]
        permissions = [("keep_terms", "设定公示期限")]

    def __str__(self) -> str:
        kind = kinds.named(self.kind)
        return f"{kind.label if kind else self.kind}（{self.get_holder_display()}）{self.period}"

    @property
    def period(self) -> str:
        if not self.months:
            return "不设截止日"
        return f"自{self.get_counted_from_display()}起{self.months}个月"

    def clean(self) -> None:
        super().clean()
        if self.months is not None and self.months > LONGEST:
            raise ValidationError({"months": f"期限最长{LONGEST}个月；不设截止日请填 0"})
        kind = kinds.named(self.kind)
        if kind is not None and self.counted_from not in kind.days:
            raise ValidationError({"counted_from": f"{kind.label}不能这样起算，请选其他起算日"})

    def last_day(self, record: Publicised) -> date | None:
        """Of this record on view; None where it stays."""
        if not self.months:
            return None
        return add_months(kinds.of(record).days[self.counted_from](record), self.months)


class Channel(models.TextChoices):
    """公示渠道."""

    SITE = "site", "本机关网站"
    PLATFORM = "platform", "信用平台"


class Ending(models.TextChoices):
    """停止公示的原因."""

    EXPIRED = "expired", "公示期满"
    WITHDRAWN = "withdrawn", "撤下"
    SUPERSEDED = "superseded", "内容更新，另行公示"
    REPAIRED = "repaired", "信用修复"
    ANNULLED = "annulled", "决定被撤销或者变更"
    ERROR = "error", "录入有误"


class PublicationQuerySet(models.QuerySet["Publication"]):
    def of(self, record: Publicised, channel: str = Channel.SITE) -> Self:
        """Of one record on one channel, the first one first."""
        label = record._meta.label_lower
        same = self.filter(about_kind=label, about_pk=record.pk, channel=channel)
        return same.order_by("version")

    def past(self, day: date) -> Self:
        """Still unended in the books, though its last day is before that day."""
        return self.filter(ended_at=None, until__lt=day)


class Publication(models.Model):
    """公示记录: one wording of one record, put up once and ended once; never changed otherwise.

    The record is named by its model label and key, as the audit log names it.
    """

    about_kind = models.CharField("公示内容", max_length=80, editable=False)
    about_pk = models.PositiveBigIntegerField("记录", editable=False)
    agency = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="机关")
    version = models.PositiveSmallIntegerField("版次", editable=False)
    channel = models.CharField(
        "公示渠道", max_length=10, choices=Channel.choices, default=Channel.SITE
    )
    due_on = models.DateField("应公示日期")
    put_up_at = models.DateTimeField("公示时间")
    put_up_by = models.CharField("公示人", max_length=100, blank=True)
    wording = models.JSONField("公示文本", default=list, blank=True)
    """Empty where it was put up before wordings were kept."""
    digest = models.CharField("文本摘要", max_length=64, blank=True)
    named = models.CharField(
        "公示的名称", max_length=kinds.LONGEST_NAME, blank=True, editable=False
    )
    """Whom the wording names, folded as it is searched; empty for natural persons (`naming`)."""
    term = models.ForeignKey(
        PublicityTerm,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="公示期限",
    )
    until = models.DateField("公示截止日", null=True, blank=True)
    ended_at = models.DateTimeField("停止公示时间", null=True, blank=True)
    ended_by = models.CharField("停止公示人", max_length=100, blank=True)
    ending = models.CharField("停止原因", max_length=12, choices=Ending.choices, blank=True)
    end_reason = models.CharField("停止说明", max_length=300, blank=True)
    receipt = models.CharField("平台回执", max_length=100, blank=True)
    received_on = models.DateField("回执日期", null=True, blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公示记录"
        ordering = ["-put_up_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["about_kind", "about_pk", "channel", "version"],
                name="publicity_version_once",
            ),
            models.UniqueConstraint(
                fields=["about_kind", "about_pk", "channel"],
                condition=Q(ended_at=None),
                name="publicity_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ending="") | (Q(ended_at__isnull=False) & ~Q(ending="")),
                name="publicity_ended_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["until"], condition=Q(ended_at=None), name="publicity_to_end")
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.about_kind}:{self.about_pk} 第{self.version}版"

    @property
    def due_day(self) -> DueDay:
        """Settled, once the record is put up."""
        return DueDay(self.due_on)

    def shows_at(self, moment: datetime) -> bool:
        """Whether the public could read this wording at that moment."""
        if moment < self.put_up_at or (self.ended_at is not None and moment >= self.ended_at):
            return False
        return self.until is None or timezone.localdate(moment) <= self.until

    def end(self, why: str, reason: str, by: str, at: datetime) -> None:
        self.note_end(why, reason, by, at)
        self.save(update_fields=ENDED)

    def note_end(self, why: str, reason: str, by: str, at: datetime) -> None:
        """The columns of `ENDED`, unsaved."""
        self.ended_at, self.ended_by = at, by[:100]
        self.ending, self.end_reason = why, reason[:300]


ENDED = ("ended_at", "ended_by", "ending", "end_reason")


def shown_at(publications: Iterable[Publication], moment: datetime) -> Publication | None:
    """Of the publications of one record the one that the public could read at that moment."""
    return next((one for one in publications if one.shows_at(moment)), None)


def morning_of(day: date) -> datetime:
    """The first moment of a day, local time."""
    return timezone.make_aware(datetime.combine(day, time.min))


def over_at(until: date) -> datetime:
    """The moment from which an entry with this last day is hidden."""
    return morning_of(until + timedelta(days=1))
