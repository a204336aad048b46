"""What is kept of people who are not signed in: their drafts."""

from django.db import models

from huiyin.personal.fields import EncryptedField


class Draft(models.Model):
    """草稿: a form that somebody has begun and not yet sent.

    It is found again by a cookie or by the code that the applicant was given; the table holds
    only keyed digests of both, and what was filled in only as ciphertext.
    """

    purpose = models.CharField("用途", max_length=40)
    token_digest = models.CharField("凭据摘要", max_length=64, unique=True)
    code_digest = models.CharField("续填码摘要", max_length=64, unique=True)
    data = EncryptedField("内容", blank=True)
    sent_key = models.CharField("成为的记录", max_length=64, blank=True)
    sent_at = models.DateTimeField("提交时间", null=True, blank=True)
    created_at = models.DateTimeField("开始时间")
    expires_at = models.DateTimeField("保留至", db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "草稿"

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"


class DraftFile(models.Model):
    """草稿附件."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="files", verbose_name="草稿")
    file = models.ForeignKey(
        "files.StoredFile", models.PROTECT, related_name="+", verbose_name="文件"
    )
    role = models.CharField("用途", max_length=20)

    class Meta:
        verbose_name = verbose_name_plural = "草稿附件"
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.file)
