"""行政许可办件: one row an application for a licence."""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from huiyin.casework.deadlines import ClockEvent, Reckoning, TimeLimit, reckon
from huiyin.casework.keys import ReferenceField
from huiyin.casework.models import Case, Matter, MatterQuerySet, Written
from huiyin.common import masking
from huiyin.letters.models import DraftedPaper, Now
from huiyin.letters.models import Standing as PaperStanding
from huiyin.licensing.models import Licence, LicenceMatter
from huiyin.organisations.models import check_uscc
from huiyin.personal.fields import EncryptedField
from huiyin.publicity.holders import HolderKind, ShownHolder
from huiyin.subjects.models import AboutSubject
from huiyin.workdays.load import calendar

from . import deadlines
from .matter_rules import HandlingRule as HandlingRule
from .matter_rules import lines, rule_of, rules_on


class Purpose(models.TextChoices):
    NEW = "new", "首次申请"
    RENEWAL = "renewal", "延续"
    CHANGE = "change", "变更"


class Standstill(models.TextChoices):
    """第四十五条: for these alone the clock stands; an inspection of the site is not among them."""

    HEARING = "hearing", "听证"
    BIDDING = "bidding", "招标"
    AUCTION = "auction", "拍卖"
    EXAMINATION = "examination", "检验"
    TESTING = "testing", "检测"
    QUARANTINE = "quarantine", "检疫"
    APPRAISAL = "appraisal", "鉴定"
    REVIEW = "review", "专家评审"


class Outcome(models.TextChoices):
    GRANTED = "granted", "准予许可"
    REFUSED = "refused", "不予许可"


class LicenceApplicationQuerySet(MatterQuerySet["LicenceApplication"]):
    def open(self) -> Self:
        return self.filter(state__in=LicenceApplication.OPEN)

    def deemed_accepted(self, day: date) -> Self:
        """第三十二条: nobody said in time what is missing; the day decides, whatever job has run."""
        silent = Q(state=LicenceApplication.State.RECEIVED, accept_due_on__lt=day)
        return self.filter(silent | Q(is_deemed=True, accepted_on__lte=day))

    def deemed_renewed(self, day: date) -> Self:
        """第五十条: applied for in time, complete, and undecided when the old licence expired."""
        expiry = F("former__valid_to")
        return self.valid().filter(
            Q(decided_on=None) | Q(decided_on__gt=expiry),
            Q(withdrawn_on=None) | Q(withdrawn_on__gt=expiry),
            Q(unaccepted_on=None) | Q(unaccepted_on__gt=expiry),
            Q(notified_on=None) | Q(corrected_on__lte=expiry),
            purpose=Purpose.RENEWAL,
            received_on__lte=F("renew_by"),
            former__valid_to__lt=day,
        )


