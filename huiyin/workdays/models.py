"""The days that differ from Monday to Friday, each with the notice it came from."""

from django.db import models


class Notice(models.Model):
    """放假安排通知: a year is announced when its national notice is here."""

    year = models.PositiveSmallIntegerField("年份")
    number = models.CharField("文号", max_length=60)
    issued_on = models.DateField("成文日期", null=True, blank=True)
    region = models.CharField(
        "地区代码", max_length=12, blank=True, help_text="空为全国；地方通知填行政区划代码"
    )
    source = models.CharField("依据", max_length=300, blank=True)
    loaded_at = models.DateTimeField("载入时间", null=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "放假安排通知"
        ordering = ["year", "issued_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "number", "year"], name="workdays_notice_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}（{self.year}年）"


class CalendarDay(models.Model):
    """工作日历: one day given off (休) or made a working day (班)."""

    class Kind(models.TextChoices):
        OFF = "off", "休"
        WORK = "work", "班"

    day = models.DateField("日期")
    kind = models.CharField("类别", max_length=4, choices=Kind.choices)
    name = models.CharField("节日", max_length=40, blank=True)
    region = models.CharField("地区代码", max_length=12, blank=True)
    notice = models.ForeignKey(
        Notice, on_delete=models.PROTECT, related_name="days", verbose_name="通知"
    )

    class Meta:
        verbose_name = verbose_name_plural = "工作日历"
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(fields=["region", "day"], name="workdays_one_kind_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.get_kind_display()}"
