"""归并: two subjects of the register are one body, as one person found and another confirmed."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from huiyin.casework.keys import ReferenceField
from huiyin.casework.models import Matter, MatterQuerySet, Written


class Unification(Written, Matter):
    """主体归并: what is known under one code is read under another, until it is parted again.

    No record, name or code is moved: the subject that is joined points to the one that holds, so
    that parting leaves each with what it had.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", "待确认"
        JOINED = "joined", "已归并"
        REFUSED = "refused", "不予归并"
        PARTED = "parted", "归并已解除"
        VOIDED = Matter.VOIDED, "录入作废"

    CONFIRMED_IN: ClassVar[int] = 5
    """Working days within which another person should have looked at it: the house's own."""
    kind: ClassVar[str] = "unifications"
    is_internal: ClassVar[bool] = True

    reference = ReferenceField("编号", max_length=80, blank=True)
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.PROPOSED)
    kept_code = models.CharField("归并后使用的代码", max_length=64)
    joined_code = models.CharField("归并进来的代码", max_length=64)
    kept = models.ForeignKey(
        "subjects.Subject", models.PROTECT, related_name="+", editable=False, verbose_name="归并后的主体"
    )  # fmt: skip
    joined = models.ForeignKey(
        "subjects.Subject", models.PROTECT, related_name="unifications", editable=False, verbose_name="归并进来的主体",
    )  # fmt: skip
    grounds = models.TextField("认定是同一主体的依据", max_length=500)
    proposed_on = models.DateField("提出日期", editable=False)
    confirm_by = models.DateField("请于此前确认", editable=False)
    decided_on = models.DateField("确认日期", null=True, blank=True, editable=False)
    refusal = models.CharField("不予归并的理由", max_length=300, blank=True, editable=False)
    parted_on = models.DateField("解除日期", null=True, blank=True, editable=False)
    part_reason = models.CharField("解除的理由", max_length=300, blank=True, editable=False)

    objects = MatterQuerySet["Unification"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "主体归并"
        ordering = ["-proposed_on", "-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "reference"],
                condition=~Q(state=Matter.VOIDED),
                name="subjects_unification_reference_once",
            ),
            models.UniqueConstraint(
                fields=["joined"],
                condition=Q(state__in=["proposed", "joined"]),
                name="subjects_one_unification_at_a_time",
                violation_error_message="这个主体已经提出归并或者已经归并，请在那一件里办理",
            ),
            models.CheckConstraint(
                condition=~Q(kept=F("joined")), name="subjects_unification_of_two"
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.state == self.State.PROPOSED

    @property
    def title(self) -> str:
        return f"{self.joined_code} 归并到 {self.kept_code}"
