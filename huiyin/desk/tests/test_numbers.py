"""Figures on the desk: the count that is shown is the count of what is listed."""

from datetime import date

import pytest
from django.utils import timezone

from huiyin.desk import numbers
from huiyin.figures import registry
from huiyin.figures.regular import Regular
from huiyin.figures.spreads import Spread


def test_every_figure_equals_its_list(desk, licence, application, request_, thorough):
    """By day of the cells of printed tables every eighth."""
    licence(), application(), request_()
    client = desk(is_superuser=True)
    year = timezone.localdate().year
    cells = [figure for figure in registry.all_figures() if figure.is_cell]
    for figure in [*registry.listed_figures(), *(cells if thorough else cells[::8])]:
        page = client.get(f"/desk/figures/{figure.key}/?year={year}")
        assert page.status_code == 200, figure.key
        if isinstance(figure, Regular):
            continue  # it counts weeks and days
        if isinstance(figure, Spread):
            assert page.context["reading"].measured in (0, page.context["paging"].total)
        elif not isinstance(figure, registry.Ratio):
            assert page.context["value"] == page.context["paging"].total, figure.key


@pytest.mark.parametrize(
    ("address", "most"),
    [
        pytest.param("figures/?year=2026", 54, id="figures"),
        pytest.param("reports/2026/applications/", 25, id="applications"),
        pytest.param("reports/2026/summary/", 87, id="summary: two years, checks of its text"),
        pytest.param("reports/", 25, id="reports"),
    ],
)
def test_hundreds_of_numbers_are_few_queries(
    address, most, desk, licence, application, request_, django_assert_max_num_queries
):
    licence(), application(), request_()
    client = desk(is_superuser=True)
    client.get("/desk/account/")
    with django_assert_max_num_queries(most):
        assert client.get(f"/desk/{address}").status_code == 200


def test_as_of_cuts_off_what_came_later(desk, licence):
    licence(decided_on=date(2020, 5, 6))
    client = desk("行政审批岗")
    address = "/desk/figures/licensing.decided/?year=2020"
    assert client.get(address).context["value"] == 1
    assert client.get(f"{address}&as_of=2020-05-05").context["value"] == 0


@pytest.mark.parametrize(
    "query", ["?year=甲", "?year=99999", "?year=0001", "?as_of=2020-02-31", "?year=2999"]
)
def test_what_cannot_be_read_is_named(query, desk):
    page = desk("行政审批岗").get(f"/desk/figures/{query}")
    assert page.status_code == 200
    assert len(page.context["asked"].ignored) == 1


def test_another_agency_is_not_there(desk, other_bureau):
    assert desk("行政审批岗").get(f"/desk/figures/?agency={other_bureau.slug}").status_code == 404


def test_groups_are_named_like_their_rooms():
    figure = registry.find("licensing.decided")
    assert numbers.group_of(figure) == "行政许可"
