"""What the site offers to whoever searches or applies."""

from collections.abc import Mapping

from django.db.models import Q

from huiyin.disclosure.models import ColumnType
from huiyin.measuring import inside
from huiyin.measuring.base import Ask, Evidence, Measurement, measure, names, none_of, unmeasured
from huiyin.search.index import Query, find

from . import reach

WAYS = {
    "当面申请": ("当面", "现场"),
    "邮寄申请": ("邮寄", "信函", "邮政"),
    "传真申请": ("传真",),
}
"""Way to apply that the office itself keeps open → words by which its guide names it."""
SEARCHED = "公开"
ORDERS = ("按相关度", "按时间")
PAPERS = {"流程图": ("流程图",), "申请表": ("申请表",)}
names["application_ways"] = ("申请渠道", "网上申请可以打开，公开指南写明当面、邮寄、传真申请")
names["application_papers"] = ("依申请公开流程图和申请表", "依申请公开栏目有流程图和申请表")
names["search_page"] = ("网站检索", "网站可以检索")
names["search_orders"] = ("检索结果排序", "检索结果可以按相关度和时间排序")


@measure
def application_ways(ask: Ask) -> Measurement:
    """The form on the web opens; the other ways are named where people look for them."""
    faults = _opens("/apply/", "<form", "网上申请")
    return none_of(
        [*faults, *_unnamed(ask, WAYS)], "处", note="渠道是否畅通，除网上申请外需要人工核对"
    )


@measure
def application_papers(ask: Ask) -> Measurement:
    """Named in a document of the columns where people look for them."""
    return none_of(_unnamed(ask, PAPERS), "处")


@measure
def search_page(ask: Ask) -> Measurement:
    return none_of(_opens("/search/", "<form", "网站检索"), "处")


@measure
def search_orders(ask: Ask) -> Measurement:
    """Both orders are offered on a page of results."""
    if find(Query(SEARCHED)).total < 2:
        return unmeasured(f"检索“{SEARCHED}”没有两条结果可以排序")
    address = f"/search/?q={SEARCHED}"
    return none_of(
        [fault for word in ORDERS for fault in _opens(address, word, f"{word}排序")], "处"
    )


def _opens(address: str, wanted: str, label: str) -> list[Evidence]:
    response = inside.get(address)
    if response.status_code != 200:
        return [Evidence(address, f"{label}的页面答复 {response.status_code}")]
    if wanted not in response.content.decode():
        return [Evidence(address, f"页面上没有{label}")]
    return []


def _unnamed(ask: Ask, wanted: Mapping[str, tuple[str, ...]]) -> list[Evidence]:
    """What no document of the guide, or about applications, names."""
    pages = reach.below(ask, ColumnType.GUIDE) | reach.below(ask, ColumnType.ON_REQUEST)
    faults = []
    for label, words in wanted.items():
        named = Q()
        for word in words:
            named |= Q(title__contains=word) | Q(body__contains=word)
        if not pages.filter(named).exists():
            faults.append(Evidence("", f"公开指南和依申请公开栏目没有写明{label}"))
    return faults
