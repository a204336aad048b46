"""Turns of phrase that several parts use."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from huiyin.reports.text import Cited, Citer, Run, Runs

COMPARED = ("disclosure.published", "foi.received", "licensing.decided", "hotline.received")
"""Totals that are shown with those of the year before."""


def left_out(cite: Citer, rate: Cited) -> Runs:
    """（另有3件期限未到，未计入）, while the year runs."""
    if cite.scope.is_whole or not rate.pending:
        return []
    return ["（另有", rate.still_open, "期限未到，未计入）"]


def kept(cite: Citer, key: str, name: str, none: str) -> Runs:
    """按期答复率97.4%（…）; empty if there is no base, in words if the share is zero."""
    rate = cite(key)
    if rate.value is None:
        return []
    if not rate.value:
        return [none, *left_out(cite, rate)]
    return [name, rate, *left_out(cite, rate)]


def compared(cite: Citer, key: str) -> Runs:
    """（上年1267件）, if the year before has records; part of a year is compared with the same
    part.
    """
    before = cite(key, back=1)
    label = "上年" if cite.scope.is_whole else "上年同期"
    return [f"（{label}", before, "）"] if before else []


def listed(figures: Iterable[Cited]) -> Runs:
    """大型户外广告设置7件、…: the last part of each label with its value."""
    return joined([[short(cited.label), cited] for cited in figures], "、")


def joined(clauses: Iterable[Sequence[Run]], mark: str) -> Runs:
    """Clauses joined by a mark, without empty ones."""
    runs: Runs = []
    for clause in clauses:
        if clause:
            runs += [mark if runs else "", *clause]
    return runs


def said(clause: str, cited: Cited | None, after: str = "") -> Runs:
    """A clause with its figure; empty if there is none."""
    return [clause, cited, after] if cited else []


def part_of(part: Cited, whole: int, what: str) -> Runs:
    """均已办结, 已办结3件, 均未办结: the words for all and none lead to the figure, too."""
    if part.value == whole:
        return [replace(part, words=f"均已{what}")]
    return [f"已{what}", part] if part else [replace(part, words=f"均未{what}")]


def span(cite: Citer) -> str:
    """截至11月17日, or 年末 for a whole year."""
    return cite.scope.until or f"{cite.year}年末"


def short(label: str) -> str:
    """大型户外广告设置, of 办理行政许可：大型户外广告设置."""
    return label.rpartition("：")[2].removeprefix("受理")
