"""The statutory tables at the desk."""

from urllib.parse import unquote

import pytest
from django.utils import timezone

from huiyin.foi.tests import factories

pytestmark = pytest.mark.django_db


def test_cells_open_to_their_applications(desk, application, robot, now):
    year = now.year
    application(reference="SQ-A")
    answered = application(reference="SQ-B")
    factories.answered(answered, actor=robot, at=now)
    client = desk("信息公开岗")
    page = client.get(f"/desk/reports/{year}/applications/")
    cells = {
        box.address: box.content
        for grid in page.context["grids"]
        for row in grid.body
        for box in row
        if box.address and box.content
    }
    total = f"/desk/figures/foi.table.r1.total/?year={year}"
    [of_new] = [count for address, count in cells.items() if address.startswith(total)]
    assert of_new == 2
    assert len(cells) == 8  # new, answered, all answered, still open: of persons and of all
    for address, count in cells.items():
        assert client.get(address).context["count"] == count, address
        assert address.replace("&", "&amp;") in page.content.decode()


def test_as_of_a_day_travels_to_cells_and_files(desk, application, now):
    application()
    day = now.date()
    client = desk("信息公开岗")
    page = client.get(f"/desk/reports/{day.year}/applications/?as_of={day}")
    assert f"（截至{day.month}月{day.day}日）" in page.context["tables"].title
    addresses = [address for _, address in page.context["files"]]
    addresses += [
        box.address for row in page.context["grids"][0].body for box in row if box.address
    ]
    assert all(f"as_of={day}" in address for address in addresses)


@pytest.mark.parametrize(
    "day",
    [
        pytest.param("2019-12-31", id="before the year"),
        pytest.param("2999-01-01", id="to come"),
        pytest.param("soon", id="no day"),
    ],
)
def test_a_day_that_cannot_be(desk, day):
    """The page names it and stands as it is; a file is refused."""
    client = desk("信息公开岗")
    page = client.get(f"/desk/reports/2020/applications/?as_of={day}")
    assert len(page.context["asked"].ignored) == 1
    assert page.context["tables"].title == "2020年依申请公开统计表"
    file = client.get(f"/desk/reports/2020/applications.docx?as_of={day}")
    assert file.status_code == 404


@pytest.mark.parametrize("form", ["docx", "xlsx", "csv", "json"])
def test_files_bear_year_and_day(desk, application, now, form):
    application()
    answer = desk("信息公开岗").get(f"/desk/reports/{now.year}/applications.{form}")
    disposition = unquote(answer.headers["Content-Disposition"])
    assert disposition.endswith(f"{now.year}年依申请公开统计表_截至{now.date():%Y%m%d}.{form}")
    assert len(answer.getvalue()) == int(answer.headers["Content-Length"])


def test_no_other_kind_of_file(desk):
    assert desk("信息公开岗").get("/desk/reports/2020/applications.pdf").status_code == 404


@pytest.mark.parametrize("door", ["/", ".docx"])
def test_another_agency_is_not_there(desk, other_bureau, door):
    address = f"/desk/reports/2020/applications{door}?agency={other_bureau.slug}"
    assert desk("信息公开岗").get(address).status_code == 404


def test_few_questions(desk, application, django_assert_max_num_queries):
    application()
    client = desk("信息公开岗")
    client.get("/desk/reports/2026/applications/")
    with django_assert_max_num_queries(20):
        client.get("/desk/reports/2026/applications/")


@pytest.mark.parametrize(
    ("post", "year", "status"),
    [
        pytest.param("行政审批岗", 2020, 403, id="without the register"),
        pytest.param("信息公开岗", 1999, 404, id="before there were applications"),
        pytest.param("信息公开岗", timezone.localdate().year + 1, 404, id="a year to come"),
        pytest.param("分管领导", 2020, 200, id="the leader"),
    ],
)
def test_who_may_look(desk, post, year, status):
    assert desk(post).get(f"/desk/reports/{year}/applications/").status_code == status


def test_lists_of_figures_leave_cells_to_their_table(desk, application):
    application()
    page = desk("信息公开岗").get("/desk/figures/")
    assert "foi.table." not in page.content.decode()
