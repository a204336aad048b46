"""What the audit log must never tell of an applicant."""

from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huiyin.audit import log
from huiyin.audit.models import Entry
from huiyin.foi import actions
from huiyin.foi.models import ApplicantKind, Application, Channel

from . import factories


def texts(*, least=0):
    """Words that are recognised wherever they turn up, among them what people really type."""
    return st.text(alphabet="王欧阳·卓玛0123456789甲乙丙", min_size=least, max_size=20).map(
        lambda t: t and f"密{t}密"
    )


CONTACTS = st.sampled_from(["", "13900004321", "mi.mi@example.com", "微信 mi_mi88"])


@pytest.mark.django_db
@given(name=texts(least=1), contact=CONTACTS, wanted=texts(least=1))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_move_tells_personal_data(bureau, robot, morning, name, contact, wanted):
    with transaction.atomic():
        before = set(Entry.objects.values_list("pk", flat=True))
        application = actions.register(
            Application(
                agency=bureau, channel=Channel.ONLINE, applicant_kind=ApplicantKind.PERSON,
                applicant_name=name, applicant_contact=contact, description=f"{name}的征地方案",
                received_on=date(2026, 3, 2),
            ),
            actor=robot, at=morning,
        )  # fmt: skip
        application = actions.amend(
            application, actor=robot, at=morning,
            values={"applicant_name": name + "改", "applicant_contact": "", "description": wanted},
        )  # fmt: skip
        factories.answered(application, actor=robot, at=morning)
        texts = [str(e.facts) + e.subject_name for e in Entry.objects.exclude(pk__in=before)]
        transaction.set_rollback(True)
    assert len(texts) == 4
    for secret in {name, contact, wanted} - {""}:
        assert not any(secret in text for text in texts)
    assert any(log.HIDDEN in text for text in texts)
