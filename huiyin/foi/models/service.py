"""告知的送达: what was asked of the applicant, how it was sent, and when it arrived."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from huiyin.foi import deadlines
from huiyin.workdays.due import DueDay, counted
from huiyin.workdays.load import calendar

from .application import Application
from .choices import NoticeOf, ServiceMethod


class Service(models.Model):
    """告知送达: the applicant's time begins with its receipt; until that is known none runs."""

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="services", verbose_name="申请"
    )
    of = models.CharField("告知事项", max_length=12, choices=NoticeOf.choices)
    method = models.CharField("送达方式", max_length=12, choices=ServiceMethod.choices, blank=True)
    sent_on = models.DateField("发出日期")
    received_on = models.DateField("申请人收到日期", null=True, blank=True)
    named_on = models.DateField("告知的最后一天", null=True, blank=True)
    """The day that the notice itself names; else the time is so many working days."""
    post_number = models.CharField("邮件号码", max_length=40, blank=True)
    receipt = models.CharField("送达凭证", max_length=80, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "告知送达"
        ordering = ["sent_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "of"], name="foi_service_once"),
            models.CheckConstraint(
                name="foi_service_in_order",
                condition=Q(received_on__isnull=True) | Q(received_on__gte=F("sent_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.get_of_display()}"

    @property
    def presumed_on(self) -> date | None:
        """The day on which it counts as received, as long as none is registered."""
        return None if self.received_on else deadlines.presumed_receipt(self.sent_on)

    @property
    def last_day(self) -> date:
        """Until when the applicant has time; `presumed_on` tells whether it is presumed."""
        start = self.received_on or deadlines.presumed_receipt(self.sent_on)
        days = calendar(self.application.agency.region)
        return deadlines.applicant_has_until(self.of, start, self.named_on, days)

    @property
    def due_day(self) -> DueDay:
        """The last day as it is shown; a day that the notice names is moved by no calendar."""
        day = self.last_day
        is_named = day == self.named_on
        return DueDay(day) if is_named else counted(day, self.application.agency.region)
