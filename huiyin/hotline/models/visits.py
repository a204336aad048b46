"""联系、回访、重办: how a person was reached, what the person says of the answer, and former answers."""

from datetime import date
from functools import partial
from typing import Any, ClassVar, Final

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, Q, Subquery, Value, When
from django.db.models.functions import JSONObject

from huiyin.audit.actors import Actor
from huiyin.casework.clock_rows import MEASURES, ClockRule
from huiyin.casework.moments import Measure, Term
from huiyin.casework.terms import Dated
from huiyin.organisations.models import Organisation
from huiyin.personal.fields import EncryptedField

from .kinds import EndReason, RequestKind, Satisfaction

CONTACT, URGENT, CRITICAL = "hotline.contact", "hotline.urgent", "hotline.critical"
VISIT: Final = "hotline.visit"


class Urgency(models.TextChoices):
    """紧急程度."""

    NORMAL = "normal", "一般"
    URGENT = "urgent", "紧急"
    CRITICAL = "critical", "特急"


class Resolution(models.TextChoices):
    """诉求是否解决, as the person says."""

    RESOLVED = "resolved", "已解决"
    UNRESOLVED = "unresolved", "未解决"


class Mark(models.TextChoices):
    """Of attitude and of speed."""

    GOOD = "good", "好"
    FAIR = "fair", "一般"
    POOR = "poor", "差"


class ContactDoor(models.TextChoices):
    """联系方式."""

    PHONE = "phone", "电话"
    IN_PERSON = "in-person", "当面"
    SITE = "site", "现场"
    WECHAT = "wechat", "微信"
    MAIL = "mail", "邮件、短信"


class VisitDoor(models.TextChoices):
    """回访方式. What a table brings says nothing of its door."""

    PHONE = "phone", "电话"
    MESSAGE = "message", "短信链接"
    ONLINE = "online", "网上"
    WECHAT = "wechat", "微信"
    IN_PERSON = "in-person", "当面"
    TABLE = "table", "台账登记"


