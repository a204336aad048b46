"""权责清单: one row a power of the agency, and what each row said before."""

from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from huiyin.casework.keys import ReferenceField
from huiyin.casework.models import Matter, MatterQuerySet
from huiyin.registers.proposed import Proposed


class PowerType(models.TextChoices):
    """权力类型: the ten classes of the list."""

    LICENCE = "行政许可", "行政许可"
    PENALTY = "行政处罚", "行政处罚"
    COERCION = "行政强制", "行政强制"
    LEVY = "行政征收", "行政征收"
    PAYMENT = "行政给付", "行政给付"
    INSPECTION = "行政检查", "行政检查"
    CONFIRMATION = "行政确认", "行政确认"
    REWARD = "行政奖励", "行政奖励"
    RULING = "行政裁决", "行政裁决"
    OTHER = "其他", "其他"


class PowerChange(models.TextChoices):
    """调整类型: how a version came about."""

    ADDED = "新增", "新增"
    ADJUSTED = "调整", "调整"
    RESTORED = "恢复", "恢复"


class PowerEntry(models.Model):
    """The columns of one power in the list, the same now and in every earlier version."""

    name = models.CharField("事项名称", max_length=300)
    power_type = models.CharField("权力类型", max_length=8, choices=PowerType.choices)
    basis = models.TextField("设定依据")
    subject = models.CharField("实施主体", max_length=200)
    department = models.CharField("责任科室", max_length=100, blank=True)
    responsibility = models.TextField("责任事项")
    accountability = models.TextField("追责情形和依据", blank=True)
    process = models.TextField("办理流程", blank=True)
    legal_limit = models.CharField("法定时限", max_length=100, blank=True)
    promised_limit = models.CharField("承诺时限", max_length=100, blank=True)
    telephone = models.CharField("监督电话", max_length=60, blank=True)
    listed_from = models.DateField("本版生效日期", db_index=True)
    change_kind = models.CharField(
        "调整类型", max_length=4, choices=PowerChange.choices, default=PowerChange.ADDED
    )
    change_reason = models.CharField("调整原因", max_length=500, blank=True)

    class Meta:
        abstract = True


ENTRY_FIELDS: tuple[str, ...] = tuple(field.name for field in PowerEntry._meta.fields)


LISTED = ("effective", "abolished")


class PowerQuerySet(MatterQuerySet["Power"]):
    def public(self) -> Self:
        """What has ever been on the list; entered in error is not."""
        return self.valid().exclude(state="proposed")

    def waiting(self) -> Self:
        """For somebody to approve them, or a change of theirs."""
        return self.filter(Q(state="proposed") | Q(state__in=LISTED, proposal__isnull=False))

    def listed(self) -> Self:
        """On the list now."""
        return self.filter(state="effective")

    def listed_on(self, day: date) -> Self:
        """Those whose present wording was on the list on that day."""
        return self.public().filter(
            Q(abolished_on__isnull=True) | Q(abolished_on__gt=day), listed_from__lte=day
        )


class Power(PowerEntry, Proposed):
    """权责事项."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "待核准"
        EFFECTIVE = "effective", "有效"
        ABOLISHED = "abolished", "已取消"
        VOIDED = Matter.VOIDED, "录入作废"

    kind: ClassVar[str] = "powers"
    public_names: ClassVar[tuple[str, ...]] = ("reference", *ENTRY_FIELDS)

    reference = ReferenceField("权力编码", max_length=80)
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.EFFECTIVE)
    first_listed_on = models.DateField("首次列入日期")
    abolished_on = models.DateField("取消日期", null=True, blank=True)
    abolish_reason = models.CharField("取消原因", max_length=500, blank=True)

    objects = PowerQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "权责事项"
        ordering = ["reference", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "reference"],
                condition=~Q(state=Matter.VOIDED),
                name="registers_power_once",
            ),
            models.CheckConstraint(
                condition=Q(state="abolished", abolished_on__isnull=False)
                | (~Q(state="abolished") & ~Q(state="effective"))
                | Q(state="effective", abolished_on__isnull=True),
                name="registers_power_abolished_has_a_date",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "power_type", "reference"], name="registers_power_list")
        ]
        permissions = [
            ("view_powers", "查看权责清单"),
            ("keep_powers", "登记和调整权责清单"),
            ("release_powers", "核准权责清单的变更"),
            ("void_register", "作废专项公开记录"),
        ]

    @property
    def is_public(self) -> bool:
        """One of `objects.public()`."""
        return self.state in LISTED

    @property
    def title(self) -> str:
        return self.name

    def entry(self) -> dict[str, Any]:
        """The present values of the list's columns for this power."""
        return {name: getattr(self, name) for name in ENTRY_FIELDS}


class PowerVersion(PowerEntry):
    """权责事项历史版本: what the list said from `listed_from` until the day before `listed_until`."""

    power = models.ForeignKey(
        Power, models.PROTECT, related_name="versions", verbose_name="权责事项"
    )
    listed_until = models.DateField("失效日期")

    class Meta:
        verbose_name = verbose_name_plural = "权责事项历史版本"
        ordering = ["-listed_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(listed_until__gt=models.F("listed_from")),
                name="registers_version_in_order",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.listed_from}）"
