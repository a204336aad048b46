"""职责分工: what an agency and its units do, who leads it, who answers for which kind of matter.

Rows that hold from a day on (`casework.terms`): of each thing one is in force at a time, and what
held before stays readable.
"""

from datetime import date
from typing import Any, TypeVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from huiyin.casework.terms import Dated
from huiyin.organisations.models import Organisation

D = TypeVar("D", bound="OfAgency")


class OfAgency(Dated):
    """A row of one agency."""

    agency = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="机关")

    class Meta:
        abstract = True

    @property
    def is_over(self) -> bool:
        """Whether the row only says that there is none any more."""
        return False


class UnitProfile(OfAgency):
    """机构职能: what the agency or one of its units is there for, and how it is reached."""

    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="机构")
    duties = models.TextField("职责", max_length=2000)
    head = models.CharField("负责人", max_length=100, blank=True, help_text="姓名和职务")
    telephone = models.CharField("联系电话", max_length=40, blank=True)
    address = models.CharField("办公地址", max_length=200, blank=True)

    of = ("agency", "unit")

    class Meta:
        verbose_name = verbose_name_plural = "机构职能"
        ordering = ["unit", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "unit", "valid_from"], name="structure_profile_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit}的职责"


class Leader(OfAgency):
    """领导分工: a seat of the leadership, who holds it and what is in its charge."""

    seat = models.CharField("职务", max_length=60)
    place = models.PositiveSmallIntegerField(
        "排序", validators=[MinValueValidator(1), MaxValueValidator(99)]
    )
    name = models.CharField("姓名", max_length=60, blank=True, help_text="空着表示从这一天起空缺")
    duties = models.CharField("分管工作", max_length=500, blank=True)

    of = ("agency", "seat")

    class Meta:
        verbose_name = verbose_name_plural = "领导分工"
        ordering = ["place", "seat", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "seat", "valid_from"], name="structure_leader_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.seat} {self.name or '空缺'}"

    @property
    def is_over(self) -> bool:
        return not self.name


class LeadingGroup(OfAgency):
    """领导小组: its head, deputies, members and office."""

    name = models.CharField("领导小组", max_length=100)
    head = models.CharField(
        "组长", max_length=100, blank=True, help_text="空着表示从这一天起不再设"
    )
    deputies = models.CharField("副组长", max_length=200, blank=True)
    members = models.CharField("成员", max_length=500, blank=True)
    office = models.CharField("办公室", max_length=200, blank=True, help_text="设在哪里、谁负责")

    of = ("agency", "name")

    class Meta:
        verbose_name = verbose_name_plural = "领导小组"
        ordering = ["name", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "name", "valid_from"], name="structure_group_once"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_over(self) -> bool:
        return not self.head


class Charge(OfAgency):
    """责任分工: which unit answers for a kind of matter or an indicator."""

    about = models.CharField("事项", max_length=60)
    unit = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="责任科室"
    )

    of = ("agency", "about")

    class Meta:
        verbose_name = verbose_name_plural = "责任分工"
        ordering = ["about", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "about", "valid_from"], name="structure_charge_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.about}：{self.unit}"


class Oversight(OfAgency):
    """考核关系: an agency that assesses another one, and orders it to mend what it lacks.

    For an office that stands beside those whom it assesses; what is below an agency needs no row.
    """

    unit = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="被考核机关"
    )
    has_ended = models.BooleanField("从这一天起不再考核", default=False)

    of = ("agency", "unit")

    class Meta:
        verbose_name = verbose_name_plural = "考核关系"
        ordering = ["unit", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "unit", "valid_from"], name="structure_oversight_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.agency}考核{self.unit}"

    @property
    def is_over(self) -> bool:
        return self.has_ended


def overseen(agency: Organisation, day: date) -> list[int]:
    """Keys of the agencies beside it that this one assesses on that day."""
    return [row.unit_id for row in in_force(Oversight, agency, day)]


def in_force(model: type[D], agency: Organisation, day: date) -> list[D]:
    """Of each thing the row that holds on that day, without those that say it is over."""
    rows: Any = model._default_manager.filter(agency=agency, valid_from__lte=day)
    rows = rows.select_related("unit") if hasattr(model, "unit") else rows
    columns = [model._meta.get_field(name).attname for name in model.of]  # type: ignore[union-attr]
    latest: dict[tuple[Any, ...], D] = {}
    for row in rows.order_by("valid_from"):
        latest[tuple(getattr(row, column) for column in columns)] = row
    return [row for row in latest.values() if not row.is_over]


def charge_of(agency: Organisation, about: str, day: date) -> Charge | None:
    """Who answers for it on that day."""
    row: Charge | None = Charge.objects.on(day, agency=agency, about=about)
    return row
