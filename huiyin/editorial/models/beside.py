"""What stands beside a manuscript: findings that a reviewer lets stand, and pictures."""

from typing import ClassVar

from django.db import models
from django.urls import reverse

from huiyin.disclosure.models import DocumentPage
from huiyin.files.models import StoredFile

from .manuscript import Manuscript


class Override(models.Model):
    """保留: a named reviewer lets a finding stand, with the reason; for one round."""

    manuscript = models.ForeignKey(
        Manuscript, models.CASCADE, related_name="overrides", verbose_name="稿件"
    )
    round = models.PositiveSmallIntegerField("第几次送审")
    key = models.CharField("检查项标识", max_length=200)
    code = models.CharField("检查项", max_length=80)
    message = models.CharField("问题", max_length=500)
    reason = models.CharField("保留理由", max_length=300)
    person_key = models.CharField("决定人账号", max_length=40)
    person_name = models.CharField("决定人", max_length=40)
    at = models.DateTimeField("决定时间")

    class Meta:
        verbose_name = verbose_name_plural = "保留的检查问题"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["manuscript", "round", "key"], name="editorial_override_once"
            )
        ]


class Picture(models.Model):
    """插图: a picture of one document; no picture without words for those who cannot see it."""

    document = models.ForeignKey(
        DocumentPage, models.CASCADE, related_name="pictures", verbose_name="公开信息"
    )
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="文件")
    alternative = models.CharField("替代文字", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "插图"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="editorial_picture_has_words", condition=~models.Q(alternative="")
            )
        ]

    DIGITS: ClassVar[int] = 16

    def get_absolute_url(self) -> str:
        """Bears the digest of its content: what is under one address never changes."""
        return reverse("picture", args=[self.pk, self.file.sha256[: self.DIGITS]])
