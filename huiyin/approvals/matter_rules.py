"""许可事项办理规定: how one matter is handled here, in rows with a date and a basis."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from huiyin.casework.terms import Dated
from huiyin.licensing.models import LicenceMatter

DAYS = [MinValueValidator(1), MaxValueValidator(60)]


class HandlingRule(Dated):
    """许可事项办理规定: sub-kinds, days, materials and papers of a matter from a day on."""

    of: ClassVar[tuple[str, ...]] = ("matter",)

    matter = models.ForeignKey(
        LicenceMatter, models.PROTECT, related_name="rules", verbose_name="许可事项"
    )
    sub_kinds = models.CharField(
        "办理项", max_length=200, blank=True, help_text="不分办理项的留空；几项用“、”隔开"
    )
    statutory_days = models.PositiveSmallIntegerField("法定时限（工作日）", validators=DAYS)
    promised_days = models.PositiveSmallIntegerField("承诺时限（工作日）", validators=DAYS)
    materials = models.TextField("申请材料", max_length=2000, help_text="一行一份")
    document_name = models.CharField("决定文书名称", max_length=100)
    licence_type = models.CharField("许可类别", max_length=256)
    certificate_name = models.CharField("许可证书名称", max_length=100, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "许可事项办理规定"
        ordering = ["matter", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["matter", "valid_from"], name="approvals_rule_once"),
            models.CheckConstraint(
                condition=models.Q(promised_days__lte=models.F("statutory_days")),
                name="approvals_promise_within_the_law",
                violation_error_message="承诺时限不能长于法定时限",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter} 法定{self.statutory_days}、承诺{self.promised_days}个工作日"

    def clean(self) -> None:
        if self.promised_days > self.statutory_days:
            raise ValidationError({"promised_days": "承诺时限不能长于法定时限"})

    @property
    def listed(self) -> list[str]:
        """The materials, one by one."""
        return lines(self.materials)

    @property
    def kinds(self) -> list[str]:
        return [kind for kind in self.sub_kinds.split("、") if kind]


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
