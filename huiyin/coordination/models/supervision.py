"""督办: a unit is asked to answer for how a matter is handled."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from huiyin.casework.keys import ReferenceField
from huiyin.organisations.models import Organisation
from huiyin.workdays.load import calendar

from .beside import Beside, BesideQuerySet

SUPERVISE = "coordination.supervise"
"""Asks, follows and releases in its agency."""
SOON = 3
"""Working days before the last one from which the light is yellow."""


class Light(models.TextChoices):
    """督办灯."""

    GREEN = "green", "绿灯"
    YELLOW = "yellow", "黄灯"
    RED = "red", "红灯"


class SupervisionQuerySet(BesideQuerySet["Supervision"]):
    pass


class Supervision(Beside):
    """督办: open until it is released, whether or not an answer has come."""

    class State(models.TextChoices):
        ASKED = "asked", "待答复"
        ANSWERED = "answered", "已答复"
        RELEASED = "released", "已解除"

    HOLDER: ClassVar[str] = SUPERVISE
    OPEN: ClassVar[frozenset[str]] = frozenset({"asked", "answered"})
    kind: ClassVar[str] = "supervisions"
    unlogged: ClassVar[frozenset[str]] = frozenset({"answer"})

    reference = ReferenceField("督办编号", max_length=80, blank=True)
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.ASKED)
    unit = models.ForeignKey(
        Organisation, models.PROTECT, related_name="supervisions", verbose_name="被督办单位"
    )
    subject = models.CharField("督办要求", max_length=300)
    asked_on = models.DateField("督办日期")
    due_on = models.DateField("答复期限")
    answered_on = models.DateField("答复日期", null=True, blank=True)
    answer = models.TextField("督办答复", blank=True)
    released_on = models.DateField("解除日期", null=True, blank=True)
    release_reason = models.CharField("解除理由", max_length=300, blank=True)

    objects = SupervisionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "督办"
        ordering = ["-asked_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "reference"], name="coordination_supervision_once"
            ),
            models.CheckConstraint(
                name="coordination_supervision_due", condition=Q(due_on__gte=F("asked_on"))
            ),
            models.CheckConstraint(
                name="coordination_released_has_its_day",
                condition=Q(state="released", released_on__isnull=False)
                | (~Q(state="released") & Q(released_on__isnull=True)),
            ),
        ]
        indexes = [
            models.Index(fields=["about_kind", "about_pk"], name="coordination_supervised"),
            models.Index(fields=["agency", "state", "due_on"], name="coordination_supervisions"),
        ]
        permissions = [("supervise", "督办")]

    def light(self, day: date) -> Light | None:
        """How it stands at the end of a day; None once it is released."""
        if self.released_on is not None and self.released_on <= day:
            return None
        answered = self.answered_on if self.answered_on and self.answered_on <= day else None
        if (answered or day) > self.due_on:
            return Light.RED
        if answered is None and calendar(self.agency.region).add(day, SOON) >= self.due_on:
            return Light.YELLOW
        return Light.GREEN
