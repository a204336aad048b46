"""What the tests of what has to be mended share."""

import pytest

from huiyin.organisations.models import Organisation
from huiyin.rectification.actions import register

from .trial import make, rectification


@pytest.fixture
def standing(bureau, robot, morning):
    """A matter that came so far by real moves."""
    Organisation.objects.filter(pk=bureau.pk).update(document_code="云城管")
    agency = Organisation.objects.get(pk=bureau.pk)

    def make_standing(*steps, **values):
        matter = register(rectification(agency, **values), actor=robot, at=morning)
        for step in steps:
            matter = make(step, matter, robot, morning)
        return matter

    return make_standing
