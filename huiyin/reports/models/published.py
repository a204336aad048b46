"""The document in which a report was published, with its frozen figures."""

import hashlib
import json
import zlib
from typing import Any, NamedTuple

from django.db import models

from huiyin.disclosure.models import DocumentPage
from huiyin.organisations.models import Organisation


class Published(models.Model):
    """已发布报告: a report of one agency and year as a document; public as soon as that is released."""

    class Kind(models.TextChoices):
        SUMMARY = "summary", "年度工作总结"
        ANNUAL = "annual", "政府信息公开工作年度报告"
        ENFORCEMENT = "enforcement", "行政执法统计年报"

    agency = models.ForeignKey(
        Organisation, models.PROTECT, related_name="published_reports", verbose_name="机关"
    )
    kind = models.CharField("报告", max_length=20, choices=Kind.choices)
    year = models.PositiveSmallIntegerField("年度")
    document = models.OneToOneField(
        DocumentPage, models.CASCADE, related_name="published_report", verbose_name="公开信息"
    )

    class Meta:
        verbose_name = verbose_name_plural = "已发布报告"
        ordering = ["-year", "-pk"]

    def __str__(self) -> str:
        return f"{self.year}{self.get_kind_display()}"


class Row(NamedTuple):
    """A counted record; of a share, also whether it belongs to the part or to the rest."""

    key: int
    reference: str
    is_part: bool


class FrozenFigure(models.Model):
    """已发布数据: a figure as it stood in a published report, with all that it counted.

    Later corrections change the register; the published value stays, and each difference is shown
    with the audit entry that made it (`huiyin.reports.frozen`).
    """

    report = models.ForeignKey(
        Published, models.CASCADE, related_name="figures", verbose_name="报告"
    )
    key = models.CharField("标识", max_length=120)
    label = models.CharField("数据", max_length=200)
    value = models.CharField("数值", max_length=20, blank=True)
    unit = models.CharField("单位", max_length=10)
    definition = models.TextField("口径")
    version = models.PositiveSmallIntegerField("口径版本")
    start = models.DateField("统计期起")
    end = models.DateField("统计期止")
    as_of = models.DateField("统计日")
    counted = models.BinaryField("计入的记录")
    digest = models.CharField("摘要", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "已发布数据"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "key", "start"], name="reports_frozen_once")
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.value}{self.unit}"

    @property
    def records(self) -> list[Row]:
        """(key, reference, is part) of each counted record, in order."""
        return [Row(*row) for row in json.loads(zlib.decompress(self.counted))]

    def count(self, records: list[Row]) -> None:
        """Store the counted records, and the digest of the whole figure."""
        content = json.dumps(records, ensure_ascii=False, separators=(",", ":")).encode()
        self.counted = zlib.compress(content)
        self.digest = self._digest()

    @property
    def is_intact(self) -> bool:
        return self.digest == self._digest()

    def _digest(self) -> str:
        names = ("key", "label", "value", "unit", "definition", "version", "start", "end", "as_of")
        content: dict[str, Any] = {name: str(getattr(self, name)) for name in names}
        content |= {"records": self.records}
        return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()
