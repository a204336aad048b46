"""考核关系: an office beside the agencies that it assesses, from a day to a day."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from huiyin.assessment import actions
from huiyin.assessment.models import Assessment
from huiyin.organisations.models import Organisation
from huiyin.rectification.actions.handling import units
from huiyin.rectification.models import Rectification
from huiyin.structure.duties_desk import OVERSIGHTS

from .trial import rubric

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(bureau, morning):
    rubric(bureau, 2025, morning)
    return Organisation.objects.create(
        name="云溪市水务局", short_name="水务局", slug="swj", is_agency=True
    )


def oversee(bureau, other, robot, at, **values):
    return OVERSIGHTS.set(
        actor=robot, at=at, agency=bureau, unit=other, valid_from=at.date(),
        basis="云政办〔2026〕1号", **values,
    )  # fmt: skip


def begin(bureau, other, robot, at):
    new = Assessment(agency=bureau, unit=other, year=2025, group="市直部门")
    return actions.begin(new, actor=robot, at=at)


def test_only_with_a_row_and_until_it_ends(bureau, other, robot, morning):
    with pytest.raises(ValidationError, match="不由本机关考核"):
        begin(bureau, other, robot, morning)
    oversee(bureau, other, robot, morning)
    assert begin(bureau, other, robot, morning).unit == other
    later = morning + timedelta(days=30)
    oversee(bureau, other, robot, later, has_ended=True)
    with pytest.raises(ValidationError, match="不由本机关考核"):
        begin(bureau, other, robot, later)
    assert Assessment.objects.get().state == "scoring", "what was begun goes on"


def test_it_is_ordered_to_mend_as_well(bureau, other, robot, morning):
    matter = Rectification(agency=bureau, received_on=morning.date())
    assert other not in units(matter)
    oversee(bureau, other, robot, morning)
    assert other in units(matter)


def test_the_form_offers_it(bureau, other, robot, morning, person, time_machine):
    time_machine.move_to(morning)
    client = person("考核组织岗")
    page = client.get("/desk/assessments/new/").content.decode()
    assert "水务局" not in page
    oversee(bureau, other, robot, morning)
    assert "水务局" in client.get("/desk/assessments/new/").content.decode()


@pytest.mark.parametrize("slug", ["cgj", "fg"])
def test_what_is_its_own_needs_no_row(bureau, robot, morning, slug):
    Organisation.objects.create(name="法规科", short_name="法规科", slug="fg", parent=bureau)
    with pytest.raises(ValidationError, match="请从列出的选项中选择"):
        oversee(bureau, Organisation.objects.get(slug=slug), robot, morning)
