"""Registers that hold disclosed information outside the tree of documents, for the gap board."""

from datetime import date

from django.db.models import Count, Max

from huiyin.disclosure.gaps import Source, declare_source
from huiyin.disclosure.models import AgencyPage, ColumnType, LegalItem
from huiyin.licensing.models import Licence


def declare() -> None:
    declare_source(Source(LegalItem.LICENCES, "行政许可公示台账", "/licences/", _licences))
    declare_source(Source(ColumnType.ON_REQUEST, "网上申请", "/apply/", _applying))


def _licences() -> dict[int, tuple[int, date | None]]:
    rows = (
        Licence.objects.public()
        .order_by()
        .values("agency")
        .annotate(count=Count("pk"), latest=Max("published_on"))
    )
    return {row["agency"]: (row["count"], row["latest"]) for row in rows}


def _applying() -> dict[int, tuple[int, date | None]]:
    """Every agency of the portal takes applications online."""
    return dict.fromkeys(
        AgencyPage.objects.live().values_list("organisation", flat=True), (1, None)
    )
