"""行政强制 in the register of subjects: at the desk alone."""

from huiyin.subjects.holders import KINDS
from huiyin.subjects.kinds import Holder, Kind, declare

from .models import Coercion


def holder(coercion: Coercion) -> Holder:
    """By its one code; of a person nothing but the name is known here, so nobody is found by it."""
    return Holder(
        KINDS[coercion.holder_kind],
        coercion.holder_name,
        coercion.decided_on,
        uscc=coercion.holder_uscc,
    )


declare(
    Kind(
        "行政强制",
        Coercion,
        holder,
        lambda coercion: (coercion.title, coercion.reference, coercion.decided_on),
    )
)
