"""The special registers on the gap board."""

from django.utils import timezone

from huiyin.casework.disclosed import Source, by_agency, declare

from .models import BudgetSheet, Decision, Officer, Power

for source in (
    Source(
        "20-05",
        "权责清单台账",
        "/powers/",
        lambda: by_agency(Power.objects.listed(), "listed_from"),
    ),
    Source(
        "20-06",
        "行政执法人员名录台账",
        "/officers/",
        lambda: by_agency(Officer.objects.public(timezone.localdate()), "issued_on"),
    ),
    Source(
        "20-07",
        "预算决算台账",
        "/budgets/",
        lambda: by_agency(BudgetSheet.objects.public(), "published_on"),
    ),
    Source(
        "20-15",
        "重大行政决策台账",
        "/decisions/",
        lambda: by_agency(Decision.objects.public(), "consult_from"),
    ),
):
    declare(source)
