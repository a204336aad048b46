"""Letter templates that an office has edited in Word, and what every paper has."""

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


class NumberedPaper(models.Model):
    """编号文书: numbered and frozen at once, in the move that issues it; never changed."""

    series = models.CharField("文号序列", max_length=80)
    year = models.PositiveSmallIntegerField("年份")
    number = models.PositiveIntegerField("序号")
    signer = models.CharField("签发人", max_length=100)
    docx = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="Word 文件")
    pdf = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="PDF 文件")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.series}〔{self.year}〕{self.number}号"


class DraftedPaper(models.Model):
    """文书: a draft until it is frozen with its number; what was sent stays as it was."""

    series = models.CharField("文号序列", max_length=80, blank=True)
    year = models.PositiveSmallIntegerField("年份", null=True, blank=True)
    number = models.PositiveIntegerField("序号", null=True, blank=True)
    title = models.CharField("标题", max_length=200)
    docx = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="Word 文件",
    )
    pdf = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="PDF 文件"
    )
    facts = models.JSONField("填入的内容", default=dict, blank=True)
    frozen_at = models.DateTimeField("定稿时间", null=True, blank=True)
    sent_on = models.DateField("发出日期", null=True, blank=True)
    voided_at = models.DateTimeField("作废时间", null=True, blank=True)
    """Numbered, but taken back before it was sent: its number goes to the letter that follows."""

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["series", "year", "number"],
                condition=models.Q(number__isnull=False, voided_at__isnull=True),
                name="%(app_label)s_%(class)s_number_once",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_sent_is_frozen",
                condition=models.Q(sent_on__isnull=True) | models.Q(frozen_at__isnull=False),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_void_was_not_sent",
                condition=models.Q(voided_at__isnull=True)
                | models.Q(sent_on__isnull=True, frozen_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.document_number or self.title

    @property
    def document_number(self) -> str:
        """`云城管公复〔2026〕1号`; empty until a number is given."""
        return f"{self.series}〔{self.year}〕{self.number}号" if self.number else ""
