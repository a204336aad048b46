"""热线留言台账: one row a service request."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Min

from huiyin.casework.ledgers import Ledger, declare
from huiyin.organisations.models import Organisation

from . import actions
from .categories.ledger import LEDGER as CATEGORIES
from .models import RequestKind, ServiceRequest, ServiceTarget
from .places.ledger import LEDGER as PLACES
from .rounds.ledger import LEDGER as ROUNDS
from .sheet import SHEET

__all__ = ["CATEGORIES", "LEDGER", "PLACES", "ROUNDS"]


def checker() -> Callable[[ServiceRequest, date], None]:
    """The checks of the action, and whether a time limit is known for the kind on that day."""
    since = dict(ServiceTarget.objects.values_list("kind").annotate(Min("valid_from")))

    def check(request: ServiceRequest, today: date) -> None:
        actions.check(request, today)
        report = request.request_kind == RequestKind.REPORT
        if report and not request.is_confidential and not request.open_reason:
            message = "举报一律保密，请填“是”或留空；确实不用保密的，导入后在工单上办理“解除保密”"
            raise ValidationError({"is_confidential": message})
        if (first := since.get(request.request_kind)) is None or request.received_on < first:
            raise ValidationError(
                {
                    "request_kind": f"没有这类诉求在 {request.received_on} 有效的办理时限，请先在“办理时限”表中添加"
                }
            )

    return check


def complete(values: dict[str, Any], _agency: Organisation) -> None:
    """A report (举报) is confidential where the table does not say (信访工作条例第三十条)."""
    if values.get("is_confidential") is None:
        values["is_confidential"] = values.get("request_kind") == RequestKind.REPORT


LEDGER = declare(
    Ledger(
        key="hotline",
        label="热线留言台账",
        sheet=SHEET,
        workflow=actions.workflow,
        register_many=actions.register_many,
        amend=actions.amend_by_table,
        checker=checker,
        personal_permission="hotline.see_caller",
        completer=lambda: complete,
        beside=("category",),
    )
)
