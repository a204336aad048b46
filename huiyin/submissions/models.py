"""What becomes of a form: kept while it is not in, taken in once."""

from django.conf import settings
from django.db import models

from huiyin.personal.fields import EncryptedField


class KeptForm(models.Model):
    """未提交的表单: what a member of staff has typed at one address, for that person alone."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="人员"
    )
    address = models.CharField("表单地址", max_length=300)
    fields = EncryptedField("填写的内容", blank=True)
    kept_at = models.DateTimeField("保存时间", db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "未提交的表单"
        constraints = [
            models.UniqueConstraint(fields=["user", "address"], name="submissions_kept_once")
        ]

    def __str__(self) -> str:
        return self.address


class Submission(models.Model):
    """提交: a form that was taken in, by its key; sent again, it gets the same answer."""

    key = models.CharField("表单标识", max_length=64, unique=True)
    owner = models.CharField("提交者摘要", max_length=64, blank=True)
    body = models.CharField("内容摘要", max_length=64)
    answer = EncryptedField("答复", blank=True)
    at = models.DateTimeField("提交时间", db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "提交"
        indexes = [models.Index(fields=["body", "owner"], name="submissions_same_words")]

    def __str__(self) -> str:
        return self.key[:8]
