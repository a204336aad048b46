"""The office's texts for its yearly summary: paragraphs with all versions, and the frame."""

from datetime import date
from typing import Self

from django.db import models

from huiyin.casework.models import Written
from huiyin.organisations.models import Organisation
from huiyin.planning.models import PlanItem

from .published import Published


class ParagraphQuerySet(models.QuerySet["OfficeParagraph"]):
    def of_year(self, agency_id: int, *years: int, kind: str = Published.Kind.SUMMARY) -> Self:
        return self.filter(agency=agency_id, kind=kind, year__in=years)

    def newest(self) -> Self:
        """The last version of each slot and year."""
        later = self.model._default_manager.filter(
            agency=models.OuterRef("agency"),
            kind=models.OuterRef("kind"),
            year=models.OuterRef("year"),
            slot=models.OuterRef("slot"),
            version__gt=models.OuterRef("version"),
        )
        return self.exclude(models.Exists(later))


class OfficeParagraph(models.Model):
    """本单位撰写的段落: one version of a text that no record can supply; never overwritten.

    An empty text is a version too: the office removed the paragraph.
    """

    agency = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="机关")
    kind = models.CharField("报告", max_length=20, choices=Published.Kind.choices)
    year = models.PositiveSmallIntegerField("年度")
    slot = models.CharField("位置", max_length=60)
    version = models.PositiveIntegerField("版本")
    text = models.TextField("内容", blank=True)
    author = models.CharField("撰写人", max_length=100)
    author_key = models.CharField("撰写人标识", max_length=40, blank=True)
    at = models.DateTimeField("撰写时间")
    taken_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="沿用自"
    )

    objects = ParagraphQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "本单位撰写的段落"
        ordering = ["year", "slot", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "kind", "year", "slot", "version"], name="reports_paragraph_once"
            )
        ]
        permissions = [("write_summary", "撰写年度工作总结")]

    def __str__(self) -> str:
        return f"{self.year}年 {self.slot} 第{self.version}版"

    @property
    def paragraphs(self) -> list[str]:
        return [line.strip() for line in self.text.splitlines() if line.strip()]


class Summary(Written):
    """年度工作总结的版头和落款: to whom, by whom, of which day, with which measures."""

    agency = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="机关")
    year = models.PositiveSmallIntegerField("年度")
    version = models.PositiveIntegerField("版本", default=0)
    addressee = models.CharField("主送机关", max_length=200, blank=True)
    signature = models.CharField("署名", max_length=200)
    dated_on = models.DateField("成文日期", null=True, blank=True)
    as_of = models.DateField("统计截至", null=True, blank=True)
    measures = models.ManyToManyField(
        PlanItem, related_name="summaries", blank=True, verbose_name="下一步措施"
    )
    changed_by = models.CharField("修改人", max_length=100, blank=True)
    changed_at = models.DateTimeField("修改时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "年度工作总结的版头和落款"
        constraints = [
            models.UniqueConstraint(fields=["agency", "year"], name="reports_summary_once")
        ]

    def __str__(self) -> str:
        return f"{self.year}年度工作总结"

    def written_on(self, today: date) -> date:
        return self.dated_on or today
