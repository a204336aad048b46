"""交办建议: what was learned, what was suggested for a request, and what was chosen."""

from datetime import date

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from huiyin.casework.terms import Dated
from huiyin.hotline.models import ServiceRequest
from huiyin.organisations.models import Organisation

UNSET_PERCENT = 50
"""Where an office has set nothing: more likely right than wrong."""


class Target(models.TextChoices):
    """What is suggested."""

    UNIT = "unit", "承办单位"
    CATEGORY = "category", "诉求分类"


class Version(models.Model):
    """模型版本: what was learned in one night from an agency's closed requests, and how good it was.

    `learned` holds numbers for characters and pairs of them that enough different people wrote: no
    text, no name, no number (`reading`, `learning.PERSONS`).
    """

    agency = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="机关")
    target = models.CharField("建议内容", max_length=10, choices=Target.choices)
    number = models.PositiveIntegerField("版本")
    trained_at = models.DateTimeField("学习时间")
    cases = models.PositiveIntegerField("学习件数")
    classes = models.PositiveIntegerField("类别数")
    grams = models.PositiveIntegerField("字词数")
    tried = models.PositiveIntegerField("检验件数")
    first_right = models.FloatField("首选正确率")
    three_right = models.FloatField("前三正确率")
    macro_f1 = models.FloatField("宏平均F1")
    sure_right = models.FloatField("最有把握七成的正确率")
    calibration_error = models.FloatField("把握误差")
    learned = models.BinaryField("学到的数值", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "模型版本"
        ordering = ["-trained_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "target", "number"], name="routing_version_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_target_display()}第{self.number}版"


class Floor(Dated):
    """把握下限: less certain than this, nothing is suggested; in force from a day on."""

    of = ("agency",)

    agency = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="机关")
    percent = models.PositiveSmallIntegerField("把握下限（%）", validators=[MaxValueValidator(100)])

    class Meta:
        verbose_name = verbose_name_plural = "把握下限"
        ordering = ["-valid_from", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "valid_from"], name="routing_floor_once"),
            models.CheckConstraint(condition=Q(percent__lte=100), name="routing_floor_percent"),
        ]
        permissions = [("set_certainty", "设定交办建议的把握下限")]

    def __str__(self) -> str:
        return f"把握下限 {self.percent}%"


def floor(agency: int, day: date) -> int:
    """The certainty in per cent below which nothing is suggested on that day."""
    row = Floor.objects.on(day, agency=agency)
    return UNSET_PERCENT if row is None else row.percent


class Suggestion(models.Model):
    """建议记录: what was suggested for one request, as it was last shown, and what was chosen.

    Which words spoke for it is not kept: the version and the text of the request say it again.
    A confidential request has none (信访工作条例第三十条).
    """

    agency = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="机关")
    request = models.ForeignKey(
        ServiceRequest, models.CASCADE, related_name="suggestions", verbose_name="热线留言"
    )
    target = models.CharField("建议内容", max_length=10, choices=Target.choices)
    version = models.ForeignKey(
        Version,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="suggestions",
        verbose_name="模型版本",
    )
    """None: compared with names and duties word by word, before there was enough to learn from."""
    choices = models.JSONField("建议", default=list)
    """[[key, per mille], …], the likeliest first."""
    is_silent = models.BooleanField("把握不足未显示", default=False)
    suggested_at = models.DateTimeField("建议时间")
    suggested_on = models.DateField("建议日期")
    chosen = models.CharField("实际选择", max_length=60, blank=True)
    chosen_on = models.DateField("选择日期", null=True, blank=True)
    place = models.PositiveSmallIntegerField("所选排第几", null=True, blank=True)
    """1, 2 or 3; 0 where something else was chosen."""

    class Meta:
        verbose_name = verbose_name_plural = "建议记录"
        ordering = ["-suggested_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["request", "target"], name="routing_suggestion_once"),
            models.CheckConstraint(
                name="routing_chosen_has_a_day",
                condition=Q(chosen="", chosen_on__isnull=True, place__isnull=True)
                | ~Q(chosen="") & Q(chosen_on__isnull=False, place__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["agency", "chosen_on"], name="routing_chosen")]

    def __str__(self) -> str:
        return f"{self.request} {self.get_target_display()}"

    @property
    def reference(self) -> str:
        return self.request.reference
