"""What the organisation has set for its data: the licence, and how often a series is renewed."""

from django.db import models

from huiyin.casework.terms import Dated
from huiyin.disclosure.tree.deadlines import CYCLE_DAYS

KEEP = "opendata.keep_terms"


class Frequency(models.TextChoices):
    """更新频率, by the codes of the EU vocabulary that DCAT-AP names."""

    DAILY = "DAILY", "每日"
    WEEKLY = "WEEKLY", "每周"
    MONTHLY = "MONTHLY", "每月"
    QUARTERLY = "QUARTERLY", "每季度"
    SEMIANNUAL = "ANNUAL_2", "每半年"
    ANNUAL = "ANNUAL", "每年"
    IRREGULAR = "IRREG", "不定期"

    @property
    def days(self) -> int:
        """After so many without anything new the series is late; 0 of one that promises nothing."""
        return _DAYS.get(self, 0)


_DAYS = {
    Frequency.DAILY: 1,
    Frequency.WEEKLY: CYCLE_DAYS["weekly"],
    Frequency.MONTHLY: CYCLE_DAYS["monthly"],
    Frequency.QUARTERLY: CYCLE_DAYS["quarterly"],
    Frequency.SEMIANNUAL: CYCLE_DAYS["half-yearly"],
    Frequency.ANNUAL: CYCLE_DAYS["yearly"],
}


class DataTerms(Dated):
    """开放许可: on what terms the data may be used."""

    name = models.CharField("许可名称", max_length=100)
    address = models.URLField("许可全文网址", blank=True, help_text="没有的不填")
    text = models.TextField("使用条件", help_text="写给使用数据的人看，公布在数据目录上")

    class Meta:
        verbose_name = verbose_name_plural = "开放许可"
        ordering = ["-valid_from"]
        permissions = [("keep_terms", "设定开放许可和更新频率")]
        constraints = [
            models.UniqueConstraint(fields=["valid_from"], name="opendata_terms_once_a_day")
        ]

    def __str__(self) -> str:
        return self.name


class Renewal(Dated):
    """更新频率: how often at least something new comes into a series."""

    of = ("series",)

    series = models.CharField("数据集", max_length=60)
    frequency = models.CharField("更新频率", max_length=12, choices=Frequency.choices)

    class Meta:
        verbose_name = verbose_name_plural = "更新频率"
        ordering = ["series", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "valid_from"], name="opendata_renewal_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.get_frequency_display()}"
