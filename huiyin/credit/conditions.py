"""信用修复的条件: each one with the fact that it is judged by.

The rule set is that in force on the day of receipt; the shortest time is over when its last day is
past (民法典第二百零三条: a period ends with its last day).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from huiyin.commitments.models import Type
from huiyin.common.money import yuan_text
from huiyin.penalties import grading

from .models import Evidence, Finding, Repair

PERIOD, CORRECTED, PERFORMED = "period", "corrected", "performed"
COMMITMENT, OTHERS = "commitment", "others_met"


@dataclass(frozen=True)
class Asked:
    """One condition as everybody is told of it, before any application."""

    label: str
    means: str


ASKED = {
    PERIOD: Asked("最短公示期已满", "自作出处罚决定之日起算，最后一天过完才算满，见下表。"),
    CORRECTED: Asked("失信行为已经纠正", "违法行为已经停止并且改正，有材料可以核查。"),
    PERFORMED: Asked(
        "处罚义务履行完毕", "罚没款按本机关的缴款记录核对，责令改正等其他义务也已经履行。"
    ),
    COMMITMENT: Asked(
        "已经作出信用承诺", "签署信用修复承诺书：材料真实有效，愿意承担违反承诺的责任。"
    ),
    OTHERS: Asked("符合其他法定条件", "法律、法规、规章另有规定的，也要符合。"),
}
"""All conditions in the order of the rule: `of` judges these, the guide tells these."""


@dataclass(frozen=True)
class Condition:
    """One condition: what it asks, whether it is met, and by which fact."""

    key: str
    label: str
    is_met: bool
    fact: str
    basis: str = "信用修复管理办法（国家发展改革委令第36号，据转载，请核对）"


def of(repair: Repair, day: date) -> list[Condition]:
    """All conditions as they stand on that day, in the order of the rule."""
    return list(_all(repair, day))


def unmet(repair: Repair, day: date) -> str:
    """The sentence that refuses to grant, or nothing."""
    found = [one for one in _all(repair, day) if not one.is_met]
    return "；".join(f"{one.label}：{one.fact}" for one in found)


def _all(repair: Repair, day: date) -> Iterator[Condition]:
    yield _period(repair, day)
    yield _found(repair, CORRECTED)
    yield _performed(repair)
    yield _committed(repair)
    yield _found(repair, OTHERS, "others_fact")


def _period(repair: Repair, day: date) -> Condition:
    label, shown = ASKED[PERIOD].label, grading.shown(repair.penalty, repair.received_on)
    if shown is None:
        return Condition(
            PERIOD, label, False, f"没有在 {repair.received_on} 有效的公示期规定，请先设定"
        )
    rule, last = shown.rule, shown.shortest.due
    if not rule.shortest:
        fact = f"{rule.get_level_display()}失信没有最短公示期，履行义务后即可修复"
        return Condition(PERIOD, label, True, fact, rule.basis)
    over = "已经届满" if day > last else f"还没有届满，{last} 以后才能修复"
    fact = (
        f"{rule.get_level_display()}失信，{repair.penalty.decided_on} 作出决定，"
        f"最短公示{rule.shortest}个月至 {last}，{over}"
    )
    return Condition(PERIOD, label, day > last, fact, rule.basis)


def _found(repair: Repair, name: str, fact: str = "") -> Condition:
    """What a handler has looked into."""
    said = getattr(repair, fact or f"{name}_fact")
    is_met = getattr(repair, name) == Finding.MET
    return Condition(name, ASKED[name].label, is_met, said or "还没有核查")


def _performed(repair: Repair) -> Condition:
    """The money by the record of the penalty, whatever anybody says; other duties as they were found."""
    penalty, found = repair.penalty, _found(repair, PERFORMED)
    if penalty.is_from_elsewhere or not penalty.sum_due:
        return found
    money = f"罚没款 {yuan_text(penalty.sum_due)} 元，已缴 {yuan_text(penalty.paid)} 元"
    if penalty.receipts:
        money += f"（票据 {penalty.receipts}）"
    return Condition(
        PERFORMED, found.label, found.is_met and penalty.is_paid, f"{money}；{found.fact}"
    )


def _committed(repair: Repair) -> Condition:
    label, given = ASKED[COMMITMENT].label, repair.commitment
    if given is not None:
        stands = given.type == Type.REPAIR and given.state not in (given.VOIDED, "breached")
        fact = f"承诺书 {given.reference}，{given.committed_on} 作出，{given.get_state_display()}"
        return Condition(COMMITMENT, label, stands, fact)
    paper = next(
        (one for one in repair.evidence.all() if one.role == Evidence.Role.COMMITMENT), None
    )
    if paper is None:
        return Condition(COMMITMENT, label, False, "没有收到信用修复承诺书")
    return Condition(COMMITMENT, label, True, f"{paper.added_on} 收到信用修复承诺书")
