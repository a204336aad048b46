"""Which document is which report."""

from django.db import models

from huiyin.disclosure.models import DocumentPage
from huiyin.organisations.models import Organisation


class Published(models.Model):
    """已发布报告: a report of one agency and year as a document; public as soon as that is released."""

    class Kind(models.TextChoices):
        SUMMARY = "summary", "年度工作总结"

    agency = models.ForeignKey(
        Organisation, models.PROTECT, related_name="published_reports", verbose_name="机关"
    )
    kind = models.CharField("报告", max_length=20, choices=Kind.choices)
    year = models.PositiveSmallIntegerField("年度")
    document = models.OneToOneField(
        DocumentPage, models.CASCADE, related_name="published_report", verbose_name="公开信息"
    )

    class Meta:
        verbose_name = verbose_name_plural = "已发布报告"
        ordering = ["-year", "-pk"]

    def __str__(self) -> str:
        return f"{self.year}年{self.get_kind_display()}"
