"""地名库: streets, communities, roads and facilities as the agency calls them.

Gathered in `models` for Django and for other rooms.
"""

import re
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from huiyin.casework.keys import ReferenceField
from huiyin.casework.models import Matter, MatterQuerySet
from huiyin.common import initials


class PlaceKind(models.TextChoices):
    """地名类别."""

    STREET = "street", "街道乡镇"
    COMMUNITY = "community", "社区村"
    ROAD = "road", "道路"
    FACILITY = "facility", "设施"


class PlaceQuerySet(MatterQuerySet["Place"]):
    def in_use(self) -> Self:
        return self.filter(state="in-use")

    def named(self, words: str) -> Self:
        """Those whose name, other name or first letters have these words."""
        letters = f" {words.lower()}"
        return self.filter(
            Q(reference__contains=words) | Q(aliases__contains=words) | Q(letters__contains=letters)
        )


class Place(Matter):
    """地名: its name is its key in the agency."""

    class State(models.TextChoices):
        IN_USE = "in-use", "在用"
        ENDED = "ended", "停用"
        VOIDED = Matter.VOIDED, "录入作废"

    kind: ClassVar[str] = "places"
    is_internal: ClassVar[bool] = True

    reference = ReferenceField("名称", max_length=60)
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.IN_USE)
    place_kind = models.CharField("类别", max_length=12, choices=PlaceKind.choices)
    aliases = models.CharField("别名", max_length=200, blank=True)
    within = models.CharField("所在街道、社区", max_length=60, blank=True)
    entered_on = models.DateField("登记日期")
    letters = models.CharField("拼音首字母", max_length=300, blank=True, editable=False)
    """Of the name and each other name, a blank before each."""

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "地名"
        ordering = ["reference", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "reference"],
                condition=~Q(state=Matter.VOIDED),
                name="hotline_place_once",
                violation_error_message="这个地名已经登记过，请在地名库里查看",
            )
        ]
        permissions = [("keep_places", "维护地名库"), ("void_place", "作废地名")]

    @property
    def title(self) -> str:
        return f"{self.reference}（{self.within}）" if self.within else self.reference

    @property
    def names(self) -> list[str]:
        """The name and the other names."""
        return [self.reference, *filter(None, re.split(r"[、，,；;\s]+", self.aliases))]

    def note_letters(self) -> None:
        """Set the first letters from the names."""
        letters = filter(None, map(initials.of, self.names))
        self.letters = "".join(f" {one}" for one in letters)[:300]
