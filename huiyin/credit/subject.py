"""Applications for repair, on the desk's page of the subject whose penalty they are about."""

from typing import Any

from huiyin.subjects.named import Body, Case, declare

from .models import Repair


def _of(repairs: Any, body: Body) -> Any:
    return repairs.filter(penalty__subject__in=body.keys)


declare(
    Case(
        Repair,
        _of,
        lambda repair: (
            f"申请修复 {repair.penalty_reference}",
            repair.reference,
            repair.received_on,
        ),
    )
)
