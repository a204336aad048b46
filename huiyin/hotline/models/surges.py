"""苗头: weeks in which a place had far more requests of one category than it usually has.

Gathered in `models` for Django and for other rooms.
"""

from datetime import date, timedelta
from typing import ClassVar, Self

from django.db import models

from huiyin.organisations.models import Organisation

from .categories import Category
from .places import Place
from .requests import ServiceRequest


class SurgeQuerySet(models.QuerySet["Surge"]):
    def standing(self) -> Self:
        """Those that the newest count of their week still shows."""
        return self.filter(is_standing=True)


class Surge(models.Model):
    """苗头: numbers and keys of one week; no text and nothing of a person.

    `is_standing` turns false when requests of the week were voided, moved or joined since.
    """

    is_internal: ClassVar[bool] = True

    agency = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="机关")
    week = models.DateField("周")
    """Its Monday."""
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name="地点")
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="诉求分类"
    )
    number = models.PositiveIntegerField("件数")
    """Matters of different callers; what hangs on one main case is one."""
    usual = models.FloatField("平时每周")
    chance = models.FloatField("偶然出现的可能")
    """Of as many in a week by chance alone."""
    weeks = models.JSONField("近周件数", default=list)
    """Numbers of the weeks before and of this one, the oldest first."""
    is_standing = models.BooleanField("成立", default=True)
    requests = models.ManyToManyField(ServiceRequest, related_name="+", verbose_name="工单")

    objects = SurgeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "苗头"
        ordering = ["-week", "chance", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "week", "place", "category"], name="hotline_surge_once"
            ),
            models.UniqueConstraint(
                fields=["agency", "week", "place"],
                condition=models.Q(category=None),
                name="hotline_surge_unsorted_once",
            ),
        ]
        indexes = [models.Index(fields=["agency", "week"], name="hotline_surges")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/desk/surges/{self.pk}/"

    @property
    def title(self) -> str:
        subject = self.category.name if self.category else "未归类"
        return f"{self.place.reference} {subject}"

    @property
    def reference(self) -> str:
        """The week in words: 2026年第10周."""
        year, week, _ = self.week.isocalendar()
        return f"{year}年第{week}周"

    @property
    def last_day(self) -> date:
        return self.week + timedelta(days=6)

    @property
    def in_words(self) -> str:
        """How often as many come by chance."""
        if self.chance < 0.0001:
            return "不到万分之一"
        return f"约 {self.chance:.2%}"
