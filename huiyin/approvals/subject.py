"""Applications for licences in the register of subjects: for the desk alone, none is ever public."""

from typing import Any

from huiyin.subjects import holders
from huiyin.subjects.kinds import Holder, Kind, declare

from .models import LicenceApplication


def holder(application: Any) -> Holder:
    """Whom an application names; of a model of any time."""
    return holders.holder(application, application.received_on)


declare(
    Kind(
        "许可办件",
        LicenceApplication,
        holder,
        lambda one: (one.matter.name, one.reference, one.received_on),
    )
)
