"""行政许可及公示: decided licences, and whether they were published in time."""

from huiyin.common.numerals import in_chinese
from huiyin.licensing.deadlines import LICENCE_PUBLISH
from huiyin.reports.text import Citer, Runs

from .phrases import compared, joined, kept, listed

LIMIT = f"{in_chinese(LICENCE_PUBLISH.length)}个工作日"


def weekly(cite: Citer) -> list[Runs]:
    """周公示: in which share of the weeks something was made public."""
    rate = cite("licensing.published.weekly")
    if rate.value is None:
        return []
    said: Runs = ["有许可结果公示的周占", rate] if rate else ["没有一个工作周有公示"]
    return [["许可结果按周公示，", *said, "。"]]


def decided(cite: Citer) -> list[Runs]:
    """Empty for an agency that decides no licences."""
    total, published = cite("licensing.decided"), cite("licensing.published")
    if not total:
        return []
    sentence: Runs = ["共办理各类行政许可", total, *compared(cite, total.key)]
    if parts := cite.starting_with("licensing.decided."):
        sentence += ["，其中，", *listed(parts)]
    late = "已到期限的均未按期公示"
    limit = kept(cite, "licensing.published.on-time", "公示及时率", late)
    public = joined(
        [["已在政府门户网站公示", published] if published else ["均尚未公示"], limit], "，"
    )
    return [
        [*sentence, "。"],
        [f"按照许可决定作出之日起{LIMIT}内公示的要求，", *public, "。"],
    ]
