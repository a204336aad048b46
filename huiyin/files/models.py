"""Files that came in: kept under random names, known by their digest."""

import uuid

from django.db import models


def random_name(instance: "StoredFile", filename: str) -> str:
    """Nothing of the uploader's file name reaches the disk."""
    return f"files/{uuid.uuid4().hex[:2]}/{uuid.uuid4().hex}"


class StoredFile(models.Model):
    """文件."""

    name = models.CharField("文件名", max_length=255)
    content = models.FileField("内容", upload_to=random_name, max_length=200)
    media_type = models.CharField("类型", max_length=100)
    size = models.PositiveBigIntegerField("大小（字节）")
    sha256 = models.CharField("摘要", max_length=64, db_index=True)
    is_public = models.BooleanField("公开", default=False)
    created_at = models.DateTimeField("收到时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "文件"

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/files/{self.pk}/{self.name}"

    @property
    def extension(self) -> str:
        return self.name.rpartition(".")[2].lower() if "." in self.name else ""
