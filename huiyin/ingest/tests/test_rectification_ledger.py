"""整改台账 exported and taken in again: nothing changes; in an empty place the same matters come out."""

import io
from datetime import date

import pytest

from huiyin.casework.models import Matter
from huiyin.ingest import ledgers
from huiyin.organisations.models import Organisation
from huiyin.rectification.actions import register
from huiyin.rectification.models import Rectification
from huiyin.rectification.tests.trial import OUTSIDE, make, rectification

pytestmark = pytest.mark.django_db
TYPED = (
    "reference", "category", "unit_id", "subject", "problem", "demand", "origin", "sender",
    "paper_number", "received_on", "named_due_on", "due_on",
)  # fmt: skip


@pytest.fixture
def matters(bureau, robot, morning):
    """One that is being mended at the second attempt, one of another organ, one as it was entered."""
    Organisation.objects.filter(pk=bureau.pk).update(document_code="云城管")
    agency = Organisation.objects.get(pk=bureau.pk)
    unit = agency.units.first()
    told = [
        rectification(agency, unit=unit, problem="=两个栏目\n没有更新", origin="季度检查"),
        rectification(agency, **OUTSIDE),
        rectification(agency, category="circular", named_due_on=None, unit=unit),
    ]
    entered = [register(one, actor=robot, at=morning) for one in told]
    for step in ("issue", "sign", "report", "fail_check"):
        entered[0] = make(step, entered[0], robot, morning)
    return Rectification.objects.order_by("pk")


def exported(matters, form, bureau, robot, morning):
    stream = io.BytesIO()
    ledgers.export("rectifications", matters, stream, form, agency=bureau, actor=robot, at=morning)
    return io.BytesIO(stream.getvalue())


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_what_was_exported_changes_nothing(matters, form, take, bureau, robot, morning):
    before = list(matters.values())
    result = take("rectifications", exported(matters, form, bureau, robot, morning))
    assert (result.created, result.updated, result.unchanged, result.rejected) == (0, 0, 3, [])
    assert list(matters.values()) == before


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_another_place_takes_the_same_matters(matters, form, take, bureau, robot, morning):
    file = exported(matters, form, bureau, robot, morning)
    before = list(matters.values(*TYPED))
    for matter in matters:
        type(matter).objects.filter(pk=matter.pk).update(
            state=Matter.VOIDED, voided_on=date(2026, 3, 3), reference=f"旧{matter.pk}"
        )
    result = take("rectifications", file)
    assert (result.created, result.rejected) == (3, [])
    taken = Rectification.objects.valid().order_by("pk")
    assert list(taken.values(*TYPED)) == before
    assert set(taken.values_list("state", flat=True)) == {"registered"}