class RequestTerm(Dated):
    """工单计时期限: how long a clock of a request runs, by kind and urgency; 0 means not at all.

    The row that says most about a request is its own: kind and urgency, kind, urgency, neither.
    """

    of = ("clock", "request_kind", "urgency")
    CLOCKS: ClassVar[list[tuple[str, str]]] = [
        (CONTACT, "联系诉求人"),
        (URGENT, "紧急诉求办结"),
        (CRITICAL, "特急诉求办结"),
        (VISIT, "回访"),
    ]

    clock = models.CharField("计时事项", max_length=40, choices=CLOCKS)
    request_kind = models.CharField(
        "诉求类型", max_length=12, choices=[("", "全部"), *RequestKind.choices], blank=True
    )
    urgency = models.CharField(
        "紧急程度", max_length=10, choices=[("", "全部"), *Urgency.choices], blank=True
    )
    amount = models.PositiveIntegerField(
        "数量",
        validators=[MinValueValidator(0), MaxValueValidator(100_000)],
        help_text="填 0 的不计时",
    )
    measure = models.CharField("单位", max_length=10, choices=MEASURES)

    class Meta:
        verbose_name = verbose_name_plural = "工单计时期限"
        ordering = ["clock", "request_kind", "urgency", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["clock", "request_kind", "urgency", "valid_from"],
                name="hotline_request_term_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_clock_display()} {self.period}"

    @property
    def term(self) -> Term:
        return Term(self.amount, Measure(self.measure), self.basis)

    @property
    def period(self) -> str:
        return self.term.period if self.amount else "不计时"


def best(clock: str, kind: str, urgency: str, day: date) -> "models.QuerySet[RequestTerm]":
    """The rows for such a request on that day, the one that says most about it first."""
    exact = Case(
        When(~Q(request_kind="") & ~Q(urgency=""), then=Value(3)),
        When(~Q(request_kind=""), then=Value(2)),
        When(~Q(urgency=""), then=Value(1)),
        default=Value(0),
    )
    rows: models.QuerySet[RequestTerm] = RequestTerm.objects.filter(
        clock=clock,
        request_kind__in=("", kind),
        urgency__in=("", urgency),
        valid_from__lte=day,
    )
    return rows.order_by(exact.desc(), "-valid_from")


def contact_term(kind: str, urgency: str, day: date) -> Subquery:
    """To be read along with something else: the contact term as JSON, or nothing."""
    columns = {name: name for name in ("clock", "amount", "measure", "basis")}
    rows = best(CONTACT, kind, urgency, day).values(row=JSONObject(**columns))
    return Subquery(rows[:1], output_field=models.JSONField())


def _term(clock: str, request: Any, day: date) -> RequestTerm | None:
    """None where there is no row, or it says 不计时; of no request, what holds for any."""
    if request is None:
        row = best(clock, "", "", day).first()
    elif clock == CONTACT:
        row = request.contact_row()
    else:
        row = best(clock, request.request_kind, request.urgency, day).first()
    return row if row is not None and row.amount else None


def _rule(clock: str, runs: Any, dropped: Any) -> ClockRule:
    return ClockRule(clock, dict(RequestTerm.CLOCKS)[clock], runs, dropped, partial(_term, clock))


def _is_urgent(urgency: Urgency) -> Any:
    return lambda request: request.urgency == urgency and request.state in request.OPEN


def _still_open(request: Any) -> bool:
    """It was set to another urgency: of the former nothing is owed."""
    return request.state in request.OPEN


def _never(request: Any) -> bool:
    return False


CLOCKED: tuple[ClockRule, ...] = (
    _rule(
        CONTACT,
        lambda request: (
            request.contacted_at is None
            and request.state in request.OPEN
            and request.can_be_reached
        ),
        _never,
    ),
    _rule(URGENT, _is_urgent(Urgency.URGENT), _still_open),
    _rule(CRITICAL, _is_urgent(Urgency.CRITICAL), _still_open),
    _rule(
        VISIT,
        lambda request: (
            request.visited_at is None
            and request.state == request.State.ANSWERED
            and request.can_be_reached
        ),
        _still_open,
    ),
)


class Visited(models.Model):
    """What contacts, visits and second handlings leave on a request.

    `satisfaction`, `rated_on`, `resolution`, `resolution_on` speak of the first answer and stay;
    the `first_…` columns are filled when it is handled again, and figures ask them before the
    present ones (docs/adr/0057).
    """

    urgency = models.CharField(
        "紧急程度", max_length=10, choices=Urgency.choices, default=Urgency.NORMAL
    )
    contacted_at = models.DateTimeField("联系到诉求人的时间", null=True, blank=True, editable=False)
    visited_at = models.DateTimeField("回访时间", null=True, blank=True, editable=False)
    """The first try since the answer."""
    objected_on = models.DateField("诉求人有异议的日期", null=True, blank=True, editable=False)
    """Said since the answer: not resolved, or not satisfied."""
    evaluated_on = models.DateField("诉求人评价日期", null=True, blank=True, editable=False)
    """The person has said something since the answer, whichever way."""
    reminded_on = models.DateField("提醒评价日期", null=True, blank=True, editable=False)
    satisfaction = models.CharField(
        "满意度", max_length=12, choices=Satisfaction.choices, blank=True
    )
    rated_on = models.DateField("回访日期", null=True, blank=True, editable=False)
    resolution = models.CharField(
        "是否解决", max_length=12, choices=Resolution.choices, blank=True, editable=False
    )
    resolution_on = models.DateField("确认解决情况的日期", null=True, blank=True, editable=False)
    extended_on = models.DateField("延期日期", null=True, blank=True, editable=False)
    round_number = models.PositiveSmallIntegerField("办理轮次", default=1, editable=False)
    reopened_on = models.DateField("重办日期", null=True, blank=True, editable=False)
    first_reopened_on = models.DateField("首次重办日期", null=True, blank=True, editable=False)
    first_answered_on = models.DateField("首次答复日期", null=True, blank=True, editable=False)
    first_due_on = models.DateField("首次应办结日期", null=True, blank=True, editable=False)
    answered_by = models.CharField("答复审核人", max_length=100, blank=True, editable=False)
    handlers = models.JSONField("经办人", default=list, blank=True, editable=False)
    """Keys of all who had a hand in an answer or in the lead task: none of them visits."""
    reviewers = models.JSONField("历次审核人", default=list, blank=True, editable=False)
    """Keys of those who let out an answer that had to be given again."""
    tasks_after = models.PositiveBigIntegerField("上轮最后任务", default=0, editable=False)
    """Tasks up to this key belong to former rounds."""

    clocked: ClassVar[tuple[ClockRule, ...]] = CLOCKED

    class Meta:
        abstract = True

    @property
    def can_be_reached(self) -> bool:
        """Somebody left a way back; of a fault of the website nobody is called."""
        return bool(self.caller_phone) and self.request_kind != RequestKind.MISTAKE  # type: ignore[attr-defined]

    def contact_row(self) -> RequestTerm | None:
        """By the day of receipt, as the limit itself: `time_limit` has read it along."""
        about = (self.request_kind, self.urgency, self.received_on)  # type: ignore[attr-defined]
        if self.__dict__.get("_contact_about") != about:
            self.note_contact_row(best(CONTACT, *about).first())
        row: RequestTerm | None = self.__dict__["_contact_row"]
        return row

    def note_contact_row(self, row: RequestTerm | None) -> None:
        about = (self.request_kind, self.urgency, self.received_on)  # type: ignore[attr-defined]
        self.__dict__.update(_contact_about=about, _contact_row=row)

    @property
    def is_again(self) -> bool:
        return self.round_number > 1

    def note_handler(self, actor: Actor) -> None:
        if actor.is_person and actor.key not in self.handlers:
            self.handlers = [*self.handlers, actor.key]

    def is_handled_by(self, actor: Actor) -> bool:
        return actor.is_person and actor.key in self.handlers


class OfRound(models.Model):
    """One row beside a request, of one round of its handling."""

    round_number = models.PositiveSmallIntegerField("办理轮次", default=1)

    class Meta:
        abstract = True


class Try(OfRound):
    """Somebody tried to reach the person, at a moment, by a door."""

    at = models.DateTimeField("时间")
    is_reached = models.BooleanField("联系上")
    person_key = models.CharField("账号", max_length=64, blank=True)
    person_name = models.CharField("经手人", max_length=100)

    class Meta:
        abstract = True


class Contact(Try):
    """联系记录: a contact with the person while the request is handled."""

    request = models.ForeignKey(
        "hotline.ServiceRequest", models.CASCADE, related_name="contacts", verbose_name="热线留言"
    )
    door = models.CharField("联系方式", max_length=12, choices=ContactDoor.choices)
    note = EncryptedField("联系情况", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "联系记录"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.request} {self.get_door_display()}"


class Visit(Try):
    """回访记录: one try to ask the person about the answer; no answer is no opinion."""

    request = models.ForeignKey(
        "hotline.ServiceRequest", models.CASCADE, related_name="visits", verbose_name="热线留言"
    )
    door = models.CharField("回访方式", max_length=12, choices=VisitDoor.choices)
    resolution = models.CharField("是否解决", max_length=12, choices=Resolution.choices, blank=True)
    satisfaction = models.CharField(
        "满意度", max_length=12, choices=Satisfaction.choices, blank=True
    )
    attitude = models.CharField("办理态度", max_length=6, choices=Mark.choices, blank=True)
    speed = models.CharField("办理速度", max_length=6, choices=Mark.choices, blank=True)
    words = EncryptedField("诉求人的话", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "回访记录"
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="hotline_visit_reached_has_result",
                condition=Q(is_reached=True)
                | Q(resolution="", satisfaction="", attitude="", speed=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.request} {self.get_door_display()}"

    @property
    def is_objection(self) -> bool:
        """What has to be handled again: not resolved, or not satisfied."""
        return (
            self.resolution == Resolution.UNRESOLVED
            or self.satisfaction == Satisfaction.DISSATISFIED
        )


class FormerAnswer(OfRound):
    """历次答复: an answer that was given and did not do; it stays readable."""

    request = models.ForeignKey(
        "hotline.ServiceRequest",
        models.CASCADE,
        related_name="former_answers",
        verbose_name="热线留言",
    )
    answer_text = models.TextField("答复内容", blank=True)
    end_reason = models.CharField(
        "不再受理的理由", max_length=20, choices=EndReason.choices, blank=True
    )
    answered_on = models.DateField("答复日期")
    answered_by = models.CharField("答复审核人", max_length=100, blank=True)
    due_on = models.DateField("应办结日期", null=True, blank=True)
    unit = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name="承办单位"
    )
    reason = models.CharField("重办理由", max_length=300)

    class Meta:
        verbose_name = verbose_name_plural = "历次答复"
        ordering = ["round_number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "round_number"], name="hotline_former_answer_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.request} 第{self.round_number}次答复"
