"""热线留言: requests by channel, their handling, and the callers' ratings."""

from dataclasses import replace

from huiyin.reports.text import Cited, Citer, Noted, Runs

from . import documents, people
from .phrases import compared, joined, kept, listed, part_of, said, short

ABOUT = ("热线", "留言", "诉求", "工单")
"""What the name of a rule about this work has in it."""


def handled(cite: Citer) -> list[Runs]:
    total, answered = cite("hotline.received"), cite("hotline.answered")
    if not total:
        return [["统计期内未收到热线和留言。"]]
    sentence: Runs = ["共受理热线留言", total, *compared(cite, total.key)]
    if channels := _channels(cite):
        sentence += ["，其中，", *listed(channels)]
    if answered.value == total.value:
        sentence += ["，", replace(answered, words="全部办结"), "。"]
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


def leadership(cite: Citer) -> list[Runs]:
    """Who leads this work, which unit answers for it, and who does it, on the last day."""
    unit = people.answering(cite, "hotline")
    sentence = joined(
        [
            people.in_charge(cite, "热线"),
            [Noted(unit, people.page(cite)), "统筹协调热线留言办理"] if unit else [],
            people.on_posts(cite, "负责收集、交办和回复", "hotline.collect_round"),
        ],
        "，",
    )
    return [[*sentence, "。"]] if sentence else []


def rounds(cite: Citer) -> list[Runs]:
    """网上渠道收集: how often, on which share of the days twice, and what was missed."""
    made, twice, missed = map(
        cite, ("hotline.rounds", "hotline.rounds-twice", "hotline.rounds-missed")
    )
    if not made:
        return []
    sentence = joined(
        [
            [f"{cite.scope.until}共" if cite.scope.until else "全年", "收集网上渠道来件", made],
            ["收集不少于两次的工作日占", twice] if twice else ["没有一个工作日收集两次"],
            _missed(missed),
        ],
        "，",
    )
    return [[*sentence, "。"]]


def _missed(missed: Cited) -> Runs:
    """Nothing is said where no rule asks for rounds."""
    if missed.value is None:
        return []
    return ["漏收集的工作半日", missed] if missed else ["没有漏收集的工作半日"]


def rules(cite: Citer) -> list[Runs]:
    """办理制度: the rules of this work that were published in the period."""
    return documents.issued(cite, "disclosure.systems", _is_about)


def _is_about(title: str) -> bool:
    return any(word in title for word in ABOUT)


def supervision(cite: Citer) -> list[Runs]:
    """The public channels, and the supervision requests received through them."""
    telephone = cite.agency_itself.telephone
    phone: Runs = ["公布联系电话", Noted(telephone)] if telephone else []
    names = [short(channel.label) for channel in _channels(cite)]
    ways: Runs = [f"通过{'、'.join(names)}等渠道接受社会监督"] if names else []
    watched = [cite(key) for key in WATCHED]
    came = joined([said(WATCHED[one.key], one) for one in watched], "、")
    answered = part_of(
        cite("hotline.watched.answered"), sum(int(one.value or 0) for one in watched), "办结"
    )
    sentence = joined(
        [phone, ways, ["收到", *came] if came else [], answered if came else []], "，"
    )
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
