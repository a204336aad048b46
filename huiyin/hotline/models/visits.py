"""联系、回访、重办: how a person was reached, what the person says of the answer, and former answers."""

from typing import ClassVar, Final

from django.db import models
from django.db.models import Q

from huiyin.audit.actors import Actor, ActorKind
from huiyin.casework.clock_rows import ClockRule
from huiyin.casework.handled import Handled
from huiyin.organisations.models import Organisation
from huiyin.personal.fields import EncryptedField
from huiyin.workdays.due import DueDay

from .kinds import EndReason, RequestKind, Satisfaction
from .request_terms import CLOCKED, CONTACT, RequestTerm, Urgency, best


class Resolution(models.TextChoices):
    """诉求是否解决, as the person says."""

    RESOLVED = "resolved", "已解决"
    UNRESOLVED = "unresolved", "未解决"


class Mark(models.TextChoices):
    """Of attitude and of speed."""

    GOOD = "good", "好"
    FAIR = "fair", "一般"
    POOR = "poor", "差"


SPEEDS: Final = [(Mark.GOOD.value, "快"), (Mark.FAIR.value, "一般"), (Mark.POOR.value, "慢")]


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


def is_objection(resolution: str, satisfaction: str) -> bool:
    return resolution == Resolution.UNRESOLVED or satisfaction == Satisfaction.DISSATISFIED


class Visited(Handled):
    """What contacts, visits and second handlings leave on a request.

    `satisfaction`, `rated_on`, `resolution`, `resolution_on` speak of the first answer and stay;
    the `first_…` columns are filled when it is handled again, and figures ask them before the
    present ones (docs/adr/0057). `handlers` are all who had a hand in an answer or in the lead
    task: none of them visits.
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
    reviewers = models.JSONField("历次审核人", default=list, blank=True, editable=False)
    """(round, key) of whoever let out an answer."""
    tasks_after = models.PositiveBigIntegerField("上轮最后任务", default=0, editable=False)
    """Tasks up to this key belong to former rounds."""

    clocked: ClassVar[tuple[ClockRule, ...]] = CLOCKED

    class Meta:
        abstract = True

    @property
    def asker_key(self) -> str:
        """Of whoever brought it, when that person comes back over the portal."""
        return f"request-{self.pk}"

    def is_asked_by(self, actor: Actor) -> bool:
        return actor.kind is ActorKind.VISITOR and actor.key == self.asker_key

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

    @property
    def present_satisfaction(self) -> str:
        """Of the answer that stands, as a table knows it."""
        return self.satisfaction if not self.is_again else self._said_of_this("satisfaction")

    @property
    def present_resolution(self) -> str:
        return self.resolution if not self.is_again else self._said_of_this("resolution")

    def _said_of_this(self, name: str) -> str:
        of_round = Visit.objects.filter(request=self.pk, round_number=self.round_number)  # type: ignore[misc]
        said = of_round.exclude(**{name: ""}).order_by("pk").values_list(name, flat=True).last()
        return said or ""

    def note_reviewer(self, actor: Actor) -> None:
        """Whoever lets an answer out has a hand in it."""
        self.note_handler(actor)
        self.answered_by = actor.name[:100]
        if actor.is_person:
            self.reviewers = [*self.reviewers, [self.round_number, actor.key]]

    def take_review_of(self, main: "Visited") -> None:
        """Answered by the answer of another: by those who answered that one."""
        self.note_handlers(main.handlers)
        self.answered_by = main.answered_by
        keys = [key for number, key in main.reviewers if number == main.round_number]
        self.reviewers = [*self.reviewers, *([self.round_number, key] for key in keys)]

    def was_let_out_by(self, actor: Actor) -> bool:
        """In a former round."""
        former = [key for number, key in self.reviewers if number < self.round_number]
        return actor.is_person and actor.key in former


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
    def result(self) -> str:
        """What was said, in a line."""
        marks = {"办理态度": self.get_attitude_display()}
        marks["办理速度"] = dict(SPEEDS).get(self.speed, "")
        said = [self.get_resolution_display(), self.get_satisfaction_display()]
        said += [f"{label}{mark}" for label, mark in marks.items() if mark]
        return "，".join(str(one) for one in said if one)

    @property
    def is_objection(self) -> bool:
        """What has to be handled again: not resolved, or not satisfied."""
        return is_objection(self.resolution, self.satisfaction)


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

    @property
    def due_day(self) -> DueDay | None:
        """It was answered: no notice moves this day any more."""
        return DueDay(self.due_on) if self.due_on else None
