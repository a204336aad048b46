"""The statutory tables for everyone: as of a day, with files, without a record."""

from datetime import date
from urllib.parse import unquote

import pytest

from huiyin.foi.models import Application
from huiyin.web.kept import page_cache

pytestmark = pytest.mark.django_db


@pytest.fixture
def register(bureau):
    for number, kind in enumerate(("person", "company")):
        Application.objects.create(
            agency=bureau, reference=f"SQ2020-{number}", channel="online", state="answered",
            applicant_kind=kind, applicant_name="许愿", description="乙", decision="r3_6_1",
            received_on=date(2020, 3, 2), answered_on=date(2020, 5 + 5 * number, 6),
        )  # fmt: skip
    page_cache.pages.clear()


def boxes(page):
    return {
        box.address: box.content
        for grid in page.context["grids"]
        for row in grid.body
        for box in row
        if not box.is_head
    }


def test_the_form_of_the_year_and_what_is_behind_each_number(client, register):
    page = client.get("/reports/2020/applications/")
    counts = {address: count for address, count in boxes(page).items() if count}
    assert counts["/reports/2020/figures/foi.table.r3_6.total/"] == 2
    assert "（六）其他处理" in page.content.decode()
    assert "逾期不补正" not in page.content.decode()  # the form of 2020 has one row
    for address, count in counts.items():
        figure = client.get(address)
        assert figure.context["value"].number == count
        assert "许愿" not in figure.content.decode()


def test_as_of_a_day(client, register):
    page = client.get("/reports/2020/applications/?as_of=2020-06-30")
    html = page.content.decode()
    assert "（截至6月30日）" in html
    assert boxes(page)["/reports/2020/figures/foi.table.r4.total/?as_of=2020-06-30"] == 1
    assert "/reports/2020/applications.docx?as_of=2020-06-30" in html


@pytest.mark.parametrize("door", ["reports/2020/", "reports/2020/applications/",
                                  "reports/2020/applications.xlsx",
                                  "reports/2020/figures/foi.received/"])  # fmt: skip
@pytest.mark.parametrize("day", ["2019-12-31", "2999-01-01", "soon"])
def test_a_day_that_cannot_be_is_refused(client, register, door, day):
    assert client.get(f"/{door}?as_of={day}").status_code == 404


@pytest.mark.parametrize("form", ["docx", "xlsx", "csv", "json"])
def test_files_bear_year_and_day(client, register, form):
    answer = client.get(f"/reports/2020/applications.{form}?as_of=2020-06-30")
    disposition = unquote(answer.headers["Content-Disposition"])
    assert disposition.endswith(f"2020年依申请公开统计表_截至20200630.{form}")


def test_an_agency_that_is_not_there(client, register):
    assert client.get("/reports/2020/applications/?agency=none").status_code == 404


def test_the_year_leads_to_its_tables(client, register):
    assert "/reports/2020/applications/" in client.get("/reports/2020/").content.decode()
