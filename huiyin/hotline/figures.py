"""Figures of hotline and messages: totals, and the same for each channel."""

from collections import defaultdict
from collections.abc import Iterable
from functools import partial

from huiyin.figures.registry import (
    AsOf,
    Condition,
    Figure,
    Ledger,
    Ratio,
    declare,
    declare_family,
)
from huiyin.figures.spreads import Length

from .models import Channel, RequestKind, Satisfaction, ServiceRequest
from .tree import Tree

REQUESTS = Ledger(
    ServiceRequest,
    begins="received_on",
    facts={
        "answered_on": (),
        "rated_on": ("satisfaction",),
        "resolution_on": ("resolution",),
        "extended_on": (),
        "first_reopened_on": (),
        "deferred_on": (),
        "settled_on": (),
    },
    traits=("channel", "request_kind", "category", "is_repeat"),
    limits=("due_on",),
    first={"answered_on": "first_answered_on", "due_on": "first_due_on"},
    is_alone=True,
)
"""Of a request that was handled again the first answer is asked, and its limit (docs/adr/0057)."""


WATCHED = (RequestKind.REPORT, RequestKind.SUGGESTION, RequestKind.MISTAKE)


def received(on: AsOf) -> Condition:
    return on.during("received_on")


def answered(on: AsOf) -> Condition:
    """Of the requests received in the period, those answered by its end."""
    return received(on) & on.happened("answered_on")


def of_channel(on: AsOf, channel: int) -> Condition:
    return received(on) & on.where(channel=channel)


def answered_of_channel(on: AsOf, channel: int) -> Condition:
    return answered(on) & on.where(channel=channel)


def of_kind(on: AsOf, kind: str) -> Condition:
    return received(on) & on.where(request_kind=kind)


def watched(on: AsOf) -> Condition:
    """举报, 建议, 网站找错: what people say of the office's own work."""
    return received(on) & on.where(request_kind__in=WATCHED)


def watched_answered(on: AsOf) -> Condition:
    return watched(on) & on.happened("answered_on")


def due(on: AsOf) -> Condition:
    return on.due("due_on")


def not_due(on: AsOf) -> Condition:
    return on.not_due("due_on")


def in_time(on: AsOf) -> Condition:
    return due(on) & on.in_time("answered_on", "due_on")


def overdue(on: AsOf) -> Condition:
    """The limit ran out and nobody has answered."""
    return due(on) & on.overdue("answered_on", "due_on")


def late(on: AsOf) -> Condition:
    return (due(on) & on.late("answered_on", "due_on")) | overdue(on)


def rated(on: AsOf) -> Condition:
    return received(on) & on.happened("rated_on")


def satisfied(on: AsOf) -> Condition:
    good = (Satisfaction.SATISFIED, Satisfaction.FAIR)
    return received(on) & on.happened("rated_on", satisfaction__in=good)


def dissatisfied(on: AsOf) -> Condition:
    return received(on) & on.happened("rated_on", satisfaction=Satisfaction.DISSATISFIED)


def answered_meanwhile(on: AsOf) -> Condition:
    """Answered in the period, whenever they were received."""
    return on.during("answered_on")


LEAST = 5
"""No share and no length of fewer: it would speak of persons."""


declare(
    Figure(
        "hotline.received",
        "受理热线留言",
        "件",
        "收到日期在统计期内的工单，不含录入作废的",
        REQUESTS,
        received,
    )
)
declare(
    Figure(
        "hotline.answered",
        "办结热线留言",
        "件",
        "统计期内受理、到统计期末已经答复的工单",
        REQUESTS,
        answered,
        version=2,
    )
)
declare(
    Ratio(
        "hotline.closed",
        "热线留言办结率",
        "%",
        "统计期内受理、到统计期末已经答复的件数÷受理件数",
        REQUESTS,
        answered,
        among=received,
        version=2,
    )
)
declare(
    Ratio(
        "hotline.on-time",
        "热线留言按时办结率",
        "%",
        "应办结日期（含批准的延期）在统计期内的工单中，在期限内答复的件数÷应办结件数；"
        "超过期限尚未答复的按超期计，期限未到的不计入",
        REQUESTS,
        in_time,
        among=due,
        pending=not_due,
        version=2,
    )
)
for key, label, what, is_median in (
    ("mean", "热线留言平均办理时间", "平均数", False),
    ("median", "热线留言中位办理时间", "中位数（一半的工单不超过）", True),
):
    declare(
        Length(
            f"hotline.days-{key}",
            label,
            "个工作日",
            f"统计期内首次答复的工单，从收到日期到首次答复日期的工作日数的{what}；收到当日不计，"
            f"延期、中止的时间不扣除；不足{LEAST}件的不计算",
            REQUESTS,
            answered_meanwhile,
            since="received_on",
            till="answered_on",
            is_median=is_median,
            least=LEAST,
        )
    )
