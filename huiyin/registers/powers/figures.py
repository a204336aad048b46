"""Figures of the list of powers."""

from collections.abc import Iterable
from functools import partial

from huiyin.figures.dated import Span
from huiyin.figures.registry import AsOf, Condition, Figure, Ledger, declare, declare_family

from .models import Power, PowerType

POWERS = Ledger(
    Power,
    begins="first_listed_on",
    approved="approved_on",
    span=Span(
        since="listed_from",
        until="abolished_on",
        past="versions",
        past_until="listed_until",
        traits=("power_type",),
    ),
)


def powers(on: AsOf) -> Condition:
    """On the list on the last day of the period."""
    return on.stands()


def powers_of_type(on: AsOf, power_type: str) -> Condition:
    return on.stands(power_type=power_type)


declare(
    Figure(
        "registers.powers",
        "权责清单事项",
        "项",
        "统计期末在权责清单上的权力事项",
        POWERS,
        powers,
        version=2,
    )
)


@declare_family
def by_type(agency_id: int | None) -> Iterable[Figure]:
    """One figure for each class of power."""
    for place, (value, label) in enumerate(PowerType.choices, start=1):
        yield Figure(
            f"registers.powers.type-{place:02d}",
            f"权责清单事项：{label}",
            "项",
            f"权责清单事项中，权力类型为“{label}”的",
            POWERS,
            partial(powers_of_type, power_type=value),
        )
