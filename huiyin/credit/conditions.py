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
    yield _found(repair, "corrected", "失信行为已经纠正")
    yield _performed(repair)
    yield _committed(repair)
    yield _found(repair, "others_met", "符合其他法定条件", "others_fact")


def _period(repair: Repair, day: date) -> Condition:
    label, shown = "最短公示期已满", grading.shown(repair.penalty, repair.received_on)
    if shown is None:
        return Condition(
            "period", label, False, f"没有在 {repair.received_on} 有效的公示期规定，请先设定"
        )
    rule, last = shown.rule, shown.shortest.due
    if not rule.shortest:
        fact = f"{rule.get_level_display()}失信没有最短公示期，履行义务后即可修复"
        return Condition("period", label, True, fact, rule.basis)
    over = "已经届满" if day > last else f"还没有届满，{last} 以后才能修复"
    fact = (
        f"{rule.get_level_display()}失信，{repair.penalty.decided_on} 作出决定，"
        f"最短公示{rule.shortest}个月至 {last}，{over}"
    )
    return Condition("period", label, day > last, fact, rule.basis)


def _found(repair: Repair, name: str, label: str, fact: str = "") -> Condition:
    """What a handler has looked into."""
    said = getattr(repair, fact or f"{name}_fact")
    return Condition(name, label, getattr(repair, name) == Finding.MET, said or "还没有核查")


def _performed(repair: Repair) -> Condition:
    """The money by the record of the penalty, whatever anybody says; other duties as they were found."""
    penalty, found = repair.penalty, _found(repair, "performed", "处罚义务履行完毕")
    if penalty.is_from_elsewhere or not penalty.sum_due:
        return found
    money = f"罚没款 {yuan_text(penalty.sum_due)} 元，已缴 {yuan_text(penalty.paid)} 元"
    if penalty.receipts:
        money += f"（票据 {penalty.receipts}）"
    return Condition(
        "performed", found.label, found.is_met and penalty.is_paid, f"{money}；{found.fact}"
    )


def _committed(repair: Repair) -> Condition:
    label, given = "已经作出信用承诺", repair.commitment
    if given is not None:
        stands = given.type == Type.REPAIR and given.state not in (given.VOIDED, "breached")
        fact = f"承诺书 {given.reference}，{given.committed_on} 作出，{given.get_state_display()}"
        return Condition("commitment", label, stands, fact)
    paper = next(
        (one for one in repair.evidence.all() if one.role == Evidence.Role.COMMITMENT), None
    )
    if paper is None:
        return Condition("commitment", label, False, "没有收到信用修复承诺书")
    return Condition("commitment", label, True, f"{paper.added_on} 收到信用修复承诺书")
