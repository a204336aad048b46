"""Applications by organisations, on the desk's page of the subject whose code they give."""

from typing import Any

from huiyin.subjects.named import Body, Case, declare

from .models import ApplicantKind, Application


def _of(applications: Any, body: Body) -> Any:
    """By the code alone; of a natural person a code is no name."""
    known = applications.filter(applicant_uscc__in=body.codes)
    return known.exclude(applicant_kind=ApplicantKind.PERSON)


declare(
    Case(
        Application,
        _of,
        # 收到日期; before it is settled the day on which it came
        lambda one: (one.title, one.reference, one.received_on or one.arrived_on),
    )
)
