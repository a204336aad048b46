"""机构变更 and 职责分工: how an organisation changes, and who answers for what from which day on."""

from datetime import timedelta
from typing import ClassVar

from django.db import models

from huiyin.casework.keys import ReferenceField
from huiyin.casework.models import Matter, MatterQuerySet, Written
from huiyin.common.days import written
from huiyin.organisations.models import Organisation

from .duties import Charge as Charge
from .duties import Leader as Leader
from .duties import LeadingGroup as LeadingGroup
from .duties import Oversight as Oversight
from .duties import UnitProfile as UnitProfile

KEEP = "structure.keep"
"""Proposes and confirms changes of the own agency, and keeps its duties."""


class ChangeQuerySet(MatterQuerySet["Change"]):
    pass


class Change(Written, Matter):
    """机构变更: proposed by one person and made when another one confirms it."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "待确认"
        CONFIRMED = "confirmed", "已生效"
        DECLINED = "declined", "不予确认"

    class What(models.TextChoices):
        SET_UP = "set-up", "新设内设机构"
        RENAME = "rename", "更名"
        MOVE = "move", "划转（改变隶属）"
        EARLIER = "earlier", "补记以前的名称"
        FOUND = "found", "登记成立日期"
        ABOLISH = "abolish", "撤销机关"

    kind: ClassVar[str] = "reorganisations"
    CONFIRMED_IN: ClassVar[int] = 3
    """Working days after which it counts as late; no law gives a number."""
    is_internal: ClassVar[bool] = True

    reference = ReferenceField("编号", max_length=80, blank=True)
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.PROPOSED)
    what = models.CharField("变更事项", max_length=10, choices=What.choices)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="changes",
        verbose_name="机构",
    )  # fmt: skip
    day = models.DateField("日期")
    name = models.CharField("名称", max_length=100, blank=True)
    short_name = models.CharField("简称", max_length=40, blank=True)
    slug = models.SlugField("网址标识", max_length=40, blank=True)
    parent = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="上级机构",
    )  # fmt: skip
    successor = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="承接机关",
    )  # fmt: skip
    basis = models.CharField("依据", max_length=200)
    proposed_by = models.CharField("提出人", max_length=100, editable=False)
    proposed_on = models.DateField("提出日期", editable=False)
    confirm_by = models.DateField("请于此前确认", null=True, blank=True, editable=False)
    confirmed_by = models.CharField("确认人", max_length=100, blank=True, editable=False)
    confirmed_on = models.DateField("确认日期", null=True, blank=True, editable=False)
    decline_reason = models.CharField("不予确认的理由", max_length=300, blank=True, editable=False)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "机构变更"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "reference"], name="structure_change_once"),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(state="proposed", organisation__isnull=False),
                name="structure_one_waits",
                violation_error_message="这个机构已有一项变更待确认，请先确认或者不予确认",
            ),
        ]
        permissions = [("keep", "办理机构变更和职责分工")]

    @property
    def title(self) -> str:
        return f"{self.get_what_display()}：{self.organisation or self.name}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.PROPOSED

    @property
    def difference(self) -> list[tuple[str, str, str]]:
        """(what, before, after) of this change: what it is now, or was on the day before it."""
        one = self.organisation
        if one is None:
            return [("名称", "", self.name), ("上级机构", "", str(self.parent or self.agency))]
        if self.what == self.What.FOUND:
            return [("成立日期", "", written(self.day))]
        if self.what == self.What.ABOLISH:
            return [
                ("撤销日期", "", written(self.day)),
                ("承接机关", "", str(self.successor or "")),
            ]
        if self.what == self.What.EARLIER:
            after = one.on(self.day + timedelta(days=1))
            return [(f"到{written(self.day)}为止的名称", self.name, after.name)]
        before = one if self.is_open else one.on(self.day - timedelta(days=1))
        if self.what == self.What.MOVE:
            above = Organisation.objects.filter(pk__in=[before.parent_id or 0]).first()
            return [("上级机构", str(above or ""), str(self.parent or ""))]
        short = self.short_name or self.name
        return [("名称", before.name, self.name), ("简称", before.short_name, short)]

    @property
    def consequence(self) -> str:
        """What whoever confirms it should know."""
        return {
            self.What.SET_UP: "可以给它设岗位、交办任务；成立以前的统计期里没有它。",
            self.What.FOUND: "成立以前的统计期会注明；已经登记的办件和数据不变。",
            self.What.ABOLISH: "岗位到当天为止，页面和数据留存并注明承接机关；不能再恢复。",
        }.get(
            self.What(self.what),
            "日期在变更以前的页面、报告、统计和文书显示当时的名称，以后的显示现在的名称；"
            "已经发布的报告不变。",
        )
