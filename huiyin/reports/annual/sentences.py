"""Sentences from the records that only the annual report has."""

from datetime import date

from django.db.models import Sum

from huiyin.figures import registry
from huiyin.foi.models import Fee
from huiyin.planning.models import PlanItem
from huiyin.reports.summary import problems as of_summary
from huiyin.reports.summary.numerals import enumerated
from huiyin.reports.summary.phrases import joined, span
from huiyin.reports.text import Citer, Noted, Runs

ABOUT = ("foi.late", "licensing.published.late", "disclosure.late", "inspection.columns.late")
"""Problems of disclosure; those of the hotline belong to the summary."""
NAMES = {
    "foi.late": "依申请公开超期答复",
    "licensing.published.late": "行政许可超期公示",
    "disclosure.late": "超期公开政府信息",
    "inspection.columns.late": "栏目更新超期",
}
BECAME: dict[str, str] = {
    PlanItem.State.DONE: "已落实",
    PlanItem.State.PLANNED: "正在落实",
    PlanItem.State.DROPPED: "不再实施",
    PlanItem.State.CARRIED: "转入下一年继续实施",
}
"""The state of a measure, in the words of a report."""


def normative(cite: Citer) -> list[Runs]:
    """行政规范性文件: issued, abolished, in force."""
    issued, abolished = cite("disclosure.normative.issued"), cite("disclosure.normative.abolished")
    in_force = cite("disclosure.normative.in-force")
    clauses: list[Runs] = [
        ["制发行政规范性文件", issued] if issued else ["未制发行政规范性文件"],
        ["废止", abolished] if abolished else [],
        [f"{span(cite)}现行有效", in_force],
    ]
    return [[f"{cite.year}年，", *joined(clauses, "，"), "。"]]


def problems(cite: Citer) -> list[Runs]:
    """存在的问题 of disclosure."""
    return of_summary.sentences(cite, ABOUT)


def next_steps(cite: Citer) -> list[Runs]:
    """下一步: what the office has decided for the next year; nothing else is promised."""
    items = [
        item.text
        for item in _items(cite, cite.year + 1)
        if item.standing(_last_day(cite)) == PlanItem.State.PLANNED
    ]
    return [[f"下一步，{enumerated(items)}。"]] if items else []


def followed(cite: Citer) -> list[Runs]:
    """上年提出的措施: those that were decided for this year, each with what became of it."""
    by_state: dict[str, list[str]] = {}
    for item in _items(cite, cite.year):
        by_state.setdefault(BECAME[item.standing(_last_day(cite))], []).append(f"“{item.text}”")
    if not by_state:
        return []
    clauses = "；".join(f"{'、'.join(texts)}{how}" for how, texts in by_state.items())
    return [[f"对上年提出的改进措施，{clauses}。"]]


def compared_problems(cite: Citer) -> list[Runs]:
    """Each problem that last year's figures showed, beside this year's figure."""
    clauses: list[Runs] = []
    for key in ABOUT:
        before = cite(key, back=1) if cite.known(key) else None
        if before:
            clauses.append([f"{NAMES[key]}上年", before, "，本年", cite(key)])
    return [["与上年相比，", *joined(clauses, "；"), "。"]] if clauses else []


def fees(cite: Citer) -> list[Runs]:
    """收取信息处理费情况: nothing is said aloud, too."""
    noticed, paid = cite("foi.fee-noticed"), cite("foi.fee-paid")
    if not noticed and not paid:
        return [[f"{cite.year}年，未向申请人发出收费通知，收取信息处理费0元。"]]
    amount = Noted(f"{_paid(cite)}元", paid.address)
    return [[f"{cite.year}年，发出信息处理费收费通知", noticed, "，收取信息处理费", amount, "。"]]


def _paid(cite: Citer) -> str:
    """The money of the applications that the figure counts."""
    counted = registry.find("foi.fee-paid").records(cite.scope)
    cents = Fee.objects.filter(application__in=counted.order_by()).aggregate(sum=Sum("amount"))
    return f"{(cents['sum'] or 0) / 100:.2f}".rstrip("0").rstrip(".")


def _items(cite: Citer, year: int) -> list[PlanItem]:
    items = PlanItem.objects.of_year(cite.scope.agency_id, year).decided_here()
    return list(items.order_by("due_on", "pk"))


def _last_day(cite: Citer) -> date:
    return cite.scope.end
