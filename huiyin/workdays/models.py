"""The days that differ from Monday to Friday, each with the notice it came from."""

from datetime import date

from django.db import models
from django.utils import timezone


class Notice(models.Model):
    """放假安排通知: a year is announced when its national notice is here."""

    year = models.PositiveSmallIntegerField("年份")
    number = models.CharField("文号", max_length=60)
    issued_on = models.DateField("成文日期", null=True, blank=True)
    region = models.CharField(
        "地区代码", max_length=12, blank=True, help_text="空为全国；地方通知填行政区划代码"
    )
    amends = models.BooleanField(
        "只改部分日期", default=False, help_text="否则是全年安排，取代当年此前的通知"
    )
    source = models.CharField("依据", max_length=300, blank=True)
    loaded_at = models.DateTimeField("载入时间", null=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "放假安排通知"
        ordering = ["year", "issued_on"]
        permissions = [("announce_notice", "载入放假安排")]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "number", "year"], name="workdays_notice_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}（{self.year}年）"

    @property
    def spoke_on(self) -> date:
        """The day by which it comes before or after another one."""
        if self.issued_on:
            return self.issued_on
        return timezone.localdate(self.loaded_at) if self.loaded_at else date.min


class CalendarDay(models.Model):
    """工作日历: one day given off (休) or made a working day (班) by one notice.

    Several notices may speak of one day: `load.standing_days` says which has the last word.
    What a notice says no more, after it was loaded again corrected, is withdrawn and kept.
    """

    class Kind(models.TextChoices):
        OFF = "off", "休"
        WORK = "work", "班"

    day = models.DateField("日期")
    kind = models.CharField("类别", max_length=4, choices=Kind.choices)
    name = models.CharField("节日", max_length=40, blank=True)
    notice = models.ForeignKey(
        Notice, on_delete=models.PROTECT, related_name="days", verbose_name="通知"
    )
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "工作日历"
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "day"],
                condition=models.Q(withdrawn_at=None),
                name="workdays_said_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.get_kind_display()}"
