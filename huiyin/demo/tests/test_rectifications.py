"""The two cases of 2020 come to the figures that they promise."""

import pytest

from huiyin.demo import rectifications as story
from huiyin.figures import registry
from huiyin.figures.scope import Scope
from huiyin.organisations.models import Organisation

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("key", "value"),
    [("issued", 2), ("due", 2), ("in-time", 2), ("late", 0), ("failed", 1), ("closed", 2)],
)
def test_the_figures_of_the_demonstration(bureau, robot, key, value):
    Organisation.objects.filter(pk=bureau.pk).update(document_code="云城管")
    agency = Organisation.objects.get(pk=bureau.pk)
    for slug in ("huanwei", "shizheng"):
        Organisation.objects.create(name=slug, short_name=slug, slug=slug, parent=agency)
    names = ("duban", "juzhang", "lingdao", "huanwei", "shizheng")
    story.year_2020(agency, dict.fromkeys(names, robot))
    figure = registry.find(f"rectification.{key}", agency.pk)
    assert figure.value(Scope.year(agency.pk, 2020)) == value
