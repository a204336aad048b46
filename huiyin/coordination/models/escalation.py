"""升级提醒: what is late is reported to the superiors of whoever is late, one rung after the other."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from huiyin.audit.actors import Actor
from huiyin.casework.keys import ReferenceField
from huiyin.casework.rooms import LEADER
from huiyin.organisations.models import Organisation, held_in
from huiyin.workdays.due import DueMoment

from .beside import Beside, BesideQuerySet
from .supervision import SUPERVISE
from .timing import Rung

LEAD_UNIT, HEAD = "coordination.lead_unit", "coordination.head_agency"
RIGHTS: dict[int, str] = {Rung.UNIT: LEAD_UNIT, Rung.LEADER: LEADER, Rung.HEAD: HEAD}
"""Who stands on each rung. On the first a post in the very unit that is late."""


def on_own_rung(actor: Actor, *rights: str) -> Q:
    """What was reported to somebody who holds one of these rights."""
    seen = Q(pk__in=())
    for rung, right in RIGHTS.items():
        if right not in rights:
            continue
        place = held_in(actor, right)
        if rung == Rung.UNIT:
            units = actor.units_with(right)
            place = ~Q(pk__in=()) if units is None else Q(unit__in=units)
        seen |= Q(rung=rung) & place
    return seen


class EscalationQuerySet(BesideQuerySet["Escalation"]):
    def held_by(self, actor: Actor, right: str, *others: str) -> Self:
        """All of the agencies that it heads or supervises, and what was reported to its unit."""
        rights = (right, *others)
        seen = on_own_rung(actor, *rights)
        for right in {SUPERVISE, LEADER, HEAD} & set(rights):
            seen |= held_in(actor, right)
        return self.filter(seen)


class Escalation(Beside):
    """升级提醒: one rung of one term of a matter; written once, by the timetable alone."""

    class State(models.TextChoices):
        RAISED = "raised", "待过问"
        ATTENDED = "attended", "已过问"
        UNHELD = "unheld", "无人在岗"
        SETTLED = "settled", "已了结"

    HOLDER: ClassVar[str] = SUPERVISE
    OPEN: ClassVar[frozenset[str]] = frozenset({"raised", "attended", "unheld"})
    kind: ClassVar[str] = "escalations"
    is_internal: ClassVar[bool] = True
    unlogged: ClassVar[frozenset[str]] = frozenset({"instruction"})

    reference = ReferenceField("升级编号", max_length=80, blank=True)
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.RAISED)
    unit = models.ForeignKey(
        Organisation, models.PROTECT, related_name="escalations", verbose_name="责任单位"
    )
    term_key = models.CharField("计时事项", max_length=60)
    label = models.CharField("何事到期", max_length=40)
    term_pk = models.PositiveBigIntegerField("期限标识", editable=False)
    """The row whose term it is: a clock, a task, a supervision, or the matter itself."""
    round = models.PositiveSmallIntegerField("办理轮次", default=1)
    rung = models.PositiveSmallIntegerField("升级到", choices=Rung.choices)
    rule = models.CharField("升级规定", max_length=200)
    basis = models.CharField("依据", max_length=200)
    due_on = models.DateField("到期日期")
    due_at = models.DateTimeField("到期时间", null=True, blank=True)
    raised_on = models.DateField("升级日期")
    raised_at = models.DateTimeField("升级时间")
    holders = models.PositiveSmallIntegerField("通知人数", default=0)
    attended_on = models.DateField("过问日期", null=True, blank=True)
    instruction = models.CharField("过问意见", max_length=300, blank=True)
    settled_on = models.DateField("了结日期", null=True, blank=True)

    objects = EscalationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "升级提醒"
        ordering = ["-raised_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "reference"], name="coordination_escalation_number_once"
            ),
            models.UniqueConstraint(
                fields=["term_key", "term_pk", "round", "rung"],
                name="coordination_rung_raised_once",
                violation_error_message="这一级已经升级过",
            ),
            models.CheckConstraint(
                name="coordination_attended_has_its_day",
                condition=~Q(state="attended") | Q(attended_on__isnull=False),
            ),
            models.CheckConstraint(
                name="coordination_settled_has_its_day",
                condition=Q(state="settled", settled_on__isnull=False)
                | (~Q(state="settled") & Q(settled_on__isnull=True)),
            ),
        ]
        indexes = [
            models.Index(fields=["about_kind", "about_pk"], name="coordination_escalated"),
            models.Index(fields=["agency", "state", "due_on"], name="coordination_escalations"),
            models.Index(
                fields=["unit", "rung"],
                condition=~Q(state="settled"),
                name="coordination_escalated_unit",
            ),
        ]
        permissions = [
            ("lead_unit", "过问本科室的到期事项"),
            ("head_agency", "过问全机关的到期事项"),
        ]

    @property
    def due_said(self) -> str:
        """The day or the moment, as it is written."""
        due = self.due_day if self.due_at is None else DueMoment(self.due_at)
        return f"{due}"

    @property
    def title(self) -> str:
        """What of the matter has run out: several terms of one may climb."""
        return f"{self.label}到期：{super().title}"

    def concerns(self, actor: Actor) -> bool:
        return super().concerns(actor) or actor.may_in_unit(LEAD_UNIT, self.unit_id)

    def is_on_own_rung(self, actor: Actor) -> bool:
        """Whether it was reported to this actor's post."""
        right = RIGHTS[self.rung]
        if self.rung == Rung.UNIT:
            return actor.may_in_unit(right, self.unit_id)
        return actor.may(right, self.agency_id)
