"""依申请公开: applications for information."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from huiyin.casework.deadlines import Reckoning, TimeLimit, reckon
from huiyin.casework.keys import ReferenceField
from huiyin.casework.models import Case, Matter, MatterQuerySet
from huiyin.foi import deadlines
from huiyin.workdays.load import calendar

from . import promises
from .applicant import Applicant, Wanted
from .choices import Channel, ConfirmMethod, Decision, NoticeOf, Satisfaction, ServiceMethod
from .past import PastColumns


class ReceivedOrFirst(models.Func):
    """The day of receipt; what is not yet confirmed comes before all others.

    The day is written into the query: SQLite knows its index only by the same words.
    """

    template = "COALESCE(%(expressions)s, '9999-12-31')"
    output_field = models.DateField()


class ApplicationQuerySet(MatterQuerySet["Application"]):
    def open(self) -> Self:
        return self.filter(state__in=Application.OPEN)

    def answered(self) -> Self:
        return self.valid().filter(answered_on__isnull=False)


class Application(PastColumns, Applicant, Wanted, Case):
    """政府信息公开申请."""

    class State(models.TextChoices):
        SUBMITTED = "submitted", "待确认"
        RECEIVED = "received", "办理中"
        CORRECTING = "correcting", "待补正"
        REASONING = "reasoning", "待说明理由"
        PAYING = "paying", "待缴费"
        CONSULTING = "consulting", "征求意见中"
        DRAFTED = "drafted", "待审查"
        REVIEWED = "reviewed", "待签发"
        SIGNED = "signed", "待送达"
        ENTERED = "entered", "待核对"
        ANSWERED = "answered", "已答复"
        VOIDED = Matter.VOIDED, "录入作废"

    OPEN: ClassVar[frozenset[str]] = frozenset(set(State.values) - {State.ANSWERED, State.VOIDED})
    WAITING: ClassVar[frozenset[str]] = frozenset({State.CORRECTING, State.PAYING})
    """The next step is the applicant's: no day runs against the office, nor while somebody
    compares what ended one of these."""
    NOTICES: ClassVar[dict[str, NoticeOf]] = {
        State.CORRECTING: NoticeOf.CORRECTION,
        State.REASONING: NoticeOf.REASONS,
        State.PAYING: NoticeOf.FEE,
    }
    """By which notice it came into a state in which something is asked of the applicant."""
    kind: ClassVar[str] = "foi"
    is_private: ClassVar[bool] = True
    unlogged: ClassVar[frozenset[str]] = frozenset(
        {"description", "information_name", "whom", "grounds", "parts", "text", "draft_text",
         "draft_letter", "entered_letter", "seen", "paper", "query_digest", "applicant_id_digest", "applicant_uscc", "correction", "reasons", "note",
         "applicant_postcode", "opinion_reason"}
    )  # fmt: skip
    query_code: str = ""
    """The clear query code: only on the object that `submit` or `register` returned."""

    reference = ReferenceField("申请编号", max_length=80)
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.RECEIVED)
    channel = models.CharField("申请渠道", max_length=12, choices=Channel.choices)
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True,
        verbose_name="经办人",
    )  # fmt: skip
    split_from = models.ForeignKey(
        "self", models.PROTECT, related_name="split_into", null=True, blank=True,
        verbose_name="拆分自",
    )  # fmt: skip

    submitted_at = models.DateTimeField("提交时间", null=True, blank=True)
    arrived_on = models.DateField("到达日期", null=True, blank=True)
    confirmed_at = models.DateTimeField("确认时间", null=True, blank=True)
    confirm_method = models.CharField(
        "确认方式", max_length=12, choices=ConfirmMethod.choices, blank=True
    )
    received_on = models.DateField("收到日期", null=True, blank=True)  # type: ignore[assignment]
    received_reason = models.CharField("收到日期的说明", max_length=200, blank=True)
    query_digest = models.CharField("查询码摘要", max_length=64, blank=True, editable=False)

    paused_until = models.DateField("中止计时至", null=True, blank=True, editable=False)
    """The last day on which enquiries that are still out hold the clock."""
    correction_asked_on = models.DateField("告知补正日期", null=True, blank=True)
    correction_wanted = models.TextField("需要补正的内容", blank=True)
    correction_due_on = models.DateField("补正期限", null=True, blank=True)
    correction_received_on = models.DateField("收到补正日期", null=True, blank=True, editable=False)
    """As the clock events tell it, in a column that figures can ask."""
    correction = models.TextField("补正的内容", blank=True)
    reasons_wanted = models.TextField("需要说明理由的事项", blank=True)
    reasons_due_on = models.DateField("说明理由期限", null=True, blank=True)
    reasons = models.TextField("申请人说明的理由", blank=True)
    extension_reason = models.TextField("延期理由", blank=True)
    delayed_until = models.DateField("延迟答复至", null=True, blank=True)

    draft_decision = models.CharField(
        "拟办结果", max_length=8, choices=Decision.choices, blank=True
    )
    draft_text = models.TextField("答复内容", blank=True)
    draft_letter = models.JSONField("答复书的填写内容", default=dict, blank=True, editable=False)
    draft_number = models.PositiveIntegerField("第几稿", default=0, editable=False)
    """Each saved draft is another one, also where only what lies beside the row is new."""
    drafted_by = models.CharField("拟稿人", max_length=120, blank=True)
    secrecy_opinion = models.TextField("保密审查意见", blank=True)
    legal_opinion = models.TextField("合法性审查意见", blank=True)
    reviewed_by = models.CharField("审查人", max_length=120, blank=True)
    reviewed_digest = models.CharField(
        "审查通过的内容摘要", max_length=64, blank=True, editable=False
    )
    """Of the letter and its attachments; only just these are signed."""
    signed_by = models.CharField("签发人", max_length=120, blank=True)
    signed_at = models.DateTimeField("签发时间", null=True, blank=True)

    entered_decision = models.CharField(
        "登记的办理结果", max_length=8, choices=Decision.choices, blank=True
    )
    entered_on = models.DateField("登记的答复日期", null=True, blank=True)
    entered_number = models.CharField("登记的答复文号", max_length=80, blank=True)
    entered_from = models.CharField(
        "登记前的状态", max_length=20, choices=State.choices, blank=True, editable=False
    )
    entered_letter = models.JSONField("随告知书的填写内容", null=True, blank=True, editable=False)
    entered_by = models.CharField("答复登记人", max_length=120, blank=True)
    checked_by = models.CharField("答复核对人", max_length=120, blank=True)
    """What one entered as the end of an application (an answer on paper, a lapse, a withdrawal)
    waits in `entered_*` until another has compared it."""

    decision = models.CharField("办理结果", max_length=8, choices=Decision.choices, blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    answer_number = ReferenceField("答复文号", max_length=80, blank=True)
    service_method = models.CharField(
        "送达方式", max_length=12, choices=ServiceMethod.choices, blank=True
    )
    post_number = models.CharField("邮件号码", max_length=40, blank=True)
    service_receipt = models.CharField("送达凭证", max_length=80, blank=True)
    delivered_on = models.DateField("签收日期", null=True, blank=True)
    satisfaction = models.CharField(
        "满意度", max_length=12, choices=Satisfaction.choices, blank=True
    )
    published_as = models.CharField("转为主动公开的索引号", max_length=64, blank=True)
    """条例第四十四条: the document of the disclosure catalogue that this answer became."""

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "依申请公开"
        ordering = [ReceivedOrFirst("received_on").desc(), "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "reference"],
                condition=~Q(state=Matter.VOIDED),
                name="foi_reference_once",
            ),
            models.CheckConstraint(
                name="foi_answered_has_date_and_decision",
                condition=~Q(state="answered") | (Q(answered_on__isnull=False) & ~Q(decision="")),
            ),
            models.CheckConstraint(
                name="foi_decision_with_its_date",
                condition=Q(answered_on__isnull=True, decision="")
                | (Q(answered_on__isnull=False) & ~Q(decision="")),
            ),
            models.CheckConstraint(
                name="foi_open_has_no_answer",
                condition=Q(state__in=["answered", "voided"]) | Q(answered_on__isnull=True),
            ),
            models.CheckConstraint(
                name="foi_answer_not_before_receipt",
                condition=Q(answered_on__isnull=True) | Q(answered_on__gte=F("received_on")),
            ),
            models.CheckConstraint(
                name="foi_received_unless_unconfirmed",
                condition=Q(state="voided")
                | Q(state="submitted", received_on__isnull=True)
                | (~Q(state="submitted") & Q(received_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="foi_draft_or_entry_is_whole",
                condition=(~Q(state__in=["drafted", "reviewed", "signed"]) | ~Q(draft_decision=""))
                & (~Q(state="entered") | (~Q(entered_decision="") & Q(entered_on__isnull=False))),
            ),
        ]
        indexes = [
            # all that the list is narrowed by: its total is counted without reading a row
            models.Index(
                fields=["agency", "state", "due_on", "received_on", "channel", "applicant_kind",
                        "decision", "handler", "answered_on"],
                name="foi_counted",
            ),
            models.Index(fields=["agency", "received_on"], name="foi_received"),
            models.Index(fields=["agency", "answered_on", "decision"], name="foi_answers"),
            models.Index(fields=["handler", "state"], name="foi_handler"),
            # the list as it opens: newest first, those that are not yet received before all others
            models.Index(
                F("agency"), ReceivedOrFirst("received_on").desc(), F("id").desc(),
                name="foi_newest", condition=~Q(state=Matter.VOIDED),
            ),
            models.Index(fields=["due_on", "state"], name="foi_due"),
            models.Index(fields=["applicant_uscc"], name="foi_by_code"),
            models.Index(fields=["correction_due_on"], name="foi_uncorrected",
                         condition=Q(state="correcting")),
        ]  # fmt: skip
        permissions = [
            ("register_application", "登记信息公开申请"),
            ("assign_application", "分派信息公开申请"),
            ("handle_application", "办理信息公开申请"),
            ("review_answer", "审查答复（保密、合法性）"),
            ("sign_answer", "签发答复"),
            ("record_answer", "直接登记答复"),
            ("confirm_answer", "核对直接登记的答复"),
            ("approve_extension", "批准延期答复"),
            ("void_application", "作废申请记录"),
            ("view_register", "查看依申请公开台账"),
            ("see_personal", "查看申请人个人信息"),
        ]

    @property
    def title(self) -> str:
        return (self.information_name or self.description)[:60]

    def time_limit(self) -> TimeLimit:
        if self.received_on is not None:
            return deadlines.ANSWER
        if self.channel == Channel.PLAIN_LETTER:
            return deadlines.CONFIRMATION_OF_LETTER
        return promises.confirmation(self.agency_id, self._arrival())

    def reckoning(self) -> Reckoning:
        """The answer period, or until the receipt is confirmed the day to confirm it by."""
        days = calendar(self.agency.region)
        if self.received_on is None:
            return reckon(self.time_limit(), self._arrival(), days)
        reckoning = super().reckoning()
        if self.delayed_until and self.delayed_until > reckoning.due:
            # 条例第三十五条: the applicant was given this day
            return replace(reckoning, due=self.delayed_until, provisional=False)
        return reckoning

    @classmethod
    def clocks(cls) -> "models.QuerySet[Application]":
        return super().clocks().prefetch_related("consultations", "fees", "services")

    def recount(self) -> Reckoning:
        self._put_enquiries_on_clock()
        days = [value for name, value in self.clock_events if name == "correction-received"]
        self.correction_received_on = date.fromisoformat(days[-1]) if days else None
        reckoning = super().recount()
        self.paused_until = reckoning.suspended_until
        return reckoning

    def _fee_noticed(self, noticed_on: date) -> date | None:
        """The receipt of the fee notice; as it was entered where its service was not kept yet."""
        service = next((service for service in self.services.all() if service.of == "fee"), None)
        return service.received_on if service else noticed_on

    def beside_clocks(self) -> Iterator[tuple[models.Model, str, date]]:
        """What the law counts: the fee's last day; a third party's and a co-maker's for an opinion."""
        days = calendar(self.agency.region)
        for fee in self.fees.all():
            if fee.paid_on is None and (start := self._fee_noticed(fee.noticed_on)):
                yield fee, "due_on", deadlines.last_day(deadlines.FEE_PAYMENT, start, days)
        for asked in self.consultations.all():
            if asked.replied_on is None and asked.received_on and asked.kind in deadlines.OF_WHOM:
                day = deadlines.silence_after(asked.kind, asked.received_on, days)
                yield asked, "due_on", day

    def _put_enquiries_on_clock(self) -> None:
        """Puts the enquiries as they are now on the clock, in the place of their earlier events."""
        asked = list(self.consultations.all()) if self.pk else []
        if asked:
            days = calendar(self.agency.region)
            self.clock_events = deadlines.with_enquiries(self.clock_events, asked, days)

    def _arrival(self) -> date:
        if self.arrived_on is None:
            raise ValueError("an application without a day of receipt needs its day of arrival")
        return self.arrived_on

    def runs_on(self, day: date) -> bool:
        state = self.entered_from if self.state == self.State.ENTERED else self.state
        is_waiting = state in self.WAITING or self.stands_on(day)
        return self.state in self.OPEN and not is_waiting

    def stands_on(self, day: date) -> bool:
        """Whether an enquiry holds the clock; not for ever: the time to answer it ends."""
        return self.paused_until is not None and day <= self.paused_until

    @property
    def is_handled_here(self) -> bool:
        """It came in by a door of the system, which gave it a query code; an old register's did not."""
        return bool(self.query_digest or self.signed_at or self.checked_by)

    def earlier(self) -> ApplicationQuerySet:
        """Other applications of the same applicant, newest first; none where it is not known."""
        others = Application.objects.valid().filter(agency=self.agency_id).exclude(pk=self.pk)
        if not self.applicant_id_digest:
            return others.none()
        return others.filter(applicant_id_digest=self.applicant_id_digest)

    def monthly_count(self) -> int:
        """The how-manieth of its applicant in its calendar month (国办函〔2020〕109号第四条)."""
        day = self.received_on
        if day is None:
            return 0
        month = self.earlier().filter(received_on__year=day.year, received_on__month=day.month)
        before = Q(received_on__lt=day) | Q(received_on=day, pk__lt=self.pk)
        return month.filter(before).count() + 1

    def wanted_by_others(self) -> int:
        """How many other applications ask for the same: 条例第四十四条 may move it to the portal."""
        condition = Q(description=self.description)
        if self.information_name:
            condition |= Q(information_name=self.information_name)
        others = Application.objects.valid().filter(condition, agency=self.agency_id)
        if self.applicant_id_digest:
            others = others.exclude(applicant_id_digest=self.applicant_id_digest)
        return others.exclude(pk=self.pk).count()
