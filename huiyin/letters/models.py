"""Letter templates that an office has edited in Word."""

from typing import Self

from django.db import models

from huiyin.files.models import StoredFile
from huiyin.organisations.models import Organisation


class LetterTemplateQuerySet(models.QuerySet["LetterTemplate"]):
    def in_use(self) -> Self:
        return self.filter(withdrawn_at__isnull=True, approved_at__isnull=False)

    def waiting(self) -> Self:
        """Uploaded, and not yet approved by a second person."""
        return self.filter(withdrawn_at__isnull=True, approved_at__isnull=True)


class LetterTemplate(models.Model):
    """文书模板: the office's own version of one kind of letter. Older ones are kept, unused."""

    agency = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="机关")
    kind = models.CharField("文书种类", max_length=60)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="文件")
    uploaded_at = models.DateTimeField("上传时间")
    uploaded_by = models.CharField("上传人", max_length=100)
    uploaded_key = models.CharField("上传人标识", max_length=64, blank=True)
    approved_at = models.DateTimeField("启用时间", null=True, blank=True)
    approved_by = models.CharField("启用人", max_length=100, blank=True)
    withdrawn_at = models.DateTimeField("停用时间", null=True, blank=True)

    objects = LetterTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "文书模板"
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "kind"],
                condition=models.Q(withdrawn_at__isnull=True, approved_at__isnull=False),
                name="letters_one_template_in_use",
            ),
            models.UniqueConstraint(
                fields=["agency", "kind"],
                condition=models.Q(withdrawn_at__isnull=True, approved_at__isnull=True),
                name="letters_one_template_waiting",
            ),
        ]
        permissions = [
            ("edit_template", "修改文书模板"),
            ("approve_template", "启用文书模板"),
        ]

    def __str__(self) -> str:
        return self.file.name


class SeriesWord(models.Model):
    """文号类别: the word between agency code and year (`公复` in `云城管公复〔2026〕1号`)."""

    agency = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="机关")
    key = models.CharField("序列", max_length=60)
    word = models.CharField("类别", max_length=10)

    class Meta:
        verbose_name = verbose_name_plural = "文号类别"
        ordering = ["agency", "key"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "key"], name="letters_series_word_once")
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.word}"
