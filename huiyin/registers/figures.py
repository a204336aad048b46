"""Figures of the special registers."""

from collections.abc import Iterable
from functools import partial

from django.db.models import F, Q, QuerySet

from huiyin.figures.registry import Figure, Ratio, Scope, declare, declare_family

from .models import Decision, Officer, Opinion, Outcome, Power, PowerType


def powers(scope: Scope, power_type: str = "") -> "QuerySet[Power]":
    """On the list on the last day of the period."""
    found = Power.objects.public().filter(
        Q(abolished_on__isnull=True) | Q(abolished_on__gt=scope.end),
        agency=scope.agency_id,
        first_listed_on__lte=scope.end,
    )
    return found.filter(power_type=power_type) if power_type else found


def officers(scope: Scope) -> "QuerySet[Officer]":
    """With a valid certificate on the last day of the period."""
    return (
        Officer.objects.valid()
        .exclude(state=Officer.State.PROPOSED)
        .filter(
            Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=scope.end),
            agency=scope.agency_id,
            issued_on__lte=scope.end,
            valid_until__gte=scope.end,
        )
    )


def consulted(scope: Scope) -> "QuerySet[Decision]":
    return Decision.objects.public().filter(scope.covers("consult_from"), agency=scope.agency_id)


def decided(scope: Scope) -> "QuerySet[Decision]":
    return Decision.objects.public().filter(scope.covers("outcome_on"), agency=scope.agency_id)


def opinions(scope: Scope) -> "QuerySet[Opinion]":
    return Opinion.objects.valid().filter(scope.covers("sent_on"), agency=scope.agency_id)


def adopted(scope: Scope) -> "QuerySet[Opinion]":
    return opinions(scope).filter(outcome__in=[Outcome.ADOPTED, Outcome.PARTLY])


def due_feedback(scope: Scope) -> "QuerySet[Decision]":
    return Decision.objects.public().filter(scope.covers("feedback_on"), agency=scope.agency_id)


def feedback_in_time(scope: Scope) -> "QuerySet[Decision]":
    return due_feedback(scope).filter(feedback_on__lte=F("feedback_due_on"))


declare(
    Figure("registers.powers", "权责清单事项", "项", "统计期末仍在权责清单上的权力事项", powers)
)
declare(
    Figure(
        "registers.officers",
        "在册行政执法人员",
        "人",
        "统计期末执法证在有效期内且未注销的行政执法人员",
        officers,
    )
)
declare(
    Figure(
        "registers.decisions.consulted",
        "公开征求意见的重大行政决策",
        "件",
        "统计期内开始向社会公开征求意见的重大行政决策事项",
        consulted,
    )
)
declare(
    Figure(
        "registers.decisions.published",
        "公布结果的重大行政决策",
        "件",
        "统计期内公布决策结果的重大行政决策事项",
        decided,
    )
)
declare(
    Figure(
        "registers.opinions",
        "收到公众意见",
        "条",
        "统计期内通过政府门户网站对重大行政决策草案提出的意见，不含作废的",
        opinions,
    )
)
declare(
    Figure(
        "registers.opinions.adopted", "采纳公众意见", "条", "上述意见中采纳或部分采纳的", adopted
    )
)
declare(
    Ratio(
        "registers.feedback.on-time",
        "采纳情况按期公布率",
        "%",
        "统计期内公布采纳情况的事项中，在应公布日期之前公布的比例",
        feedback_in_time,
        base=due_feedback,
    )
)


@declare_family
def by_type() -> Iterable[Figure]:
    """One figure for each class of power."""
    for place, (value, label) in enumerate(PowerType.choices, start=1):
        yield Figure(
            f"registers.powers.type-{place:02d}",
            f"权责清单事项：{label}",
            "项",
            f"权责清单事项中，权力类型为“{label}”的",
            partial(powers, power_type=value),
        )
