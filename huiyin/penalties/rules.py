"""Rights of the penalties, and what cannot be of a record."""

from datetime import date
from decimal import Decimal

from huiyin.casework.deadlines import Reckoning, reckon
from huiyin.casework.reading import Reading
from huiyin.publicity.holders import HolderKind, numbers_of_persons
from huiyin.workdays.load import calendar

from . import deadlines, kinds
from .models import Penalty

VIEW, HANDLE = "penalties.view_penalties", "penalties.handle_penalty"
REVIEW, DECIDE = "penalties.review_penalty", "penalties.decide_penalty"
PUBLISH, WITHDRAW = "penalties.publish_penalty", "penalties.withdraw_publication"
VOID, KEEP = "penalties.void_penalty", "penalties.keep_rules"
EVIDENCE = Reading(
    "penalties.evidence.read",
    (HANDLE, REVIEW, DECIDE),
    "证据文件写明当事人全名，由办理、审核、决定处罚的岗位查看。",
)
PAPER = Reading(
    "penalties.paper.read",
    (HANDLE, REVIEW, DECIDE),
    "处罚文书写明当事人全名，由办理、审核、决定处罚的岗位查看。",
)
CASE_FILE = Reading(
    "penalties.case-file.read",
    (HANDLE, REVIEW, DECIDE),
    "案卷写明当事人全名，由办理、审核、决定处罚的岗位查看。",
)
SECURITY_LAW = "治安管理处罚法"
SECURITY = "治安管理处罚记录应当封存，不得公开（治安管理处罚法第一百三十六条），不能登记在本台账"
NEEDED = {"facts": "违法事实", "basis": "处罚依据", "kinds": "处罚类别", "content": "处罚内容"}
"""What a decision says, whichever door it came by."""


def hearing_limit(penalty: Penalty) -> Reckoning | None:
    """Until when a hearing may be asked for; None where the right to it was not told."""
    if not (penalty.offers_hearing and penalty.notified_on):
        return None
    return reckon(deadlines.HEARING, penalty.notified_on, calendar(penalty.agency.region))


def wrong_in(penalty: Penalty, today: date) -> dict[str, str]:
    """Field → what to do; empty where nothing is wrong."""
    return {
        **numbers_of_persons(penalty),
        **_of_holder(penalty),
        **_of_days(penalty, today),
        **_of_decision(penalty),
    }


def _of_holder(penalty: Penalty) -> dict[str, str]:
    if penalty.holder_kind == HolderKind.ORGANISATION and not penalty.holder_uscc:
        return {"holder_uscc": "法人及非法人组织必须填写统一社会信用代码"}
    if penalty.is_person and penalty.holder_uscc:
        return {"holder_uscc": "自然人没有统一社会信用代码，请核对行政相对人类别"}
    return {}


def _of_days(penalty: Penalty, today: date) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if penalty.filed_on is None and penalty.decided_on is None:
        wrong["filed_on"] = "请填写立案日期"
    for name, label in (
        ("filed_on", "立案日期"),
        ("decided_on", "决定日期"),
        ("published_on", "公示日期"),
    ):
        day = getattr(penalty, name)
        if day and day > today:
            wrong[name] = f"{label} {day} 晚于今天，请核对"
    if penalty.filed_on and penalty.decided_on and penalty.decided_on < penalty.filed_on:
        wrong["decided_on"] = f"决定日期早于立案日期 {penalty.filed_on}，请核对"
    if penalty.published_on and penalty.decided_on and penalty.published_on < penalty.decided_on:
        wrong["published_on"] = f"公示日期 {penalty.published_on} 早于决定日期，请核对"
    if penalty.published_on and penalty.decided_on is None:
        wrong["published_on"] = "还没有处罚决定，不能填写公示日期"
    if penalty.published_on and penalty.withheld and not penalty.withdrawn_on:
        wrong["withheld"] = "这件处罚已经公示：请先撤下公示，再填写不予公示的情形"
    return wrong


def _of_decision(penalty: Penalty) -> dict[str, str]:
    if SECURITY_LAW in penalty.basis:
        return {"basis": SECURITY}
    chosen = penalty.all_kinds
    if kinds.DETENTION in chosen:
        return {"kinds": SECURITY}
    wrong = _of_amounts(penalty, chosen)
    if penalty.decided_on:
        wrong |= {
            name: f"请填写{label}" for name, label in NEEDED.items() if not getattr(penalty, name)
        }
    return wrong


def _of_amounts(penalty: Penalty, chosen: tuple[str, ...]) -> dict[str, str]:
    """罚款 stands in the kinds exactly where there is an amount; the same of the others."""
    wrong: dict[str, str] = {}
    for name, kind, label in (
        ("fine", kinds.FINE, "罚款金额"),
        ("confiscated", kinds.CONFISCATION, "没收金额"),
    ):
        amount = getattr(penalty, name) or Decimal(0)
        if amount > 0 and kind not in chosen:
            wrong[name] = f"填写了{label}，处罚类别里却没有“{kind}”：请核对哪一处有误"
    if kinds.FINE in chosen and not penalty.fine:
        wrong["fine"] = "处罚类别有“罚款”，却没有罚款金额：请核对哪一处有误"
    if kinds.LICENCE in chosen and not penalty.licence:
        wrong["licence"] = "暂扣或者吊销证照的，请填写证照名称及编号"
    return wrong
