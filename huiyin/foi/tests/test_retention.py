"""What applicants sent is kept as long as it is needed, and no longer."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from huiyin.files import intake
from huiyin.foi import actions
from huiyin.foi.models import Application, ApplicationFile
from huiyin.personal import retention, sealed

from . import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def answered(bureau, robot, morning):
    application = actions.register(
        Application(
            agency=bureau, channel="counter", applicant_kind="person", applicant_name="周测试",
            description="预算", arrived_on=date(2026, 3, 2),
        ),
        actor=robot, at=morning,
    )  # fmt: skip
    file = intake.keep("身份证.png", intake.PNG, b"a picture")
    ApplicationFile.objects.create(
        application=application, role="identity", file=file, uploaded_at=morning
    )
    return factories.answered(application, actor=robot, at=morning)


def rule(key):
    return next(one for one in retention.rules() if one.key == key)


def after(years):
    return timezone.now().replace(year=2026 + years, month=12)


def test_proofs_go_and_their_digest_stays(answered):
    assert retention.apply(rule("foi.proofs"), at=after(0)) == 0
    assert retention.apply(rule("foi.proofs"), at=after(2)) == 1
    assert retention.apply(rule("foi.proofs"), at=after(2)) == 0
    kept = answered.files.get(role="identity").file
    assert (kept.content.name, len(kept.sha256)) == ("", 64)
    later = timezone.now() + timedelta(days=400)  # whatever the clock of the disk says
    assert len(sealed.orphans(before=later)) == 1


def test_a_dispute_keeps_the_proofs(answered, robot, morning):
    details = {"kind": "reconsideration", "organ": "云溪市人民政府", "filed_on": date(2026, 3, 3)}
    actions.contest(answered, actor=robot, at=morning, **details)
    assert retention.apply(rule("foi.proofs"), at=after(5)) == 0
    assert retention.apply(rule("foi.applicants"), at=after(20)) == 0


def test_the_applicant_is_forgotten_after_ten_years_and_still_counted(answered):
    assert retention.apply(rule("foi.applicants"), at=after(9)) == 0
    assert retention.apply(rule("foi.applicants"), at=after(11)) == 1
    answered.refresh_from_db()
    assert (answered.applicant_name, answered.decision) == ("", "r3_1")
