"""Figures of hotline and messages: totals, and the same for each channel."""

from collections.abc import Iterable
from functools import partial

from django.db.models import F, QuerySet

from huiyin.figures.registry import Figure, Ratio, Scope, declare, declare_family

from .models import Channel, RequestKind, Satisfaction, ServiceRequest


def received(scope: Scope, channel: str = "") -> "QuerySet[ServiceRequest]":
    found = ServiceRequest.objects.valid().filter(
        scope.covers("received_on"), agency=scope.agency_id
    )
    return found.filter(channel__key=channel) if channel else found


def answered(scope: Scope, channel: str = "") -> "QuerySet[ServiceRequest]":
    """Of the requests received in the period, those answered by its end or later."""
    return received(scope, channel).filter(answered_on__isnull=False)


def due(scope: Scope) -> "QuerySet[ServiceRequest]":
    return ServiceRequest.objects.valid().filter(scope.covers("due_on"), agency=scope.agency_id)


def in_time(scope: Scope) -> "QuerySet[ServiceRequest]":
    return due(scope).filter(answered_on__lte=F("due_on"))


def late(scope: Scope) -> "QuerySet[ServiceRequest]":
    return due(scope).filter(answered_on__gt=F("due_on"))


def rated(scope: Scope) -> "QuerySet[ServiceRequest]":
    return received(scope).exclude(satisfaction="")


def dissatisfied(scope: Scope) -> "QuerySet[ServiceRequest]":
    return rated(scope).filter(satisfaction=Satisfaction.DISSATISFIED)


def of_kind(scope: Scope, kind: str) -> "QuerySet[ServiceRequest]":
    return received(scope).filter(request_kind=kind)


def satisfied(scope: Scope) -> "QuerySet[ServiceRequest]":
    return rated(scope).exclude(satisfaction=Satisfaction.DISSATISFIED)


declare(
    Figure(
        "hotline.received",
        "受理热线留言",
        "件",
        "受理日期在统计期内的工单，不含录入作废的",
        received,
    )
)
declare(Figure("hotline.answered", "办结热线留言", "件", "统计期内受理、已经答复的工单", answered))
declare(
    Ratio(
        "hotline.closed",
        "热线留言办结率",
        "%",
        "统计期内受理、已经答复的件数÷受理件数",
        answered,
        base=received,
    )
)
declare(
    Ratio(
        "hotline.on-time",
        "热线留言按时办结率",
        "%",
        "应办结日期在统计期内的工单中，在期限（含批准的延期）内答复的件数÷应办结件数",
        in_time,
        base=due,
    )
)
declare(
    Ratio(
        "hotline.satisfied",
        "热线留言满意率",
        "%",
        "（满意＋基本满意）÷已评价件数；未评价的不计入",
        satisfied,
        base=rated,
    )
)
declare(
    Figure(
        "hotline.late", "超期办结热线留言", "件", "应办结日期在统计期内、超过期限才答复的工单", late
    )
)
declare(
    Figure(
        "hotline.dissatisfied",
        "评价为不满意",
        "件",
        "统计期内受理、评价为不满意的工单",
        dissatisfied,
    )
)
for kind in RequestKind:
    declare(
        Figure(
            f"hotline.kind.{kind.value}",
            f"受理{kind.label}",
            "件",
            f"统计期内受理、诉求类型为“{kind.label}”的工单",
            partial(of_kind, kind=kind.value),
        )
    )


@declare_family
def by_channel() -> Iterable[Figure]:
    """Received and answered for each channel."""
    for channel in Channel.objects.all():
        key, name = channel.key, channel.name
        yield Figure(
            f"hotline.{key}.received",
            f"受理热线留言，来源：{name}",
            "件",
            f"来源渠道为“{name}”、受理日期在统计期内的工单，不含录入作废的",
            partial(received, channel=key),
        )
        yield Figure(
            f"hotline.{key}.answered",
            f"{name}办结",
            "件",
            f"来源渠道为“{name}”、统计期内受理、已经答复的工单",
            partial(answered, channel=key),
        )
