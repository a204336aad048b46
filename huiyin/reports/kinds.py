"""What `huiyin report` writes: each kind with its formats; rooms above declare theirs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from huiyin.figures.scope import BeforeThePeriodError
from huiyin.files import packing
from huiyin.organisations.models import Organisation

from . import files, statistics
from .annual import kept
from .composing import compose
from .models import AnnualReport

FORMS = (*files.TYPES, "zip")
"""Every kind has every one of them."""


class NoReportError(LookupError):
    """There is no such report; the message says why, and what to do."""


@dataclass(frozen=True)
class Asked:
    """Whose report, of which year and in which form; `as_of` and `unit` where a kind takes them."""

    agency: Organisation
    year: int
    form: str
    at: datetime
    as_of: date | None = None
    unit: str = ""


@dataclass(frozen=True)
class Answer:
    """The file, and in words what belongs to it and is not in the store."""

    content: bytes
    missing: Sequence[str] = ()


@dataclass(frozen=True)
class Kind:
    """`write` raises NoReportError."""

    key: str
    label: str
    write: Callable[[Asked], Answer]
    takes: frozenset[str] = frozenset()


_kinds: dict[str, Kind] = {}


def declare(kind: Kind) -> Kind:
    return _kinds.setdefault(kind.key, kind)


def kinds() -> dict[str, Kind]:
    """Key → kind of report."""
    return dict(_kinds)


def summary(asked: Asked) -> Answer:
    """年度工作总结, as the records and the office say it today, or on a day."""
    today = timezone.localdate(asked.at)
    try:
        report = compose(asked.agency, asked.year, today=today, as_of=asked.as_of).report
    except BeforeThePeriodError as early:
        raise NoReportError(str(early)) from early
    return _in_form(asked.form, report.title, lambda form: files.write(report, form, at=asked.at))


def annual(asked: Asked) -> Answer:
    """年度报告: as it was frozen, before that as it stands."""
    reports = AnnualReport.objects.valid().filter(agency=asked.agency, year=asked.year)
    report = reports.select_related("agency", "published__document").first()
    if report is None:
        raise NoReportError(f"没有{asked.year}年的年度报告，请先在工作台“年度报告”中起草")
    try:
        return _in_form(
            asked.form, report.title, lambda form: kept.content(report, form, at=asked.at)
        )
    except FileNotFoundError as missing:
        raise NoReportError(str(missing)) from missing


def enforcement(asked: Asked) -> Answer:
    """行政执法统计年报, as the records say it today, or on a day."""
    today = timezone.localdate(asked.at)
    try:
        made = statistics.compose(asked.agency, asked.year, today=today, as_of=asked.as_of)
    except BeforeThePeriodError as early:
        raise NoReportError(str(early)) from early
    title = made.report().title
    return _in_form(asked.form, title, lambda form: made.content(form, at=asked.at))


def _in_form(form: str, title: str, write: Callable[[str], bytes]) -> Answer:
    """One file; as zip all of them with their digests."""
    if form != "zip":
        return Answer(write(form))
    return Answer(packing.packed({f"{title}.{one}": write(one) for one in files.TYPES}))


declare(Kind("annual", "政府信息公开工作年度报告", annual))
declare(Kind("summary", "年度工作总结", summary, frozenset({"as_of"})))
declare(Kind("enforcement", "行政执法统计年报", enforcement, frozenset({"as_of"})))
