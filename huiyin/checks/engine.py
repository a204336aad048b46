"""All checks over one document: the findings in reading order."""

from collections import Counter
from itertools import islice

from . import (
    accessibility,
    chapters,
    dates,
    files,
    format,
    internal,
    links,
    marks,
    minors,
    names,
    numbering,
    periods,
    privacy,
    rates,
    repeats,
    shares,
    signatures,
    sums,
    tables,
    territories,
    timeliness,
    times,
    units,
    widths,
    wording,
)
from .document import TITLE, Context, Document
from .finding import Finding, Severity
from .registry import CHECKS

__all__ = ["run"]

MODULES = (
    accessibility, chapters, dates, files, format, internal, links, marks, minors, names, numbering, periods, privacy, rates,
    repeats, shares, signatures, sums, tables, territories, timeliness, times, units, widths, wording,
)  # fmt: skip
MOST_OF_A_KIND, MOST_OF_A_CHECK = 100, 2000
_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTICE: 2}


def run(document: Document, context: Context | None = None) -> list[Finding]:
    """The findings of all checks, at most a hundred of each kind, in reading order."""
    context = context or Context()
    findings: dict[tuple[str, str, int, int, str], Finding] = {}
    for examine in CHECKS:
        for finding in islice(examine(document, context), MOST_OF_A_CHECK):
            where = finding.where
            key = (finding.code, where.part, where.block, where.start, finding.fault)
            findings.setdefault(key, finding)
    counts: Counter[str] = Counter()
    kept = []
    for finding in sorted(findings.values(), key=_order):
        counts[finding.code] += 1
        if counts[finding.code] <= MOST_OF_A_KIND:
            kept.append(finding)
    return kept


def _order(finding: Finding) -> tuple[int, str, int, int, int]:
    where = finding.where
    place = 0 if where.part == TITLE else 2 if where.part.startswith("附件") else 1
    return (
        place, where.part if place == 2 else "", where.block, where.start, _RANK[finding.severity]
    )  # fmt: skip
