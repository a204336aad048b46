"""What stands beside a request: its files, and the number under which its sender knows it."""

from django.db import models

from huiyin.files.models import StoredFile

from .requests import ServiceRequest


class RequestFile(models.Model):
    """诉求附件: a picture that somebody sent with a request."""

    request = models.ForeignKey(
        ServiceRequest, models.CASCADE, related_name="files", verbose_name="热线留言"
    )
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="文件")
    uploaded_at = models.DateTimeField("上传时间")

    class Meta:
        verbose_name = verbose_name_plural = "诉求附件"
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.file)


class ExternalKey(models.Model):
    """外部编号: the number under which a sender knows a request; one request, however often it is sent.

    `digest` tells the same payload from another one.
    """

    door = models.CharField("来源", max_length=40)
    key = models.CharField("外部编号", max_length=100)
    digest = models.CharField("内容摘要", max_length=64, editable=False)
    received_at = models.DateTimeField("收到时间")

    class Meta:
        verbose_name = verbose_name_plural = "外部编号"
        constraints = [
            models.UniqueConstraint(fields=["door", "key"], name="hotline_external_once")
        ]

    def __str__(self) -> str:
        return self.key
