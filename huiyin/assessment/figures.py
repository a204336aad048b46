"""考核 as figures: how many are assessed, mean beside median of the results, appeals and what came of them."""

import hashlib
from collections.abc import Iterable
from functools import partial

from huiyin.figures.registry import (
    AsOf,
    Condition,
    Figure,
    Ledger,
    Ratio,
    Says,
    declare,
    declare_family,
)
from huiyin.figures.spreads import Amount

from .models import Appeal, Assessment, PostResult
from .totals import FEWEST

ASSESSMENTS = Ledger(
    Assessment,
    begins="received_on",
    facts={"scored_on": (), "reviewed_on": (), "confirmed_on": ("total",)},
    traits=("group",),
)
APPEALS = Ledger(
    Appeal,
    begins="appealed_on",
    facts={"answered_on": ("is_changed",)},
    voided={"score__assessment__state": "score__assessment__voided_on"},
    agency="score__assessment__agency",
    names="score__assessment",
)
RESULTS = Ledger(
    PostResult,
    begins="assessment__confirmed_on",
    voided={"assessment__state": "assessment__voided_on"},
    agency="assessment__agency",
    names="assessment",
)


def begun(on: AsOf) -> Condition:
    return on.during("received_on")


def confirmed(on: AsOf) -> Condition:
    return on.during("confirmed_on")


def applied(on: AsOf) -> Condition:
    """The result stands in the record of a post."""
    return confirmed(on) & on.has(RESULTS, AsOf.every)


def appealed(on: AsOf) -> Condition:
    return confirmed(on) & on.has(APPEALS, AsOf.every)


def changed(on: AsOf) -> Condition:
    return confirmed(on) & on.has(APPEALS, _changed)


def _changed(on: AsOf) -> Condition:
    return on.happened("answered_on", is_changed=True)


def of_group(on: AsOf, group: str) -> Condition:
    return confirmed(on) & on.where(group=group)


COUNTED: tuple[tuple[str, str, str, Says, Says | None], ...] = (
    ("begun", "布置的考核", "布置日期在统计期内的考核，不含录入作废的", begun, None),
    ("confirmed", "有考核结果的单位", "统计期内确认了考核结果的单位，每个单位每个年度计一次", confirmed, None),
    ("applied", "记入岗位的考核结果", "统计期内确认结果的考核中，结果已记入责任人岗位考核记录的", applied, None),
    ("appealed", "有申诉的考核", "统计期内确认结果的考核中，至少有一项提出申诉的", appealed, confirmed),
    ("changed", "经申诉改变的考核", "统计期内确认结果的考核中，至少有一项的扣分经申诉改变的", changed, confirmed),
)  # fmt: skip
for key, label, definition, says, among in COUNTED:
    declare(Figure(f"assessment.{key}", label, "件", definition, ASSESSMENTS, says, among=among))
declare(
    Ratio(
        "assessment.changed.rate",
        "申诉改变率",
        "%",
        "经申诉改变的考核÷有申诉的考核",
        ASSESSMENTS,
        changed,
        among=appealed,
        least=FEWEST,
    )
)


def _totals(key: str, whose: str, says: Says) -> Iterable[Figure]:
    """Mean and median beside each other; of fewer than five neither."""
    for name, word, is_median in (("mean", "平均", False), ("median", "中位", True)):
        yield Amount(
            f"assessment.{key}.{name}",
            f"考核{word}得分{f'：{whose}' if whose else ''}",
            "分",
            f"统计期内确认的{whose and f'考核组“{whose}”的'}考核得分的{word}数；"
            f"不足{FEWEST}个的不计算",
            ASSESSMENTS,
            says,
            least=FEWEST,
            column="total",
            is_median=is_median,
        )


for figure in _totals("total", "", confirmed):
    declare(figure)


@declare_family
def by_group(agency_id: int | None) -> Iterable[Figure]:
    """The same of each group that has a result; a group is known by the digest of its name."""
    results = Assessment.objects.filter(state=Assessment.State.CONFIRMED)
    if agency_id is not None:
        results = results.filter(agency=agency_id)
    for group in results.order_by("group").values_list("group", flat=True).distinct():
        digest = hashlib.sha256(group.encode()).hexdigest()[:8]
        yield from _totals(f"group-{digest}", group, partial(of_group, group=group))
