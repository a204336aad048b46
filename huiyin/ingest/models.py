"""导入批次: which file was imported when by whom, and which record came from which of its rows."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone

from huiyin.organisations.models import Organisation
from huiyin.personal.fields import EncryptedField


class BatchQuerySet(models.QuerySet["Batch"]):
    def broken_off(self) -> Self:
        """Without an end, and not imported completely since."""
        again = Batch.objects.filter(
            kind=OuterRef("kind"), agency=OuterRef("agency"), sha256=OuterRef("sha256"),
            is_complete=True, pk__gt=OuterRef("pk"),
        )  # fmt: skip
        return self.filter(~Exists(again), is_complete=False)


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
    other_columns = models.JSONField("原表其他列的列名", default=list, blank=True)
    """Names of the columns that the ledger does not have."""

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "导入批次"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["agency", "kind", "-id"], name="ingest_batch_list")]

    def __str__(self) -> str:
        return f"{self.file_name}（{timezone.localdate(self.at)}）"


class MigrationQuerySet(models.QuerySet["Migration"]):
    def open_on(self, day: date) -> Self:
        return self.filter(closed_at=None, began_on__lte=day, until__gte=day)


class Migration(models.Model):
    """旧站迁移期: until its last day, pages imported from the old portal are public at once."""

    agency = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="机关")
    began_on = models.DateField("开启日期")
    until = models.DateField("最后一天")
    statement = models.CharField("审核说明", max_length=300)
    opened_key = models.CharField("开启人标识", max_length=64, blank=True)
    opened_by = models.CharField("开启人", max_length=100)
    closed_at = models.DateTimeField("提前关闭时间", null=True, blank=True)

    objects = MigrationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "旧站迁移期"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__gte=models.F("began_on")),
                name="ingest_migration_in_order",
            )
        ]
        permissions = [("open_migration", "开启旧站迁移期")]

    def __str__(self) -> str:
        return f"旧站迁移期（{self.began_on} 至 {self.until}）"

    @property
    def said(self) -> str:
        """The audit text for a page that it published."""
        return f"{self}，{self.opened_by}开启。审核说明：{self.statement}"


class RowQuerySet(models.QuerySet["Row"]):
    def about(self, subject: models.Model) -> Self:
        """The rows that this record came from, newest first."""
        return (
            self.filter(batch__subject_type=subject._meta.label_lower, subject_key=subject.pk)
            .select_related("batch")
            .order_by("-pk")
        )


class Row(models.Model):
    """来源行: a row that created or changed a record; an unchanged row is not stored.

    `other_columns`: what it said in columns that the ledger does not have, see `others.py`.
    """

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="rows", verbose_name="批次")
    number = models.PositiveIntegerField("行号")
    subject_key = models.BigIntegerField("对象标识", db_index=True)
    is_new = models.BooleanField("新增")
    other_columns = EncryptedField("原表其他列", blank=True)

    objects = RowQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "来源行"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.batch} 第{self.number}行"
