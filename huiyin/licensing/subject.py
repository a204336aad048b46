"""Licences in the register of subjects."""

from typing import Any

from huiyin.subjects import holders
from huiyin.subjects.kinds import Holder, Kind, declare

from .models import Licence
from .wording import MASKED, told


def holder(licence: Any) -> Holder:
    """Whom a licence names; of a model of any time."""
    return holders.holder(licence, licence.decided_on)


declare(
    Kind(
        "行政许可",
        Licence,
        holder,
        lambda licence: (licence.matter.name, told(licence, "reference"), licence.decided_on),
        lambda licence: str(licence.standing_today.label),
        lambda: Licence.objects.public().select_related("matter"),
        lambda: Licence.objects.valid().select_related("matter"),
        "licence",
        MASKED.holder,
    )
)
