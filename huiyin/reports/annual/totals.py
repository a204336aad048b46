"""汇总: the reports of several agencies of a year added up, and what is missing in the sum.

Of the agencies that work here only frozen reports count: a total is the sum of numbers that two
persons saw. Others send files (`received`). An agency that has none yet, was late, or whose numbers
contradict each other is named.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from huiyin.national_forms.forms import NationalForm, form_of
from huiyin.national_forms.identities import cells
from huiyin.organisations.models import Organisation
from huiyin.report_audit.overview import Overview
from huiyin.reports.models import AnnualReport
from huiyin.web.downloads import Cell, Table

from . import received
from .cells import breaks, breaks_with, plain
from .part import Part


@dataclass(frozen=True)
class Total:
    """The sum of a year."""

    year: int
    form: NationalForm
    parts: Sequence[Part]

    @property
    def values(self) -> dict[str, Decimal]:
        """Of each cell of the form the sum over the reports that there are."""
        reports = [part.values for part in self.counted]
        return {
            key: sum((one.get(key, Decimal(0)) for one in reports), Decimal(0))
            for key in cells(self.form)
        }

    @property
    def counted(self) -> list[Part]:
        return [part for part in self.parts if part.is_in]

    @property
    def missing(self) -> list[Part]:
        return [part for part in self.parts if not part.is_in]

    @property
    def faulty(self) -> list[Part]:
        """Those that are in, and late or inconsistent."""
        return [part for part in self.parts if part.is_in and part.faults]

    def as_dict(self) -> dict[str, object]:
        """For JSON: the sums, and each agency's numbers, file and faults."""
        return {
            "year": self.year,
            "form": self.form.basis,
            "cells": {key: _cell(value) for key, value in self.values.items()},
            "agencies": [
                {
                    "agency": part.name,
                    "file": part.file or None,
                    "counted": part.is_in,
                    "faults": list(part.faults),
                    "cells": {key: _cell(value) for key, value in part.values.items()},
                }
                for part in self.parts
            ],
        }

    def table(self) -> Table:
        """A row for each cell, a column for each agency, the sum first."""
        parts = self.counted
        heads = ("部分", "项目", "栏目", "合计", *(part.name for part in parts))
        values = self.values
        rows: list[list[Cell]] = [
            [
                *words,
                _cell(values[key]),
                *(_cell(part.values.get(key, Decimal(0))) for part in parts),
            ]
            for key, words in cells(self.form).items()
        ]
        title = f"{self.year}年政府信息公开工作年度报告汇总"
        return Table(title, "年度报告汇总", heads, rows)


def total(
    agencies: Iterable[Organisation],
    year: int,
    today: date,
    *,
    files: Overview | None = None,
    expected: Sequence[str] = (),
) -> Total:
    """The reports of these agencies, two queries for however many, and those in the files.

    Whoever is `expected` and neither here nor among the files is named as missing.
    """
    known = list(agencies)
    reports = {
        (one.agency_id, one.year): one
        for one in AnnualReport.objects.valid()
        .filter(agency__in=known, year__in=(year, year - 1))
        .select_related("published__document")
    }
    form = form_of(year)
    parts = [
        _part(
            agency, reports.get((agency.pk, year)), reports.get((agency.pk, year - 1)), form, today
        )
        for agency in known
    ]
    others = list(received.parts(files, year, form)) if files else []
    return Total(year, form, received.joined(parts, others, expected))


def _part(
    agency: Organisation,
    report: AnnualReport | None,
    before: AnnualReport | None,
    form: NationalForm,
    today: date,
) -> Part:
    name = agency.on(date(report.year, 12, 31)).name if report else agency.name
    if report is None or report.data is None:
        state = f"报告{report.get_state_display()}，还没有定稿" if report else "没有报告"
        is_late = report is not None and today > report.due_on
        return Part(name, {}, (state, *(["已经超期"] if is_late else [])), report)
    values = _values(report)
    said = [f"{report.due_on}应公布，{_released(report)}"] if _is_late(report, today) else []
    said += [one.sentence for one in breaks(form, values)]
    if before is not None and before.data is not None:
        broken = breaks_with(form_of(report.year - 1), form, _values(before), values)
        said += [one.sentence for one in broken]
    return Part(name, values, tuple(said), report)


def _values(report: AnnualReport) -> dict[str, Decimal]:
    data = report.data or {}
    return {key: Decimal(str(value)) for key, value in data["cells"].items()}


def _public_on(report: AnnualReport) -> date | None:
    """The day on which it came out; None while it is reviewed, or was taken down."""
    document = report.published.document if report.published else None
    first = document.first_published_at if document and document.live else None
    return timezone.localdate(first) if first else None


def _is_late(report: AnnualReport, today: date) -> bool:
    return (_public_on(report) or today) > report.due_on


def _released(report: AnnualReport) -> str:
    day = _public_on(report)
    return f"{day}公布" if day else "还没有公布"


def _cell(value: Decimal) -> int | Decimal:
    return int(value) if value == int(value) else Decimal(plain(value))
