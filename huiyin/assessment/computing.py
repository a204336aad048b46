"""Scores that the system computes: measured outside any transaction, stored by a move."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import islice

from django.utils import timezone

from huiyin.measuring.asking import explained, measured
from huiyin.measuring.base import Ask, Measurement, Verdict
from huiyin.measuring.scoring import deduction

from . import freezing
from .freezing import Copy
from .models import Assessment, Method, Score, methods_on
from .standards import plain

PAGES = 3
"""Pages of the evidence of one item that are kept as they were."""


@dataclass(frozen=True)
class Computed:
    """What one item came to."""

    verdict: str
    measure: str
    formula: str
    measurement: Measurement
    deduction: Decimal
    copies: tuple[Copy, ...]


def computed(assessment: Assessment, *, at: datetime) -> dict[int, Computed]:
    """Key of a score → its computation, for those that have a method."""
    scores = list(assessment.scores.select_related("item"))
    methods = methods_on(timezone.localdate(at), [score.item.code for score in scores])
    results = {}
    for score in scores:
        method = methods.get(score.item.code)
        if method is not None and method.is_computed and not score.checklist:
            results[score.pk] = _one(assessment, score, method, at)
    return results


def _one(assessment: Assessment, score: Score, method: Method, at: datetime) -> Computed:
    unit, item = assessment.unit, score.item
    each = method.deduct or item.deduct
    why = ""
    if not unit.is_agency:
        why = "数据按机关统计，内设机构和所属单位由人工评分"
    elif each is None:
        why = "没有写明每项扣多少分，请在评分方法中补上"
    if each is None or why:
        return _not(method.measure, Score.Verdict.UNMEASURED, why)
    ask = Ask(at, method.threshold, unit.pk, assessment.year, method.subjects)
    answer = measured(method.measure, ask)
    if isinstance(answer, str):
        return _not(method.measure, Score.Verdict.FAILED, f"计算没有完成：{answer}")
    formula = formula_of(method, each, item.most, unit.pk)
    lost = Decimal(0)
    if answer.verdict is Verdict.BROKEN:
        lost = deduction(answer.faults, each, item.most)
    copies = (freezing.finding(score, method.measure, formula, answer, ask), *_pages(answer, at))
    return Computed(answer.verdict.value, method.measure, formula, answer, lost, copies)


def _not(measure: str, verdict: str, why: str) -> Computed:
    said = Measurement(Verdict.UNMEASURED, "", "", note=why)
    return Computed(verdict, measure, "", said, Decimal(0), ())


def formula_of(method: Method, each: Decimal, most: Decimal, agency: int | None) -> str:
    """年度报告按期公布（…）；每个问题扣0.5分，最多扣40分."""
    label, rule = explained(method.measure, agency)
    checklist = f"：{method.checklist}" if method.checklist else ""
    limit = "" if method.threshold is None else f"；限值{method.threshold}"
    return f"{label}{checklist}（{rule}）{limit}；每个问题扣{plain(each)}分，最多扣{plain(most)}分"[
        :500
    ]


def _pages(found: Measurement, at: datetime) -> list[Copy]:
    """The first pages that the evidence names; of one that nobody outside opens its sentence stays."""
    addresses = dict.fromkeys(one.address for one in found.evidence if one.address)
    tried = (freezing.page_or_why(address, at=at) for address in addresses)
    return list(islice((one for one in tried if isinstance(one, Copy)), PAGES))
