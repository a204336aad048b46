"""许可事项办理规定: how one matter is handled here, in rows with a date and a basis.

A matter has rows of its own, and each of its sub-kinds may have rows that hold in their place.
"""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from huiyin.casework.terms import Dated
from huiyin.licensing.models import LicenceMatter

SHIPPED = "；随软件提供"
"""Begins the part of a basis that says that nobody here has checked the row yet."""
DAYS = [MinValueValidator(1), MaxValueValidator(60)]


class HandlingRule(Dated):
    """许可事项办理规定: conditions, days, materials and papers of a matter from a day on.

    With `sub_kind` it is about that sub-kind alone; the matter's own row says which there are.
    """

    of: ClassVar[tuple[str, ...]] = ("matter", "sub_kind")

    matter = models.ForeignKey(
        LicenceMatter, models.PROTECT, related_name="rules", verbose_name="许可事项"
    )
    sub_kind = models.CharField(
        "适用办理项",
        max_length=60,
        blank=True,
        help_text="整个事项的规定留空；只管一个办理项的，填写它的名称",
    )
    sub_kinds = models.CharField(
        "办理项", max_length=200, blank=True, help_text="不分办理项的留空；几项用“、”隔开"
    )
    statutory_days = models.PositiveSmallIntegerField("法定时限（工作日）", validators=DAYS)
    promised_days = models.PositiveSmallIntegerField("承诺时限（工作日）", validators=DAYS)
    conditions = models.TextField(
        "申请条件", max_length=2000, blank=True, help_text="一行一条；在办事指南公布"
    )
    materials = models.TextField("申请材料", max_length=2000, help_text="一行一份")
    fees = models.CharField("收费", max_length=200, default="不收费")
    location = models.CharField("办理地点", max_length=200, blank=True)
    enquiries = models.CharField("咨询电话", max_length=60, blank=True)
    document_name = models.CharField("决定文书名称", max_length=100)
    licence_type = models.CharField("许可类别", max_length=256)
    certificate_name = models.CharField("许可证书名称", max_length=100, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "许可事项办理规定"
        ordering = ["matter", "sub_kind", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "sub_kind", "valid_from"], name="approvals_rule_once"
            ),
            models.CheckConstraint(
                condition=models.Q(promised_days__lte=models.F("statutory_days")),
                name="approvals_promise_within_the_law",
                violation_error_message="承诺时限不能长于法定时限",
            ),
        ]

    def __str__(self) -> str:
        about = f"{self.matter}（{self.sub_kind}）" if self.sub_kind else str(self.matter)
        return f"{about} 法定{self.statutory_days}、承诺{self.promised_days}个工作日"

    def clean(self) -> None:
        if self.promised_days > self.statutory_days:
            raise ValidationError({"promised_days": "承诺时限不能长于法定时限"})
        if not self.sub_kind:
            return
        if self.sub_kinds:
            raise ValidationError({"sub_kinds": "只管一个办理项的规定，这里请留空"})
        own = rules_on(self.valid_from, self.matter_id).get("")
        if own is None or self.sub_kind not in own.kinds:
            known = "、".join(own.kinds) if own else ""
            said = f"请填写其中一项：{known}" if known else "这个事项不分办理项，请留空"
            raise ValidationError({"sub_kind": said})

    @property
    def listed(self) -> list[str]:
        """The materials, one by one."""
        return lines(self.materials)

    @property
    def required(self) -> list[str]:
        """The conditions, one by one."""
        return lines(self.conditions)

    @property
    def kinds(self) -> list[str]:
        return [kind for kind in self.sub_kinds.split("、") if kind]

    @property
    def is_checked(self) -> bool:
        """Whether this office has set it; what came with the software is only the law's usual."""
        return SHIPPED not in self.basis

    @property
    def grounds(self) -> str:
        """The basis, without the remark of a row that came with the software."""
        return self.basis.partition(SHIPPED)[0]


def rules_on(day: date, matter: int) -> Mapping[str, HandlingRule]:
    """What holds on that day by sub-kind; under "" the matter's own."""
    rows = HandlingRule.objects.filter(valid_from__lte=day, matter=matter)
    return {row.sub_kind: row for row in rows.order_by("valid_from")}


def rule_of(rules: Mapping[str, HandlingRule], sub_kind: str) -> HandlingRule | None:
    """The row of that sub-kind, else that of the whole matter."""
    return rules.get(sub_kind) or rules.get("")


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
