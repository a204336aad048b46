"""Figures of the register of applications."""

from typing import Any

from django.db.models import F, QuerySet

from huiyin.figures.registry import Figure, Ratio, Scope, declare

from . import statutory
from .models import Application, Remedy, RemedyKind


def received(scope: Scope) -> "QuerySet[Any]":
    return Application.objects.valid().filter(scope.covers("received_on"), agency=scope.agency_id)


def answered(scope: Scope) -> "QuerySet[Any]":
    return Application.objects.answered().filter(
        scope.covers("answered_on"), agency=scope.agency_id
    )


def answered_in_time(scope: Scope) -> "QuerySet[Any]":
    return answered(scope).filter(answered_on__lte=F("due_on"))


def contested(scope: Scope, *kinds: str) -> "QuerySet[Any]":
    """Applications, not proceedings: one that is contested twice counts once."""
    remedies = Remedy.objects.filter(scope.covers("filed_on"), kind__in=kinds)
    return Application.objects.valid().filter(
        agency=scope.agency_id, pk__in=remedies.values("application")
    )


def reconsidered(scope: Scope) -> "QuerySet[Any]":
    return contested(scope, RemedyKind.RECONSIDERATION)


def litigated(scope: Scope) -> "QuerySet[Any]":
    return contested(scope, RemedyKind.LITIGATION, RemedyKind.LITIGATION_AFTER)


def carried_over(scope: Scope) -> "QuerySet[Any]":
    return statutory.carried_out(scope, "total")


def fees_paid(scope: Scope) -> "QuerySet[Any]":
    return Application.objects.valid().filter(scope.covers("fees__paid_on"), agency=scope.agency_id)


declare(
    Figure(
        "foi.received", "受理依申请公开", "件", "收到日期在统计期内的申请，不含录入作废的", received
    )
)
declare(
    Figure(
        "foi.answered",
        "办结依申请公开",
        "件",
        "答复（含申请人撤回等终结办理）日期在统计期内的申请",
        answered,
    )
)
declare(
    Ratio(
        "foi.answered.on-time",
        "依申请公开按期答复率",
        "%",
        "在法定期限（含中止、延长）内答复的件数÷答复件数",
        answered_in_time,
        base=answered,
    )
)
declare(
    Figure(
        "foi.reconsidered",
        "引起行政复议",
        "件",
        "复议受理日期在统计期内的申请，一件申请只计一次",
        reconsidered,
    )
)
declare(
    Figure(
        "foi.litigated",
        "引起行政诉讼",
        "件",
        "诉讼受理日期在统计期内的申请，一件申请只计一次",
        litigated,
    )
)
declare(
    Figure(
        "foi.carried-over",
        "结转继续办理",
        "件",
        "统计期末尚未答复的申请（收到日期不晚于期末）",
        carried_over,
    )
)
declare(
    Figure(
        "foi.fee-paid",
        "收取信息处理费的申请",
        "件",
        "缴费日期在统计期内的申请",
        fees_paid,
    )
)
