"""Figures of what has to be mended: ordered, in time, overdue, found wanting, struck off."""

from huiyin.figures.registry import AsOf, Condition, Figure, Ledger, Ratio, Says, declare

from .models import FROM_OUTSIDE, Category, Rectification

RECTIFICATIONS = Ledger(
    Rectification,
    begins="received_on",
    facts={"issued_on": (), "delivered_on": (), "failed_on": (), "closed_on": ()},
    traits=("category",),
    limits=("first_due_on",),
)


def issued(on: AsOf) -> Condition:
    return on.during("issued_on")


def orders(on: AsOf) -> Condition:
    return issued(on) & on.where(category=Category.ORDER)


def circulars(on: AsOf) -> Condition:
    return issued(on) & on.where(category=Category.CIRCULAR)


def from_outside(on: AsOf) -> Condition:
    return on.during("received_on") & on.where(category__in=sorted(FROM_OUTSIDE))


def due(on: AsOf) -> Condition:
    return on.happened("issued_on") & on.due("first_due_on")


def not_due(on: AsOf) -> Condition:
    return on.happened("issued_on") & on.not_due("first_due_on")


def in_time(on: AsOf) -> Condition:
    return due(on) & on.in_time("delivered_on", "first_due_on")


def late(on: AsOf) -> Condition:
    undelivered = on.overdue("delivered_on", "first_due_on")
    return due(on) & (on.late("delivered_on", "first_due_on") | undelivered)


def failed(on: AsOf) -> Condition:
    return issued(on) & on.happened("failed_on")


def closed(on: AsOf) -> Condition:
    return issued(on) & on.happened("closed_on")


COUNTED: tuple[tuple[str, str, str, Says, Says | None], ...] = (
    ("issued", "下达整改", "下达日期在统计期内的整改事项，不含录入作废的", issued, None),
    ("orders", "下达限期整改", "下达日期在统计期内、类别为“限期整改”的整改事项", orders, None),
    ("circulars", "下达通报批评", "下达日期在统计期内、类别为“通报批评”的整改事项", circulars, None),
    ("from-outside", "外来监督文书", "收到日期在统计期内的行政执法监督通知书、意见书、决定书", from_outside, None),
    ("due", "应报送的整改", "首次期限（含经同意延长的）在统计期内、已经下达的整改事项", due, None),
    ("in-time", "按时报送的整改", "应报送件中，首次报送（外来文书为复函）不晚于首次期限的", in_time, due),
    ("late", "超期的整改", "应报送件中，晚于首次期限才报送（复函），或者到统计期末仍未报送（复函）的", late, due),
    ("failed", "复查未通过的整改", "统计期内下达、到统计期末至少一次复查未通过的整改事项", failed, issued),
    ("closed", "已销号的整改", "统计期内下达、到统计期末已经销号的整改事项", closed, issued),
)  # fmt: skip
for key, label, definition, says, among in COUNTED:
    declare(
        Figure(f"rectification.{key}", label, "件", definition, RECTIFICATIONS, says, among=among)
    )
declare(
    Ratio(
        "rectification.in-time.rate",
        "整改按时报送率",
        "%",
        "按时报送件数÷应报送件数；期限未到的不计入",
        RECTIFICATIONS,
        in_time,
        among=due,
        pending=not_due,
    )
)