declare(
    Figure(
        "hotline.rated",
        "回访评价的热线留言",
        "件",
        "统计期内受理、到统计期末已经回访并作出评价的工单",
        REQUESTS,
        rated,
    )
)
declare(
    Ratio(
        "hotline.satisfied",
        "热线留言满意率",
        "%",
        "（满意＋基本满意）÷到统计期末已评价件数；未评价的不计入",
        REQUESTS,
        satisfied,
        among=rated,
        version=2,
    )
)
declare(
    Figure(
        "hotline.late",
        "超期热线留言",
        "件",
        "应办结日期在统计期内，超过期限才答复，或者已超过期限、到统计期末尚未答复的工单",
        REQUESTS,
        late,
        among=due,
        version=2,
    )
)
declare(
    Figure(
        "hotline.overdue",
        "超期未答复热线留言",
        "件",
        "应办结日期在统计期内，已超过期限、到统计期末尚未答复的工单",
        REQUESTS,
        overdue,
        among=due,
    )
)
declare(
    Figure(
        "hotline.dissatisfied",
        "评价为不满意",
        "件",
        "统计期内受理、到统计期末评价为不满意的工单",
        REQUESTS,
        dissatisfied,
        among=rated,
        version=2,
    )
)
declare(
    Figure(
        "hotline.watched.answered",
        "办结举报、建议和网站找错",
        "件",
        "统计期内受理、诉求类型为“举报”“建议”“网站找错”，到统计期末已经答复的工单",
        REQUESTS,
        watched_answered,
        among=watched,
    )
)
for kind in RequestKind:
    declare(
        Figure(
            f"hotline.kind.{kind.value}",
            f"受理{kind.label}",
            "件",
            f"统计期内受理、诉求类型为“{kind.label}”的工单",
            REQUESTS,
            partial(of_kind, kind=kind.value),
        )
    )


@declare_family
def by_channel(agency_id: int | None) -> Iterable[Figure]:
    """Received and answered for each channel."""
    for channel in Channel.objects.all():
        key, name = channel.key, channel.name
        yield Figure(
            f"hotline.{key}.received",
            f"受理热线留言，来源：{name}",
            "件",
            f"来源渠道为“{name}”、收到日期在统计期内的工单，不含录入作废的",
            REQUESTS,
            partial(of_channel, channel=channel.pk),
        )
        yield Figure(
            f"hotline.{key}.answered",
            f"{name}办结",
            "件",
            f"来源渠道为“{name}”、统计期内受理、到统计期末已经答复的工单",
            REQUESTS,
            partial(answered_of_channel, channel=channel.pk),
        )


def deferred(on: AsOf) -> Condition:
    """挂账: answered, approved by a second person as not solved yet, and not settled by then."""
    return received(on) & on.happened("deferred_on") & on.not_yet("settled_on")


declare(
    Figure(
        "hotline.deferred",
        "挂账的热线留言",
        "件",
        "统计期内受理、答复时经第二人批准挂账、到统计期末还没有销账的工单；挂账有理由、计划和下次查看"
        "日期，至少每季度查看一次，不算已解决",
        REQUESTS,
        deferred,
    )
)


def of_category(on: AsOf, family: tuple[int, ...]) -> Condition:
    return received(on) & on.where(category__in=family)


def uncategorised(on: AsOf) -> Condition:
    fault = on.where(request_kind=RequestKind.MISTAKE)
    return received(on) & on.where(category=None) & on.unless(fault)


declare(
    Figure(
        "hotline.uncategorised",
        "未归类的热线留言",
        "件",
        "统计期内受理、还没有归入分类体系的工单，不含网站找错",
        REQUESTS,
        uncategorised,
    )
)


@declare_family
def by_category(agency_id: int | None) -> Iterable[Figure]:
    """Received for each node of the tree; below the top, as cells of it.

    Of several agencies with one code each counts its own: a figure is asked of one agency.
    """
    tree = Tree.of(None if agency_id is None else [agency_id])
    families: dict[str, set[int]] = defaultdict(set)
    nodes = tree.today()
    for _, node in nodes:
        families[node.code].update(tree.family(node.pk))
    for depth, node in nodes:
        yield Figure(
            f"hotline.category.{node.code}",
            f"受理热线留言，分类：{node.path}",
            "件",
            f"统计期内受理、归入“{node.code} {node.path}”的工单，含其下级类目，以及已更名为、"
            "并入其中任何一个的原类目；按现在的分类体系归并",
            REQUESTS,
            partial(of_category, family=tuple(sorted(families[node.code]))),
            is_cell=depth > 0,
        )
