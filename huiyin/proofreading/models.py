"""用语表: an office's own terms, beside the built-in ones."""

from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from huiyin import checks
from huiyin.checks import LABELS
from huiyin.organisations.models import Organisation

SEPARATOR = "、"


class Level(models.TextChoices):
    """程度: the severity of a hit."""

    ERROR = "error", LABELS[checks.Severity.ERROR] + "（不改不能发布）"
    WARNING = "warning", LABELS[checks.Severity.WARNING]
    NOTICE = "notice", LABELS[checks.Severity.NOTICE]


class TermQuerySet(models.QuerySet["Term"]):
    def on(self, day: date) -> Self:
        """Terms in force on a day."""
        begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
        return self.filter(begun).filter(Q(valid_until__isnull=True) | Q(valid_until__gte=day))


class Term(models.Model):
    """用语: a row replaces the built-in term with the same wording; inactive, it disables it."""

    agency = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="机关")
    wrong = models.CharField("不当用语", max_length=60)
    right = models.CharField("应为", max_length=60, blank=True, help_text="没有固定写法的可以空着")
    level = models.CharField("程度", max_length=8, choices=Level.choices, default=Level.WARNING)
    note = models.CharField(
        "说明", max_length=200, blank=True, help_text="依据或者理由，校对时显示"
    )
    unless = models.CharField(
        "除外", max_length=300, blank=True,
        help_text="含有该用语而没有错的词，用顿号隔开，如：截止日期、截止时间",
    )  # fmt: skip
    before = models.CharField(
        "前接", max_length=200, blank=True, help_text="只在这些字词之后才算错，用顿号隔开"
    )
    after = models.CharField(
        "后接", max_length=200, blank=True, help_text="只在这些字词之前才算错，用顿号隔开"
    )
    valid_from = models.DateField("起用日期", null=True, blank=True)
    valid_until = models.DateField("停用日期", null=True, blank=True)
    is_active = models.BooleanField("启用", default=True)
    changed_at = models.DateTimeField("修改时间", auto_now=True)

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "用语"
        ordering = ["wrong"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "wrong"], name="proofreading_term_once")
        ]
        permissions = [("edit_wording", "维护校对用语表")]

    def __str__(self) -> str:
        return f"{self.wrong} → {self.right}" if self.right else self.wrong

    def clean(self) -> None:
        self.wrong, self.right = self.wrong.strip(), self.right.strip()
        if len(self.wrong) < 2:
            raise ValidationError({"wrong": "不当用语至少两个字，一个字会误报"})
        if self.wrong == self.right:
            raise ValidationError({"right": "应为的写法与不当用语相同"})
        if self.valid_from and self.valid_until and self.valid_from > self.valid_until:
            raise ValidationError({"valid_until": "停用日期早于起用日期"})

    def as_term(self) -> checks.Term:
        """For the checks."""
        return checks.Term(
            wrong=self.wrong,
            right=self.right,
            severity=self.level,
            note=self.note,
            group="本单位用语",
            unless=parts(self.unless),
            before=parts(self.before),
            after=parts(self.after),
            since=self.valid_from,
            until=self.valid_until,
        )


def parts(text: str) -> tuple[str, ...]:
    """截止日期、截止时间 → its words."""
    return tuple(filter(None, (part.strip() for part in text.split(SEPARATOR))))
