"""Letter templates that an office has edited in Word, and what every paper has."""

from typing import NamedTuple, Self

from django.db import models
from django.utils import timezone

from huiyin.common import days
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


class Standing(models.TextChoices):
    """效力: what a paper that was issued says now."""

    VALID = "valid", "有效"
    CHANGED = "changed", "已变更"
    WITHDRAWN = "withdrawn", "已失效"


class Now(NamedTuple):
    """What a paper says now: its standing, why in a sentence, and what may be compared with it."""

    standing: Standing = Standing.VALID
    why: str = ""
    facts: tuple[tuple[str, str], ...] = ()


class PaperCode(models.Model):
    """核验码: of one paper that was issued; its file is the PDF that bears the code."""

    code = models.CharField("核验码", max_length=20, unique=True, editable=False)
    file = models.OneToOneField(
        StoredFile, models.PROTECT, related_name="paper_code", verbose_name="PDF 文件"
    )
    about_kind = models.CharField("文书", max_length=80, editable=False)
    kind = models.CharField("文书名称", max_length=100)
    number = models.CharField("文号", max_length=120)
    organ = models.CharField("发文机关", max_length=200)
    issued_on = models.DateField("成文日期")
    signed_by = models.CharField("数字签名", max_length=200, blank=True)
    """Whom the certificate names; empty where the PDF bears no signature."""

    class Meta:
        verbose_name = verbose_name_plural = "核验码"

    def __str__(self) -> str:
        return self.number


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

    def now(self) -> Now:
        """What whoever holds the paper may know of it today."""
        return Now()


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

    def now(self) -> Now:
        """What whoever holds the paper may know of it today: never more than it says itself."""
        if self.voided_at is None:
            return Now()
        day = days.written(timezone.localdate(self.voided_at))
        return Now(Standing.WITHDRAWN, f"{day}作废，没有发出，以后来的文书为准")
