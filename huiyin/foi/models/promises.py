"""办理承诺: what the office promises where the law gives no number."""

from collections.abc import Collection
from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from huiyin.casework.deadlines import TimeLimit
from huiyin.casework.terms import Dated
from huiyin.foi import deadlines
from huiyin.organisations.models import Organisation

LONGEST = 10
"""Working days: a promise beyond half of the answer period would promise nothing."""


class ConfirmationPromise(Dated):
    """确认收到的承诺: within how many working days the agency confirms, from a day on.

    条例第三十一条 says which day counts as the day of receipt, and gives no period until then.
    """

    of = ("agency",)

    agency = models.ForeignKey(Organisation, models.CASCADE, related_name="+", verbose_name="机关")
    days = models.PositiveSmallIntegerField(
        "承诺工作日数", validators=[MinValueValidator(1), MaxValueValidator(LONGEST)]
    )

    class Meta:
        verbose_name = verbose_name_plural = "确认收到的承诺"
        ordering = ["agency", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "valid_from"], name="foi_promise_once"),
            models.CheckConstraint(
                condition=Q(days__gte=1, days__lte=LONGEST), name="foi_promise_days"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.days}个工作日（{self.valid_from} 起）"


def confirmation(agency_id: int | None, day: date) -> TimeLimit:
    """What the agency promised on that day; what the program proposes until it has said so."""
    return deadlines.PROPOSED if agency_id is None else confirmations([agency_id], day)[agency_id]


def confirmations(agencies: Collection[int], day: date) -> dict[int, TimeLimit]:
    """`confirmation` of each of them, with one query."""
    rows = ConfirmationPromise.objects.filter(agency__in=agencies, valid_from__lte=day)
    latest = {row.agency_id: row for row in rows.order_by("valid_from")}
    return dict.fromkeys(agencies, deadlines.PROPOSED) | {
        agency: deadlines.confirmation(row.days, row.basis) for agency, row in latest.items()
    }


def confirmation_of(slug: str, day: date) -> TimeLimit:
    """As `confirmation`, by the agency's short name; nobody's own is the proposed one.

    Raises:
        LookupError: there is no such agency.
    """
    if not slug:
        return deadlines.PROPOSED
    agency = Organisation.objects.agencies().filter(slug=slug).first()
    if agency is None:
        raise LookupError(f"没有标识为 {slug} 的机关")
    return confirmation(agency.pk, day)
