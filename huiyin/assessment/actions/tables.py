"""评分方法、考核期限: what computes an item, and how long a step takes; set by whoever organises."""

from collections.abc import Iterable

from huiyin.assessment.measures import LISTS
from huiyin.assessment.models import BY_POINTS, TICKED, Method, Term
from huiyin.assessment.rules import ORGANISE
from huiyin.casework.local_tables import LocalTable
from huiyin.figures import registry
from huiyin.measuring.asking import explained
from huiyin.measuring.base import names

REFUSAL = "评分方法和考核期限由考核组织岗设定"
LOST = (
    "foi.remedies.reconsideration.corrected+foi.remedies.litigation.corrected"
    "+foi.remedies.litigation-after.corrected"
)
"""复议纠错和诉讼败诉, counted together."""


def measures() -> Iterable[tuple[str, str]]:
    """(name, label) of everything that can compute an item; none: people judge."""
    yield "", "人工评分"
    yield TICKED, BY_POINTS
    for name in sorted(names, key=lambda one: (one not in LISTS, names[one])):
        yield name, f"检查：{names[name][0]}"
    joined = Method.objects.filter(measure__contains="+").values_list("measure", flat=True)
    for name in sorted({LOST, *joined}):
        yield name, f"合计：{explained(name)[0]}"
    for figure in registry.listed_figures():
        yield figure.key, f"数据：{figure.label}"


METHODS = LocalTable(
    Method,
    "method",
    "评分方法",
    right=ORGANISE,
    refusal=REFUSAL,
    asked=("code", "measure", "checklist", "threshold", "deduct", "valid_from", "basis"),
    columns={
        "code": "指标编号",
        "measured_by": "计算方法",
        "checklist": "检查清单",
        "threshold": "限值",
        "deduct": "每项扣分",
        "valid_from": "执行日期",
        "basis": "依据",
    },
    kept="此前计算的结果不变",
    choices={"measure": measures},
)
TERMS = LocalTable(
    Term,
    "term",
    "考核期限",
    right=ORGANISE,
    refusal=REFUSAL,
    asked=("step", "length", "unit", "valid_from", "basis"),
    columns={"step": "事项", "period": "期限", "valid_from": "执行日期", "basis": "依据"},
    kept="此前开始的步骤期限不变",
)
