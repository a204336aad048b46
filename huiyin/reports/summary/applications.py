"""依申请公开: applications received and answered, and their time limits."""

from huiyin.foi.models import Decision
from huiyin.reports.text import Cited, Citer, Runs

from .phrases import compared, joined, kept, said

RESULTS = tuple(f"foi.table.{decision}.total" for decision in Decision.values)
"""The result rows of the statutory table (国办公开办函〔2021〕30号)."""


def handled(cite: Citer) -> list[Runs]:
    received, closed = cite("foi.received"), cite("foi.closed")
    if not received and not closed and not cite("foi.carried-over"):
        return [["统计期内未收到政府信息公开申请。"]]
    sentence = joined(
        [
            ["共受理依申请公开", received, *compared(cite, received.key)]
            if received
            else ["统计期内未收到新的政府信息公开申请"],
            _closed(cite, closed),
            kept(cite, "foi.answered.on-time", "按期答复率", "已到期限的均未按期答复"),
            said(_open(cite), cite("foi.carried-over")),
        ],
        "，",
    )
    return [[*sentence, "。", *_results(cite), *_remedies(cite), "。"]]


def _open(cite: Citer) -> str:
    until = cite.scope.until
    return f"{until}正在办理" if until else "结转下年继续办理"


def _closed(cite: Citer, closed: Cited) -> Runs:
    clause: Runs = ["办结", closed] if closed else []
    if closed and (answered := cite("foi.answered")).value != closed.value:
        rest = ["，其余为终结办理"] if answered else []
        clause += ["（", *(["其中答复", answered, *rest] if answered else ["均为终结办理"]), "）"]
    return clause


def _results(cite: Citer) -> Runs:
    """办理结果: 予以公开2件、不予公开（属于行政执法案卷）1件."""
    rows = [one for one in map(cite, RESULTS) if one]
    clauses: list[Runs] = [[_named(row.label), row] for row in rows]
    return ["办理结果为：", *joined(clauses, "、"), "。"] if clauses else []


def _named(label: str) -> str:
    name, _, why = label.removesuffix("（总计）").partition("：")
    return f"{name}（{why}）" if why and why != "其他" else name


def _remedies(cite: Citer) -> Runs:
    reconsidered, litigated = cite("foi.reconsidered"), cite("foi.litigated")
    if not reconsidered and not litigated:
        return ["未发生因政府信息公开引起的行政复议和行政诉讼"]
    clause = joined(
        [said("", reconsidered, "引起行政复议"), said("", litigated, "引起行政诉讼")], "，"
    )
    if not litigated:
        clause.append("，未发生行政诉讼")
    if not reconsidered:
        clause.append("，未发生行政复议")
    return ["因政府信息公开，", *clause]
