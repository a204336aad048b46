"""年度报告第三、第四部分: the statutory tables as figures, one for each cell.

Every cell is a queryset, so that its identities hold by construction: what was received before
the end and not answered before the start is both r1 + r2 and r3_7 + r4 (国办公开办函〔2021〕30号).
How the forms of the years print them stands in `huiyin.national_forms`.
"""

from collections.abc import Iterator
from functools import partial

from huiyin.figures.registry import AsOf, Condition, Figure, Says, declare_family

from .counted import APPLICATIONS, REMEDIES
from .models import ApplicantKind, Decision, Outcome, RemedyKind

RESULTS: tuple[str, ...] = tuple(Decision.values)
ENDED_OTHERWISE: tuple[str, ...] = (Decision.NOT_CORRECTED, Decision.FEE_NOT_PAID, Decision.OTHER)
"""（六）其他处理: one row in the form of 2019 and 2020, three since. Closed, but not answered."""
ROWS: dict[str, str] = {
    "r1": "本年新收政府信息公开申请数量",
    "r2": "上年结转政府信息公开申请数量",
    **{str(value): str(label) for value, label in Decision.choices},
    "r3_6": "其他处理（合计）",
    "r3_7": "本年度办理结果总计",
    "r4": "结转下年度继续办理",
}
COLUMNS: dict[str, str] = {str(v): str(t) for v, t in ApplicantKind.choices} | {"total": "总计"}
REMEDY_COLUMNS: dict[str, str] = {str(v): str(t) for v, t in Outcome.choices} | {"total": "总计"}


def new(on: AsOf) -> Condition:
    return on.during("received_on")


def carried_in(on: AsOf) -> Condition:
    return on.before("received_on") & on.not_before("answered_on")


def closed(on: AsOf, decisions: tuple[str, ...]) -> Condition:
    return on.during("answered_on", decision__in=decisions)


def carried_out(on: AsOf) -> Condition:
    return on.not_yet("answered_on")


def row(name: str) -> Says:
    """What a row counts, in all columns."""
    rows: dict[str, Says] = {
        "r1": new, "r2": carried_in, "r4": carried_out,
        "r3_6": partial(closed, decisions=ENDED_OTHERWISE),
        "r3_7": partial(closed, decisions=RESULTS),
    }  # fmt: skip
    return rows.get(name) or partial(closed, decisions=(name,))


def _cell(on: AsOf, name: str, column: str) -> Condition:
    counted = row(name)(on)
    return counted if column == "total" else counted & on.where(applicant_kind=column)


def remedied(on: AsOf, kind: str, outcome: str) -> Condition:
    """One row for each proceeding: decided in the period, or pending at its end."""
    of_kind, pending = on.where(remedies__kind=kind), on.not_yet("remedies__decided_on")
    if outcome == "pending":
        return of_kind & pending
    if outcome == "total":
        return of_kind & (pending | on.during("remedies__decided_on"))
    return of_kind & on.during("remedies__decided_on", remedies__outcome=outcome)


@declare_family
def table(agency_id: int | None = None) -> Iterator[Figure]:
    """第三部分: the 25 rows of the form of 2021 and （六） as one row of that of 2019, × 7 columns."""
    for name, label in ROWS.items():
        for column, head in COLUMNS.items():
            yield Figure(
                f"foi.table.{name}.{column}",
                f"{label}（{head}）",
                "件",
                "年度报告第三部分；新收按收到日期、办理结果按答复日期、结转按期末尚未答复计",
                APPLICATIONS,
                partial(_cell, name=name, column=column),
                is_cell=True,
            )


@declare_family
def remedies(agency_id: int | None = None) -> Iterator[Figure]:
    """第四部分: three kinds × four outcomes and their total."""
    for kind, label in RemedyKind.choices:
        for outcome, head in REMEDY_COLUMNS.items():
            yield Figure(
                f"foi.remedies.{kind}.{outcome}",
                f"{label}（{head}）",
                "件",
                "年度报告第四部分；按审结日期计，期末未审结的计入尚未审结",
                REMEDIES,
                partial(remedied, kind=kind, outcome=outcome),
                is_cell=True,
            )
