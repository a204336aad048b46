"""导入批次: which file was imported when by whom, and which record came from which of its rows."""

from typing import Self

from django.db import models

from huiyin.organisations.models import Organisation


class Batch(models.Model):
    """导入批次: one reading of one file."""

    kind = models.CharField("类别", max_length=40)
    subject_type = models.CharField("对象类型", max_length=60)
    file_name = models.CharField("文件名", max_length=255)
    sha256 = models.CharField("文件摘要", max_length=64)
    agency = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="机关")
    actor_key = models.CharField("操作者标识", max_length=64, blank=True)
    actor_name = models.CharField("操作者", max_length=100)
    at = models.DateTimeField("导入时间")
    rows_read = models.PositiveIntegerField("读取行数", default=0)
    created = models.PositiveIntegerField("新增", default=0)
    updated = models.PositiveIntegerField("更正", default=0)
    unchanged = models.PositiveIntegerField("无变化", default=0)
    rejected = models.PositiveIntegerField("退回行数", default=0)
    is_complete = models.BooleanField("已完成", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "导入批次"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["agency", "kind", "-id"], name="ingest_batch_list")]

    def __str__(self) -> str:
        return f"{self.file_name}（{self.at:%Y-%m-%d}）"


class RowQuerySet(models.QuerySet["Row"]):
    def about(self, subject: models.Model) -> Self:
        """The rows from which this record came, the newest first."""
        return (
            self.filter(batch__subject_type=subject._meta.label_lower, subject_key=subject.pk)
            .select_related("batch")
            .order_by("-pk")
        )


class Row(models.Model):
    """来源行: a row that made or changed a record; a row that changed nothing leaves no trace."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="rows", verbose_name="批次")
    number = models.PositiveIntegerField("行号")
    subject_key = models.BigIntegerField("对象标识", db_index=True)
    is_new = models.BooleanField("新增")

    objects = RowQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "来源行"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.batch} 第{self.number}行"
