"""Commitments in the register of subjects."""

from typing import Any

from huiyin.subjects import holders
from huiyin.subjects.kinds import Holder, Kind, declare

from .models import Commitment
from .wording import MASKED, told


def holder(commitment: Any) -> Holder:
    """Whom a commitment names; of a model of any time."""
    return holders.holder(commitment, commitment.committed_on)


declare(
    Kind(
        "信用承诺",
        Commitment,
        holder,
        lambda one: (told(one, "matter"), told(one, "reference"), one.committed_on),
        lambda one: one.get_state_display(),
        Commitment.objects.public,
        Commitment.objects.valid,
        "commitment",
        MASKED.holder,
    )
)
