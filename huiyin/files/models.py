"""Stored files: under random names, identified by their digest."""

import uuid

from django.db import models


def random_name(instance: "StoredFile", filename: str) -> str:
    """A random name: no part of the uploaded file's name reaches the disk."""
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


class RedactionPlan(models.Model):
    """区分处理方案 (条例第三十七条): what is to be covered in one file, and why.

    A draft until its result is released; then it never changes, and a new draft for the same file
    may begin. `subject` is the record that it belongs to.
    """

    original = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="redaction_plans", verbose_name="原件"
    )
    subject_type = models.CharField("事项种类", max_length=100)
    subject_key = models.CharField("事项", max_length=40)
    pages = models.PositiveIntegerField("页数")
    boxes = models.JSONField("遮盖框", default=list, blank=True)
    version = models.PositiveIntegerField("版本", default=1)
    changed_by = models.CharField("最后改动人", max_length=120)
    changed_at = models.DateTimeField("最后改动时间")
    released = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="结果"
    )
    released_at = models.DateTimeField("完成时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "区分处理方案"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["original", "subject_type", "subject_key"],
                condition=models.Q(released__isnull=True),
                name="files_one_draft_of_a_plan",
            ),
            models.CheckConstraint(
                name="files_plan_released_with_its_moment",
                condition=models.Q(released__isnull=True, released_at__isnull=True)
                | models.Q(released__isnull=False, released_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"区分处理 {self.pk}"
