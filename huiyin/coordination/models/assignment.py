"""承办任务: what a unit has to do for a matter."""

from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from huiyin.audit.actors import Actor
from huiyin.casework.clock_rows import ClockRule
from huiyin.casework.handled import Handled
from huiyin.casework.keys import ReferenceField
from huiyin.casework.models import Matter, MatterQuerySet
from huiyin.organisations.models import Organisation, held_in

from .beside import HANDLE, Beside, BesideQuerySet, in_own_units

_M = TypeVar("_M", bound=Matter)

COORDINATE = "coordination.coordinate"
"""Gives tasks and follows all of its agency's."""


class Role(models.TextChoices):
    """承办方式."""

    LEAD = "lead", "主办"
    ASSIST = "assist", "协办（会办）"
    SEPARATE = "separate", "分办"


class AssignmentQuerySet(BesideQuerySet["Assignment"]):
    def unreported(self) -> Self:
        return self.filter(state__in=Assignment.UNREPORTED)

    def returned(self) -> Self:
        """退回: those that a unit sent back, whatever was done about it."""
        return self.filter(state=Assignment.State.RETURNED)

    def also_asked_of(self, unit: Organisation) -> Self:
        """Of matters for which this unit has an open task already."""
        own = Assignment.objects.open().filter(
            unit=unit, about_kind=OuterRef("about_kind"), about_pk=OuterRef("about_pk")
        )
        return self.filter(Exists(own))

    def unfollowed(self) -> Self:
        """Sent back, and given to nobody in their place."""
        return self.returned().filter(successors__isnull=True)


class Assignment(Handled, Beside):
    """承办任务: given by the agency that holds the matter, done by a unit of it or another agency."""

    class State(models.TextChoices):
        GIVEN = "given", "待签收"
        SIGNED = "signed", "办理中"
        REPORTED = "reported", "已反馈"
        ACCEPTED = "accepted", "已办结"
        RETURNED = "returned", "已退回"
        CALLED_BACK = "called-back", "已撤回"

    UNREPORTED: ClassVar[frozenset[str]] = frozenset({"given", "signed"})
    HOLDER: ClassVar[str] = COORDINATE
    OPEN: ClassVar[frozenset[str]] = UNREPORTED | {"reported"}
    kind: ClassVar[str] = "assignments"
    is_internal: ClassVar[bool] = True
    unlogged: ClassVar[frozenset[str]] = frozenset({"opinion"})
    SIGN: ClassVar[str] = "coordination.sign"
    clocked: ClassVar[tuple[ClockRule, ...]] = (
        ClockRule(
            SIGN,
            "签收",
            runs=lambda task: task.state == "given",
            dropped=lambda task: task.state == "called-back",
        ),
    )

    reference = ReferenceField("任务编号", max_length=80, blank=True)
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.GIVEN)
    unit = models.ForeignKey(
        Organisation, models.PROTECT, related_name="assignments", verbose_name="承办单位"
    )
    role = models.CharField("承办方式", max_length=10, choices=Role.choices, default=Role.ASSIST)
    is_designated = models.BooleanField(
        "指定承办", default=False, editable=False, help_text="指定承办的不能退回"
    )
    former = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="successors",
        verbose_name="原任务",
    )
    """The task in whose place it was given: 改派, 指定."""
    subject = models.CharField("办理要求", max_length=300, blank=True)
    given_on = models.DateField("交办日期")
    due_on = models.DateField("办理期限")
    signed_on = models.DateField("签收日期", null=True, blank=True)
    reported_on = models.DateField("反馈日期", null=True, blank=True)
    opinion = models.TextField("反馈意见", blank=True)
    closed_on = models.DateField("了结日期", null=True, blank=True)
    close_reason = models.CharField("退回或撤回原因", max_length=300, blank=True)
    return_basis = models.CharField("退回依据", max_length=300, blank=True)
    returned_on = models.DateField("退回日期", null=True, blank=True, editable=False)
    """The unit's own 退回: a task that came back because its unit was dissolved is none."""

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "承办任务"
        ordering = ["-given_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "reference"], name="coordination_reference_once"
            ),
            models.UniqueConstraint(
                fields=["about_kind", "about_pk", "unit"],
                condition=Q(state__in=["given", "signed", "reported"]),
                name="coordination_unit_once",
                violation_error_message="这个单位已有这件事项的在办任务",
            ),
            models.UniqueConstraint(
                fields=["about_kind", "about_pk"],
                condition=Q(role="lead", state__in=["given", "signed", "reported"]),
                name="coordination_one_lead",
                violation_error_message="这件事项已有主办单位，请先撤回原来的任务",
            ),
            models.CheckConstraint(
                name="coordination_opinion_has_its_day",
                condition=Q(state__in=["reported", "accepted"], reported_on__isnull=False)
                | ~Q(state__in=["reported", "accepted"]),
            ),
            models.CheckConstraint(
                name="coordination_closed_has_its_day",
                condition=Q(state__in=["given", "signed", "reported"], closed_on__isnull=True)
                | Q(
                    state__in=["accepted", "returned", "called-back"],
                    closed_on__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="coordination_due_after_given", condition=Q(due_on__gte=F("given_on"))
            ),
        ]
        indexes = [
            models.Index(fields=["about_kind", "about_pk"], name="coordination_about"),
            models.Index(
                fields=["about_kind", "about_pk", "returned_on"],
                condition=Q(returned_on__isnull=False),
                name="coordination_returned",
            ),
            models.Index(fields=["agency", "state", "due_on"], name="coordination_list"),
            models.Index(fields=["unit", "state", "due_on"], name="coordination_of_unit"),
        ]
        permissions = [
            ("coordinate", "交办和跟踪承办任务"),
            ("handle", "办理本单位的承办任务"),
        ]


class TaskedQuerySet(MatterQuerySet[_M]):
    """Of a kind that is done by units: whoever handles tasks sees what the own unit was asked for."""

    def held_by(self, actor: Actor, right: str, *others: str) -> Self:
        rights = {right, *others}
        visible = held_in(actor, *rights - {HANDLE}) if rights != {HANDLE} else Q(pk__in=())
        if HANDLE in rights:
            visible |= self.asked_of(tasks_of_own_units(actor, self.model).values("about_pk"))
        return self.filter(visible)

    def asked_of(self, keys: Any) -> Q:
        """What a unit may read that was asked about the matters with these keys."""
        return Q(pk__in=keys)


def tasks_of_own_units(actor: Actor, kind: type[Matter]) -> AssignmentQuerySet:
    """Whatever became of them: a unit that has sent a task back may read what it was about."""
    tasks: AssignmentQuerySet = Assignment.objects.filter(about_kind=kind._meta.label_lower)
    return tasks.filter(in_own_units(actor))
