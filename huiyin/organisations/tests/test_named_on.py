"""Templates print the name of the day; pages that name somebody beside a past day ask for it."""

from datetime import date
from pathlib import Path

import pytest
from django.template import engines

from huiyin.organisations import changing
from huiyin.organisations.models import Organisation

HUIYIN = Path(__file__).parents[2]


def test_a_template_prints_the_name_of_the_day(bureau, robot, morning):
    unit = Organisation.objects.get(slug="duban")
    changing.change(
        unit, day=date(2026, 1, 5), name="综合指挥中心", short_name="指挥中心", parent=bureau,
        basis="云编", actor=robot, at=morning,
    )  # fmt: skip
    text = "{{ unit|named_on:day }}·{{ unit|short_on:day }}"
    template = engines["django"].from_string(text)
    unit.refresh_from_db()
    for day, printed in {
        date(2020, 5, 6): "监督指挥科·监督指挥科",
        morning: "综合指挥中心·指挥中心",
        None: "综合指挥中心·指挥中心",
    }.items():
        assert template.render({"unit": unit, "day": day}) == printed
    assert template.render({"unit": None, "day": None}) == "·"


PRINTED_BESIDE_A_DAY = [
    "hotline/templates/hotline/portal/question.html",
    "proposals/templates/proposals/portal/proposal.html",
    "registers/templates/registers/portal/decision.html",
    "registers/templates/registers/portal/budget.html",
    "portal/templates/portal/year.html",
    "portal/templates/portal/figure.html",
    "portal/templates/portal/applications.html",
]


@pytest.mark.parametrize("path", PRINTED_BESIDE_A_DAY)
def test_pages_of_past_days_print_no_present_name(path):
    text = (HUIYIN / path).read_text(encoding="utf-8")
    assert "named_on:" in text
    assert "agency.name }}" not in text
    assert "unit.name }}" not in text
