"""Registers that hold disclosed information outside the tree of documents, for the gap board."""

from datetime import date
from typing import Any

from django.db.models import Count, Max
from django.utils import timezone

from huiyin.disclosure.gaps import Source, declare_source
from huiyin.disclosure.models import AgencyPage, ColumnType, LegalItem
from huiyin.licensing.models import Licence
from huiyin.registers.models import BudgetSheet, Decision, Officer, Power

Counted = dict[int, tuple[int, date | None]]


def declare() -> None:
    for item, label, address, count in (
        (ColumnType.ON_REQUEST, "网上申请", "/apply/", _applying),
        (LegalItem.LICENCES, "行政许可公示台账", "/licences/", _licences),
        (LegalItem.LICENCES, "权责清单台账", "/powers/", _powers),
        (LegalItem.PENALTIES, "行政执法人员名录台账", "/officers/", _officers),
        (LegalItem.BUDGET, "预算决算台账", "/budgets/", _budgets),
        (LegalItem.OTHER_BY_LAW, "重大行政决策台账", "/decisions/", _decisions),
    ):
        declare_source(Source(item, label, address, count))


def _applying() -> Counted:
    """Every agency of the portal takes applications online."""
    pages = AgencyPage.objects.live().values_list("organisation", flat=True)
    return dict.fromkeys(pages, (1, None))


def _licences() -> Counted:
    return _by_agency(Licence.objects.public(), "published_on")


def _powers() -> Counted:
    return _by_agency(Power.objects.listed(), "listed_from")


def _officers() -> Counted:
    return _by_agency(Officer.objects.public(timezone.localdate()), "issued_on")


def _budgets() -> Counted:
    return _by_agency(BudgetSheet.objects.public(), "published_on")


def _decisions() -> Counted:
    return _by_agency(Decision.objects.public(), "consult_from")


def _by_agency(records: Any, day: str) -> Counted:
    rows = records.order_by().values("agency").annotate(count=Count("pk"), latest=Max(day))
    return {row["agency"]: (row["count"], row["latest"]) for row in rows}