class LicenceApplication(ShownHolder, Written, Case, AboutSubject):
    """行政许可申请.

    `due_on` is what is owed now: acceptance, decision or service. `accept_due_on`, `decide_due_on`
    and `deliver_due_on` stay for the figures. Until somebody accepts it or asks for more,
    `decide_due_on` is counted from the receipt: if nobody does, it was accepted that day.
    """

    class State(models.TextChoices):
        RECEIVED = "received", "待受理"
        CORRECTING = "correcting", "待补正"
        ACCEPTED = "accepted", "审查中"
        PROPOSED = "proposed", "待决定"
        DECIDED = "decided", "待送达"
        DELIVERED = "delivered", "已办结"
        UNACCEPTED = "unaccepted", "不予受理"
        WITHDRAWN = "withdrawn", "已撤回"
        VOIDED = Matter.VOIDED, "录入作废"

    OPEN: ClassVar[frozenset[str]] = frozenset({"received", "accepted", "proposed", "decided"})
    kind: ClassVar[str] = "approvals"
    is_private: ClassVar[bool] = True
    unlogged: ClassVar[frozenset[str]] = frozenset({"content", "materials", "grant_content"})

    reference = ReferenceField("受理号", max_length=80, blank=True)
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.RECEIVED)
    matter = models.ForeignKey(
        LicenceMatter, models.PROTECT, related_name="applications", verbose_name="许可事项"
    )
    sub_kind = models.CharField("办理项", max_length=60, blank=True)
    purpose = models.CharField(
        "申请类型", max_length=10, choices=Purpose.choices, default=Purpose.NEW
    )
    former_reference = models.CharField("原许可决定文书号", max_length=80, blank=True)
    former = models.ForeignKey(
        Licence, models.PROTECT, null=True, blank=True, related_name="later_applications",
        editable=False, verbose_name="原许可",
    )  # fmt: skip
    renew_by = models.DateField("延续申请期限", null=True, blank=True, editable=False)
    holder_name = models.CharField("申请人", max_length=200)
    holder_kind = models.CharField("申请人类别", max_length=16, choices=HolderKind.choices)
    holder_uscc = models.CharField(
        "统一社会信用代码", max_length=18, blank=True, validators=[check_uscc]
    )
    representative = models.CharField("法定代表人", max_length=50, blank=True)
    holder_id_kind = models.CharField("证件类型", max_length=64, blank=True)
    holder_id = EncryptedField("证件号码", blank=True, mask=masking.identity_number)
    contact = EncryptedField("联系电话", blank=True, mask=masking.contact)
    content = models.TextField("申请内容", max_length=4000)
    materials = models.TextField("已收材料", max_length=2000, help_text="一行一份")
    received_on = models.DateField("收件日期")
    due_on = models.DateField("期限", null=True, blank=True)
    statutory_days = models.PositiveSmallIntegerField("法定时限（工作日）", editable=False)
    promised_days = models.PositiveSmallIntegerField("承诺时限（工作日）", editable=False)
    accept_due_on = models.DateField("受理期限", editable=False)
    notified_on = models.DateField("告知补正日期", null=True, blank=True, editable=False)
    lacking = models.TextField("需要补正的内容", max_length=2000, blank=True, editable=False)
    correct_by = models.DateField("补正期限", null=True, blank=True, editable=False)
    corrected_on = models.DateField("补正收到日期", null=True, blank=True, editable=False)
    accepted_on = models.DateField("受理日期", null=True, blank=True, editable=False)
    is_deemed = models.BooleanField("视为受理", default=False, editable=False)
    paused_until = models.DateField("计时暂停至", null=True, blank=True, editable=False)
    decide_due_on = models.DateField("决定期限", null=True, blank=True, editable=False)
    promised_on = models.DateField("承诺办结日期", null=True, blank=True, editable=False)
    outcome = models.CharField(
        "拟作决定", max_length=10, choices=Outcome.choices, blank=True, editable=False
    )
    grant_reference = ReferenceField("决定文书号", max_length=80, blank=True, editable=False)
    grant_content = models.TextField("许可内容", max_length=4000, blank=True, editable=False)
    grant_number = models.CharField("许可编号", max_length=80, blank=True, editable=False)
    grant_from = models.DateField("有效期自", null=True, blank=True, editable=False)
    grant_until = models.DateField("有效期至", null=True, blank=True, editable=False)
    decided_on = models.DateField("决定日期", null=True, blank=True, editable=False)
    reason = models.CharField(
        "不予受理、不予许可的理由", max_length=500, blank=True, editable=False
    )
    remedy = models.CharField("救济途径", max_length=300, blank=True, editable=False)
    licence = models.OneToOneField(
        Licence, models.PROTECT, null=True, blank=True, related_name="application", editable=False,
        verbose_name="准予的许可",
    )  # fmt: skip
    deliver_due_on = models.DateField("送达期限", null=True, blank=True, editable=False)
    delivered_on = models.DateField("送达日期", null=True, blank=True, editable=False)
    unaccepted_on = models.DateField("不予受理日期", null=True, blank=True, editable=False)
    withdrawn_on = models.DateField("撤回日期", null=True, blank=True, editable=False)

    objects = LicenceApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "行政许可申请"
        ordering = ["-received_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "reference"],
                condition=~Q(state=Matter.VOIDED),
                name="approvals_reference_once",
            ),
            models.CheckConstraint(
                name="approvals_decided_has_outcome",
                condition=Q(decided_on=None) | ~Q(outcome=""),
            ),
            models.CheckConstraint(
                name="approvals_refused_has_reason",
                condition=~Q(outcome="refused") | (~Q(reason="") & ~Q(remedy="")),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "state", "due_on"], name="approvals_list"),
            models.Index(
                fields=["former"], condition=Q(former__isnull=False), name="approvals_former"
            ),
        ]
        permissions = [
            ("view_applications", "查看行政许可申请"),
            ("receive_application", "收取许可申请、送达决定"),
            ("handle_application", "受理、审查许可申请"),
            ("decide_application", "决定许可申请、延长期限"),
            ("void_application", "作废许可申请记录"),
            ("see_applicant", "查看许可申请人证件号码和电话"),
            ("keep_rules", "设定许可事项办理规定"),
        ]

    @property
    def title(self) -> str:
        return f"{self.shown_holder} {self.matter.name}"

    @property
    def materials_on(self) -> date:
        """When all that there is was received."""
        return self.corrected_on or self.received_on

    @property
    def counted_from(self) -> date:
        return self.decided_on or self.accepted_on or self.materials_on

    def time_limit(self) -> TimeLimit:
        if self.decided_on:
            return deadlines.DELIVER
        return deadlines.decision(self.statutory_days) if self.accepted_on else deadlines.ACCEPT

    def events(self) -> Iterable[ClockEvent]:
        """They touch the clock of the decision alone."""
        return super().events() if self.accepted_on and not self.decided_on else []

    def recount(self) -> Reckoning:
        days, reckoning = calendar(self.agency.region), self.reckoning()
        self.due_on, self.is_provisional = reckoning.due, reckoning.provisional
        if self.decided_on:
            self.deliver_due_on = reckoning.due
            if self.decide_due_on:  # what ran until then stands as it was counted
                return reckoning
        self.accept_due_on = reckon(deadlines.ACCEPT, self.materials_on, days).due
        law, promise = (
            reckon(rule, self.accepted_on or self.materials_on, days, self.events()).due
            for rule in (
                deadlines.decision(self.statutory_days),
                deadlines.decision(self.promised_days, promised=True),
            )
        )
        self.decide_due_on, self.promised_on = law, min(promise, law)
        if self.state == self.State.CORRECTING:
            self.due_on = self.decide_due_on = self.promised_on = None
        return reckoning

    def stands_on(self, day: date) -> bool:
        """Whether the clock stands, as the applicant was told."""
        return self.paused_until is not None and day <= self.paused_until

    def runs_on(self, day: date) -> bool:
        return self.state in self.OPEN and not self.stands_on(day)

    def is_silent(self, day: date) -> bool:
        """第三十二条: deemed accepted, because nobody has said in time what is missing."""
        return self.state == self.State.RECEIVED and self.accept_due_on < day

    def is_deemed_renewed(self, day: date) -> bool:
        return LicenceApplication.objects.deemed_renewed(day).filter(pk=self.pk).exists()

    @property
    def standing(self) -> str:
        """Its state in words, as the day decides."""
        day = timezone.localdate()
        if self.is_silent(day):
            return "视为受理"
        if self.state in ("accepted", "proposed") and self.stands_on(day):
            return "计时暂停"
        if self.state in ("decided", "delivered"):
            return f"{self.get_outcome_display()}（{self.get_state_display()}）"
        return str(self.get_state_display())

    @property
    def rule(self) -> HandlingRule | None:
        """How its sub-kind, else its matter, was handled on the day of its receipt."""
        return rule_of(rules_on(self.received_on, self.matter_id), self.sub_kind)

    @property
    def missing(self) -> list[str]:
        """Materials that its matter asks for, and that nobody has handed in."""
        rule, given = self.rule, set(lines(self.materials))
        return [one for one in rule.listed if one not in given] if rule else []

    @property
    def standstills(self) -> list[tuple[str, date, date | None, date | None]]:
        """(what for, since, until when it was told, when it ended) of each, the oldest first."""
        days = {(event.name, event.of): event.day for event in super().events()}
        return [
            (Standstill(of.partition("-")[0]).label, since, days.get(("told-until", of)), days.get(("resumed", of)))
            for (name, of), since in days.items()
            if name == "suspended" and since
        ]  # fmt: skip


