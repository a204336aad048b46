"""What stands beside an application: enquiries, fees, grounds, files, papers, remedies."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from huiyin.common import masking
from huiyin.files.models import StoredFile
from huiyin.foi import deadlines
from huiyin.letters.models import DraftedPaper, Now, Standing
from huiyin.personal.fields import EncryptedField
from huiyin.workdays.due import DueDay, counted
from huiyin.workdays.load import calendar

from .application import Application
from .choices import (
    Alarm,
    ConsultationKind,
    Exemption,
    FeeBasis,
    FileRole,
    Opinion,
    Outcome,
    PaperKind,
    RemedyKind,
)


class Consultation(models.Model):
    """征求意见: one enquiry with its own clock."""

    SUSPENDING: ClassVar[frozenset[str]] = frozenset(
        {ConsultationKind.THIRD_PARTY, ConsultationKind.CO_MAKER, ConsultationKind.ORGAN}
    )

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="consultations", verbose_name="申请"
    )
    kind = models.CharField("征求对象", max_length=12, choices=ConsultationKind.choices)
    whom = EncryptedField("征求谁的意见", mask=masking.name)
    sent_on = models.DateField("发出日期")
    received_on = models.DateField("对方收到日期", null=True, blank=True)
    due_on = models.DateField("答复期限", null=True, blank=True)
    replied_on = models.DateField("收到意见日期", null=True, blank=True)
    opinion = models.CharField("意见", max_length=8, choices=Opinion.choices, blank=True)
    reason = models.TextField("理由", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "征求意见"
        ordering = ["sent_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="foi_opinion_with_its_day",
                condition=Q(replied_on__isnull=True, opinion="")
                | (Q(replied_on__isnull=False) & ~Q(opinion="")),
            ),
            models.CheckConstraint(
                name="foi_consultation_in_order",
                condition=(Q(received_on__isnull=True) | Q(received_on__gte=F("sent_on")))
                & (Q(replied_on__isnull=True) | Q(replied_on__gte=F("sent_on"))),
            ),
        ]
        indexes = [
            models.Index(fields=["due_on"], name="foi_silent", condition=Q(replied_on__isnull=True))
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.get_kind_display()}"

    @property
    def suspends(self) -> bool:
        return self.kind in self.SUSPENDING

    @property
    def presumed_on(self) -> date | None:
        """The day on which it counts as received, as long as none is registered."""
        if self.received_on is not None or not self.suspends:
            return None
        return deadlines.presumed_receipt(self.sent_on)

    @property
    def last_day(self) -> date | None:
        """Until when an opinion is waited for; `presumed_on` tells whether it is presumed."""
        if not self.suspends:
            return self.due_on
        dates = (self.kind, self.sent_on, self.received_on, self.due_on)
        return deadlines.waits_until(*dates, calendar(self.application.agency.region))

    @property
    def due_day(self) -> DueDay | None:
        """The last day as it is shown; a day that the office named is moved by no calendar."""
        day, region = self.last_day, self.application.agency.region
        if day is None:
            return None
        if self.kind in deadlines.OF_WHOM or self.due_on is None:
            return counted(day, region)
        start = self.received_on or deadlines.presumed_receipt(self.sent_on)
        is_named = self.due_on != deadlines.silence_after(self.kind, start, calendar(region))
        return DueDay(day) if is_named else counted(day, region)

    @property
    def shown_whom(self) -> str:
        """A third party may be a person: only the first character; the others are organs."""
        if self.kind == ConsultationKind.THIRD_PARTY:
            return masking.name(self.whom)
        return self.whom

    @property
    def means(self) -> str:
        """What the opinion amounts to: silence is consent of a co-maker only (条例第三十四条)."""
        if self.opinion != Opinion.NONE:
            return self.get_opinion_display()
        if self.kind == ConsultationKind.CO_MAKER:
            return "逾期未答复，视为同意公开"
        if self.kind == ConsultationKind.THIRD_PARTY:
            return "逾期未答复，由本机关决定是否公开"
        if self.kind == ConsultationKind.ORGAN:
            return "逾期未答复，不视为同意，由本机关依法决定"
        return self.get_opinion_display()


class Fee(models.Model):
    """信息处理费: one notice; money in 分."""

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="fees", verbose_name="申请"
    )
    basis = models.CharField("计收方式", max_length=12, choices=FeeBasis.choices)
    count = models.PositiveIntegerField("件数或页数")
    amount = models.PositiveBigIntegerField("金额（分）")
    noticed_on = models.DateField("收费通知发出日期")
    due_on = models.DateField("缴费期限", null=True, blank=True)
    """Counted from the receipt of the notice, so unknown before that is."""
    paid_on = models.DateField("缴费日期", null=True, blank=True)
    receipt_number = models.CharField("票据号码", max_length=60, blank=True)
    pay_how = models.TextField("缴纳方式", blank=True)
    claimed_on = models.DateField("申请人告知已缴费", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "信息处理费"
        ordering = ["noticed_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["application"], name="foi_fee_once"),
            models.CheckConstraint(name="foi_fee_is_money", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="foi_fee_in_order",
                condition=Q(due_on__gte=F("noticed_on"))
                & (
                    Q(paid_on__isnull=True)
                    | Q(paid_on__gte=F("noticed_on"), paid_on__lte=F("due_on"))
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["due_on"], name="foi_unpaid", condition=Q(paid_on__isnull=True))
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.yuan}元"

    @property
    def due_day(self) -> DueDay | None:
        return counted(self.due_on, self.application.agency.region) if self.due_on else None

    @property
    def yuan(self) -> str:
        return f"{self.amount // 100}.{self.amount % 100:02d}"


class Ground(models.Model):
    """不予公开的理由: which part is withheld, by which article, why."""

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="grounds", verbose_name="申请"
    )
    code = models.CharField("理由", max_length=8, choices=Exemption.choices)
    portion = models.CharField("不予公开的部分", max_length=300, blank=True)
    reason = models.TextField("具体说明")

    class Meta:
        verbose_name = verbose_name_plural = "不予公开的理由"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.application} {self.code}"


class ApplicationFile(models.Model):
    """申请的材料: identity proofs, corrections, what was supplied."""

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="files", verbose_name="申请"
    )
    role = models.CharField("类别", max_length=12, choices=FileRole.choices)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="文件")
    is_for_applicant = models.BooleanField("提供给申请人", default=False)
    uploaded_at = models.DateTimeField("上传时间")

    class Meta:
        verbose_name = verbose_name_plural = "申请材料"
        ordering = ["uploaded_at", "pk"]

    def __str__(self) -> str:
        return f"{self.application} {self.get_role_display()}"

    @property
    def agency_id(self) -> int:
        """Whose auditor reads what is done to it."""
        return self.application.agency_id


class Paper(DraftedPaper):
    """文书: a letter of this application."""

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="papers", verbose_name="申请"
    )
    kind = models.CharField("文书种类", max_length=20, choices=PaperKind.choices)

    DECIDING: ClassVar = (PaperKind.ANSWER, PaperKind.OTHER, PaperKind.NO_LONGER, PaperKind.ENDED)

    class Meta(DraftedPaper.Meta):
        verbose_name = verbose_name_plural = "文书"
        ordering = ["pk"]

    def now(self) -> Now:
        """A decision is changed by the one that follows it, or in reconsideration or in court."""
        if self.voided_at is not None or self.kind not in self.DECIDING:
            return super().now()
        papers = self.application.papers.filter(kind__in=self.DECIDING, voided_at=None)
        if papers.filter(pk__gt=self.pk, frozen_at__isnull=False).exists():
            return Now(Standing.CHANGED, "本机关以后另行作出了决定，以后来的文书为准")
        if self.application.remedies.filter(outcome=Outcome.CORRECTED).exists():
            return Now(Standing.CHANGED, "经行政复议或者行政诉讼，结果已经纠正")
        return super().now()

    @property
    def agency_id(self) -> int:
        """Whose auditor reads what is done to it."""
        return self.application.agency_id


class Remedy(models.Model):
    """救济: one reconsideration or lawsuit about an answer."""

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="remedies", verbose_name="申请"
    )
    kind = models.CharField("类别", max_length=20, choices=RemedyKind.choices)
    organ = models.CharField("受理机关", max_length=100)
    filed_on = models.DateField("受理日期")
    reply_due_on = models.DateField("答复（答辩）期限", null=True, blank=True)
    hearing_on = models.DateField("听证（开庭）日期", null=True, blank=True)
    outcome = models.CharField(
        "结果", max_length=12, choices=Outcome.choices, default=Outcome.PENDING
    )
    decided_on = models.DateField("审结日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "行政复议和行政诉讼"
        ordering = ["filed_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="foi_remedy_outcome_with_its_day",
                condition=Q(outcome="pending", decided_on__isnull=True)
                | (~Q(outcome="pending") & Q(decided_on__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.get_kind_display()}"

    @property
    def agency_id(self) -> int:
        """Whose auditor reads what is done to it."""
        return self.application.agency_id


class Reminder(models.Model):
    """提醒: somebody was reminded of one date of one application; there is no second reminder."""

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="reminders", verbose_name="申请"
    )
    what = models.CharField("事项", max_length=16, choices=Alarm.choices)
    day = models.DateField("所指日期")
    made_on = models.DateField("提醒日期")

    class Meta:
        verbose_name = verbose_name_plural = "期限提醒"
        ordering = ["day", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "what", "day"], name="foi_reminded_once")
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.get_what_display()} {self.day}"
