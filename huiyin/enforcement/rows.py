"""检查主体、检查事项和频次上限: dated rows of an agency, each with its basis."""

from datetime import date
from typing import Any, ClassVar, Self, TypeVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from huiyin.casework.terms import Dated, DatedQuerySet
from huiyin.organisations.models import Organisation

from .choices import BodySort

R = TypeVar("R", bound=Dated)


class PublicRows(DatedQuerySet[R]):
    """Rows of bodies or of items."""

    def public(self, day: date) -> Self:
        """The row in force of each that is inspected on that day: all of them are published."""
        model = self.model
        later = model._default_manager.filter(
            **{name: models.OuterRef(name) for name in model.of},
            valid_from__gt=models.OuterRef("valid_from"),
            valid_from__lte=day,
        )
        return self.filter(valid_from__lte=day, is_active=True).exclude(models.Exists(later))


class Body(Dated):
    """行政检查主体: who may inspect, and by what qualification."""

    of: ClassVar[tuple[str, ...]] = ("agency", "name")

    agency = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="机关")
    name = models.CharField("检查主体", max_length=100)
    sort = models.CharField("主体类型", max_length=12, choices=BodySort.choices)
    duties = models.CharField("检查职权", max_length=300)
    is_active = models.BooleanField("实施检查", default=True)

    objects: ClassVar[Any] = PublicRows.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "行政检查主体"
        ordering = ["agency", "name", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "name", "valid_from"], name="enforcement_body_once"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def on(self, day: date) -> "Body | None":
        """The row about the same body that is in force that day; None where it does not inspect."""
        row = Body.objects.on(day, agency=self.agency_id, name=self.name)
        return row if row and row.is_active else None


class Item(Dated):
    """行政检查事项: what is inspected, by which standard, and how often a business in a year at most.

    `code` stays when a row is followed by another: the cap counts by it.
    """

    of: ClassVar[tuple[str, ...]] = ("agency", "code")

    agency = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="机关")
    code = models.CharField("事项编码", max_length=40)
    name = models.CharField("检查事项", max_length=100)
    targets = models.CharField("检查对象", max_length=200)
    standards = models.TextField("检查内容和标准", max_length=2000, help_text="一行一条")
    cap = models.PositiveSmallIntegerField(
        "年度频次上限（次）",
        validators=[MinValueValidator(1), MaxValueValidator(366)],
        help_text="同一企业一个公历年内最多检查几次",
    )
    plan = models.CharField(
        "年度检查计划", max_length=300, blank=True, help_text="何时检查、抽取比例等，向社会公布"
    )
    is_active = models.BooleanField("实施检查", default=True)

    objects: ClassVar[Any] = PublicRows.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "行政检查事项"
        ordering = ["agency", "code", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "code", "valid_from"], name="enforcement_item_once"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def listed(self) -> list[str]:
        """The standards, one by one."""
        return [line.strip() for line in self.standards.splitlines() if line.strip()]

    def on(self, day: date) -> "Item | None":
        """The row about the same item that is in force that day; None where it is not inspected."""
        row = Item.objects.on(day, agency=self.agency_id, code=self.code)
        return row if row and row.is_active else None
