"""行政执法人员名录: name, unit, certificate and what it is good for; nothing else of a person.

There is no column for an identity number, a birth date or a telephone, so none can leak.
"""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from huiyin.casework.keys import ReferenceField
from huiyin.casework.models import Matter, MatterQuerySet
from huiyin.registers.proposed import Proposed


class OfficerQuerySet(MatterQuerySet["Officer"]):
    def active(self) -> Self:
        return self.filter(state="active")

    def waiting(self) -> Self:
        """For somebody to approve them, or a change of theirs."""
        return self.filter(Q(state="proposed") | Q(state="active", proposal__isnull=False))

    def public(self, today: date) -> Self:
        """Whose certificate is valid on that day: only they may be shown, and may enforce."""
        return self.active().filter(valid_until__gte=today, issued_on__lte=today)

    def expired(self, today: date) -> Self:
        return self.active().filter(valid_until__lt=today)


class Officer(Proposed):
    """行政执法人员."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "待核准"
        ACTIVE = "active", "在册"
        WITHDRAWN = "withdrawn", "已注销"
        VOIDED = Matter.VOIDED, "录入作废"

    kind: ClassVar[str] = "officers"
    public_names: ClassVar[tuple[str, ...]] = (
        "reference", "name", "unit", "department", "post", "scope", "issuer", "issued_on",
        "valid_until",
    )  # fmt: skip

    reference = ReferenceField("执法证号", max_length=40)
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.ACTIVE)
    name = models.CharField("姓名", max_length=50)
    unit = models.CharField("所在单位", max_length=200)
    department = models.CharField("所在科室（队）", max_length=100, blank=True)
    post = models.CharField("职务", max_length=60, blank=True)
    scope = models.CharField("执法领域和职责范围", max_length=500)
    issuer = models.CharField("发证机关", max_length=200, blank=True)
    issued_on = models.DateField("发证日期")
    valid_until = models.DateField("有效期至", db_index=True)
    withdrawn_on = models.DateField("注销日期", null=True, blank=True)
    withdraw_reason = models.CharField("注销原因", max_length=300, blank=True)

    objects = OfficerQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "行政执法人员"
        ordering = ["department", "reference", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "reference"],
                condition=~Q(state=Matter.VOIDED),
                name="registers_certificate_once",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__gte=models.F("issued_on")),
                name="registers_certificate_in_order",
            ),
        ]
        permissions = [
            ("view_officers", "查看执法人员名录"),
            ("keep_officers", "登记和更新执法人员名录"),
            ("release_officers", "核准执法人员名录的变更"),
        ]

    @property
    def is_public(self) -> bool:
        """On the list; whether it is shown today, the days of the certificate decide."""
        return self.state == self.State.ACTIVE

    @property
    def title(self) -> str:
        return f"{self.name} {self.department or self.unit}"

    def is_expired(self, today: date) -> bool:
        return self.state == self.State.ACTIVE and self.valid_until < today


class PastCertificate(models.Model):
    """以前的证件有效期: so that a renewal does not change who was on the list in years before."""

    officer = models.ForeignKey(
        Officer, models.PROTECT, related_name="past_certificates", verbose_name="行政执法人员"
    )
    issued_on = models.DateField("发证日期")
    valid_until = models.DateField("有效期至")

    class Meta:
        verbose_name = verbose_name_plural = "以前的证件有效期"
        ordering = ["issued_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__gte=models.F("issued_on")),
                name="registers_past_certificate_in_order",
            )
        ]

    def __str__(self) -> str:
        return f"{self.officer}（{self.issued_on}）"
