"""年度工作总结: the yearly summary of disclosure and hotline work, written from the records.

Every number is a cited figure. A sentence whose figure is zero is left out or says 未发生;
problems are named only where a figure shows them.
"""

from datetime import date

from huiyin.organisations.models import Organisation

from .text import Cited, Citer, Paragraph, Report, Section


def write(
    agency: Organisation, year: int, *, written_on: date, as_of: date | None = None
) -> Report:
    """The summary of one agency and year, as the records stand now (or up to `as_of`)."""
    cite = Citer(agency.pk, year, as_of)
    last = min(as_of or written_on, date(year, 12, 31))
    until = "" if last == date(year, 12, 31) else f"截至{last.month}月{last.day}日"
    return Report(
        title=f"{year}年政务公开及热线留言年度工作总结",
        agency=agency.name,
        year=year,
        period=cite("disclosure.published").period,
        written_on=written_on,
        opening=[f"现将{agency.name}{year}年政务公开和热线留言办理情况总结如下。"],
        sections=[
            Section("一、政务公开工作", 1),
            Section("（一）主动公开", 2, _published(cite)),
            Section("（二）依申请公开", 2, _applications(cite, until)),
            Section("（三）行政许可及公示", 2, _licences(cite)),
            Section("二、热线留言办理工作", 1, _requests(cite)),
            Section("三、存在的问题及下一步打算", 1, _problems(cite, until)),
        ],
    )


def _published(cite: Citer) -> list[Paragraph]:
    total = cite("disclosure.published")
    if not total:
        return [["本年度未主动公开政府信息。"]]
    parts = cite.starting_with("disclosure.published.")
    told: Paragraph = [
        f"{cite.year}年，通过政府门户网站主动公开政府信息",
        total,
        *_compared(cite, total.key),
    ]
    if parts:
        told += ["。其中，", *_listed(parts)]
    return [[*told, "。"]]


def _applications(cite: Citer, until: str) -> list[Paragraph]:
    received, answered = cite("foi.received"), cite("foi.answered")
    if not received and not answered:
        return [["本年度未收到政府信息公开申请。"]]
    told: Paragraph = ["共受理依申请公开", received, *_compared(cite, received.key)]
    told += ["，办结", answered]
    if (rate := cite("foi.answered.on-time")).value is not None:
        told += ["，按期答复率", rate]
    if carried := cite("foi.carried-over"):
        told += [f"，{until}正在办理" if until else "，结转下年继续办理", carried]
    told.append("。")
    reconsidered, litigated = cite("foi.reconsidered"), cite("foi.litigated")
    if not reconsidered and not litigated:
        return [[*told, "未发生因政府信息公开引起的行政复议和行政诉讼。"]]
    remedies: Paragraph = ["其中，"]
    if reconsidered:
        remedies += [reconsidered, "引起行政复议"]
    if litigated:
        remedies += ["，" if reconsidered else "", litigated, "引起行政诉讼"]
    else:
        remedies.append("，未发生行政诉讼")
    return [[*told, *remedies, "。"]]


def _licences(cite: Citer) -> list[Paragraph]:
    total = cite("licensing.decided")
    if not total:
        return [["本年度未办理行政许可。"]]
    told: Paragraph = ["共办理各类行政许可", total, *_compared(cite, total.key)]
    told += ["，其中，", *_listed(cite.starting_with("licensing.decided.")), "。"]
    told += ["已在政府门户网站公示", cite("licensing.published"), "，公示及时率"]
    return [[*told, cite("licensing.published.on-time"), "。"]]


def _requests(cite: Citer) -> list[Paragraph]:
    total, answered = cite("hotline.received"), cite("hotline.answered")
    if not total:
        return [["本年度未收到热线和留言。"]]
    channels = [c for c in cite.starting_with("hotline.") if _is_channel(c)]
    told: Paragraph = [
        "共受理热线留言",
        total,
        *_compared(cite, total.key),
        "，其中，",
        *_listed(channels),
    ]
    if answered.value == total.value:
        told.append("，全部办结。")
    else:
        told += ["；已办结", answered, "，办结率", cite("hotline.closed"), "。"]
    kinds: Paragraph = ["按诉求类型，", *_listed(cite.starting_with("hotline.kind.")), "。"]
    quality: Paragraph = ["按时办结率", cite("hotline.on-time")]
    if cite("hotline.satisfied").value is not None:
        quality += ["；回访已评价的工单中，满意率", cite("hotline.satisfied")]
    return [told, kinds, [*quality, "。"]]


def _is_channel(cited: Cited) -> bool:
    """`hotline.<channel>.received`, not a kind nor a total."""
    parts = cited.key.split(".")
    return len(parts) == 3 and parts[2] == "received"


PROBLEMS = (
    (
        "licensing.published.late",
        "超过7个工作日才公示的行政许可有",
        "许可决定作出当日转入公示，临期自动提醒，逾期由分管负责人督办",
    ),
    (
        "hotline.late",
        "超过期限才办结的热线留言有",
        "对承办单位逐件通报超期工单，提前两个工作日催办，需要延期的在到期前办理手续",
    ),
    (
        "hotline.dissatisfied",
        "回访评价为不满意的热线留言有",
        "对不满意的工单逐件复核，应当办而未办的重新办理，并向诉求人说明",
    ),
    (
        "foi.carried-over",
        "{until}尚未答复的依申请公开有",
        "按到期日排序办理，确保在法定期限内答复",
    ),
)


def _problems(cite: Citer, until: str) -> list[Paragraph]:
    found = [(words, cite(key), remedy) for key, words, remedy in PROBLEMS if cite(key)]
    if not found:
        return [["统计期内公示、答复和办理均未超过期限，未发现需要整改的超期事项。"]]
    problems: Paragraph = [f"{cite.year}年工作中还存在以下问题："]
    for position, (words, cited, _) in enumerate(found):
        problems += ["；" if position else "", words.format(until=until or "年末"), cited]
    plans = "；".join(remedy for _, _, remedy in found)
    return [
        [*problems, "。"],
        [f"下一步，一是针对上述问题，{plans}。二是对照主动公开事项清单查漏补缺，及时更新。"],
    ]


def _compared(cite: Citer, key: str) -> Paragraph:
    """（上年1267件）, where the year before has records at all."""
    before = cite(key, back=1)
    return ["（上年", before, "）"] if before else []


def _listed(figures: list[Cited]) -> Paragraph:
    """大型户外广告设置7件、…: the last part of each label with its value."""
    runs: Paragraph = []
    for cited in figures:
        runs += ["、" if runs else "", _short(cited.label), cited]
    return runs


def _short(label: str) -> str:
    return label.rpartition("：")[2].removeprefix("受理")
