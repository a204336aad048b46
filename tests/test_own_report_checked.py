"""The annual report that the records write, read by who checks reports from elsewhere: nothing is wrong."""

from datetime import date

import pytest

from huiyin.foi.models import Application
from huiyin.report_audit.audit import audit
from huiyin.report_audit.reading import read
from huiyin.reports.annual import files
from huiyin.reports.annual.composing import compose
from huiyin.reports.tests.annual_trial import AT, begun, complete

pytestmark = pytest.mark.django_db


@pytest.fixture
def applications(bureau):
    """Of each year some: received, carried over, answered."""
    for year in (2019, 2020, 2024, 2025):
        for number in range(9):
            answered = date(year, 6, 1) if number % 3 else None
            Application.objects.create(
                agency=bureau, reference=f"SQ{year}-{number}", channel="online",
                applicant_kind=("person", "company")[number % 2], applicant_name="甲",
                description="乙", received_on=date(year, 3, 1 + number),
                answered_on=answered, decision="r3_1" if answered else "",
                state="answered" if answered else "received",
            )  # fmt: skip


@pytest.mark.parametrize("year", [2020, 2025], ids=["2019 form", "2021 form"])
def test_each_file_of_ours_is_read_whole_and_found_right(bureau, applications, year):
    annual = compose(complete(begun(bureau, year)).agency, year, today=AT.date())
    numbers = {key: cell.value for key, cell in annual.cells.items()}
    for form in files.TYPES:
        result = audit(read(files.write(annual, form, at=AT), f"report.{form}"))
        assert result.report.numbers == numbers, form
        assert (result.report.agency, result.report.year) == (bureau.name, year), form
        assert [(fault.code.value, fault.where, fault.message) for fault in result.errors] == [], (
            form
        )
    assert numbers["r1.total"] == 9
