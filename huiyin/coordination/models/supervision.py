"""督办: a unit is asked to answer for how a matter is handled."""

from datetime import date, time, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from huiyin.casework.keys import ReferenceField
from huiyin.casework.models import Written
from huiyin.letters.models import NumberedPaper
from huiyin.organisations.models import Organisation
from huiyin.workdays.calendar import ONE_DAY
from huiyin.workdays.hours import at

from .beside import Beside, BesideQuerySet
from .timing import Cause, Light, Lights

SUPERVISE = "coordination.supervise"
"""Asks, follows and releases in its agency."""
LIT = "coordination.supervision"
"""The key of its lights and rungs."""


class SupervisionQuerySet(BesideQuerySet["Supervision"]):
    pass


class Supervision(Written, Beside):
    """督办: open until it is released, whether or not an answer has come.

    `writers` are all who have written an answer to it: none of them releases it.
    """

    class State(models.TextChoices):
        ASKED = "asked", "待答复"
        ANSWERED = "answered", "已答复"
        RELEASED = "released", "已解除"

    HOLDER: ClassVar[str] = SUPERVISE
    OPEN: ClassVar[frozenset[str]] = frozenset({"asked", "answered"})
    kind: ClassVar[str] = "supervisions"
    is_internal: ClassVar[bool] = True
    unlogged: ClassVar[frozenset[str]] = frozenset({"answer"})

    shown_light: Light | None = None
    """Today's, where a page shows it."""

    reference = ReferenceField("督办编号", max_length=80, blank=True)
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.ASKED)
    unit = models.ForeignKey(
        Organisation, models.PROTECT, related_name="supervisions", verbose_name="被督办单位"
    )
    cause = models.CharField("督办事由", max_length=12, choices=Cause.choices, default=Cause.OTHER)
    round = models.PositiveSmallIntegerField("办理轮次", null=True, blank=True, editable=False)
    """Of what a rule supervises: each round of a matter once for the same cause."""
    subject = models.CharField("督办要求", max_length=300)
    asked_on = models.DateField("督办日期")
    due_on = models.DateField("答复期限")
    answered_on = models.DateField("答复日期", null=True, blank=True)
    first_answered_on = models.DateField("首次答复日期", null=True, blank=True, editable=False)
    """Stays when the answer is sent back, as what was in time was in time."""
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
            models.UniqueConstraint(
                fields=["about_kind", "about_pk", "cause", "round"],
                condition=Q(round__isnull=False),
                name="coordination_supervised_once",
                violation_error_message="这件事项已经按规定督办",
            ),
        ]
        indexes = [
            models.Index(fields=["about_kind", "about_pk"], name="coordination_supervised"),
            models.Index(fields=["agency", "state", "due_on"], name="coordination_supervisions"),
        ]
        permissions = [("supervise", "督办")]

    def light(self, day: date, lights: Lights | None = None) -> Light | None:
        """How it stands at the end of a day; None once it is released."""
        if self.released_on is not None and self.released_on <= day:
            return None
        answered = self.answered_on if self.answered_on and self.answered_on <= day else None
        midnight = at((answered or day) + ONE_DAY, time.min) - timedelta(seconds=1)
        light = (lights or Lights.on(day)).of(LIT, self.due_on, midnight, self.agency)
        if light is Light.YELLOW and answered is not None and answered <= self.due_on:
            return Light.GREEN
        return light


class SupervisionNotice(NumberedPaper):
    """督办通知书: the paper of a supervision, with its number; frozen."""

    supervision = models.OneToOneField(
        Supervision, models.PROTECT, related_name="notice", verbose_name="督办"
    )
    issued_on = models.DateField("制发日期")

    class Meta:
        verbose_name = verbose_name_plural = "督办通知书"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "year", "number"], name="coordination_notice_number_once"
            )
        ]
