"""The statutory tables at the desk."""

import pytest
from django.utils import timezone

from huiyin.foi.tests import factories

pytestmark = pytest.mark.django_db


def test_cells_open_to_their_applications(desk, application, robot, now):
    year = now.year
    application(reference="SQ-A")
    answered = application(reference="SQ-B")
    factories.answered(answered, actor=robot, at=now)
    page = desk("信息公开岗").get(f"/desk/reports/{year}/applications/")
    rows = {label: [cell.value for cell in cells] for label, cells in page.context["rows"]}
    assert rows["本年新收政府信息公开申请数量"][-1] == 2
    assert rows["予以公开"][-1] == rows["结转下年度继续办理"][-1] == 1
    assert f'href="/desk/figures/foi.table.r1.total/?year={year}"' in page.content.decode()


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
