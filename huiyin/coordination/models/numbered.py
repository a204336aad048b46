"""A paper with a number of its agency's series, as Word and PDF; frozen when it is issued."""

from django.db import models

from huiyin.files.models import StoredFile


class NumberedPaper(models.Model):
    """编号文书: its number is said once, and never changed."""

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
