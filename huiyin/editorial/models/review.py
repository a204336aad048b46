"""审核: what each step said of a text, and what stands beside it."""

from typing import ClassVar

from django.db import models
from django.urls import reverse
from wagtail.models import Revision

from huiyin.disclosure.models import Attribute, DocumentPage
from huiyin.editorial import secrecy
from huiyin.files.models import StoredFile
from huiyin.organisations.models import Post

from .chains import StepKind
from .manuscript import Manuscript


class Outcome(models.TextChoices):
    """审核结果; a step that waits has none."""

    APPROVED = "approved", "通过"
    RETURNED = "returned", "退回"
    RECALLED = "recalled", "起草人撤回"
    HELD = "held", "不予公开"


class Review(models.Model):
    """一个环节的审核: made when a text is submitted, filled in when the step is taken."""

    manuscript = models.ForeignKey(
        Manuscript, models.CASCADE, related_name="reviews", verbose_name="稿件"
    )
    round = models.PositiveSmallIntegerField("第几次送审")
    order = models.PositiveSmallIntegerField("顺序")
    name = models.CharField("环节", max_length=40)
    kind = models.CharField("类型", max_length=12, choices=StepKind.choices)
    post = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="岗位"
    )
    days = models.PositiveSmallIntegerField("时限（工作日）")
    began_on = models.DateField("开始日期", null=True, blank=True)
    due_on = models.DateField("应办日期", null=True, blank=True)
    outcome = models.CharField("结果", max_length=10, choices=Outcome.choices, blank=True)
    person_key = models.CharField("审核人账号", max_length=40, blank=True)
    person_name = models.CharField("审核人", max_length=40, blank=True)
    at = models.DateTimeField("审核时间", null=True, blank=True)
    opinion = models.CharField("审核意见", max_length=1000, blank=True)
    attribute = models.CharField("公开属性", max_length=6, choices=Attribute.choices, blank=True)
    ground = models.CharField("公开依据", max_length=300, blank=True)
    answers = models.JSONField("逐项审查", default=dict, blank=True)
    revision = models.ForeignKey(
        Revision, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="版本"
    )
    fingerprint = models.CharField("内容摘要", max_length=64)
    errors = models.PositiveSmallIntegerField("检查出的错误", default=0)
    warnings = models.PositiveSmallIntegerField("检查出的提醒", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "审核"
        ordering = ["manuscript", "round", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["manuscript", "round", "order"], name="editorial_review_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.manuscript} {self.name}"

    @property
    def points(self) -> list[tuple[secrecy.Point, str]]:
        """逐项审查: each point of the secrecy review with what was answered."""
        return secrecy.told(self.answers)


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
