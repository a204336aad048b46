"""Penalties in the register of subjects."""

from typing import Any

from huiyin.subjects import holders
from huiyin.subjects.kinds import Holder, Kind, declare

from .models import Penalty
from .wording import MASKED, told


def holder(penalty: Any) -> Holder:
    """Whom a penalty names; of a model of any time."""
    return holders.holder(penalty, penalty.decided_on or penalty.filed_on)


declare(
    Kind(
        "行政处罚",
        Penalty,
        holder,
        lambda penalty: (
            told(penalty, "offence")[:60],
            told(penalty, "reference"),
            penalty.decided_on or penalty.filed_on,
        ),
        lambda penalty: f"公示至{penalty.shown_until or '长期'}",
        Penalty.objects.public,
        Penalty.objects.public,
        "penalty",
        MASKED.holder,
    )
)
