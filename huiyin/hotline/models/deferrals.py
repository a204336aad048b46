"""挂账: what was answered and is not yet solved, and each look at it."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from huiyin.audit.actors import Actor
from huiyin.casework.keys import ReferenceField
from huiyin.casework.models import Matter, MatterQuerySet, Written

from .requests import ServiceRequest


class DeferralQuerySet(MatterQuerySet["Deferral"]):
    def open(self) -> Self:
        return self.filter(state__in=Deferral.OPEN)


class Deferral(Written, Matter):
    """挂账事项: stays on the list until it is solved or given up, either read by a second person."""

    class State(models.TextChoices):
        OPEN = "open", "挂账中"
        ENDING = "ending", "待审核"
        SETTLED = "settled", "已销账"

    class Result(models.TextChoices):
        SOLVED = "solved", "已解决"
        CANCELLED = "cancelled", "取消挂账"

    OPEN: ClassVar[frozenset[str]] = frozenset({"open", "ending"})
    kind: ClassVar[str] = "deferrals"
    is_private: ClassVar[bool] = True
    unlogged: ClassVar[frozenset[str]] = frozenset({"reason", "plan", "end_text", "note"})

    reference = ReferenceField("挂账编号", max_length=80)
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.OPEN)
    request = models.ForeignKey(
        ServiceRequest, models.PROTECT, related_name="deferrals", verbose_name="工单"
    )
    deferred_on = models.DateField("挂账日期")
    reason = models.CharField("挂账的理由", max_length=300)
    plan = models.TextField("解决计划")
    due_on = models.DateField("下次查看日期")
    result = models.CharField("结果", max_length=12, choices=Result.choices, blank=True)
    end_text = models.TextField("告知诉求人的内容", blank=True)
    settled_on = models.DateField("销账日期", null=True, blank=True)

    objects = DeferralQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "挂账事项"
        ordering = ["-deferred_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "reference"], name="hotline_deferral_reference_once"
            ),
            models.UniqueConstraint(
                fields=["request"],
                condition=Q(state__in=["open", "ending"]),
                name="hotline_deferred_once",
            ),
            models.CheckConstraint(
                name="hotline_settled_has_all",
                condition=~Q(state="settled") | (Q(settled_on__isnull=False) & ~Q(result="")),
            ),
            models.CheckConstraint(
                name="hotline_look_after_deferral", condition=Q(due_on__gte=F("deferred_on"))
            ),
        ]
        indexes = [models.Index(fields=["agency", "state", "due_on"], name="hotline_deferrals")]

    @property
    def title(self) -> str:
        return f"{self.request.reference} {self.request.title}"

    @property
    def next_look(self) -> date:
        """Said by whoever looked last; no calendar moves it."""
        return self.due_on

    @property
    def logs_looks(self) -> bool:
        return self.request.logs_looks

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @classmethod
    def kept_from(cls, actor: Actor) -> Q:
        hidden = ServiceRequest.kept_from(actor)
        if not hidden:
            return Q()
        return Q(request__in=ServiceRequest.objects.filter(hidden))


class DeferralLook(models.Model):
    """挂账查看: who looked on which day, and what was seen."""

    deferral = models.ForeignKey(
        Deferral, models.CASCADE, related_name="looks", verbose_name="挂账事项"
    )
    looked_on = models.DateField("查看日期")
    person_name = models.CharField("查看人", max_length=100)
    note = models.TextField("情况", max_length=1000)

    class Meta:
        verbose_name = verbose_name_plural = "挂账查看"
        ordering = ["-looked_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.looked_on} {self.person_name}"
