"""公示信息异议: somebody says that what is on view about him is wrong."""

from datetime import date
from typing import Any, ClassVar, Self

from django.apps import apps
from django.db import models
from django.db.models import Q

from huiyin.casework.deadlines import TimeLimit
from huiyin.casework.keys import ReferenceField
from huiyin.casework.models import Case, Matter, MatterQuerySet, Written
from huiyin.common import masking
from huiyin.personal.fields import EncryptedField
from huiyin.publicity import kinds
from huiyin.publicity.holders import HolderKind, ShownHolder
from huiyin.publicity.models import Publicised

from .rows import Answer, Door, Step, term


class ObjectionQuerySet(MatterQuerySet["Objection"]):
    def open(self) -> Self:
        return self.filter(state__in=Objection.OPEN)

    def about(self, record: Publicised) -> Self:
        """Valid ones about one record, the first one first."""
        return self.valid().filter(about_kind=record._meta.label_lower, about_pk=record.pk)


class Objection(ShownHolder, Written, Case):
    """公示信息异议.

    The record is named by its model label and key, as publications name it. `digest` is of the
    wording that was on view when the objection came: 更正 means that it is another one now.
    """

    class State(models.TextChoices):
        CHECKING = "checking", "核查中"
        PROPOSED = "proposed", "待答复"
        ANSWERED = "answered", "已答复"
        WITHDRAWN = "withdrawn", "已撤回"
        VOIDED = Matter.VOIDED, "录入作废"

    OPEN: ClassVar[frozenset[str]] = frozenset({"checking", "proposed"})
    kind: ClassVar[str] = "objections"
    is_private: ClassVar[bool] = True
    unlogged: ClassVar[frozenset[str]] = frozenset({"claim", "finding"})

    reference = ReferenceField("受理号", max_length=80, blank=True)
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.CHECKING)
    about_kind = models.CharField("公示内容", max_length=80, choices=kinds.choices)
    about_reference = models.CharField("公示的文书号或者编号", max_length=80)
    about_pk = models.PositiveBigIntegerField("记录", editable=False)
    holder_name = models.CharField("异议人（公示的单位或者个人）", max_length=200)
    holder_kind = models.CharField(
        "异议人类别", max_length=16, choices=HolderKind.choices, editable=False
    )
    contact = EncryptedField("联系电话", blank=True, mask=masking.contact)
    door = models.CharField("收件渠道", max_length=10, choices=Door.choices, default=Door.WINDOW)
    claim = models.TextField("异议内容和理由", max_length=2000)
    digest = models.CharField("收件时公示文本的摘要", max_length=64, blank=True, editable=False)
    received_on = models.DateField("收件日期")
    due_on = models.DateField("答复期限", null=True, blank=True)
    outcome = models.CharField(
        "处理结果", max_length=10, choices=Answer.choices, blank=True, editable=False
    )
    finding = models.TextField("核查情况和理由", max_length=2000, blank=True, editable=False)
    answered_on = models.DateField("答复日期", null=True, blank=True, editable=False)
    withdrawn_on = models.DateField("撤回日期", null=True, blank=True, editable=False)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公示信息异议"
        ordering = ["-received_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "reference"],
                condition=~Q(state=Matter.VOIDED),
                name="credit_objection_reference_once",
            ),
            models.UniqueConstraint(
                fields=["about_kind", "about_pk"],
                condition=Q(state__in=["checking", "proposed"]),
                name="credit_one_objection_at_a_time",
                violation_error_message="这条公示信息已经有在办的异议，请在那一件里办理",
            ),
            models.CheckConstraint(
                name="credit_objection_answered_has_outcome",
                condition=Q(answered_on=None) | (~Q(outcome="") & ~Q(finding="")),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "state", "due_on"], name="credit_objection_list"),
            models.Index(fields=["about_kind", "about_pk"], name="credit_objection_about"),
        ]
        permissions = [
            ("view_objections", "查看公示信息异议"),
            ("handle_objection", "收取、核查公示信息异议"),
            ("answer_objection", "答复公示信息异议"),
            ("void_objection", "作废公示信息异议记录"),
        ]

    @property
    def title(self) -> str:
        return f"{self.shown_holder} 对 {self.about_reference} 公示的异议"

    @property
    def record(self) -> Any:
        """What it is about."""
        model = apps.get_model(self.about_kind)
        return model._default_manager.get(pk=self.about_pk)

    @property
    def is_corrected(self) -> bool:
        """Whether the record says something else than when the objection came."""
        return self.digest != digest_of(self.record)

    def time_limit(self) -> TimeLimit:
        return term(Step.OBJECTION, self.received_on)

    def runs_on(self, day: date) -> bool:
        return self.state in self.OPEN


def digest_of(record: Publicised) -> str:
    """Of what the public reads of a record now."""
    return kinds.digest_of(kinds.of(record).wording(record))
