"""热线留言: requests by channel, their handling, and the callers' ratings."""

from huiyin.organisations.models import Organisation
from huiyin.reports.text import Cited, Citer, Noted, Runs

from .phrases import compared, joined, kept, listed, said, short


def handled(cite: Citer) -> list[Runs]:
    total, answered = cite("hotline.received"), cite("hotline.answered")
    if not total:
        return [["统计期内未收到热线和留言。"]]
    sentence: Runs = ["共受理热线留言", total, *compared(cite, total.key)]
    if channels := _channels(cite):
        sentence += ["，其中，", *listed(channels)]
    if answered.value == total.value:
        sentence.append("，全部办结。")
    elif answered:
        sentence += ["；已办结", answered, "，办结率", cite("hotline.closed"), "。"]
    else:
        sentence.append("；均在办理中。")
    kinds = cite.starting_with("hotline.kind.")
    by_kind: Runs = ["按诉求类型分，", *listed(kinds), "。"] if kinds else []
    return [one for one in (sentence, by_kind, _quality(cite)) if one]


def _quality(cite: Citer) -> Runs:
    """The on-time rate, how long it took, and the ratings of the callers who were asked."""
    in_time = kept(cite, "hotline.on-time", "按时办结率", "已到期限的均未按时办结")
    rated, rate = cite("hotline.rated"), cite("hotline.satisfied")
    rating: Runs = []
    if rated:
        rating = ["对已办结的回访评价", rated]
        rating += ["，满意率（含基本满意）", rate] if rate else ["，均为不满意"]
    sentence = joined([in_time, _time(cite), rating], "；")
    return [*sentence, "。"] if sentence else []


def _time(cite: Citer) -> Runs:
    """Mean and median together: a few that took long say nothing of most."""
    mean, median = cite("hotline.days-mean"), cite("hotline.days-median")
    if not mean:
        return []
    half: Runs = ["半数工单不超过", median] if median else ["半数以上当日答复"]
    return ["平均办理时间", mean, "，", *half]


def supervision(cite: Citer) -> list[Runs]:
    """The public channels, and the supervision requests received through them."""
    agency = Organisation.objects.get(pk=cite.scope.agency_id)
    phone: Runs = ["公布联系电话", Noted(agency.telephone)] if agency.telephone else []
    names = [short(channel.label) for channel in _channels(cite)]
    ways: Runs = [f"通过{'、'.join(names)}等渠道接受社会监督"] if names else []
    came = joined([said(name, cite(key)) for key, name in WATCHED.items()], "、")
    sentence = joined([phone, ways, ["收到", *came] if came else []], "，")
    return [[f"{cite.year}年，", *sentence, "。"]] if ways else []


WATCHED = {
    "hotline.kind.report": "举报",
    "hotline.kind.suggestion": "建议",
    "hotline.kind.mistake": "网站找错",
}


def _channels(cite: Citer) -> list[Cited]:
    return [one for one in cite.starting_with("hotline.") if _is_channel(one)]


def _is_channel(cited: Cited) -> bool:
    """`hotline.<channel>.received`, not a kind nor a total."""
    parts = cited.key.split(".")
    return len(parts) == 3 and parts[2] == "received"
