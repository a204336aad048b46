"""核查: all that is wrong with a report, the gravest first."""

from dataclasses import dataclass

from huiyin.checks import Severity
from huiyin.common import folding

from . import arithmetic, copying, days, narrative, whole
from .report import Code, Fault, Report

_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTICE: 2}


@dataclass(frozen=True)
class Result:
    """A report with its faults; `before` says by which file of the year before it was tried."""

    report: Report
    faults: tuple[Fault, ...]
    before: str = ""

    @property
    def errors(self) -> tuple[Fault, ...]:
        return tuple(one for one in self.faults if one.severity is Severity.ERROR)

    @property
    def questions(self) -> tuple[Fault, ...]:
        return tuple(one for one in self.faults if one.severity is Severity.WARNING)

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        report = self.report
        return {
            "file": report.name,
            "agency": report.agency,
            "year": report.year,
            "published_on": report.published_on.isoformat() if report.published_on else None,
            "form": report.form.since,
            "before": self.before or None,
            "errors": len(self.errors),
            "questions": len(self.questions),
            "faults": [fault.as_dict() for fault in self.faults],
        }


def audit(report: Report, before: Report | None = None) -> Result:
    """By itself, and against the report of the year before where there is one."""
    unfit = _unfit(report, before) if before else ()
    before = None if unfit else before
    faults = [
        *report.faults,
        *unfit,
        *arithmetic.check(report, before),
        *whole.check(report),
        *days.check(report),
        *narrative.check(report),
        *(copying.check(report, before) if before else ()),
    ]
    unlike = dict.fromkeys(faults)
    ranked = sorted(unlike, key=lambda fault: _RANK[fault.severity])
    return Result(report, tuple(ranked), before.name if before else "")


def _unfit(report: Report, before: Report) -> tuple[Fault, ...]:
    """Why a report cannot be compared with this one: another agency's numbers would all be wrong."""
    years = (before.year, report.year)
    if None not in years and before.year != (report.year or 0) - 1:
        message = f"“{before.name}”是{before.year}年的报告，不是上一年的，没有对照"
        return (Fault(Code.READ, Severity.WARNING, "", message),)
    names = [folding.letters(one.agency) for one in (before, report)]
    if all(names) and names[0] not in names[1] and names[1] not in names[0]:
        message = f"“{before.name}”是{before.agency}的报告，没有对照"
        return (Fault(Code.READ, Severity.WARNING, "", message),)
    return ()
