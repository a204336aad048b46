"""年度报告第三、第四部分: the statutory tables as figures, one for each cell.

Every cell is a queryset, so that its identities hold by construction: what was received before
the end and not answered before the start is both r1 + r2 and r3_7 + r4 (国办公开办函〔2021〕30号).
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet

from huiyin.figures.registry import Figure, Scope, declare_family

from .models import ApplicantKind, Application, Decision, Outcome, RemedyKind

RESULTS: tuple[str, ...] = tuple(Decision.values)
ROWS: dict[str, str] = {
    "r1": "本年新收政府信息公开申请数量",
    "r2": "上年结转政府信息公开申请数量",
    **{str(value): str(label) for value, label in Decision.choices},
    "r3_7": "本年度办理结果总计",
    "r4": "结转下年度继续办理",
}
COLUMNS: dict[str, str] = {str(v): str(t) for v, t in ApplicantKind.choices} | {"total": "总计"}
REMEDY_COLUMNS: dict[str, str] = {str(v): str(t) for v, t in Outcome.choices} | {"total": "总计"}


def _of(scope: Scope, column: str) -> "QuerySet[Any]":
    found = Application.objects.valid().filter(agency=scope.agency_id, received_on__lte=scope.end)
    return found if column == "total" else found.filter(applicant_kind=column)


def new(scope: Scope, column: str) -> "QuerySet[Any]":
    return _of(scope, column).filter(received_on__gte=scope.start)


def carried_in(scope: Scope, column: str) -> "QuerySet[Any]":
    unanswered = Q(answered_on__isnull=True) | Q(answered_on__gte=scope.start)
    return _of(scope, column).filter(unanswered, received_on__lt=scope.start)


def closed(scope: Scope, column: str, *decisions: str) -> "QuerySet[Any]":
    return _of(scope, column).filter(scope.covers("answered_on"), decision__in=decisions)


def carried_out(scope: Scope, column: str) -> "QuerySet[Any]":
    return _of(scope, column).filter(Q(answered_on__isnull=True) | Q(answered_on__gt=scope.end))


def row(name: str) -> "Callable[[Scope, str], QuerySet[Any]]":
    """The records of a row, by scope and column."""
    rows: dict[str, Callable[[Scope, str], QuerySet[Any]]] = {
        "r1": new, "r2": carried_in, "r4": carried_out, "r3_7": partial(_closed_as, RESULTS),
    }  # fmt: skip
    return rows.get(name) or partial(_closed_as, (name,))


def _closed_as(decisions: tuple[str, ...], scope: Scope, column: str) -> "QuerySet[Any]":
    return closed(scope, column, *decisions)


def remedied(kind: str, outcome: str, scope: Scope) -> "QuerySet[Any]":
    """One row for each proceeding: decided in the period, or pending at its end."""
    pending = Q(remedies__decided_on__isnull=True) | Q(remedies__decided_on__gt=scope.end)
    decided = scope.covers("remedies__decided_on")
    cell = {"pending": pending, "total": pending | decided}.get(
        outcome, decided & Q(remedies__outcome=outcome)
    )
    return Application.objects.valid().filter(
        cell, agency=scope.agency_id, remedies__kind=kind, remedies__filed_on__lte=scope.end
    )


@declare_family
def table() -> Iterator[Figure]:
    """第三部分: 25 rows × 7 columns."""
    for name, label in ROWS.items():
        for column, head in COLUMNS.items():
            yield Figure(
                f"foi.table.{name}.{column}",
                f"{label}（{head}）",
                "件",
                "年度报告第三部分；新收按收到日期、办理结果按答复日期、结转按期末尚未答复计",
                partial(_cell, name, column),
                is_cell=True,
            )


def _cell(name: str, column: str, scope: Scope) -> "QuerySet[Any]":
    return row(name)(scope, column)


@declare_family
def remedies() -> Iterator[Figure]:
    """第四部分: three kinds × four outcomes and their total."""
    for kind, label in RemedyKind.choices:
        for outcome, head in REMEDY_COLUMNS.items():
            yield Figure(
                f"foi.remedies.{kind}.{outcome}",
                f"{label}（{head}）",
                "件",
                "年度报告第四部分；按审结日期计，期末未审结的计入尚未审结",
                partial(remedied, kind, outcome),
                is_cell=True,
            )
