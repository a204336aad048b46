"""一张表: many reports side by side, each with the report of the year before if it is among them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from huiyin.checks import LABELS
from huiyin.common import folding
from huiyin.national_forms.deadlines import due_on
from huiyin.web.downloads import Cell, Table

from .audit import Result, audit
from .papers.values import UnreadableReportError
from .reading import read
from .report import Code, Report

COUNTED = tuple(code for code in Code if code is not Code.READ)
_HEADS = (
    "机关",
    "年度",
    "文件",
    "收到情况",
    "发布日期",
    "公布期限",
    "对照的上年报告",
    "错误",
    "疑问",
)
_GOVERNMENT = "人民政府"


@dataclass(frozen=True)
class Unread:
    """A file of which nothing could be read, and why."""

    name: str
    reason: str


@dataclass(frozen=True)
class Overview:
    """What became of all files, and who sent none."""

    results: tuple[Result, ...]
    unread: tuple[Unread, ...] = ()
    missing: tuple[str, ...] = ()
    year: int | None = None

    @property
    def has_errors(self) -> bool:
        return bool(self.unread or self.missing or any(one.errors for one in self.results))

    def table(self) -> Table:
        """One row for each agency, one column for each kind of fault."""
        heads = (*_HEADS, *(code.value for code in COUNTED))
        return Table("年报核查", "年报核查", heads, list(self._rows()))

    def _rows(self) -> Iterator[Sequence[Cell]]:
        nothing = ("",) * len(COUNTED)
        for one in self.results:
            report, counts = one.report, Counter(fault.code for fault in one.faults)
            due = _due(report)
            is_late = bool(report.published_on and due and report.published_on > due)
            state = "逾期" if is_late else "已收到"
            yield (
                *(report.agency, report.year, report.name, state, report.published_on, due),
                *(one.before, len(one.errors), len(one.questions)),
                *(counts[code] or None for code in COUNTED),
            )
        for file in self.unread:
            yield ("", None, file.name, f"读不出：{file.reason}", None, None, "", "", "", *nothing)
        for agency in self.missing:
            yield (agency, self.year, "", "没有收到", None, None, "", "", "", *nothing)

    def details(self) -> Table:
        """One row for each fault."""
        heads = (
            "机关",
            "年度",
            "文件",
            "程度",
            "问题",
            "部分",
            "项目",
            "栏目",
            "说明",
            "最可能的错处",
        )
        rows = [
            (
                *(one.report.agency, one.report.year, one.report.name),
                *(LABELS[fault.severity], fault.code.value, fault.part, fault.line, fault.column),
                *(fault.message, fault.likely),
            )
            for one in self.results
            for fault in one.faults
        ]
        return Table("年报核查明细", "年报核查明细", heads, rows)

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        return {
            "reports": [one.as_dict() for one in self.results],
            "unread": [{"file": one.name, "reason": one.reason} for one in self.unread],
            "missing": list(self.missing),
        }


def _due(report: Report) -> date | None:
    if report.year is None:
        return None
    return due_on(report.year, is_government=report.agency.endswith(_GOVERNMENT))


def examine(
    files: Sequence[tuple[str, bytes]],
    *,
    before: tuple[str, bytes] | None = None,
    year: int | None = None,
    expected: Sequence[str] = (),
) -> Overview:
    """Read each file and try it, against `before` or the report of the year before among them.

    Of a given `year` only its reports are tried; without one all are, and the latest is the year in
    which the `expected` agencies must have reported.
    """
    reports, unread = [], []
    for name, content in files:
        try:
            reports.append(read(content, name))
        except UnreadableReportError as error:
            unread.append(Unread(name, str(error)))
    earlier = None
    if before is not None:
        try:
            earlier = read(before[1], before[0])
        except UnreadableReportError as error:
            unread.append(Unread(before[0], str(error)))
    tried = [one for one in reports if year is None or one.year == year]
    latest = year or max((one.year for one in reports if one.year), default=None)
    results = tuple(audit(one, earlier or _of_year_before(one, reports)) for one in tried)
    reported = {folding.letters(one.agency) for one in reports if one.year == latest}
    missing = tuple(name for name in expected if not _is_among(name, reported))
    return Overview(results, tuple(unread), missing, latest)


def _of_year_before(report: Report, reports: Sequence[Report]) -> Report | None:
    if report.year is None or not report.agency:
        return None
    agency, year = folding.letters(report.agency), report.year - 1
    return next(
        (one for one in reports if one.year == year and folding.letters(one.agency) == agency), None
    )


def _is_among(name: str, reported: set[str]) -> bool:
    """By its name; 市 before it or a shorter form of it is the same agency."""
    wanted = folding.letters(name)
    return any(one and (one.endswith(wanted) or wanted.endswith(one)) for one in reported)
