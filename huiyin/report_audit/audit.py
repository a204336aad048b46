"""核查: all that is wrong with a report, the gravest first."""

from dataclasses import dataclass

from huiyin.checks import Severity

from . import arithmetic, copying, days, narrative, whole
from .report import Fault, Report

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
    faults = [
        *report.faults,
        *arithmetic.check(report, before),
        *whole.check(report),
        *days.check(report),
        *narrative.check(report),
        *(copying.check(report, before) if before else ()),
    ]
    unlike = dict.fromkeys(faults)
    ranked = sorted(unlike, key=lambda fault: _RANK[fault.severity])
    return Result(report, tuple(ranked), before.name if before else "")
