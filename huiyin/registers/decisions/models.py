"""重大行政决策: a matter from its draft to its outcome, and what the public said of it."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from huiyin.casework.keys import ReferenceField
from huiyin.casework.models import Matter, MatterQuerySet, Written
from huiyin.common import masking
from huiyin.personal.fields import EncryptedField

PUBLIC_STATES = frozenset({"consulting", "feedback", "deliberation", "published", "terminated"})


class DecisionQuerySet(MatterQuerySet["Decision"]):
    def public(self) -> Self:
        """From the day on which the draft is shown to everybody."""
        return self.filter(state__in=PUBLIC_STATES)

    def taking_opinions(self, today: date) -> Self:
        """Those of which `takes_opinions` is true that day."""
        return self.filter(
            state=Decision.State.CONSULTING, consult_from__lte=today, consult_until__gte=today
        )


class Decision(Written, Matter):
    """重大行政决策事项."""

    class State(models.TextChoices):
        DRAFT = "draft", "未公布"
        CONSULTING = "consulting", "征求意见"
        FEEDBACK = "feedback", "意见反馈"
        DELIBERATION = "deliberation", "审议"
        PUBLISHED = "published", "公布结果"
        TERMINATED = "terminated", "已终止"
        VOIDED = Matter.VOIDED, "录入作废"

    kind: ClassVar[str] = "decisions"

    reference = ReferenceField("编号", max_length=80, blank=True)
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.DRAFT)
    name = models.CharField("事项名称", max_length=200)
    department = models.CharField("承办单位", max_length=100)
    basis = models.TextField("决策依据", blank=True)
    explanation = models.TextField("起草说明")
    draft = models.TextField("决策草案")
    draft_link = models.CharField("草案文件地址", max_length=300, blank=True)
    ways = models.TextField(
        "其他提出意见的方式", blank=True, help_text="通信地址、电话、电子邮箱等，将对外公布"
    )
    consult_from = models.DateField("征求意见开始", null=True, blank=True)
    consult_until = models.DateField("征求意见截止", null=True, blank=True)
    short_reason = models.CharField("缩短征求意见期限的说明", max_length=300, blank=True)
    other_opinions = models.PositiveIntegerField(
        "其他途径收到意见数", default=0, help_text="信函、邮件、座谈会等途径收到的条数"
    )
    feedback_due_on = models.DateField("采纳情况应公布日期", null=True, blank=True)
    adoption = models.TextField("意见采纳情况", blank=True)
    feedback_on = models.DateField("采纳情况公布日期", null=True, blank=True)
    deliberated_on = models.DateField("审议日期", null=True, blank=True)
    meeting = models.CharField("审议会议", max_length=200, blank=True)
    outcome = models.TextField("决策结果", blank=True)
    outcome_link = models.CharField("结果文件地址", max_length=300, blank=True)
    outcome_on = models.DateField("结果公布日期", null=True, blank=True)
    ended_on = models.DateField("终止日期", null=True, blank=True)
    end_reason = models.CharField("终止原因", max_length=500, blank=True)
    due_on = models.DateField("应办结日期", null=True, blank=True, db_index=True)
    reminded = models.CharField("已提醒", max_length=40, blank=True, editable=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "重大行政决策"
        ordering = ["-consult_from", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "reference"],
                condition=~Q(state=Matter.VOIDED),
                name="registers_decision_once",
            ),
            models.CheckConstraint(
                condition=Q(consult_from__isnull=True)
                | Q(consult_until__gte=models.F("consult_from")),
                name="registers_consultation_in_order",
            ),
        ]
        permissions = [
            ("view_decisions", "查看重大行政决策"),
            ("keep_decisions", "登记和办理重大行政决策"),
            ("release_decisions", "公布重大行政决策"),
            ("see_opinion_sender", "查看意见提出人信息"),
        ]

    @property
    def is_public(self) -> bool:
        """One of `objects.public()`."""
        return self.state in PUBLIC_STATES

    @property
    def title(self) -> str:
        return self.name

    def takes_opinions(self, today: date) -> bool:
        """True from the first to the last day of the consultation, whatever the clock has done."""
        return bool(
            self.state == self.State.CONSULTING
            and self.consult_from
            and self.consult_until
            and self.consult_from <= today <= self.consult_until
        )

    @property
    def is_open(self) -> bool:
        return self.takes_opinions(timezone.localdate())

    @property
    def stage(self) -> str:
        """In words; a consultation whose last day has passed is over, whatever the clock has done."""
        if self.state == self.State.CONSULTING and not self.is_open:
            return "意见整理中"
        return str(self.get_state_display())


class Outcome(models.TextChoices):
    """处理结果 of an opinion."""

    ADOPTED = "采纳", "采纳"
    PARTLY = "部分采纳", "部分采纳"
    NOT_ADOPTED = "未采纳", "未采纳"
    NOT_RELATED = "与本事项无关", "与本事项无关"


class Opinion(Matter):
    """公众意见: sent on the page of a matter; name and contact only if the sender wants."""

    class State(models.TextChoices):
        RECEIVED = "received", "待处理"
        HANDLED = "handled", "已处理"
        VOIDED = Matter.VOIDED, "录入作废"

    kind: ClassVar[str] = "opinions"
    is_private: ClassVar[bool] = True
    unlogged: ClassVar[frozenset[str]] = frozenset({"name", "contact"})

    reference = ReferenceField("编号", max_length=80, blank=True)
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.RECEIVED)
    decision = models.ForeignKey(
        Decision, models.PROTECT, related_name="opinions", verbose_name="决策事项"
    )
    text = models.TextField("意见内容", max_length=3000)
    name = EncryptedField("姓名或单位", blank=True, mask=masking.name)
    contact = EncryptedField("联系方式", blank=True, mask=masking.contact)
    sent_on = models.DateField("提出日期", db_index=True)
    outcome = models.CharField("处理结果", max_length=10, choices=Outcome.choices, blank=True)
    answer = models.TextField("理由说明", blank=True)
    handled_on = models.DateField("处理日期", null=True, blank=True)

    objects = MatterQuerySet["Opinion"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公众意见"
        ordering = ["-sent_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "reference"],
                condition=~Q(state=Matter.VOIDED),
                name="registers_opinion_once",
            ),
        ]

    @property
    def title(self) -> str:
        return self.text[:60]
