"""收集: the rounds in which the online doors were looked at, and the half-days that owe one.

Gathered in `models` for Django and for other rooms.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from huiyin.casework.keys import ReferenceField
from huiyin.casework.models import Matter, MatterQuerySet
from huiyin.casework.terms import Dated
from huiyin.hotline.channels import Channel
from huiyin.organisations.models import Organisation


class Half(models.TextChoices):
    """半日."""

    MORNING = "morning", "上午"
    AFTERNOON = "afternoon", "下午"


class CollectionRule(Dated):
    """收集要求: how often an agency looks at an online door in each half of a working day."""

    of = ("agency", "channel")

    agency = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="机关")
    channel = models.ForeignKey(Channel, models.PROTECT, related_name="+", verbose_name="渠道")
    morning = models.PositiveSmallIntegerField(
        "上午次数", default=1, validators=[MaxValueValidator(9)]
    )
    afternoon = models.PositiveSmallIntegerField(
        "下午次数", default=1, validators=[MaxValueValidator(9)]
    )

    class Meta:
        verbose_name = verbose_name_plural = "收集要求"
        ordering = ["agency", "channel", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "channel", "valid_from"], name="hotline_collection_rule_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.channel} 上午{self.morning}次、下午{self.afternoon}次"

    def get_channel_display(self) -> str:
        """A door in words, as a choice has it."""
        return str(self.channel)

    def times(self, half: Half) -> int:
        return self.morning if half is Half.MORNING else self.afternoon


class HalfDay(models.Model):
    """应收集半日: half a working day in which the online doors have to be looked at.

    `owed` is kept as the rules said on that day. What was collected and turned out to be an error
    later was collected until then: `lapsed_on`.
    """

    is_internal: ClassVar[bool] = True

    reference = models.CharField("半日", max_length=20)
    agency = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="机关")
    day = models.DateField("日期")
    half = models.CharField("上下午", max_length=10, choices=Half.choices)
    opens_at = models.DateTimeField("开始")
    closes_at = models.DateTimeField("截止")
    owed = models.JSONField("应收集次数", default=dict)
    """Key of the channel → how often."""
    kept_on = models.DateField("完成日期", null=True, blank=True)
    lapsed_on = models.DateField("失效日期", null=True, blank=True)
    reminded_at = models.DateTimeField("提醒时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "应收集半日"
        ordering = ["-opens_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "day", "half"], name="hotline_half_day_once")
        ]
        indexes = [models.Index(fields=["day", "kept_on"], name="hotline_half_day_open")]

    KEPT: ClassVar[Q] = Q(kept_on__isnull=False, lapsed_on__isnull=True)

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return f"/desk/half-days/{self.pk}/"

    @property
    def title(self) -> str:
        return self.reference

    @property
    def is_kept(self) -> bool:
        return self.kept_on is not None and self.lapsed_on is None

    @property
    def doors(self) -> list[tuple[str, int]]:
        """(name of the channel, how often it is owed)."""
        return in_order(self.owed)

    def standing(self, at: datetime) -> str:
        """What it has come to at a moment."""
        if self.is_kept:
            return "已收集"
        return "漏收集" if self.closes_at <= at else "待收集"


class Round(Matter):
    """收集记录: one look at the online doors, with what was new in each; never rewritten, only 作废."""

    class State(models.TextChoices):
        VALID = "valid", "有效"
        VOIDED = Matter.VOIDED, "录入作废"

    kind: ClassVar[str] = "rounds"
    is_internal: ClassVar[bool] = True

    reference = ReferenceField("收集编号", max_length=80)
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.VALID)
    collected_on = models.DateField("收集日期")
    collected_time = models.TimeField("收集时间")
    half_day = models.ForeignKey(
        HalfDay, models.PROTECT, null=True, blank=True, related_name="rounds",
        verbose_name="半日", editable=False,
    )  # fmt: skip
    collector = models.CharField("收集人", max_length=100)
    counts = models.JSONField("各渠道新收件数", default=dict)
    """Key of each channel that was looked at → how many were new in it."""
    remark = models.CharField("备注", max_length=300, blank=True)
    counted_to = models.BigIntegerField("已计到", default=0, editable=False)
    """Key of the last request registered by then: what came after it is new in the next round."""

    objects = MatterQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "收集记录"
        ordering = ["-collected_on", "-collected_time", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "reference"],
                condition=~Q(state=Matter.VOIDED),
                name="hotline_round_reference_once",
            )
        ]
        indexes = [models.Index(fields=["agency", "collected_on"], name="hotline_rounds")]
        permissions = [
            ("collect_round", "登记收集记录"),
            ("void_round", "作废收集记录"),
            ("keep_collection_rules", "设定网上渠道收集要求"),
        ]

    @property
    def title(self) -> str:
        return f"{self.collected_on} {self.collected_time:%H:%M} 收集"

    @property
    def doors(self) -> list[tuple[str, int]]:
        """(name of the channel, how many were new)."""
        return in_order(self.counts)


def in_order(
    counts: Mapping[str, int], names: Mapping[str, str] | None = None
) -> list[tuple[str, int]]:
    """(name of the channel, number) in the order of the channels; a key without a channel last."""
    if names is None:
        names = dict(Channel.objects.values_list("key", "name"))
    known = [(names[key], counts[key]) for key in names if key in counts]
    return known + [(key, value) for key, value in counts.items() if key not in names]
