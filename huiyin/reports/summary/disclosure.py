"""主动公开: published documents, and the public entries of the special registers."""

from huiyin.disclosure.tree.deadlines import PUBLISH
from huiyin.reports.text import Cited, Citer, Noted, Runs

from . import documents
from .phrases import compared, joined, kept, listed, said, span

LIMIT = f"{PUBLISH.basis}规定的公开期限"


def published(cite: Citer) -> list[Runs]:
    """Number of documents by column, and the kinds that the law names."""
    total = cite("disclosure.published")
    if not total:
        return [["统计期内未主动公开政府信息。"]]
    sentence: Runs = [
        f"{cite.year}年，通过政府门户网站主动公开政府信息",
        total,
        *compared(cite, total.key),
    ]
    if parts := cite.starting_with("disclosure.published."):
        sentence += ["。其中，", *listed(parts)]
    kinds = joined(
        [
            said("公开规范性文件", cite.known("disclosure.rules")),
            said("发布政策解读", cite.known("disclosure.interpretations")),
            said("公开行政处罚信息", cite.known("disclosure.penalties")),
        ],
        "，",
    )
    in_time = kept(cite, "disclosure.on-time", "主动公开及时率", "均超过期限才发布")
    limit = [f"按照{LIMIT}，", *in_time] if in_time else []
    rest = joined([kinds, limit], "。")
    return [[*sentence, "。", *rest, "。" if rest else ""]]


def registers(cite: Citer) -> list[Runs]:
    """权责清单, 执法人员名录, 预算决算: the public entries on the last day."""
    powers, officers = cite("registers.powers"), cite("registers.officers")
    clauses: list[Runs] = []
    if powers:
        by_type = listed(cite.starting_with("registers.powers."))
        clauses.append(["公开权责清单事项", powers, *(["（", *by_type, "）"] if by_type else [])])
    clauses.append(said("公布在册行政执法人员", officers))
    clauses.append(_money(cite))
    sentence = joined(clauses, "；")
    return [[f"{span(cite)}，", *sentence, "。"]] if sentence else []


def _money(cite: Citer) -> Runs:
    clause = joined(
        [
            _dated(cite, "公开本年度部门预算表", "registers.budgets"),
            _dated(cite, "公开上年度部门决算表", "registers.finals"),
        ],
        "，",
    )
    three = said("，其中“三公”经费表", cite("registers.three"))
    return [*clause, *three] if clause else []


def _dated(cite: Citer, clause: str, key: str) -> Runs:
    """With the days of the period on which they became public."""
    sheets = cite(key)
    if not sheets:
        return []
    days = cite.records(key).filter(published_on__range=(cite.scope.start, cite.scope.end))
    distinct = sorted(set(days.values_list("published_on", flat=True)))
    on = "、".join(documents.day(one) for one in distinct)
    when: Runs = ["（", Noted(f"{on}公布"), "）"] if on else []
    return [clause, sheets, *when]


def systems(cite: Citer) -> list[Runs]:
    """工作制度: the rules of its own work that the office published, by name."""
    return documents.issued(cite, "disclosure.systems")


def decisions(cite: Citer) -> list[Runs]:
    """重大行政决策: consultations, opinions, feedback, results."""
    opinions, adopted = cite("registers.opinions"), cite("registers.opinions.adopted")
    heard = said("收到公众意见", opinions)
    if heard and adopted:
        heard += ["，采纳（含部分采纳）", adopted]
    sentence = joined(
        [
            said("就重大行政决策事项公开征求意见", cite("registers.decisions.consulted")),
            heard,
            _feedback(cite, cite("registers.feedback.on-time")),
            said("公布重大行政决策结果", cite("registers.decisions.published")),
        ],
        "，",
    )
    return [[*sentence, "。"]] if sentence else []


def _feedback(cite: Citer, rate: Cited) -> Runs:
    return ["意见采纳情况按期公布率", rate] if rate else []


def proposals(cite: Citer) -> list[Runs]:
    """人大代表建议和政协提案: the published replies."""
    sentence = said("公开人大代表建议和政协提案办理情况", cite.known("disclosure.proposals"))
    return [[*sentence, "。"]] if sentence else []