class Paper(DraftedPaper):
    """许可文书: what the applicant was told in writing, frozen in the move that told it."""

    class Role(models.TextChoices):
        LACKING = "lacking", "补正告知书"
        ACCEPT = "accept", "受理通知书"
        REFUSE_ACCEPTANCE = "refuse_acceptance", "不予受理决定书"
        SUSPEND = "suspend", "办理时间告知书"
        EXTEND = "extend", "延长期限告知书"
        REFUSE = "refuse", "不予许可决定书"
        GRANT = "grant", "准予许可决定书"

    application = models.ForeignKey(
        LicenceApplication, models.PROTECT, related_name="papers", verbose_name="行政许可申请"
    )
    role = models.CharField("文书种类", max_length=20, choices=Role.choices)
    given_number = models.CharField("决定文书号", max_length=80, blank=True)
    """Of a granted licence: the ledger has it from the proposal."""

    class Meta(DraftedPaper.Meta):
        verbose_name = verbose_name_plural = "许可文书"
        ordering = ["pk"]

    @property
    def agency_id(self) -> int:
        """Whose auditor reads what is done to it."""
        return self.application.agency_id

    @property
    def document_number(self) -> str:
        return self.given_number or super().document_number

    def now(self) -> Now:
        """As its application stands, and the licence that it granted."""
        application, licence = self.application, self.application.licence
        if application.state == Matter.VOIDED:
            return Now(PaperStanding.WITHDRAWN, "这件申请的记录已经作废")
        if self.role != self.Role.GRANT or licence is None:
            return super().now()
        return licence.told_when_over() or super().now()
